"""Languages that are written from the right: the directions of elements, and of what feeds hold."""

from __future__ import annotations

from pathlib import Path

import feedparser
import pytest

from corner.i18n.formats import find_direction
from corner.render.renderer import Renderer
from corner.render.skeleton import SkeletonSet
from corner.render.templates import JinjaTheme, create_environment
from corner.site.load import load
from tests.support import arabic_corner, corners
from tests.unit.render.test_renderer import TEMPLATES


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return arabic_corner.write(tmp_path)


@pytest.mark.parametrize(("locale", "direction"), [("ar", "rtl"), ("he", "rtl"), ("zh-Hant", "ltr"), ("x-none", "ltr")])
def test_the_direction_of_a_language_is_that_of_cldr(locale: str, direction: str) -> None:
    assert find_direction(locale) == direction


def test_the_arabic_corner_has_no_problem(root: Path) -> None:
    assert load(root, corners.NOW).problems == ()


@pytest.mark.parametrize(
    ("locale", "arabic", "english"),
    [("ar", ' lang="ar"', ' lang="en" dir="ltr"'), ("en", ' lang="ar" dir="rtl"', ' lang="en"')],
)
def test_a_text_in_another_language_has_its_own_direction(root: Path, locale: str, arabic: str, english: str) -> None:
    theme = JinjaTheme(create_environment(TEMPLATES), "", card_locales=frozenset())
    renderer = Renderer(corners.edition(root, locale), theme, SkeletonSet())
    assert (renderer._mark_language("ar"), renderer._mark_language("en")) == (arabic, english)


def test_entries_of_feeds_have_the_direction_of_their_text(root: Path) -> None:
    def contents(locale: str, address: str) -> list[str]:
        feed = feedparser.parse(corners.feeds(corners.edition(root, locale))[address], sanitize_html=False)
        return [entry.content[0].value for entry in feed.entries]

    assert [html.count('dir="rtl"') for html in contents("ar", "feeds/all.atom")] == [1, 1]
    assert not any("dir=" in html for html in contents("en", "en/feeds/all.atom"))
