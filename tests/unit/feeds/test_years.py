"""Through years of changes a subscriber is shown each thing once, and who follows the archives (RFC 5005) has all there is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent
from typing import Any, NamedTuple

import icalendar
import lxml.etree

from corner.feeds import icalendar as calendars
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, Corner, release, translation

ATOM = "{http://www.w3.org/2005/Atom}"
LOCALES = {"en": "", "zh-Hant": "zh-Hant/"}
FIRST, SECOND = "{date: 2021-06-01, note: The day.}", "{date: 2021-06-20, note: The place.}"
ONE, BOTH = "{corrections.2021-06-01: 日子。}", "{corrections.2021-06-01: 日子。, corrections.2021-06-20: 地點。}"
WITHDRAWN = "{date: 2022-01-10, reason: Cancelled.}"
TALK, TALK_ZH = "news/releases/2021/talk.en.md", "news/releases/2021/talk.zh-Hant.md"
DUE, DRAFT = "news/releases/2021/due.en.md", "news/releases/2021/draft.en.md"
EXPO, EXPO_ZH = FAIR.replace("fair", "expo"), FAIR_ZH.replace("fair", "expo")
NEXT = "news/releases/2022/next.en.md"
BODIES = corners.GOOD["news/bodies.yml"]
assert isinstance(BODIES, str)


class Step(NamedTuple):
    """Something that happens to the corner."""

    day: str
    """When."""
    files: Mapping[str, str | None]
    """What is written; `None` takes a file away."""
    en: tuple[str, ...] = ()
    """What subscribers of the English news are told, by the end of the id."""
    zh: tuple[str, ...] = ()
    """What those of the Chinese news are told."""


def _event(start: str, **more: str) -> str:
    return release("Text.", title="Talk", type="event", issued="2021-05-01", event=f"{{start: {start}}}", **more)


_FAIR: dict[str, str] = {"title": "Spring fair", "topics": "[boats, tides]"}
STEPS = {
    "subscribed": Step("2021-03-01", {FAIR: release("Text.", title="Fair"), FAIR_ZH: None}, ("fair",)),
    "nothing changed": Step("2021-03-02", {}),
    "a comma changed": Step("2021-03-03", {FAIR: release("Text,", title="Fair")}),
    "a title changed": Step("2021-03-04", {FAIR: release("Text,", title="Spring fair")}),
    "a topic was added": Step("2021-03-05", {FAIR: release("Text,", **_FAIR)}),
    "a body was renamed": Step("2021-03-06", {"news/bodies.yml": BODIES.replace("Authority", "Board")}),
    "the host changed": Step(
        "2021-03-07", {"mkdocs.yml": corners.MKDOCS.replace("https://corner.example/base/", "http://other.example/")}
    ),
    "an event was announced": Step(
        "2021-05-01", {TALK: _event("2021-07-01"), TALK_ZH: translation(title="講座")}, ("talk",), ("talk",)
    ),
    "it was put off": Step("2021-05-02", {TALK: _event("2021-07-02", updated="2021-05-02")}),
    "it was put off again": Step("2021-05-03", {TALK: _event("2021-07-03", updated="2021-05-03")}),
    "a correction": Step(
        "2021-06-01", {FAIR: release("Mended.", **_FAIR, corrections=f"[{FIRST}]")}, ("fair/corrections/2021-06-01",)
    ),
    "a late translation": Step(
        "2021-06-10", {FAIR_ZH: translation(translated="2021-06-10", labels=ONE)}, (), ("fair",)
    ),
    "a second correction": Step(
        "2021-06-20",
        {
            FAIR: release("Mended.", **_FAIR, corrections=f"[{FIRST}, {SECOND}]"),
            FAIR_ZH: translation(translated="2021-06-10", labels=BOTH),
        },
        ("fair/corrections/2021-06-20",),
        ("fair/corrections/2021-06-20",),
    ),
    "a draft, and news for later": Step(
        "2021-07-01",
        {
            DRAFT: release("Draft.", title="Draft", issued="2021-07-05", status="draft"),
            DUE: release("Due.", title="Due", issued="2021-06-30", publish_at="2021-07-04 09:00"),
        },
    ),
    "that became due": Step("2021-07-04", {}, ("due",)),
    "the draft was published": Step(
        "2021-07-05", {DRAFT: release("Draft.", title="Draft", issued="2021-07-05")}, ("draft",)
    ),
    "more than a feed holds": Step(
        "2021-08-03",
        {
            f"news/releases/2021/more{n}.en.md": release(f"More {n}.", title=f"More {n}", issued=f"2021-08-0{n}")
            for n in (1, 2, 3)
        },
        ("more1", "more2", "more3"),
    ),
    "renamed": Step(
        "2021-08-10",
        {
            FAIR: None,
            FAIR_ZH: None,
            EXPO: release("Mended.", **_FAIR, corrections=f"[{FIRST}, {SECOND}]"),
            EXPO_ZH: translation(translated="2021-06-10", labels=BOTH),
            "news/redirects.yml": "releases/2021/fair: releases/2021/expo\n",
        },
    ),
    "a year was closed": Step(
        "2022-01-05", {NEXT: release("Next.", title="Next", issued="2022-01-05")}, ("2022/next",)
    ),
    "the event was withdrawn": Step(
        "2022-01-10",
        {
            TALK: _event("2021-07-03", updated="2021-05-03", withdrawn=WITHDRAWN),
            TALK_ZH: translation(title="講座", labels="{withdrawn.reason: 取消。}"),
        },
        ("talk/withdrawn",),
        ("talk/withdrawn",),
    ),
    "an edition was added": Step(
        "2022-01-11",
        {
            "mkdocs.yml": corners.MKDOCS.replace(
                "feed_size: 3",
                "feed_size: 3\n        converted:\n          zh-Hans: {from: zh-Hant, by: hk2s, name: 简体中文}",
            )
        },
    ),
    "another topic": Step(
        "2022-01-12",
        {
            "news/topics.yml": f"{dedent(str(corners.GOOD['news/topics.yml']))}winds:\n"
            "  name: {en: Winds, zh-Hant: 風}\n  description: {en: What blows., zh-Hant: 吹動之物。}\n"
        },
    ),
}
"""What happens, one thing after the other."""


def _write(root: Path, files: Mapping[str, str | None]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(dedent(text), "utf-8")


def _ids(feed: bytes) -> list[str]:
    """Return the ids of a feed's entries, in order."""
    if feed.startswith(b"{"):
        return [item["id"] for item in json.loads(feed)["items"]]
    tree = lxml.etree.fromstring(feed)
    return [str(each.text) for each in (*tree.iterfind(".//item/guid"), *tree.iterfind(f"{ATOM}entry/{ATOM}id"))]


