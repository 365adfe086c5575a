"""Where the checks find the links of a text and of the standing pages."""

from __future__ import annotations

from pathlib import Path

from corner.checks.external_links import LinkUse, find_link_uses
from corner.checks.markdown import find_link
from corner.content.links import MarkdownLink
from corner.sources.docs import read_docs
from corner.sources.reader import SourceTree


def test_an_address_with_a_bracket_is_found_where_it_is_a_link_and_not_where_it_is_text() -> None:
    text = "The file plan(a) b.pdf is here:\n\n[plan](<plan(a) b.pdf>)"
    assert find_link(text, MarkdownLink("plan(a) b.pdf", None)) == text.index("](")


def test_links_are_found_in_the_folder_that_the_settings_name_for_pages(tmp_path: Path) -> None:
    for folder in ("docs", "pages"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "about.en.md").write_text(f"# About\n\n[a](https://{folder}.example/)\n")
    pages = read_docs(tmp_path, "pages").pages
    assert find_link_uses(tmp_path, SourceTree(), pages) == [LinkUse("pages/about.en.md", 3, "https://pages.example/")]
