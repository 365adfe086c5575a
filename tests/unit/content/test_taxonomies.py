"""The names of topics, bodies, places and figures, in each language and at each time."""

from __future__ import annotations

from datetime import date

import pytest

from corner.content.taxonomies import LocalizedName, Taxonomies
from tests.support import corners
from tests.support.corners import Corner

BODIES = """\
    museum:
      names:
        - {name: {en: Sea Museum, zh-Hant: 海洋博物館}, from: 2020-07-15, grade: A}
        - {name: {en: Boat Museum}, from: 2010, until: 2020-07-15, grade: B}
        - {name: {en: Boat House}, until: 2010, grade: D}
    """


@pytest.fixture
def taxonomies(corner: Corner) -> Taxonomies:
    return corners.catalogue(corner({"news/bodies.yml": BODIES})).taxonomies


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(1999, 1, 1), "Boat House"),
        (date(2009, 12, 31), "Boat House"),
        (date(2010, 1, 1), "Boat Museum"),
        (date(2020, 7, 14), "Boat Museum"),
        (date(2020, 7, 15), "Sea Museum"),
        (date(2030, 1, 1), "Sea Museum"),
        (None, "Sea Museum"),
    ],
)
def test_a_body_has_the_name_of_its_day(taxonomies: Taxonomies, day: date | None, name: str) -> None:
    assert taxonomies.name("bodies", "museum", "en", day) == LocalizedName(name, "en")


def test_a_name_that_a_language_lacks_is_given_in_the_default_one_and_marked(taxonomies: Taxonomies) -> None:
    assert taxonomies.name("bodies", "museum", "zh-Hant", date(2015, 1, 1)) == LocalizedName("Boat Museum", "en")
    assert taxonomies.name("bodies", "museum", "zh-Hant", date(2021, 1, 1)) == LocalizedName("海洋博物館", "zh-Hant")


def test_where_the_default_language_lacks_words_any_other_will_do(taxonomies: Taxonomies) -> None:
    assert taxonomies.pick({"pt": "Cais"}, "zh-Hant") == LocalizedName("Cais", "pt")


def test_each_taxonomy_keeps_the_order_of_its_file(corner: Corner) -> None:
    entries = "".join(f"{key}: {{name: {{en: {key}, zh-Hant: {key}}}}}\n" for key in "zebra ant mole".split())
    assert list(corners.catalogue(corner({"news/places.yml": entries})).taxonomies.places) == ["zebra", "ant", "mole"]


def test_all_but_the_topics_may_be_left_out(corner: Corner) -> None:
    root = corner({"news/bodies.yml": None, "news/places.yml": None, "news/figures.yml": None})
    assert corners.found(root) == []


def test_names_in_further_languages_are_no_fault(corner: Corner) -> None:
    text = "quay: {name: {en: The quay, zh-Hant: 碼頭, zh-Hans: 码头, pt: O cais}}\n"
    assert corners.found(corner({"news/places.yml": text})) == []
