"""A register that another corner declares in data: its pages in both editions, and the ways to them."""

from __future__ import annotations

import gzip
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import lxml.etree
import pytest
import yaml

from tests.support import crawl, project, second_corner
from tests.support.built import Built
from tests.support.corners import Corner
from tests.support.crawl import Page, plain

_QUOTA = "quotas/cod-2022/"


def _rows(page: Page) -> list[list[str]]:
    """Return the cells of the rows of the table on a page."""
    rows = page.find("//table[contains(@class, 'corner-records')]/tbody/tr")
    return [[plain(cell.text_content()) for cell in row] for row in rows]


def _json_ld(page: Page) -> list[dict[str, Any]]:
    (script,) = page.find("//script[@type='application/ld+json']/text()")
    return list(json.loads(script)["@graph"])


def test_each_edition_has_the_table_in_its_declared_order(second: Built) -> None:
    english = _rows(second.site.pages["quotas/"])
    assert [row[0] for row in english] == ["Cod of all banks", "Cod of the northern banks", "Tuna of the open sea"]
    assert english[1][1:3] == ["Cod", "1 200 t"]
    portuguese = _rows(second.site.pages["pt/quotas/"])
    assert [row[0] for row in portuguese] == [
        "Bacalhau de todos os bancos",
        "Bacalhau dos bancos do norte",
        "Atum do alto mar",
    ]


def test_a_record_has_its_values_words_and_source_in_each_language(second: Built) -> None:
    english = plain(second.site.pages[_QUOTA].tree.text_content())
    for words in ("Cod of the northern banks", "1 200 t", "Harbour Office", "How it is counted", "Notice to boats"):
        assert words in english, words
    portuguese = plain(second.site.pages[f"pt/{_QUOTA}"].tree.text_content())
    for words in ("Bacalhau dos bancos do norte", "Capitania do Porto", "As caixas contam-se no cais."):
        assert words in portuguese, words
    assert "Boxes are counted" not in portuguese


def test_its_pages_name_each_other_as_alternates(second: Built) -> None:
    url = second.corner.site_url
    for address in ("quotas/", _QUOTA):
        expected = {"en": f"{url}{address}", "pt": f"{url}pt/{address}", "x-default": f"{url}{address}"}
        assert second.site.pages[address].alternates == expected
        assert second.site.pages[f"pt/{address}"].alternates == expected


def test_the_menu_of_each_edition_leads_to_it(second: Built) -> None:
    for home, target, name in (("", "quotas/", "Fishing quotas"), ("pt/", "pt/quotas/", "Quotas de pesca")):
        page = second.site.pages[home]
        links = {second.site.address(page, link.written): plain(link.element.text_content()) for link in page.links()}
        assert links[target] == name


def test_it_is_in_the_sitemap(second: Built) -> None:
    tree = lxml.etree.parse(str(second.site.folder / "sitemap.xml"))
    listed = {element.text for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    url = second.corner.site_url
    assert {f"{url}{prefix}{address}" for prefix in ("", "pt/") for address in ("quotas/", _QUOTA)} <= listed


def test_machines_read_it_by_the_declared_terms(second: Built) -> None:
    (node,) = [node for node in _json_ld(second.site.pages[_QUOTA]) if node.get("@type") == "GovernmentPermit"]
    assert node["name"] == "Cod of the northern banks"
    assert node["identifier"] == 1200
    assert node["issuedBy"] == {"@type": "GovernmentOrganization", "name": "Harbour Office"}


def test_its_markdown_has_the_facts(second: Built) -> None:
    page = second.site.pages[f"pt/{_QUOTA}"]
    assert page.find("/html/head/link[@type='text/markdown']/@href") == [f"{second.corner.site_url}pt/{_QUOTA}index.md"]
    _, front, body = (second.site.folder / f"pt/{_QUOTA}index.md").read_text("utf-8").split("---\n", 2)
    fields = yaml.safe_load(front)
    assert fields["title"] == "Bacalhau dos bancos do norte"
    assert fields["valid"] == {"from": "2022-01-01", "until": "2024-01-01"}
    assert {field["key"]: field["values"][0].get("value") for field in fields["fields"]} == {
        "stock": "cod",
        "tonnes": 1200,
        "keeper": "harbour-office",
    }
    assert "## Como se conta\n\nAs caixas contam-se no *cais*." in body


def test_the_list_for_machines_names_it(second: Built) -> None:
    text = (second.site.folder / "llms.txt").read_text("utf-8")
    section = text.partition("## Fishing quotas\n")[2].partition("\n## ")[0]
    url = second.corner.site_url
    assert f"- [Cod of the northern banks]({url}{_QUOTA}index.md)" in section
    assert section.count("\n- ") == 3


@pytest.mark.parametrize(
    ("folder", "title", "page"),
    [("search", "Cod of the northern banks", _QUOTA), ("pt/search", "Bacalhau dos bancos do norte", f"pt/{_QUOTA}")],
)
def test_it_is_searched_in_its_edition_under_its_own_name(second: Built, folder: str, title: str, page: str) -> None:
    fragments = [
        json.loads(gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd"))
        for file in (second.site.folder / folder).rglob("*.pf_fragment")
    ]
    (record,) = [fragment for fragment in fragments if fragment["meta"]["title"] == title]
    assert record["filters"]["type"] == ["quotas"]
    assert record["meta"]["type"] == "Quota"
    assert page.endswith(record["url"])


def test_a_release_and_the_record_that_it_names_lead_to_each_other(second: Built) -> None:
    release, record = second.site.pages["news/2025/fog-signal/"], second.site.pages[_QUOTA]
    assert _QUOTA in {second.site.address(release, link.written) for link in release.links()}
    assert "news/2025/fog-signal/" in {second.site.address(record, link.written) for link in record.links()}


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (datetime(2023, 12, 31, 12, tzinfo=UTC), ["upcoming", "current"]),
        (datetime(2024, 1, 1, 12, tzinfo=UTC), ["current", "replaced"]),
    ],
)
def test_the_status_follows_the_day_of_the_build(tmp_path: Path, day: datetime, states: list[str]) -> None:
    root = second_corner.write(tmp_path / "corner")
    shutil.rmtree(root / "news/releases")  # on that day they are not published
    (root / "news/links.yml").unlink()
    run = project.build(root, "--strict", epoch=int(day.timestamp()))
    assert run.code == 0, run.output
    pages = crawl.Site(root / "site", "https://bulletin.example/lights/").pages
    rows = pages["quotas/"].find("//table[contains(@class, 'corner-records')]/tbody/tr/@data-status")
    assert rows[:2] == states


def test_a_corner_without_registers_shows_no_trace_of_them(corner: Corner) -> None:
    root = corner()
    run = project.build(root, "--strict")
    assert run.code == 0, run.output
    files = [path for path in (root / "site").rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if "register" in path.relative_to(root / "site").parts[0]] == []
    for path in files:
        if path.suffix in (".html", ".md", ".txt", ".xml", ".json"):
            text = path.read_text("utf-8")
            assert "corner-register" not in text, path
            assert "register.js" not in text, path
            assert "registers/" not in text, path
