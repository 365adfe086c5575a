"""Calendars (RFC 5545) of an edition's events: of all, of each topic, and of one event to add; the one module that knows icalendar.

icalendar renders each shape of an event once, with stand-ins, into which each event is filled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from corner.content import urls
from corner.content.frontmatter import Event
from corner.content.release import Release
from corner.feeds.entries import tag_uri
from corner.storage import fingerprint
from corner.storage.output_file import OutputFile as File
from corner.views import follow
from corner.views.edition import Edition

_SOURCE = "the calendars"
_START, _END, _STAMP = (datetime(year, 1, 1, tzinfo=UTC) for year in (1601, 1602, 1603))
_NAME = "NAME OF THE CALENDAR"
"""Stands for a calendar's name in its frame."""
_MARKS = ("uid", "summary", "description", "location", "url", "categories")


class EventShape(NamedTuple):
    """What events share that one rendering serves."""

    timed: bool
    """Whether it has times of day."""
    ends: bool
    located: bool
    cancelled: bool


def iter_calendars(edition: Edition, code: str, stands: Callable[[str, str], bool]) -> Iterator[tuple[str, File]]:
    """Yield address and file of each calendar.

    Args:
        edition: the site in one language.
        code: a fingerprint of what makes calendars: code, and versions of libraries.
        stands: whether the file at an address, given a fingerprint, is published already.
    """
    common = fingerprint.digest((code, edition.digest))
    renamed = edition.catalogue.redirects
    render = cache(partial(_write_event, edition))

    def file(address: str, name: str, releases: list[Release]) -> tuple[str, File]:
        told = fingerprint.digest(
            (common, address, [(release.key, renamed.first(release.key), release.digest) for release in releases])
        )
        if stands(address, told):
            return address, File(None, _SOURCE, told)
        frame, end = _write_frame(edition.locale, edition.catalogue.settings.time_zone)
        head = [
            _folded(line.replace(_NAME, _escaped(name))) if _NAME in line else f"{line}\r\n".encode() for line in frame
        ]
        return address, File(b"".join([*head, *map(render, releases), end]), _SOURCE, told)

    held = [
        release
        for release in edition.catalogue.releases.values()
        if release.facts.event and edition.locale in release.texts
    ]
    for kind, key in follow.iter_calendars(edition):
        chosen = [release for release in held if kind == "all" or key in release.facts.topics]
        yield file(edition.at(urls.calendar_path(kind, key)), follow.calendar_title(edition, kind, key), chosen)
    for release in held:
        if release.is_upcoming:
            for key in (release.key, *renamed.former(release.key)):
                yield file(
                    edition.at(urls.event_path(release.content_type.url_path(key))),
                    release.texts[edition.locale].title,
                    [release],
                )


def _write_event(edition: Edition, release: Release) -> bytes:
    """Return the event of a release as it stands in every calendar of the edition."""
    facts, text, zone = release.facts, release.texts[edition.locale], edition.catalogue.settings.time_zone
    event = facts.event
    assert event is not None
    where = [text.labels["event.venue"]] if event.venue else []
    where += [edition.messages("online")] if event.online else []
    start, end = _write_times(event, zone)
    shape = EventShape(event.start.timed, end is not None, bool(where), facts.withdrawn is not None)
    messages = edition.messages
    notice = (
        f"{messages('withdrawn_notice', date=edition.formats.format_date(facts.withdrawn.date))} "
        if facts.withdrawn
        else ""
    )
    topics = [link.title for link in edition.topic_links(facts.topics)]
    values = {
        "uid": _escaped(tag_uri(edition.catalogue.settings.tag, edition.catalogue.redirects.first(release.key))),
        "summary": _escaped(text.title),
        "description": _escaped(f"{notice}{text.description}"),
        "location": _escaped(messages.separator.join(where)),
        "url": edition.absolute(edition.link(release).address),
        "categories": ",".join(_escaped(topic) for topic in topics),
        "start": start,
        "end": end or "",
        "stamp": f"{release.changed.at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        "sequence": str(_sequence(release)),
    }
    lines = [before + (values[name] if name else "") for before, name in _lines(shape, zone)]
    return b"".join([_folded(line) for line in lines])


