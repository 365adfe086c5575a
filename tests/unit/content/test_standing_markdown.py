"""The Markdown of `docs/`: its extensions are those that the settings name."""

from __future__ import annotations

from typing import Any

import pytest
from markdown import core

from corner.content.standing_markdown import ExtensionError, StandingMarkdown


def _render(text: str, *extensions: tuple[str, dict[str, Any]]) -> str:
    return StandingMarkdown(extensions).render_page(text, lambda target: target).html


def test_an_extension_of_python_markdown_is_made_with_its_options_without_looking_for_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail() -> list[Any]:
        pytest.fail("it looked through all packages")

    monkeypatch.setattr(core.util, "get_installed_extensions", fail)
    html = _render("# One\n\n| a |\n| --- |\n| b |\n", ("toc", {"permalink": "¶"}), ("tables", {}))
    assert '<a class="headerlink"' in html
    assert "<table>" in html


def test_an_extension_may_be_named_by_its_module() -> None:
    assert "<table>" in _render("| a |\n| --- |\n| b |\n", ("markdown.extensions.tables", {}))


@pytest.mark.parametrize(
    ("name", "options"), [("nosuch", {}), ("tables", {"nosuch": 1}), ("no.such", {}), ("markdown.extensions", {})]
)
def test_an_extension_that_cannot_be_used_is_an_error(name: str, options: dict[str, Any]) -> None:
    with pytest.raises(ExtensionError):
        _render("Text.", (name, options))
