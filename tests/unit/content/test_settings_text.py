"""What the texts and paths of `mkdocs.yml` may hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from corner.content.mkdocs_yml import read_settings
from tests.support import corners
from tests.support.corners import MKDOCS, Corner


def _write(folder: Path, path: list[str | int], value: Any) -> Path:
    """Write the good corner's settings with another value, and return the file."""
    settings = yaml.safe_load(MKDOCS)
    place: Any = settings
    for step in path[:-1]:
        place = place.setdefault(step, {}) if isinstance(place, dict) else place[step]
    place[path[-1]] = value
    file = folder / "mkdocs.yml"
    file.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    return file


def _find_faults(folder: Path, path: list[str | int], value: Any) -> list[str]:
    """Return the problems in the good corner's settings with another value, without their places."""
    return [str(problem).split(": ", 1)[1] for problem in read_settings(_write(folder, path, value))[1]]


CONVERTED = {"from": "zh-Hant", "by": "hk2s", "name": "简体"}


@pytest.mark.parametrize(
    ("path", "value", "field", "character"),
    [
        (["site_name"], "Harbour\x02head\x03", "site_name", "U+0002"),
        (["site_description"], "News\u202e", "site_description", "U+202E (right-to-left override)"),
        (["nav"], [{"Ho\x1bme": "index.md"}], "nav.0", "U+001B"),
        (["plugins", 0, "i18n", "languages", 0, "name"], "\x00", "plugins.0.i18n.languages.0.name", "U+0000"),
        (
            ["extra", "corner", "converted"],
            {"zh-Hans": {**CONVERTED, "glossary": {"市集": "\ufffd"}}},
            "extra.corner.converted.zh-Hans.glossary.市集",
            "U+FFFD (replacement character)",
        ),
    ],
)
def test_a_forbidden_character_is_named(
    tmp_path: Path, path: list[str | int], value: Any, field: str, character: str
) -> None:
    message = f"{field}: expected printable text, found {character} [forbidden-character]"
    assert _find_faults(tmp_path, path, value) == [message]


@pytest.mark.parametrize(
    "icon", ["javascript:alert(1)", "data:text/html,x", "../../x.png", "//a.example/x", '"><b>', ["x"]]
)
def test_an_icon_is_a_file_of_the_site(tmp_path: Path, icon: object) -> None:
    (line,) = _find_faults(tmp_path, ["theme", "favicon"], icon)
    assert line.startswith("theme.favicon: expected the path of a picture in docs/ or in the theme, such as ")


@pytest.mark.parametrize("icon", ["assets/favicon.svg", "icon..x.png", "https://a.example/icon.png", "圖.png"])
def test_paths_and_addresses_of_icons_are_allowed(tmp_path: Path, icon: str) -> None:
    assert _find_faults(tmp_path, ["theme", "favicon"], icon) == []


@pytest.mark.parametrize("locale", ["../../up", '"><script>', "e", "en/x", ""])
def test_the_tag_of_a_language_cannot_lead_out_of_the_site(tmp_path: Path, locale: str) -> None:
    field = f"extra.corner.converted.{locale}"
    line = f"{field}: expected the tag of a language, such as zh-Hant, found '{locale}' [wrong-setting]"
    assert _find_faults(tmp_path, ["extra", "corner", "converted"], {locale: CONVERTED}) == [line]


@pytest.mark.parametrize("folder", ["/etc", "..", "news", "news/x", ".git", 5, "."])
def test_the_pages_are_in_a_folder_of_the_project(tmp_path: Path, folder: object) -> None:
    (line,) = _find_faults(tmp_path, ["docs_dir"], folder)
    assert line.startswith("docs_dir: expected a folder of the project for the pages, such as docs, found ")


def test_a_word_of_the_glossary_cannot_be_empty(tmp_path: Path) -> None:
    converted = {"zh-Hans": {**CONVERTED, "glossary": {"": "x"}}}
    line = "extra.corner.converted.zh-Hans.glossary.: expected text, found '' [wrong-value]"
    assert _find_faults(tmp_path, ["extra", "corner", "converted"], converted) == [line]


def test_extensions_that_are_not_there_are_one_problem_of_the_settings(corner: Corner) -> None:
    root = corner()
    _write(root, ["markdown_extensions"], ["nowhere"])
    message = "expected extensions of Python-Markdown with their options, found: No module named 'nowhere'"
    assert corners.found(root) == [f"mkdocs.yml:9: markdown_extensions: {message} [wrong-setting]"]