def _sequence(release: Release) -> int:
    """Return a number that grows with each change that the news tells of, however often its date was put off.

    That is the minutes from its issue to its last change, and one for each thing that was told since.
    """
    facts = release.facts
    told = len(facts.corrections) + bool(facts.updated) + bool(facts.withdrawn)
    return (release.changed.at - release.issued.at) // timedelta(minutes=1) + told


def _escaped(words: str) -> str:
    from icalendar import vText  # noqa: PLC0415 -- see `_frame`

    return vText(words).to_ical().decode()


def _folded(line: str) -> bytes:
    """Return a line as it stands in a calendar, which has 75 octets at most in each."""
    data = line.encode()
    if len(data) < 75:
        return data + b"\r\n"
    from icalendar.parser import Contentline  # noqa: PLC0415 -- see `_frame`

    folding: Any = Contentline
    folded: bytes = folding(line).to_ical()
    return folded + b"\r\n"


def _write_times(event: Event, zone: ZoneInfo) -> tuple[str, str | None]:
    """Return first and last moment as a calendar writes them; of whole days the last is the day after."""
    if not event.start.timed:
        last = (event.end or event.start).day + timedelta(days=1)
        return f"{event.start.day:%Y%m%d}", f"{last:%Y%m%d}"
    start = event.start.at.astimezone(zone)
    if event.end is None:
        return f"{start:%Y%m%dT%H%M%S}", None
    end = event.end.at.astimezone(zone) + timedelta(days=0 if event.end.timed else 1)
    return f"{start:%Y%m%dT%H%M%S}", f"{end:%Y%m%dT%H%M%S}"


@cache
def _lines(shape: EventShape, zone: ZoneInfo) -> list[tuple[str, str]]:
    """Return each line of an event of that shape: what does not change, and the name of what follows it, if anything."""
    from icalendar import Event as Component  # noqa: PLC0415 -- see `_frame`

    component = Component()
    for name in _MARKS:
        if name != "location" or shape.located:
            component.add(name, [name] if name == "categories" else f"{name}-")
    component.add("dtstamp", _STAMP)
    component.add("last-modified", _STAMP)
    component.add("dtstart", _START.replace(tzinfo=zone) if shape.timed else _START.date())
    if shape.ends:
        component.add("dtend", _END.replace(tzinfo=zone) if shape.timed else _END.date())
    component.add("sequence", 1604)
    if shape.cancelled:
        component.add("status", "CANCELLED")
    found = []
    for line in component.to_ical().decode().split("\r\n")[:-1]:
        before, _, value = line.rpartition(":")
        filled = {"1601": "start", "1602": "end", "1603": "stamp", "1604": "sequence"}.get(value[:4])
        name = filled or value.rstrip("-")
        known = filled or name in _MARKS
        found.append((f"{before}:", name) if known else (line, ""))
    return found


@cache
def _write_frame(locale: str, zone: ZoneInfo) -> tuple[list[str], bytes]:
    """Return the lines that stand before the events of a calendar, with a stand-in for its name, and what follows them."""
    # It takes a fifth of a second to load, and most builds change no event.
    from icalendar import Calendar  # noqa: PLC0415

    calendar = Calendar()
    for key, value in {
        "prodid": "-//co-operation-corner//corner//EN",
        "version": "2.0",
        "method": "PUBLISH",
        "name": _NAME,
        "x-wr-calname": _NAME,
        "x-wr-timezone": zone.key,
    }.items():
        calendar.add(key, value)
    calendar.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    calendar["name"].params["LANGUAGE"] = locale
    calendar.add_component(_zone_lines(zone))
    head, end, _ = calendar.to_ical().rpartition(b"END:VCALENDAR")
    return head.decode().split("\r\n")[:-1], end + b"\r\n"


@cache
def _zone_lines(zone: ZoneInfo) -> Any:
    from icalendar import Timezone  # noqa: PLC0415 -- see `_frame`

    return Timezone.from_tzinfo(zone)
