"""Social cards, charts and what heads tell machines, in whole builds."""

from __future__ import annotations

import json
import shutil
import struct
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import etree, html

from tests.support import crawl, project, second_corner
from tests.support.built import Built

_EPOCH = 1_800_000_000
_WITHOUT_FONT = "tests.support.without_cjk_font:main"


def _properties(page: crawl.Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in page.find("/html/head/meta[@property or @name]"):
        found.setdefault(element.get("property") or element.get("name"), []).append(element.get("content"))
    return found


def _path(built: Built, url: str) -> str:
    assert url.startswith(built.site.url)
    return unquote(url.removeprefix(built.site.url))


def test_every_page_that_is_indexed_names_a_card_of_the_site_with_its_true_size(built: Built) -> None:
    assert any(not page.indexed for page in built.site.pages.values())
    for page in built.site.pages.values():
        told = _properties(page)
        if not page.indexed:
            assert "og:image" not in told, page.address
            continue
        (image,), (width,), (height,) = (told[f"og:image{part}"] for part in ("", ":width", ":height"))
        data = (built.root / "site" / _path(built, image)).read_bytes()
        # PNG, third edition, 11.2.1: the header holds width and height.
        assert data[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">II", data[16:24]) == (int(width), int(height)) == (1200, 630)
        assert told["og:url"] == page.find("/html/head/link[@rel='canonical']/@href")
        assert all(
            len(told[name]) == 1 and told[name][0] for name in ("og:title", "og:type", "og:locale", "og:image:alt")
        )


def test_every_card_is_named_by_a_page(built: Built) -> None:
    named = {
        _path(built, image) for page in built.site.pages.values() for image in _properties(page).get("og:image", ())
    }
    made = {path.relative_to(built.root / "site").as_posix() for path in (built.root / "site").rglob("cards/**/*.png")}
    assert made == named
    assert len(made) > 4


def _graph(page: crawl.Page) -> list[dict[str, Any]]:
    return [
        thing
        for text in page.find("//script[@type='application/ld+json']/text()")
        for thing in json.loads(text)["@graph"]
    ]


def test_what_json_ld_names_within_the_site_is_there(built: Built) -> None:
    def urls(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [url for part in value.values() for url in urls(part)]
        if isinstance(value, list):
            return [url for part in value for url in urls(part)]
        return [value] if isinstance(value, str) and value.startswith(built.site.url) else []

    files = project.contents(built.root / "site").keys()
    for page in built.site.pages.values():
        graph = _graph(page)
        # What has no page of its own is named by a fragment, and told of beside.
        told = {thing["@id"] for thing in graph if "#" in thing.get("@id", "")}
        for url in set(urls(graph)) - told:
            path = _path(built, url).partition("#")[0]
            assert (f"{path}index.html" if path.endswith("/") or not path else path) in files, (page.address, url)


def test_a_release_and_its_translation_name_each_other(built: Built) -> None:
    articles = {
        thing["@id"]: thing
        for page in built.site.pages.values()
        for thing in _graph(page)
        if thing["@type"] == "NewsArticle"
    }
    translated = {
        url: thing["translationOfWork"]["@id"] for url, thing in articles.items() if "translationOfWork" in thing
    }
    originals = {other["@id"]: url for url, thing in articles.items() for other in thing.get("workTranslation", ())}
    assert translated == originals
    assert translated


def test_a_chart_says_what_its_table_says(own: Built) -> None:
    for address in ("figures/", "zh-Hant/figures/"):
        sections = own.site.pages[address].find("//section[.//svg[@role='img']]")
        assert len(sections) > 5
        for section in sections:
            colon, semicolon = ("：", "；") if address.startswith("zh") else (": ", "; ")
            (told,) = section.xpath(".//desc/text()")
            shown = section.xpath(".//*[@class='corner-chart__value']/text()")
            rows = [
                row.xpath("string(th)") + colon + row.xpath("string(td[1]/text()[1])")
                for row in section.xpath(".//tbody/tr")
            ]
            assert set(told.split(semicolon)) <= set(rows)
            assert [part.split(colon)[1] for part in told.split(semicolon)] == shown
            assert section.xpath("string(.//*[local-name()='title'])") == section.xpath("string(h3)")
            assert all(row.xpath(".//a/@href") for row in section.xpath(".//tbody/tr"))


def test_no_picture_of_a_page_holds_script_or_style_or_leaves_the_site(own: Built) -> None:
    pictures = [
        picture for address in ("figures/", "timeline/") for picture in own.site.pages[address].find("//main//svg")
    ]
    assert pictures
    for picture in pictures:
        text = html.tostring(picture, encoding="unicode")
        assert "<script" not in text
        assert " style=" not in text
        assert "href" not in text
        assert picture.get("role") == "img" or picture.get("aria-hidden") == "true", text


def test_a_timeline_leads_to_every_year(built: Built) -> None:
    years = {
        page.address
        for page in built.site.pages.values()
        if page.address.startswith("news/2") and page.address.count("/") == 2
    }
    (page,) = (page for page in built.site.pages.values() if page.address == "timeline/")
    assert {built.site.address(page, link.written) for link in page.links()} >= years
    assert years


@pytest.fixture
def small(second: Built, tmp_path: Path) -> Path:
    """The second corner in a copy that a test may change, already built."""
    root = tmp_path / "corner"
    shutil.copytree(second.root, root)
    return root


def _build_again(root: Path, command: str = "mkdocs") -> project.Run:
    run = project.run([command, "build", "--strict"], root, _EPOCH)
    assert run.code == 0, run.output
    return run


def test_a_corner_without_chinese_needs_no_cjk_font(small: Path) -> None:
    before = project.contents(small / "site")
    run = _build_again(small, _WITHOUT_FONT)
    assert "social cards" not in run.output
    assert "Nothing has changed" not in run.output
    after = project.contents(small / "site")
    assert {name: data for name, data in after.items() if name.endswith(".png")} == {
        name: data for name, data in before.items() if name.endswith(".png")
    }


def test_without_the_font_a_build_says_at_its_end_what_to_install_and_makes_no_cards_in_chinese(small: Path) -> None:
    project.edit(small / "mkdocs.yml", second_corner.PORTUGUESE_NAME, "燈塔專欄")
    lines = _build_again(small, _WITHOUT_FONT).output.splitlines()
    (number,) = (number for number, line in enumerate(lines) if "social cards" in line)
    assert lines[number] == (
        "INFO    -  No social cards are made for pt: install the font Noto Sans CJK "
        "(on Debian and Ubuntu: apt install fonts-noto-cjk)."
    )
    assert "Releases: 3; " in lines[number - 1]
    assert list((small / "site/pt").rglob("cards/**/*.png")) == []
    assert list((small / "site/cards").rglob("*.png"))
    assert "og:image" not in (small / "site/pt/index.html").read_text("utf-8")
    assert "og:title" in (small / "site/pt/index.html").read_text("utf-8")
    assert "og:image" in (small / "site/index.html").read_text("utf-8")


def test_a_corner_that_wants_no_cards_has_none(small: Path) -> None:
    assert list((small / "site").rglob("cards/**/*.png"))
    project.edit(small / "mkdocs.yml", "    page_size: 2\n", "    page_size: 2\n    cards: false\n")
    run = _build_again(small)
    assert "social cards" not in run.output
    assert list((small / "site").rglob("cards/**/*.png")) == []
    assert not any("og:image" in path.read_text("utf-8") for path in (small / "site").rglob("*.html"))


def test_a_card_is_drawn_anew_only_for_what_it_shows(small: Path) -> None:
    before = project.times(small / "site")
    project.append(small / "news/releases/2025/fog-signal.en.md", "\nIt howls.\n")
    _build_again(small)
    after = project.times(small / "site")
    assert {name for name in after if name.endswith(".png") and after[name] != before[name]} == set()
    project.edit(small / "news/releases/2025/fog-signal.en.md", "title: Fog signal", "title: The fog signal")
    _build_again(small)
    last = project.times(small / "site")
    changed = {name for name in last if name.endswith(".png") and last[name] != before[name]}
    assert changed == {"cards/news/2025/fog-signal.png"}


def test_the_sitemap_is_still_xml_and_holds_the_new_pages(own: Built) -> None:
    tree = etree.fromstring((own.root / "site/sitemap.xml").read_bytes())
    found = {element.text for element in tree.iterfind(".//{*}loc")}
    assert {own.site.url + address for address in ("figures/", "timeline/", "zh-Hant/figures/")} <= found
