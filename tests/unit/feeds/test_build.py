"""The feeds, read back by feedparser, and the texts in them by an independent HTML parser."""

from __future__ import annotations

import re
from calendar import timegm
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import lxml.etree
import lxml.html
import msgspec
import pytest

from corner.feeds import entries
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, Corner, release, translation

SITE = "https://corner.example/base/"
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def _bytes(root: Path, address: str = "feeds/all.xml") -> bytes:
    locale = "zh-Hant" if address.startswith("zh-Hant/") else "en"
    return corners.feeds(corners.edition(root, locale))[address]


def _feed(root: Path, address: str = "feeds/all.xml") -> Any:
    read = feedparser.parse(_bytes(root, address))
    assert not read.bozo
    assert read.version == "rss20"
    return read


def _html(root: Path, address: str = "feeds/all.xml") -> lxml.html.HtmlElement:
    """Return the full text of a feed's first entry as it stands, for feedparser mends what it reads."""
    text = lxml.etree.fromstring(_bytes(root, address)).findtext(f".//{CONTENT}")
    assert text is not None
    return lxml.html.fragment_fromstring(text, create_parent="div")


TYPES = ("press-release", "notice", "event", "measures")
STEMS = ["all", "topics/boats", "topics/tides", *(f"types/{key}" for key in TYPES)]


def test_each_edition_has_a_feed_of_all_news_and_of_each_topic_type_and_body_in_three_formats(corner: Corner) -> None:
    root = corner({FAIR: release(bodies="[harbour-office]"), FAIR_ZH: translation()})
    names = {
        f"feeds/{stem}.{ending}" for stem in [*STEMS, "bodies/harbour-office"] for ending in ("xml", "atom", "json")
    }
    assert set(corners.feeds(corners.edition(root))) == names | {"feeds/corner.opml", "feeds/all-languages.opml"}
    assert set(corners.feeds(corners.edition(root, "zh-Hant"))) == {
        f"zh-Hant/{name}" for name in names | {"feeds/corner.opml"}
    }


def test_a_feed_tells_where_it_is_and_what_it_is_of(corner: Corner) -> None:
    feed = _feed(corner(), "zh-Hant/feeds/topics/boats.xml").feed
    assert (feed.language, feed.title) == ("zh-Hant", "港口專欄－船")
    assert (feed.link, feed.subtitle) == (f"{SITE}zh-Hant/topics/boats/", "水上之物。")
    assert [(link.href, link.type) for link in feed.links if link.rel == "self"] == [
        (f"{SITE}zh-Hant/feeds/topics/boats.xml", "application/rss+xml")
    ]


def test_an_entry_is_found_once_with_an_id_that_does_not_depend_on_address_or_language(corner: Corner) -> None:
    root = corner()
    for address in ("feeds/all.xml", "feeds/topics/boats.xml", "zh-Hant/feeds/all.xml"):
        (entry,) = _feed(root, address).entries
        assert entry.id == "tag:corner.example,2026:releases/2021/fair"
        guid = lxml.etree.fromstring(_bytes(root, address)).find(".//guid")
        assert guid is not None
        assert guid.get("isPermaLink") == "false", "it is no address, and readers must not open it"


def test_an_entry_has_title_teaser_text_and_address_in_its_language(corner: Corner) -> None:
    root = corner()
    (english,), (chinese,) = _feed(root).entries, _feed(root, "zh-Hant/feeds/all.xml").entries
    assert (english.title, english.summary) == ("Spring fair", "The fair opens.")
    assert english.link == f"{SITE}news/2021/fair/"
    assert english.content[0].value.strip() == "<p>The fair opens on the quay.</p>"
    assert (chinese.title, chinese.summary) == ("春季市集", "市集開幕。")
    assert chinese.link == f"{SITE}zh-Hant/news/2021/fair/"
    assert chinese.content[0].value.strip() == "<p>市集在碼頭開幕。</p>"


def test_an_entry_has_its_type_and_topics_with_the_taxonomy_as_scheme(corner: Corner) -> None:
    root = corner({FAIR: release(topics="[tides, boats]"), FAIR_ZH: translation()})
    (entry,) = _feed(root, "zh-Hant/feeds/all.xml").entries
    assert [(tag.term, tag.scheme) for tag in entry.tags] == [
        ("公告", "tag:corner.example,2026:types"),
        ("潮汐", "tag:corner.example,2026:topics"),
        ("船", "tag:corner.example,2026:topics"),
    ]


def test_the_newest_come_first_and_no_more_than_asked_for(corner: Corner) -> None:
    files = {f"news/releases/2021/r{n}.en.md": release(issued=f"2021-0{n}-01", title=f"News {n}") for n in range(4, 9)}
    root = corner(files)
    assert [entry.title for entry in _feed(root).entries] == ["News 8", "News 7", "News 6"]


