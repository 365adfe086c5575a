"""The markup of every page, judged by the checker of the W3C, and what only a whole page can get wrong."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.support import nu_checker
from tests.support.built import Built
from tests.support.crawl import Page


def _list_pages(corner: Built, *, is_converted: bool) -> list[Path]:
    """Return the pages of the editions that are converted from others, or of the others."""
    converted = tuple(f"{locale}/" for locale in corner.corner.made)
    pages = [
        corner.site.folder / page.file
        for address, page in corner.site.pages.items()
        if bool(converted and address.startswith(converted)) == is_converted
    ]
    assert bool(pages) == bool(converted or not is_converted)
    return pages


@pytest.mark.parametrize("is_converted", [False, pytest.param(True, marks=pytest.mark.full)])
def test_the_nu_checker_has_neither_errors_nor_warnings_for_any_page(
    own: Built, second: Built, tmp_path: Path, *, is_converted: bool
) -> None:
    # One process judges all: it takes as long to start as to judge a small site.
    pages = [path for corner in (own, second) for path in _list_pages(corner, is_converted=is_converted)]
    wrong = tmp_path / "wrong.html"
    wrong.write_text("<!doctype html><html lang=en><title>Wrong</title><p>Wrong</b>", "utf-8")
    messages = nu_checker.judge(*pages, wrong)
    assert [(message["url"], message["message"]) for message in messages] == [(f"file:{wrong}", "Stray end tag “b”.")]


def _level(heading: Any) -> int:
    return int(heading.tag[1])


def test_headings_go_down_one_level_at_a_time(built: Built) -> None:
    false = {}
    for page in built.site.pages.values():
        levels = [0, *map(_level, page.find("//h1 | //h2 | //h3 | //h4 | //h5 | //h6"))]
        if any(lower > upper + 1 for upper, lower in pairwise(levels)):
            false[page.address] = levels[1:]
    assert false == {}


def _landmarks(page: Page) -> list[str]:
    return [element.tag for element in page.find("/html/body/*[not(self::script)]")]


def test_all_that_is_on_a_page_stands_in_a_landmark_behind_the_skip_link(built: Built) -> None:
    made = [f"{locale}/" for locale in built.corner.made]
    for page in built.site.pages.values():
        word = ["aside"] if page.address.startswith(tuple(made)) else []
        assert _landmarks(page) == ["a", "header", *word, "main", "footer"], page.address


def test_navigations_of_a_page_have_names_that_differ(built: Built) -> None:
    for page in built.site.pages.values():
        names = [str(name) for name in page.find("//nav/@aria-label")]
        assert len(names) == len(set(names)) == len(page.find("//nav")), page.address
