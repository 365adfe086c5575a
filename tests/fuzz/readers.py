"""Targets of what other programs read: feeds and calendars, parsed by other libraries."""

from __future__ import annotations

import json
from typing import Any

import feedparser
import lxml.etree
from icalendar import Calendar

from corner.feeds.icalendar import iter_calendars
from corner.site import listings
from corner.site.load import load
from corner.views.edition import Edition
from tests.fuzz.editors import assert_harmless
from tests.fuzz.target import assert_plain, create_corner, split_fields
from tests.support import corners

_A = "{http://www.w3.org/2005/Atom}"
_PROPERTIES = frozenset(
    "BEGIN END VERSION PRODID CALSCALE METHOD NAME X-WR-CALNAME X-WR-TIMEZONE REFRESH-INTERVAL X-PUBLISHED-TTL URL TZID "
    "TZOFFSETFROM TZOFFSETTO TZNAME DTSTART DTEND UID DTSTAMP LAST-MODIFIED SUMMARY DESCRIPTION LOCATION CATEGORIES "
    "STATUS SEQUENCE CREATED TRANSP CLASS IMAGE RDATE RRULE LAST-MODIFIED TZURL X-LIC-LOCATION DURATION COMMENT".split()
)


def load_release(data: bytes, name: str, *, with_event: bool) -> tuple[Edition, dict[str, Any]] | None:
    """Return an edition with a release of an input's fields, and the fields; `None` where it has problems."""
    title, description, body, place = map(_complete, split_fields(data, 4))
    root = create_corner(name)
    fields: dict[str, Any] = {"title": title, "description": description}
    if with_event:
        fields["event"] = {"start": "2026-03-05T10:00", "end": "2026-03-05T11:00", "venue": place}
    written = {key: json.dumps(value, ensure_ascii=False) for key, value in fields.items()}
    (root / corners.FAIR_ZH).unlink(missing_ok=True)
    (root / corners.FAIR).write_bytes(corners.release(body, **written).encode())
    loaded = load(root, corners.NOW)
    assert_plain(loaded.problems)
    if loaded.catalogue is None:
        return None
    return Edition(loaded.catalogue, listings.build_listings(loaded.catalogue), "en"), fields


def _complete(field: str) -> str:
    """Return a field that a check would not refuse at once: not empty, and without control characters."""
    return "".join(character for character in field if character.isprintable() or character == "\n").strip() or "x"


def _normalize(text: str) -> str:
    return " ".join(text.split())


def check_feeds(data: bytes) -> None:
    """Feeds with any text are well-formed, have one entry for the release, its title as it is written, and no program."""
    shown = load_release(data, "feeds", with_event=False)
    if shown is None:
        return
    edition, fields = shown
    feeds = corners.feeds(edition)
    title = _normalize(fields["title"])
    atom = lxml.etree.fromstring(feeds["feeds/all.atom"])
    assert [_normalize(str(node.text or "")) for node in atom.iterfind(f"{_A}entry/{_A}title")] == [title]
    rss = lxml.etree.fromstring(feeds["feeds/all.xml"])
    assert [_normalize(str(node.text or "")) for node in rss.iterfind("channel/item/title")] == [title]
    items = json.loads(feeds["feeds/all.json"])["items"]
    assert [_normalize(item["title"]) for item in items] == [title]
    assert_harmless(items[0]["content_html"])
    parsed = feedparser.parse(feeds["feeds/all.atom"])
    assert not parsed.bozo
    assert len(parsed.entries) == 1


def check_calendars(data: bytes) -> None:
    """Calendars with any text have one event with the title of the release, and no line that its text wrote."""
    shown = load_release(data, "calendars", with_event=True)
    if shown is None:
        return
    edition, fields = shown
    for _, file in iter_calendars(edition, "", lambda _path, _digest: False):
        content = file.content() if callable(file.content) else file.content
        assert isinstance(content, bytes)
        lines = content.split(b"\r\n")
        assert not any(b"\r" in line or b"\n" in line or len(line) > 75 for line in lines)
        names = {line.decode().partition(":")[0].partition(";")[0] for line in lines if line and line[:1] != b" "}
        assert names <= _PROPERTIES, names - _PROPERTIES
        events = Calendar.from_ical(content).walk("VEVENT")
        assert [_normalize(str(event["SUMMARY"])) for event in events] == [_normalize(fields["title"])] * len(events)
        assert [_normalize(str(event["LOCATION"])) for event in events] == [_normalize(fields["event"]["venue"])] * len(
            events
        )
        assert len(events) <= 1
