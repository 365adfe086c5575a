"""A text that tries to leave every format is the same text in all files for machines, as other programs read them."""

from __future__ import annotations

import csv
import email
import email.policy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import lxml.etree
import lxml.html
import markdown_it
import pytest
import yaml
from icalendar import Calendar

from tests.hostile.cases import Case, write_corner
from tests.support import corners, project

TITLE = r"""Fair "'></title></script><script>alert(1)</script>]]>--><!-- &lt; \n;, \r\n BEGIN:VALARM {{ 7 }} [a](javascript:b) `c` *d* | e"""
"""What would end a tag, an attribute, a script, a comment, CDATA, a field, a cell, a line or a link."""
VENUE = TITLE.replace("Fair", "Quay")
NAME = TITLE.replace("Fair", "Boats")
NS = {"atom": "http://www.w3.org/2005/Atom", "map": "http://www.sitemaps.org/schemas/sitemap/0.9"}
_FRONT = {
    "title": TITLE,
    "description": TITLE,
    "type": "event",
    "issued": "2025-12-30",
    "topics": ["boats"],
    "event": {"start": "2026-04-01 10:00", "venue": VENUE},
    "source": {"name": TITLE, "url": "https://example.org/?a='b&c=d;,(e)"},
    "attachments": [{"file": "a&'b.pdf", "label": TITLE}],
    "figures": [{"figure": "visitors", "value": 7, "period": "2020", "remark": TITLE}],
    "corrections": [{"date": "2025-12-31", "note": TITLE}],
}
_TOPIC = {"name": {"en": NAME, "zh-Hant": NAME}, "description": {"en": NAME, "zh-Hant": NAME}}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built corner with the text in each field."""
    root = tmp_path_factory.mktemp("outputs") / "corner"
    root.mkdir()
    front = f"---\n{yaml.safe_dump(_FRONT, allow_unicode=True, width=10_000)}---\nSome 7 people.\n"
    tides = {"name": {"en": "Tides", "zh-Hant": "潮汐"}, "description": {"en": "Ebb", "zh-Hant": "潮"}}
    files = {
        "news/releases/2025/x.en.md": front,
        "news/releases/2025/a&'b.pdf": "x",
        "news/topics.yml": yaml.safe_dump({"boats": _TOPIC, "tides": tides}, allow_unicode=True),
    }
    write_corner(root, Case(name="outputs", area="outputs", files=files))
    run = project.build(root, epoch=int(corners.NOW.timestamp()))
    assert run.code == 0, run.output
    return root


@pytest.mark.parametrize(("ending", "path"), [("xml", ".//item/title"), ("atom", "atom:entry/atom:title")])
def test_feeds_hold_the_title_as_it_is(root: Path, ending: str, path: str) -> None:
    feeds = list((root / "site").glob(f"feeds/**/*.{ending}"))
    titles = [element.text for feed in feeds for element in lxml.etree.parse(feed).iterfind(path, NS)]
    assert titles.count(TITLE) == 3, "in the feeds of all news, of the topic and of the type"
    assert all("<script>" not in (element.text or "") for feed in feeds for element in _iter_html(feed))


def _iter_html(feed: Path) -> Iterator[Any]:
    """Yield the elements of a feed that hold HTML."""
    for element in lxml.etree.parse(feed).iter("description", "{*}encoded", "{*}content", "{*}summary"):
        if element.get("type") == "html" or element.tag != "{http://www.w3.org/2005/Atom}summary":
            yield element


def test_json_feeds_hold_the_title_as_it_is(root: Path) -> None:
    (item,) = [
        item for item in json.loads((root / "site/feeds/all.json").read_bytes())["items"] if item["title"][:4] == "Fair"
    ]
    assert (item["title"], item["summary"]) == (TITLE, TITLE)
    assert "<script" not in item["content_html"]


def test_calendars_have_one_event_and_no_line_of_its_own(root: Path) -> None:
    paths = [*sorted((root / "site").glob("calendars/**/*.ics")), *(root / "site").glob("news/**/*.ics")]
    calendars: list[Any] = [Calendar.from_ical(path.read_bytes()) for path in paths]
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    assert len(events) >= 3
    for event in events:
        assert (str(event["SUMMARY"]), str(event["LOCATION"])) == (TITLE, VENUE)
        assert event.subcomponents == []
        assert "ATTENDEE" not in event
        assert [str(category) for category in event["CATEGORIES"].cats] == [NAME]
    assert all(len(line) <= 75 for path in paths for line in path.read_bytes().split(b"\r\n"))


def test_lists_of_feeds_hold_the_names_as_they_are(root: Path) -> None:
    opml = lxml.etree.parse(root / "site/feeds/corner.opml")
    assert any(NAME in (outline.get("text") or "") for outline in opml.iter("outline"))


def test_tables_have_whole_rows_with_the_cells_as_they_are(root: Path) -> None:
    for path in sorted((root / "site/data").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file, strict=True)
        assert {len(row) for row in rows} <= {len(head)}, path.name
        data = json.loads(path.with_suffix(".json").read_bytes())
        assert len(data) == len(rows), path.name
        if path.name == "releases.csv":
            assert TITLE in {row[head.index("title_en")] for row in rows}
            assert TITLE in {row["title_en"] for row in data}
    for path in (root / "site/data").glob("*.json*"):
        json.loads(path.read_bytes())


def test_structured_data_of_pages_is_json_and_ends_no_script(root: Path) -> None:
    pages = sorted((root / "site").glob("**/*.html"))
    assert len(pages) > 20
    headlines = set()
    for path in pages:
        page: Any = lxml.html.fromstring(path.read_bytes())
        scripts = page.xpath("//script")
        assert [s.text for s in scripts if "alert" in (s.text or "") and s.get("type") != "application/ld+json"] == []
        assert page.xpath("//@*[starts-with(name(), 'on')]") == []
        assert [href for href in page.xpath("//@href") if href.casefold().startswith("javascript")] == []
        for script in page.xpath("//script[@type='application/ld+json']"):
            headlines.add(json.dumps(json.loads(script.text), ensure_ascii=False))
    assert any(json.dumps(TITLE, ensure_ascii=False) in data for data in headlines)


@cache
def _parser() -> markdown_it.MarkdownIt:
    return markdown_it.MarkdownIt("commonmark", {"html": True})


def test_the_markdown_beside_a_page_has_the_title_in_its_front_matter_and_no_markup_of_it(root: Path) -> None:
    text = (root / "site/news/2025/x/index.md").read_text("utf-8")
    _, front, body = text.split("---\n", 2)
    assert yaml.safe_load(front)["title"] == TITLE
    _assert_harmless(body)


def test_lists_for_programs_hold_the_title_as_text(root: Path) -> None:
    for path in (root / "site").glob("**/llms.txt"):
        text = path.read_text("utf-8")
        _assert_harmless(text)
    assert sum("Fair" in line for line in (root / "site/news/2025/llms.txt").read_text("utf-8").splitlines()) == 1


def _assert_harmless(text: str) -> None:
    """Check that Markdown has no HTML and no link to a script."""
    tokens = [child for token in _parser().parse(text) for child in (token, *(token.children or ()))]
    assert [token.content for token in tokens if token.type in ("html_inline", "html_block")] == []
    hrefs = [str(token.attrs.get("href", "")) for token in tokens]
    assert [href for href in hrefs if href.startswith("javascript")] == []


def test_the_sitemap_lists_the_page_once(root: Path) -> None:
    locations = [element.text for element in lxml.etree.parse(root / "site/sitemap.xml").iterfind(".//map:loc", NS)]
    assert locations.count("https://corner.example/base/news/2025/x/") == 1


def test_an_e_mail_with_the_news_has_one_subject_and_no_script(root: Path, tmp_path: Path) -> None:
    run = project.run(
        ["corner", "digest", "--since", "2025-12-01", "--now", "2026-01-01T00:00Z", "--output", str(tmp_path)], root
    )
    assert run.code == 0, run.output
    message = email.message_from_bytes((tmp_path / "digest.en.eml").read_bytes(), policy=email.policy.default)
    assert message.defects == []
    assert len(message.get_all("Subject", [])) == 1
    html = next(part.get_content() for part in message.walk() if part.get_content_type() == "text/html")
    assert lxml.html.fromstring(html).xpath("//script") == []
    text = next(part.get_content() for part in message.walk() if part.get_content_type() == "text/plain")
    assert TITLE in " ".join(text.split())
