"""The demonstration's standing pages: both languages agree, and what they repeat from `news/` is what is there."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from corner.content.record import Record
from corner.content.taxonomies import Body
from corner.site.catalogue import Catalogue
from corner.site.load import load
from tests.support.corners import REPOSITORY

DOCS = REPOSITORY / "docs"
LANGUAGES = ("en", "zh-Hant")
PAGES = ("about", "accessibility", "copyright", "database", "follow", "index")


def _text(page: str, language: str) -> str:
    return (DOCS / f"{page}.{language}.md").read_text("utf-8")


@pytest.fixture(scope="module")
def news() -> Catalogue:
    catalogue = load(REPOSITORY, datetime(2026, 11, 28, tzinfo=UTC)).catalogue
    assert catalogue is not None
    return catalogue


def test_there_are_no_other_standing_pages() -> None:
    assert {path.name for path in DOCS.glob("*.md")} == {
        f"{page}.{language}.md" for page in PAGES for language in LANGUAGES
    }


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_of_a_page_have_the_same_links_and_days(page: str) -> None:
    def links(text: str) -> list[str]:
        return re.findall(r'\]\(([^)]+)\)|href="([^"]+)"', text)

    def updated(text: str) -> list[str]:
        return re.findall(r"^updated: (.+)$", text, re.MULTILINE)

    english, chinese = (_text(page, language) for language in LANGUAGES)
    assert links(english) == links(chinese)
    assert updated(english) == updated(chinese) != []


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_of_a_page_have_as_many_headings_and_points(page: str) -> None:
    outlines = [re.findall(r"^(#+|-|\d\.) ", _text(page, language), re.MULTILINE) for language in LANGUAGES]
    assert outlines[0] == outlines[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_on_authorities_grades_names_as_the_list_of_bodies_does(news: Catalogue, language: str) -> None:
    def bears(body: Body, name: str) -> bool:
        current = body.names[0]
        return name in (
            current.name.get(language),
            (current.short or {}).get(language),
            *(current.also or {}).get(language, ()),
        )

    lines = re.findall(
        r"^- \*\*([A-D])(?:, |級)[^*]*\*\*[：]?(.+(?:\n  .+)*)", _text("database", language), re.MULTILINE
    )
    graded = {name.strip(): grade for grade, names in lines for name in re.split("[;、]", " ".join(names.split()))}
    bodies = news.taxonomies.bodies.values()
    listed = {name: [body.names[0].grade for body in bodies if bears(body, name)] for name in graded}
    assert len(graded) == 12
    assert listed == {name: [grade] for name, grade in graded.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_register_of_enquiry_points_has_the_newest_count_of_the_news(news: Catalogue, language: str) -> None:
    counts = {
        figure.period.end: figure.value
        for release in news.releases.values()
        for figure in release.facts.figures
        if figure.figure == "enquiry-points-open" and figure.period
    }
    newest = max(counts)
    record = news.content("enquiry-points/all-2025")
    assert isinstance(record, Record)
    assert record.values("points") == (counts[newest],)
    assert record.facts.valid.since == newest
    introduction = record.register.declaration.introduction[language]
    numbers = {f"{counts[newest]:g}", f"{newest.day}", f"{newest.year}"}
    assert numbers <= set(re.findall(r"\d+", introduction))
