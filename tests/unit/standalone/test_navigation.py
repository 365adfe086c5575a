"""The menu has the pages of `nav` in order, and what is wrong with it is reported."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

from corner.content.mkdocs_yml import read_settings
from corner.sources.docs import read_docs
from corner.standalone.files import list_files
from corner.standalone.navigation import Navigation, read_navigation
from tests.support import corners

_DOCS: corners.Files = {
    "docs/b.en.md": "# B\n",
    "docs/b.zh-Hant.md": "# 乙\n",
    "docs/a.en.md": "# A\n",
    "docs/more/index.en.md": "# More\n",
}


def _navigation(root: Path, locale: str) -> Navigation:
    settings, problems = read_settings(root / "mkdocs.yml")
    assert settings, problems
    return read_navigation(settings, list_files(root, read_docs(root, "docs"), settings, {})[locale])


def _settings(text: str, **languages: str) -> str:
    settings = corners.MKDOCS.rstrip() + "\n" + indent(text, "    ")
    for locale, options in languages.items():
        settings = settings.replace(
            f"locale: {locale.replace('_', '-')},", f"locale: {locale.replace('_', '-')}, {options},"
        )
    return settings


def test_without_a_menu_in_the_settings_it_has_all_pages_those_of_folders_last(corner: corners.Corner) -> None:
    menu = _navigation(corner(_DOCS), "en")
    assert [entry.file.name for entry in menu.pages] == ["a.en.md", "b.en.md", "index.en.md", "more/index.en.md"]
    assert menu.problems == []


def test_pages_are_in_the_order_of_the_settings_with_their_titles(corner: corners.Corner) -> None:
    nav = "nav:\n- index.md\n- Help: [{'Page A': a.md}, b.md]\n- https://harbour.example/\n- b.md\n"
    menu = _navigation(corner({**_DOCS, "mkdocs.yml": _settings(nav)}), "en")
    assert [(entry.file.address, entry.title) for entry in menu.pages] == [("", ""), ("a/", "Page A"), ("b/", "")]
    assert menu.problems == []


def test_a_language_may_have_titles_and_a_menu_of_its_own(corner: corners.Corner) -> None:
    root = corner({**_DOCS, "mkdocs.yml": _settings("nav: [{B: b.md}]\n", zh_Hant="nav_translations: {B: 乙頁}")})
    assert [entry.title for entry in _navigation(root, "zh-Hant").pages] == ["乙頁"]
    (root / "mkdocs.yml").write_text(dedent(_settings("nav: [b.md]\n", zh_Hant="nav: [index.md]")), "utf-8")
    menu = _navigation(root, "zh-Hant")
    assert [entry.file.name for entry in menu.pages] == ["index.zh-Hant.md"]


def test_what_is_missing_in_the_menu_and_in_docs_is_reported_in_each_language(corner: corners.Corner) -> None:
    nav = "nav: [index.md, a.md, nosuch.md]\nvalidation: {nav: {omitted_files: warn}}\nnot_in_nav: more/\n"
    root = corner({**_DOCS, "mkdocs.yml": _settings(nav)})
    found = {locale: [str(problem) for problem in _navigation(root, locale).problems] for locale in ("en", "zh-Hant")}
    start = "mkdocs.yml:1: warning: nav: expected"
    missing = (
        f"{start} in nav the path of a page in docs/, in each language, found '{{}}', which {{}} lacks [wrong-setting]"
    )
    omitted = f"{start} each page of docs/ in nav, found {{}}, which is not there [wrong-setting]"
    assert found["en"] == [missing.format("nosuch.md", "en"), omitted.format("b.en.md")]
    assert found["zh-Hant"] == [
        missing.format("a.md", "zh-Hant"),
        missing.format("nosuch.md", "zh-Hant"),
        omitted.format("b.zh-Hant.md"),
    ]
