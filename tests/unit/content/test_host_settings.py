"""What `mkdocs.yml` says to MkDocs alone: the steps that only MkDocs takes, the menu, and what it warns of."""

from __future__ import annotations

from typing import Any

import pytest

from corner.content.host_settings import iter_other_steps, read_levels, read_navigation

_I18N = {"fallback_to_default": False}
_PLUGINS = [{"i18n": _I18N}]


@pytest.mark.parametrize(
    ("data", "steps"),
    [
        ({"plugins": _PLUGINS, "hooks": ["hooks/publish.py"], "theme": {"name": "material"}}, []),
        ({"plugins": ["corner", *_PLUGINS], "theme": "material"}, []),
        ({"plugins": [*_PLUGINS, "search", {"blog": {"x": 1}}]}, ["plugins: search", "plugins: blog"]),
        ({"plugins": {"i18n": _I18N, "search": None}}, ["plugins: search"]),
        ({"plugins": _PLUGINS, "hooks": ["hooks/publish.py", "own.py"]}, ["hooks: own.py"]),
        ({"plugins": ["corner", *_PLUGINS], "hooks": ["hooks/publish.py"]}, ["hooks: hooks/publish.py"]),
        ({"plugins": _PLUGINS, "extra_templates": ["robots.txt"]}, ["extra_templates: robots.txt"]),
        ({"plugins": _PLUGINS, "theme": {"name": "readthedocs"}}, ["theme: readthedocs"]),
        ({"plugins": _PLUGINS, "use_directory_urls": False}, ["use_directory_urls: false"]),
    ],
)
def test_what_only_mkdocs_does_is_named_as_in_the_settings(data: dict[str, Any], steps: list[str]) -> None:
    assert list(iter_other_steps(data, _I18N)) == steps


def test_pages_that_fall_back_to_another_language_are_of_mkdocs_alone() -> None:
    assert list(iter_other_steps({"plugins": ["corner"]}, {"docs_structure": "suffix"})) == [
        "i18n without fallback_to_default: false"
    ]


def test_levels_may_be_in_groups_or_not_and_have_mkdocs_defaults() -> None:
    levels = read_levels({"anchors": "warn", "nav": {"not_found": "ignore"}, "not_found": "info"})
    assert (levels["links.anchors"], levels["nav.not_found"], levels["links.not_found"]) == ("warn", "ignore", "info")
    assert read_levels(None)["links.not_found"] == "warn"
    assert read_levels(None)["links.anchors"] == "info"


def test_a_language_may_have_a_menu_and_titles_of_its_own() -> None:
    languages = [{"locale": "en"}, {"locale": "pt", "nav": ["a.md"], "nav_translations": {"Rules": "Regras"}}]
    settings = read_navigation({"nav": ["index.md"]}, {"languages": languages})
    assert settings == {
        "navigation": {"": ["index.md"], "pt": ["a.md"]},
        "menu_titles": {"pt": {"Rules": "Regras"}},
    }
