"""The markup of the pages, judged by the checker of the W3C, and what only a whole page can get wrong."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.support import nu_checker
from tests.support.built import Built
from tests.support.crawl import Page


def _list_all(corner: Built) -> list[Path]:
    return [corner.site.folder / page.file for page in corner.site.pages.values()]


def _list_various(corner: Built) -> list[Path]:
    """Return pages that have between them each kind of element: by its tag, what it is in, its class and its attributes."""
    kinds: set[tuple[str, ...]] = set()
    chosen = []
    for page in corner.site.pages.values():
        elements = page.find("//*/*")
        own = {(item.getparent().tag, item.tag, item.get("class") or "", *item.attrib) for item in elements}
        if not own <= kinds:
            kinds |= own
            chosen.append(corner.site.folder / page.file)
    return chosen


@pytest.mark.parametrize(
    "choose", [pytest.param(_list_various, id="various"), pytest.param(_list_all, id="all", marks=pytest.mark.full)]
)
def test_the_nu_checker_has_neither_errors_nor_warnings_for_any_kind_of_element(
    own: Built, second: Built, with_guide: Built, tmp_path: Path, choose: Callable[[Built], list[Path]]
) -> None:
    # One process judges all: it takes as long to start as to judge a small site.
    guide = [with_guide.site.folder / page.file for page in with_guide.site.pages.values() if "guide/" in page.address]
    assert len(guide) == 6
    pages = [*choose(own), *choose(second), *guide]
    assert len(pages) > 26
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