def _followed(feeds: Mapping[str, bytes], address: str) -> list[str]:
    """Return the ids that a new subscriber has who follows the archives; the feed may hold some of the last one, too."""
    found: list[str] = []
    while address:
        found += _ids(feeds[address])
        links = lxml.etree.fromstring(feeds[address]).iterfind(f"{ATOM}link[@rel='prev-archive']")
        address = next((f"feeds/{str(link.get('href')).partition('/feeds/')[2]}" for link in links), "")
        address = address if address in feeds else f"zh-Hant/{address}" if address else ""
    return found


def _full(ends: list[str]) -> list[str]:
    known = [end if end.startswith("2022/") else f"2021/{end}" for end in ends]
    return sorted(f"tag:corner.example,2026:releases/{end}" for end in known)


def test_each_thing_is_shown_once_and_nothing_is_lost_from_the_archives(corner: Corner, tmp_path: Path) -> None:
    corner({FAIR: None, FAIR_ZH: None})
    told: dict[str, list[str]] = {"en": [], "zh-Hant": []}
    shown: dict[str, list[str]] = {}
    for name, step in STEPS.items():
        _write(tmp_path, step.files)
        told["en"] += step.en
        told["zh-Hant"] += step.zh
        now = datetime.fromisoformat(f"{step.day}T23:00+09:00").astimezone(UTC)
        for locale, prefix in LOCALES.items():
            feeds = corners.feeds(corners.edition(tmp_path, locale, now))
            for ending in ("xml", "atom", "json"):
                address = f"{prefix}feeds/all.{ending}"
                ids = _ids(feeds[address])
                assert len(set(ids)) == len(ids), (name, address)
                known = shown.setdefault(address, [])
                known += [each for each in ids if each not in known]
                assert sorted(known) == _full(told[locale]), (name, address)
            assert sorted(set(_followed(feeds, f"{prefix}feeds/all.atom"))) == _full(told[locale]), (name, locale)


def test_a_closed_year_changes_when_a_text_of_it_does_and_at_no_other_time(corner: Corner, tmp_path: Path) -> None:
    corner({FAIR: None, FAIR_ZH: None})
    before: bytes | None = None
    changed = []
    for name, step in STEPS.items():
        _write(tmp_path, step.files)
        now = datetime.fromisoformat(f"{step.day}T23:00+09:00").astimezone(UTC)
        archive = corners.feeds(corners.edition(tmp_path, "en", now)).get("feeds/all/2021.atom")
        if archive != before:
            changed.append(name)
        before = archive
    # The corner went back to its first host with the last edition.
    assert changed == ["a year was closed", "the event was withdrawn", "an edition was added"]


def test_an_event_keeps_its_uid_and_each_change_of_it_is_the_newer_one(corner: Corner, tmp_path: Path) -> None:
    corner({FAIR: None, FAIR_ZH: None})
    found = []
    for step in STEPS.values():
        _write(tmp_path, step.files)
        now = datetime.fromisoformat(f"{step.day}T23:00+09:00").astimezone(UTC)
        edition = corners.edition(tmp_path, "zh-Hant", now)
        files = dict(calendars.iter_calendars(edition, "", lambda _address, _told: False))
        content = files["zh-Hant/calendars/all.ics"].content
        assert isinstance(content, bytes)
        events: list[Any] = icalendar.Calendar.from_ical(content).walk("VEVENT")
        for event in events:
            told = (str(event["uid"]), event["dtstart"].dt.day, event["sequence"], event["dtstamp"].dt.isoformat())
            found.append((*told, str(event.get("status", ""))))
    assert list(dict.fromkeys(found)) == [
        ("tag:corner.example,2026:releases/2021/talk", 1, 0, "2021-04-30T15:00:00+00:00", ""),
        ("tag:corner.example,2026:releases/2021/talk", 2, 1441, "2021-05-01T15:00:00+00:00", ""),
        ("tag:corner.example,2026:releases/2021/talk", 3, 2881, "2021-05-02T15:00:00+00:00", ""),
        ("tag:corner.example,2026:releases/2021/talk", 3, 365762, "2022-01-09T15:00:00+00:00", "CANCELLED"),
    ]
