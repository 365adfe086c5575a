"""The editors' guide: which editions show it, and in which language."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from corner.content import guide, mkdocs_yml
from corner.content.settings import Settings
from tests.support.corners import MKDOCS
from tests.support.project import GUIDE

_MADE = "    feed_size: 3\n    converted:\n      zh-Hans: {from: zh-Hant, by: hk2s, name: 简体中文}\n"


def _read(tmp_path: Path, languages: str, made: str = "") -> Settings:
    """Return the settings of a corner in `languages`, the default first."""
    text = dedent(MKDOCS).replace("    feed_size: 3\n", made or "    feed_size: 3\n")
    start = text.index("        - {locale: en")
    entries = [f"        - {{locale: {locale}, name: {locale}}}\n" for locale in languages.split()]
    entries[0] = entries[0].replace("name", "default: true, name")
    (tmp_path / "mkdocs.yml").write_text(text[:start] + "".join(entries), encoding="utf-8")
    settings, problems = mkdocs_yml.read_settings(tmp_path / "mkdocs.yml")
    assert settings, problems
    return settings


@pytest.mark.parametrize(
    ("languages", "made", "shown"),
    [
        ("en zh-Hant", _MADE, {"en": "en", "zh-Hant": "zh-Hant", "zh-Hans": "zh-Hans"}),
        ("en pt", "", {"en": "en", "pt": ""}),
        # An edition in the guide's own language has it; the default one always has one.
        ("pt en", "", {"pt": "en", "en": "en"}),
        ("pt fr", "", {"pt": "en", "fr": ""}),
        ("zh-Hant pt", _MADE, {"zh-Hant": "zh-Hant", "pt": "", "zh-Hans": "zh-Hans"}),
        # Nothing is converted from a text that is not in the language to convert from.
        ("zh-TW", _MADE.replace("zh-Hant", "zh-TW"), {"zh-TW": "en", "zh-Hans": ""}),
    ],
)
def test_an_edition_shows_the_guide_in_its_own_language_and_the_default_one_else_in_english(
    tmp_path: Path, languages: str, made: str, shown: dict[str, str]
) -> None:
    settings = _read(tmp_path, languages, made)
    assert {locale: guide.find_language(settings, locale) for locale in settings.locales} == shown


def test_each_page_of_the_guide_is_there_in_each_of_its_languages() -> None:
    assert guide.guide_folder() == GUIDE
    names = {f"{name}.{language}.md" for name in ("guide", "first-release") for language in ("en", "zh-Hant")}
    assert {path.name for path in GUIDE.glob("*.md")} == names
    assert guide.list_languages() == {"en", "zh-Hant"}
    assert guide.PAGES.keys() == {"guide", "first-release"}


def test_the_guide_is_not_published_unless_the_settings_say_so(tmp_path: Path) -> None:
    assert not _read(tmp_path, "en").publish_guide
    assert _read(tmp_path, "en", "    feed_size: 3\n    publish_guide: true\n").publish_guide
