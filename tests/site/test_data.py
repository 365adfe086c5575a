"""The data of a built site: other programs accept it, and each table and figure links its own."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import pytest
from csvw import CSVW
from frictionless import Package
from pyld import jsonld

from tests.support.built import Built
from tests.support.crawl import Page


def _data_links(built: Built, page: Page) -> set[str]:
    """Return the addresses of the tables that a page links."""
    addresses = {built.site.address(page, link.written) for link in page.links()}
    return {address for address in addresses if address.startswith("data/") and address.endswith((".csv", ".json"))}


def _both(table: str) -> set[str]:
    return {f"data/{table}.csv", f"data/{table}.json"}


def _tables(folder: Path) -> list[str]:
    package = json.loads((folder / "data/datapackage.json").read_bytes())
    return [resource["name"] for resource in package["resources"]]


def test_frictionless_accepts_the_package(built: Built) -> None:
    report = Package(str(built.site.folder / "data/datapackage.json")).validate()
    assert report.flatten(["type", "note"]) == []


def test_csvw_accepts_the_tables_and_their_foreign_keys(built: Built) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        tables = CSVW(str(built.site.folder / "data/csv-metadata.json"), validate=True)
        assert tables.is_valid, [str(warning.message) for warning in tables.warnings]


def test_a_json_ld_processor_reads_the_data_set(built: Built) -> None:
    dataset = json.loads((built.site.folder / "data/dcat.jsonld").read_bytes())
    (node,) = jsonld.expand(dataset, {"documentLoader": None})
    downloads = node["http://www.w3.org/ns/dcat#distribution"]
    urls = {download["http://www.w3.org/ns/dcat#downloadURL"][0]["@id"] for download in downloads}
    expected = {f"{built.corner.site_url}{address}" for table in _tables(built.site.folder) for address in _both(table)}
    assert urls == expected


def test_the_page_of_the_data_in_each_edition_links_and_explains_every_table(built: Built) -> None:
    for locale in built.corner.locales:
        page = built.site.pages[built.corner.at(locale, "data/")]
        for table in _tables(built.site.folder):
            assert _both(table) <= _data_links(built, page), (locale, table)
            (explained,) = page.find("//details[@id=$name]", name=table)
            header = (built.site.folder / f"data/{table}.csv").read_text("utf-8").splitlines()[0]
            names = explained.xpath(".//tbody/tr/th/code/text()")
            assert names == header.split(","), (locale, table)


@pytest.mark.parametrize(
    ("address", "table"),
    [
        ("laws/", "laws"),
        ("laws/hk-cap-528/", "laws"),
        ("bodies/", "bodies"),
        ("bodies/ipd/", "bodies"),
        ("topics/", "topics"),
        ("items/", "items"),
        ("items/sme-seminar/", "items"),
        ("summaries/", "summaries"),
        ("summaries/2020-2022/", "summaries"),
        ("events/", "events"),
        ("figures/", "figures"),
        ("news/", "releases"),
    ],
)
def test_each_table_and_record_links_its_data_in_each_edition(own: Built, address: str, table: str) -> None:
    for locale in own.corner.locales:
        page = own.site.pages[own.corner.at(locale, address)]
        assert _both(table) <= _data_links(own, page), locale


def test_each_figure_links_a_table_of_its_own(own: Built) -> None:
    page = own.site.pages["figures/"]
    sections = page.find("//section[contains(@class, 'corner-over-time')]")
    rows = page.find("//table/tbody[@id]")
    assert sections
    assert rows
    whole: list[dict[str, Any]] = json.loads((own.site.folder / "data/figures.json").read_bytes())
    keys: list[str] = []
    for element in (*sections, *rows):
        figure = element.get("id")
        links = {own.site.address(page, href) for href in element.xpath(".//a/@href") if "/figures/" in href}
        assert _both(f"figures/{figure}") <= links, figure
        part = json.loads((own.site.folder / f"data/figures/{figure}.json").read_bytes())
        assert {(row["figure"], row["basis"]) for row in part} == {(part[0]["figure"], part[0]["basis"])}
        keys += [row["key"] for row in part]
    assert sorted(keys) == sorted(row["key"] for row in whole)


def test_the_second_corner_links_the_data_of_its_register(second: Built) -> None:
    for address in ("quotas/", "quotas/cod-2022/", "pt/quotas/", "pt/quotas/cod-2022/"):
        assert _both("quotas") <= _data_links(second, second.site.pages[address]), address