def test_a_text_in_one_language_is_in_no_other_languages_feed_and_takes_no_place_there(corner: Corner) -> None:
    files = {f"news/releases/2021/r{n}.en.md": release(issued=f"2021-0{n}-01", title=f"News {n}") for n in range(4, 9)}
    root = corner(
        {
            **files,
            "news/releases/2021/x.zh-Hant.md": release("文。", title="消息", description="新。", issued="2021-09-01"),
        }
    )
    chinese = _bytes(root, "zh-Hant/feeds/all.xml").decode()
    assert [entry.title for entry in feedparser.parse(chinese).entries] == ["消息", "春季市集"]
    assert "消息" not in _bytes(root).decode()


def test_a_chinese_feed_holds_no_english_sentence(corner: Corner) -> None:
    root = corner({"news/releases/2021/x.en.md": release("Only in English.")})
    feed = lxml.etree.fromstring(_bytes(root, "zh-Hant/feeds/topics/boats.xml"))
    shown = [feed.iter(tag) for tag in ("title", "description", "category", CONTENT)]
    texts = [re.sub("<[^>]*>", "", each.text or "") for each in chain.from_iterable(shown)]
    assert len(texts) == 7
    assert [text for text in texts if re.search("[A-Za-z]", text)] == []


@pytest.mark.parametrize(
    ("fields", "changed"),
    [
        ({}, datetime(2021, 2, 28, 15, 0, tzinfo=UTC)),
        ({"issued": "2021-03-01 16:43"}, datetime(2021, 3, 1, 7, 43, tzinfo=UTC)),
        ({"updated": "2021-04-01T10:00Z"}, datetime(2021, 4, 1, 10, 0, tzinfo=UTC)),
        ({"corrections": "[{date: 2021-05-02, note: A.}]"}, datetime(2021, 5, 1, 15, 0, tzinfo=UTC)),
        ({"withdrawn": "{date: 2021-06-02, reason: A.}"}, datetime(2021, 6, 1, 15, 0, tzinfo=UTC)),
    ],
)
def test_the_date_of_a_feed_is_that_of_its_content(corner: Corner, fields: dict[str, str], changed: datetime) -> None:
    feed = _feed(corner({FAIR: release(**fields), FAIR_ZH: None})).feed
    assert datetime.fromtimestamp(timegm(feed.updated_parsed), UTC) == changed


def test_an_entry_has_the_date_on_which_it_was_issued(corner: Corner) -> None:
    text = release(issued="2021-03-01 16:43", updated="2021-04-01")
    (entry,) = _feed(corner({FAIR: text, FAIR_ZH: None})).entries
    assert entry.published == "Mon, 01 Mar 2021 16:43:00 +0900"
    assert datetime.fromtimestamp(timegm(entry.published_parsed), UTC) == datetime(2021, 3, 1, 7, 43, tzinfo=UTC)


@pytest.mark.parametrize("files", [{FAIR: None, FAIR_ZH: None}, {FAIR: None, FAIR_ZH: release()}])
def test_a_feed_without_entries_is_dated_when_its_ids_began_and_only_where_it_must_be(
    corner: Corner, files: dict[str, str | None]
) -> None:
    root = corner(files)
    rss, atom = _feed(root), feedparser.parse(_bytes(root, "feeds/all.atom"))
    assert rss.entries == atom.entries == []
    assert "updated" not in rss.feed
    # The tag URIs of the corner are those of 2026, and RFC 4287 wants a date.
    assert atom.feed.updated == "2026-01-01T00:00:00+09:00"


LINKED = """\
[fair](fair.en.md) [item](../../summaries/2020.en.md#item-2) [map](plan%20b.pdf) ![boat](圖.png) [out](https://a.example/)
[below](#section-1) note[^1]

## Below

[^1]: A note.
"""


def test_each_link_and_picture_of_a_text_is_absolute_and_leads_where_the_page_leads(corner: Corner) -> None:
    names = {"news/releases/2021/plan b.pdf": "x", "news/releases/2021/圖.png": "x"}
    html = _html(corner({"news/releases/2021/x.en.md": release(LINKED, issued="2021-09-01"), **names}))
    page = f"{SITE}news/2021/x/"
    found = html.xpath("//@href | //@src")
    assert [address for address in found if not urlsplit(address).scheme] == []
    assert found[:6] == [
        f"{SITE}news/2021/fair/",
        f"{SITE}summaries/2020/#item-2",
        f"{SITE}news/2021/plan%20b.pdf",
        f"{SITE}news/2021/%E5%9C%96.png",
        "https://a.example/",
        f"{page}#section-1",
    ]


@pytest.mark.parametrize("text", ["]]>", "`]]>`", "a ]]&gt; b", "x]]>]]>y"])
def test_the_end_of_a_cdata_section_in_a_text_survives(corner: Corner, text: str) -> None:
    assert "]]>" in _html(corner({FAIR: release(text), FAIR_ZH: None})).text_content()


