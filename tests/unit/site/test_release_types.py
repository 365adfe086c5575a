"""A corner's own types of release: everywhere that the built-in ones are."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner

from corner.authoring import json_schema
from corner.cli import main
from corner.content_types import release as release_type
from corner.feeds.release_entries import release_entries, render_release_entry
from corner.render import jsonld
from corner.render.corner_style import build_stylesheet
from corner.render.head import HeadRenderer
from corner.search.index import build_facets
from corner.views import listing, timeline
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, Corner, release

TYPES = """\
    tide-table:
      name: {en: Tide table, zh-Hant: 潮汐表}
    market:
      name: {en: Market, zh-Hant: 市集}
      event: true
    notice:
      name: {en: Notice to boats, zh-Hant: 航船通告}
    """
FILES = {
    "news/types.yml": TYPES,
    FAIR: release(type="market", event="{start: 2021-03-01}"),
    FAIR_ZH: None,
    "news/releases/2021/tide.en.md": release(type="tide-table", title="Tides"),
}


@pytest.fixture
def root(corner: Corner) -> Path:
    return corner(FILES)


def test_pages_feeds_searches_and_data_have_the_corners_types_in_their_order(root: Path) -> None:
    edition = corners.edition(root, "en")
    everything = listing.listing_view(edition, edition.listings.all, 1)
    assert [(choice.key, choice.name) for choice in everything.types] == [
        ("tide-table", "Tide table"),
        ("market", "Market"),
    ]
    assert timeline.timeline_view(edition).types == (("tide-table", "Tide table"), ("market", "Market"))
    feeds = dict(release_type.CONTENT_TYPE.feed_links(edition))["Types"]
    assert [(feed.address, feed.name.text) for feed in feeds] == [
        ("feeds/types/tide-table.xml", "Tide table"),
        ("feeds/types/market.xml", "Market"),
        ("feeds/types/notice.xml", "Notice to boats"),
    ]
    types = next(facet for facet in build_facets(edition) if facet.name == "type")
    assert [value[:2] for value in types.values][:2] == [("market", "Market"), ("tide-table", "Tide table")]
    fair = edition.catalogue.releases["releases/2021/fair"]
    entry = render_release_entry(edition, next(release_entries(edition, fair)))
    assert [category.label for category in entry.categories if category.term == "market"] == ["Market"]


def test_a_word_of_the_interface_names_a_built_in_type_and_the_file_one_of_the_corner(root: Path) -> None:
    assert corners.edition(root, "zh-Hant").type_name("notice") == "航船通告"
    (root / "news/types.yml").write_text("# None yet.\n", "utf-8")
    (root / FAIR).write_text(release(type="event"), "utf-8")
    (root / "news/releases/2021/tide.en.md").unlink()
    assert corners.edition(root, "zh-Hant").type_name("notice") == "公告"


def test_the_data_explains_the_corners_types(root: Path) -> None:
    catalogue = corners.catalogue(root)
    table = next(table for table in catalogue.tables if table.name == "releases")
    column = next(column for column in table.columns if column.name == "type")
    assert column.terms["tide-table"] == {"en": "Tide table", "zh-Hant": "潮汐表"}
    assert list(column.terms) == ["tide-table", "market", "notice"]


def test_lists_are_filtered_and_years_coloured_without_a_script(root: Path) -> None:
    style = build_stylesheet(corners.catalogue(root))
    assert '.corner-main:has(#type-market:checked) .corner-card:not([data-type="market"]) { display: none; }' in style
    assert (
        ".corner-share--market { fill: color-mix(in srgb, var(--corner-notice) 100%, var(--corner-paper)); }" in style
    )


def test_a_corner_with_the_built_in_types_needs_no_style_of_its_own(corner: Corner) -> None:
    assert build_stylesheet(corners.catalogue(corner())) == ""


def test_only_a_type_that_announces_events_is_an_event_for_search_engines(root: Path) -> None:
    def has_event() -> bool:
        edition = corners.edition(root)
        fair = edition.catalogue.releases["releases/2021/fair"]
        head = HeadRenderer(edition, with_cards=False)
        return '"Event"' in json.dumps(jsonld.describe_release(head, fair, fair.texts["en"]))

    assert has_event()
    (root / "news/types.yml").write_text(dedent(TYPES.replace("event: true", "event: false")), "utf-8")
    assert not has_event()


def test_editors_programs_offer_the_corners_types(root: Path) -> None:
    catalogue = corners.catalogue(root)
    schemas = json_schema.build_schemas(catalogue.content_types, catalogue.taxonomies, catalogue.settings)
    field = schemas["release"]["$defs"]["ReleaseOriginal"]["properties"]["type"]
    assert field["enum"] == ["tide-table", "market", "notice"]
    assert field["enumDescriptions"][1] == "Market · 市集"
    assert "types" in schemas


def test_a_new_release_has_a_type_of_the_corner(root: Path) -> None:
    options = [
        "--root",
        str(root),
        "--title",
        "Low tide",
        "--topics",
        "tides",
        "--date",
        "2021-03-05",
        "--languages",
        "en",
    ]
    refused = CliRunner().invoke(main, ["new", *options, "--type", "Market"])
    assert refused.exit_code == 2
    assert "expected one of tide-table, market, notice, found 'Market'; did you mean 'market'?" in refused.output
    assert CliRunner().invoke(main, ["new", *options, "--type", "tide-table"]).exit_code == 0
    written = (root / "news/releases/2021/low-tide.en.md").read_text("utf-8")
    assert "# tide-table (Tide table), market (Market), notice (Notice to boats)\ntype: tide-table\n" in written
