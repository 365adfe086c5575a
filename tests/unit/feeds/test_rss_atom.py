"""RSS, Atom and JSON by their schemas, and what bad input becomes in them."""

from __future__ import annotations

import json
from html import escape
from typing import Any

import feedparser
import jsonschema
import lxml.etree
import lxml.html
import pytest
from feedgen.entry import FeedEntry

from corner.content import urls
from corner.feeds import entries, rss_atom
from corner.feeds.entries import RenderedEntry
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, REPOSITORY, Corner, release, translation

SCHEMAS = REPOSITORY / "tests/schemas"
ATOM = lxml.etree.RelaxNG(lxml.etree.parse(SCHEMAS / "atom.rng"))
JSON_FEED = json.loads((SCHEMAS / "jsonfeed.json").read_text("utf-8"))
A = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"

RICH = {
    "news/releases/2021/plan.pdf": "x",
    "news/releases/2021/map.pdf": "xy",
    FAIR: release(
        "**A** | [plan](plan.pdf)\n\n| a | b |\n| - | -: |\n| 1 | 2 |\n\nNote[^1]\n\n[^1]: Below.\n",
        attachments="[{file: plan.pdf, label: Plan}, {file: map.pdf, label: 'A \"map\" & more'}]",
        source="{name: The Times & Co, url: 'https://times.example/?a=1&b=2'}",
        bodies="[harbour-office]",
        corrections="[{date: 2021-04-01, note: A < B.}]",
    ),
    FAIR_ZH: translation(
        "**甲** | [圖](plan.pdf)\n\n| 甲 | 乙 |\n| - | -: |\n| 1 | 2 |\n\n註[^1]\n\n[^1]: 如下。\n",
        labels="{attachments.plan.pdf: 圖, attachments.map.pdf: 地圖, source.name: 時報, corrections.2021-04-01: 更正。}",
    ),
    "news/releases/2020/old.en.md": release(issued="2020-01-01", withdrawn="{date: 2020-02-01, reason: No.}"),
    "mkdocs.yml": corners.MKDOCS.replace("feed_size: 3", "feed_size: 3\n        hub: https://hub.example/"),
}


@pytest.mark.parametrize("locale", ["en", "zh-Hant"])
def test_every_feed_is_valid_by_its_schema(corner: Corner, locale: str) -> None:
    feeds = corners.feeds(corners.edition(corner(RICH), locale))
    for address, content in feeds.items():
        if address.endswith(".atom"):
            tree = lxml.etree.fromstring(content)
            assert ATOM.validate(tree), (address, ATOM.error_log)
            assert tree.find(f"{A}author/{A}name") is not None, "every entry has an author, or its feed"
        elif address.endswith(".json"):
            jsonschema.validate(json.loads(content), JSON_FEED)
        if not address.endswith(".json"):
            assert not feedparser.parse(content).bozo, address
    assert {address.rpartition(".")[2] for address in feeds} == {"xml", "atom", "json", "opml"}