@pytest.mark.parametrize("words", ["A & B < C > D", "]]>", "「引號」", "<script>alert(1)</script>", "&amp;"])
def test_words_are_told_as_they_were_written(corner: Corner, words: str) -> None:
    root = corner({FAIR: release(title=f"'{words}'", description=f"'{words}'"), FAIR_ZH: None})
    item = lxml.etree.fromstring(_bytes(root)).find(".//item")
    assert item is not None
    # RSS 2.0 has plain titles, but readers take an item's description for HTML.
    description = lxml.html.fragment_fromstring(item.findtext("description") or "", create_parent="div")
    assert (item.findtext("title"), description.text_content()) == (words, words)
    assert len(description) == 0


HARD = [
    "👩\u200d👩\u200d👧\u200d👦 🏳️\u200d🌈",
    "مرحبا\u200f!",
    "𠮷 㐂 é\u0302",
    "]]> <![CDATA[ --> &nbsp; &#x41;",
    "{title} {{ title }} %s",
]
TABLE = "| a | b |\n|---|:-:|\n| 1 | ]]> |\n"


@pytest.mark.parametrize("words", HARD)
def test_hard_words_are_the_same_in_title_teaser_label_and_source_of_each_format(corner: Corner, words: str) -> None:
    files = {
        FAIR: release(
            title=f"'{words}'",
            description=f"'{words}'",
            source=f"{{name: '{words}'}}",
            attachments=f"[{{file: map.pdf, label: '{words}'}}]",
        ),
        FAIR_ZH: None,
        "news/releases/2021/map.pdf": "%PDF-" + "x" * 118,
    }
    root = corner(files)
    (atom,) = lxml.etree.fromstring(_bytes(root, "feeds/all.atom")).iterfind(f"{ATOM}entry")
    (json,) = msgspec.json.decode(_bytes(root, "feeds/all.json"))["items"]
    (rss,) = lxml.etree.fromstring(_bytes(root)).iterfind(".//item")
    assert {rss.findtext("title"), atom.findtext(f"{ATOM}title"), json["title"]} == {words}
    assert {atom.findtext(f"{ATOM}summary"), json["summary"]} == {words}
    texts = {rss.findtext(CONTENT), atom.findtext(f"{ATOM}content"), json["content_html"]}
    assert len(texts) == 1
    shown = lxml.html.fragment_fromstring(str(texts.pop()), create_parent="div")
    assert [shown.xpath("string(.//li/a)"), shown.xpath("string(p[last()])")] == [words, f"Source: {words}"]
    url = f"{SITE}news/2021/map.pdf"
    (attached,) = json["attachments"]
    assert attached == {"url": url, "mime_type": "application/pdf", "title": words, "size_in_bytes": 123}
    enclosure, link = rss.find("enclosure"), atom.find(f"{ATOM}link[@rel='enclosure']")
    assert enclosure is not None
    assert link is not None
    assert [enclosure.get(name) for name in ("url", "length", "type")] == [url, "123", "application/pdf"]
    assert (link.get("href"), link.get("length"), link.get("title")) == (url, "123", words)


@pytest.mark.parametrize(
    "body", [TABLE, LINKED, "Word &amp; ]]> 字 👩\u200d👧.\n\n" * 6_000], ids=["table", "links", "190 KB"]
)
def test_a_hard_text_is_the_same_in_each_format(corner: Corner, body: str) -> None:
    names = {"news/releases/2021/plan b.pdf": "x", "news/releases/2021/圖.png": "x"}
    root = corner({"news/releases/2021/x.en.md": release(body, issued="2021-09-01"), **names})
    big = lxml.etree.XMLParser(huge_tree=True)
    rss = lxml.etree.fromstring(_bytes(root), big).findtext(f".//{CONTENT}")
    atom = lxml.etree.fromstring(_bytes(root, "feeds/all.atom"), big).findtext(f"{ATOM}entry/{ATOM}content")
    json = msgspec.json.decode(_bytes(root, "feeds/all.json"))["items"][0]["content_html"]
    assert rss == atom == json
    assert len(json) > len(body)


def test_a_withdrawn_release_says_so_and_no_more(corner: Corner) -> None:
    root = corner({FAIR: release("Secret.", withdrawn="{date: 2021-04-01, reason: No fair.}"), FAIR_ZH: None})
    for entry in _feed(root).entries:
        assert "April 1, 2021" in entry.summary
        assert "No fair." in entry.summary
    assert "Secret" not in _bytes(root).decode()


def test_the_id_of_a_release_is_a_tag_uri() -> None:
    # The form of RFC 4151, section 2.1, for an authority that is a domain name.
    uri = entries.tag_uri("corner.example,2026-01", "releases/2021/fair")
    assert re.fullmatch(r"tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[A-Za-z0-9._~/?:@!$&'()*+,;=%-]*", uri)