def test_the_schemas_find_faults(corner: Corner) -> None:
    feeds = corners.feeds(corners.edition(corner(RICH)))
    broken = feeds["feeds/all.atom"].replace(b"<published>2021-03-01T", b"<published>2021-03-01 ")
    assert not ATOM.validate(lxml.etree.fromstring(broken))
    found = json.loads(feeds["feeds/all.json"])
    del found["items"][0]["content_html"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(found, JSON_FEED)


@pytest.mark.parametrize("ending", ["xml", "atom"])
@pytest.mark.parametrize("locale", ["en", "zh-Hant"])
def test_an_entry_is_byte_for_byte_what_feedgen_writes(corner: Corner, locale: str, ending: str) -> None:
    edition = corners.edition(corner(RICH), locale)
    feed = corners.feeds(edition)[f"{edition.at('feeds/all')}.{ending}"]
    news = entries.iter_entries(edition)[:3]
    assert news
    for entry in news:
        expected = _serialize_with_feedgen(entries.render_entry(edition, entry), ending, locale)
        assert expected in feed


def _serialize_with_feedgen(entry: RenderedEntry, ending: str, locale: str) -> bytes:
    """Return the lines of an entry as feedgen and lxml write them in a feed."""
    maker = FeedEntry()
    maker.id(entry.id)
    maker.title(entry.title)
    maker.published(entry.published)
    maker.updated(entry.updated)
    for category in entry.categories:
        maker.category(term=category.term, scheme=category.scheme, label=category.label)
    namespaces = {"h": rss_atom.XHTML, "atom": rss_atom.ATOM, "content": CONTENT[1:].partition("}")[0]}
    root = lxml.etree.Element("root", nsmap=namespaces)
    if ending == "xml":
        maker.link(href=entry.url, rel="alternate")
        maker.description(escape(entry.summary, quote=False))
        maker.content(entry.html, type="CDATA")
        for file in entry.enclosures[:1]:
            maker.enclosure(url=file.url, length=str(file.length), type=file.type)
        element: Any = maker.rss_entry()
        lxml.etree.SubElement(root, "channel").append(element)
        if entry.updated != entry.published:
            lxml.etree.SubElement(element, f"{A}updated").text = entry.updated.isoformat()
    else:
        maker.summary(entry.summary)
        maker.content(entry.html, type="html")
        element = maker.atom_entry()
        root.append(element)
        links = [{"href": entry.url, "rel": "alternate", "type": "text/html", "hreflang": locale}]
        for file in entry.enclosures:
            size = str(file.length)
            links.append({"href": file.url, "rel": "enclosure", "type": file.type, "length": size, "title": file.title})
        if entry.source:
            links.append({"href": entry.source, "rel": "via"})
        for link in links:
            lxml.etree.SubElement(element, "link", link)
    lxml.etree.SubElement(element, f"{{{rss_atom.XHTML}}}a", {"href": entry.url}).text = entry.title
    lines = lxml.etree.tostring(root, pretty_print=True, encoding="UTF-8", xml_declaration=False).splitlines(
        keepends=True
    )
    return b"".join(lines[2:-2] if ending == "xml" else lines[1:-1])


def test_a_feed_begins_with_its_declaration_and_style_sheet(corner: Corner) -> None:
    declaration, style, _ = corners.feeds(corners.edition(corner(RICH)))["feeds/all.xml"].split(b"\n", 2)
    assert declaration == b"<?xml version='1.0' encoding='UTF-8'?>"
    assert style == b'<?xml-stylesheet type="text/css" href="/base/assets/feed.css"?>'


@pytest.mark.parametrize("address", ["feeds/all.xml", "feeds/topics/boats.xml", "feeds/all.atom"])
def test_a_feed_links_to_its_hub_and_to_itself(corner: Corner, address: str) -> None:
    feed = feedparser.parse(corners.feeds(corners.edition(corner(RICH)))[address]).feed
    links = {link.rel: link.href for link in feed.links}
    assert links["hub"] == "https://hub.example/"
    assert links["self"] == f"https://corner.example/base/{address}"


def test_an_entry_leads_to_its_page_its_files_and_its_source(corner: Corner) -> None:
    feeds = corners.feeds(corners.edition(corner(RICH)))
    entry = lxml.etree.fromstring(feeds["feeds/all.atom"]).findall(f"{A}entry")[1]
    assert [dict(link.attrib) for link in entry.iterfind(f"{A}link")] == [
        {
            "href": "https://corner.example/base/news/2021/fair/",
            "rel": "alternate",
            "type": "text/html",
            "hreflang": "en",
        },
        {
            "href": "https://corner.example/base/news/2021/plan.pdf",
            "rel": "enclosure",
            "type": "application/pdf",
            "length": "1",
            "title": "Plan",
        },
        {
            "href": "https://corner.example/base/news/2021/map.pdf",
            "rel": "enclosure",
            "type": "application/pdf",
            "length": "2",
            "title": 'A "map" & more',
        },
        {"href": "https://times.example/?a=1&b=2", "rel": "via"},
    ]
    item = json.loads(feeds["feeds/all.json"])["items"][1]
    assert [(file["mime_type"], file["size_in_bytes"]) for file in item["attachments"]] == [
        ("application/pdf", 1),
        ("application/pdf", 2),
    ]
    assert item["_source"] == {"url": "https://times.example/?a=1&b=2"}
    rss = feedparser.parse(feeds["feeds/all.xml"]).entries[1]
    assert rss.updated == "2021-04-01T00:00:00+09:00"


TEXTS = {
    "end of a CDATA section": ("a ]]> b", "a ]]> b"),
    "markup as words": ("`<b>&amp;</b>` 1 < 2", "<b>&amp;</b> 1 < 2"),
    "emoji": ("👩‍👩‍👧 🇭🇰 ☃", "👩‍👩‍👧 🇭🇰 ☃"),
    "right-to-left marks": ("\u200fשלום\u200e مرحبا", "\u200fשלום\u200e مرحبا"),
    "entities": ("&copy; &eacute; &#x1F600; &#8203;x", "© é 😀 \u200bx"),
    "beyond the basic plane": ("𠮷野家 𨋢", "𠮷野家 𨋢"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_every_format_says_what_was_written(corner: Corner, name: str) -> None:
    written, said = TEXTS[name]
    title = written.replace("`", "").replace("'", "''")
    feeds = corners.feeds(corners.edition(corner({FAIR: release(written, title=f"'{title}'"), FAIR_ZH: None})))
    texts = _texts(feeds)
    assert len(texts) == 3
    for headline, html in texts:
        assert headline == title.replace("''", "'")
        assert lxml.html.fragment_fromstring(html, create_parent="div").text_content().strip() == said


def _texts(feeds: dict[str, bytes]) -> list[tuple[str, str]]:
    """Return headline and full text of the first entry in each format, as XML and JSON have them."""
    rss: Any = lxml.etree.fromstring(feeds["feeds/all.xml"]).find(".//item")
    atom: Any = lxml.etree.fromstring(feeds["feeds/all.atom"]).find(f"{A}entry")
    item = json.loads(feeds["feeds/all.json"])["items"][0]
    return [
        (rss.findtext("title"), rss.findtext(CONTENT)),
        (atom.findtext(f"{A}title"), atom.findtext(f"{A}content")),
        (item["title"], item["content_html"]),
    ]


def test_a_text_of_the_largest_size_is_complete(corner: Corner) -> None:
    body = "\n\n".join(f"Line {number} of the minutes." for number in range(6_000))
    for _, html in _texts(corners.feeds(corners.edition(corner({FAIR: release(body), FAIR_ZH: None})))):
        assert html.count("<p>") == 6_000


def test_tables_and_footnotes_are_html_with_absolute_urls(corner: Corner) -> None:
    feeds = corners.feeds(corners.edition(corner(RICH)))
    atom = lxml.etree.fromstring(feeds["feeds/all.atom"]).findall(f"{A}entry")[1]
    html = lxml.html.fragment_fromstring(atom.findtext(f"{A}content") or "", create_parent="div")
    assert [cell.text for cell in html.iter("td")] == ["1", "2"]
    page = "https://corner.example/base/news/2021/fair/"
    assert [address for address in html.xpath("//@href") if "#" in address] == [f"{page}#fn-1", f"{page}#fnref-1"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("A.\n\nB \x0b C.", 10),
        ("A.\n\nB &#1; C.", 10),
        ("A.\n\nB &#xFFFE; C.", 10),
        ("A.\n\nB &#x202E; C.", 10),
    ],
)
def test_a_character_that_xml_forbids_is_refused_with_its_line(corner: Corner, text: str, line: int) -> None:
    (problem,) = corners.found(corner({FAIR: release(text), FAIR_ZH: None}))
    assert problem.startswith(f"{FAIR}:{line}: ")
    assert problem.endswith("[forbidden-character]")


@pytest.mark.parametrize(
    ("title", "number"), [(r"A \x01 B", "0001"), (r"A \uD800 B", "D800"), (r"A \U0000FFFE", "FFFE"), (r"A\0", "0000")]
)
def test_a_forbidden_character_escaped_in_yaml_is_refused(corner: Corner, title: str, number: str) -> None:
    found = corners.found(corner({FAIR: release(title=f'"{title}"'), FAIR_ZH: None}))
    assert found == [f"{FAIR}:2: file: expected printable text, found U+{number} [forbidden-character]"]


def test_the_addresses_of_the_formats_have_their_registered_media_types() -> None:
    # RFC 4287, RSS Advisory Board, JSON Feed 1.1.
    assert urls.FORMATS == {
        "xml": "application/rss+xml",
        "atom": "application/atom+xml",
        "json": "application/feed+json",
    }
