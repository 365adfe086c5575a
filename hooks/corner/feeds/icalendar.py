"""Write calendars (RFC 5545) of an edition's events: of all, of each topic, and of one event to add to a reader's calendar.

This is the one module that imports icalendar, which chooses the type of each property, escapes and folds.
An event is in several calendars, so its lines are written once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache, partial
from typing import Any
from zoneinfo import ZoneInfo

from corner.content import urls
from corner.content.frontmatter import Event
from corner.content.release import Release
from corner.content.settings import Settings
from corner.feeds.entries import tag_uri
from corner.storage import fingerprint
from corner.storage.output_file import OutputFile, Spool
from corner.views import follow
from corner.views.edition import Edition

_SOURCE = "the calendars"
_END = b"END:VCALENDAR\r\n"
_LONGEST_LINE = 74
"""The octets of a line that icalendar does not fold."""
_ESCAPES = b"\\^"
"""What an escaped character begins with, from which it is not cut off."""
_SLASHES = re.compile("/{2,}")


def iter_calendars(
    edition: Edition, code: str, is_current: Callable[[str, str], bool], spool: Spool | None = None
) -> Iterator[tuple[str, OutputFile]]:
    """Yield path and file of each calendar.

    Args:
        edition: the site in one language.
        code: a digest of the code and the versions of libraries that write calendars.
        is_current: whether the file at a path, with a given fingerprint, is published already.
        spool: where calendars wait for their publication; without it, they stay in memory.
    """
    common = fingerprint.digest((code, edition.digest))
    redirects = edition.catalogue.redirects
    render_event = cache(partial(_render_event, edition))

    def write_file(path: str, name: str, releases: list[Release]) -> tuple[str, OutputFile]:
        sources = [(release.key, redirects.first(release.key), release.digest) for release in releases]
        digest = fingerprint.digest((common, path, sources))
        if is_current(path, digest):
            return path, OutputFile(None, _SOURCE, digest)
        head = _render_head(edition, name)
        data = b"".join([head, *map(render_event, releases), _END])
        return path, OutputFile(spool.keep(data) if spool else data, _SOURCE, digest)

    events = [
        release
        for release in edition.catalogue.releases.values()
        if release.facts.event and edition.locale in release.texts
    ]
    for kind, key in follow.iter_calendars(edition):
        members = [release for release in events if kind == "all" or key in release.facts.topics]
        path = edition.at(urls.calendar_path(kind, key))
        yield write_file(path, follow.calendar_title(edition, kind, key), members)
    for release in events:
        if release.is_upcoming:
            for key in (release.key, *redirects.former(release.key)):
                path = edition.at(urls.event_path(release.content_type.url_path(key)))
                yield write_file(path, release.texts[edition.locale].title, [release])


def load_calendar_writer() -> None:
    """Load the library that writes calendars, for all workers that are forked after that."""
    _line_types("VERSION")


def _render_head(edition: Edition, name: str) -> bytes:
    """Return the lines of a calendar before its events."""
    settings, locale = edition.catalogue.settings, edition.locale
    start, end = _render_constants(settings.time_zone, _name_product(settings, locale))
    return b"".join([start, _line("NAME", name, LANGUAGE=locale), _line("X-WR-CALNAME", name), end])


def _name_product(settings: Settings, locale: str) -> str:
    """Return the name of what makes the calendars, the corner itself: owner, title and language, between double slashes."""
    owner = settings.tag.partition(",")[0]
    title = _SLASHES.sub("/", settings.names[locale].site_name)
    return f"-//{owner}//{title}//{locale.upper()}"


@cache
def _render_constants(zone: ZoneInfo, product: str) -> tuple[bytes, bytes]:
    """Return the lines before and after the name that all calendars of an edition share."""
    start = [
        b"BEGIN:VCALENDAR\r\n",
        _line("VERSION", "2.0"),
        _line("PRODID", product),
        _line("METHOD", "PUBLISH"),
    ]
    end = [
        _line("REFRESH-INTERVAL", timedelta(hours=12), VALUE="DURATION"),
        _line("X-WR-TIMEZONE", zone.key),
        _render_zone(zone),
    ]
    return b"".join(start), b"".join(end)


@cache
def _render_zone(zone: ZoneInfo) -> bytes:
    """Return the lines that describe a time zone."""
    from icalendar import Timezone  # noqa: PLC0415 -- see `_line_types`

    lines: bytes = Timezone.from_tzinfo(zone).to_ical()
    return lines


def _render_event(edition: Edition, release: Release) -> bytes:
    """Return the lines of a release's event, the same in every calendar of the edition."""
    facts, text, messages = release.facts, release.texts[edition.locale], edition.messages
    settings, redirects = edition.catalogue.settings, edition.catalogue.redirects
    event = facts.event
    assert event is not None
    start, end = _event_span(event, settings.time_zone)
    changed = release.changed.at.astimezone(UTC)
    location = [text.labels["event.venue"]] if event.venue else []
    location += [messages("online")] if event.online else []
    notice = ""
    if facts.withdrawn:
        notice = f"{messages('withdrawn_notice', date=edition.formats.format_date(facts.withdrawn.date))} "
    properties: list[tuple[str, Any]] = [
        ("SUMMARY", text.title),
        ("DTSTART", start),
        ("DTEND", end),
        ("DTSTAMP", changed),
        ("UID", tag_uri(settings.tag, redirects.first(release.key))),
        ("SEQUENCE", _sequence_number(release)),
        ("CATEGORIES", [link.title for link in edition.topic_links(facts.topics)]),
        ("DESCRIPTION", f"{notice}{text.description}"),
        ("LAST-MODIFIED", changed),
        ("LOCATION", messages.separator.join(location) or None),
        ("STATUS", "CANCELLED" if facts.withdrawn else None),
        ("URL", edition.absolute(edition.link(release).address)),
    ]
    lines = [
        _date_line(name, value) if isinstance(value, date) else _line(name, value)
        for name, value in properties
        if value is not None
    ]
    return b"".join([b"BEGIN:VEVENT\r\n", *lines, b"END:VEVENT\r\n"])


def _event_span(event: Event, zone: ZoneInfo) -> tuple[date | datetime, date | datetime | None]:
    """Return start and end of an event; the end of whole days is the day after the last one."""
    if not event.start.timed:
        return event.start.day, (event.end or event.start).day + timedelta(days=1)
    start = event.start.at.astimezone(zone)
    if event.end is None:
        return start, None
    return start, event.end.at.astimezone(zone) + timedelta(days=0 if event.end.timed else 1)


def _sequence_number(release: Release) -> int:
    """Return a number that grows with each change that the news reports, however often its date was put off.

    That is the minutes from its issue to its last change, and one for each notice since.
    """
    facts = release.facts
    notices = len(facts.corrections) + bool(facts.updated) + bool(facts.withdrawn)
    return (release.changed.at - release.issued.at) // timedelta(minutes=1) + notices


def _date_line(name: str, value: date | datetime) -> bytes:
    """Return a property that is a day or a moment as a content line."""
    zone = value.tzinfo if isinstance(value, datetime) else None
    before, after = _frame_date(name, zone, timed=isinstance(value, datetime))
    return b"%s%s%s" % (before, _write_date(value).encode(), after)


@cache
def _frame_date(name: str, zone: tzinfo | None, *, timed: bool) -> tuple[bytes, bytes]:
    """Return what is around the date in a line, as icalendar writes it, which takes 40 microseconds for each."""
    sample = datetime(2000, 1, 1, tzinfo=zone) if timed else date(2000, 1, 1)
    before, _, after = _line(name, sample).partition(_write_date(sample).encode())
    return before, after


def _write_date(value: date | datetime) -> str:
    """Return a day or a moment as calendars write it, without its time zone."""
    day = f"{value.year:04}{value.month:02}{value.day:02}"
    return f"{day}T{value.hour:02}{value.minute:02}{value.second:02}" if isinstance(value, datetime) else day


def _line(name: str, value: Any, **parameters: str) -> bytes:
    """Return a property as a content line, escaped and folded."""
    property_type, content_line = _line_types(name)
    typed = property_type(value)
    if parameters:
        typed.params.update(parameters)
    # icalendar takes twice as long to put a line together, and ten times to fold it; a large corner has thousands.
    if typed.params:
        data: bytes = content_line.from_parts(name, typed.params, typed).encode()
    else:
        data = b"%s:%s" % (name.encode(), typed.to_ical())
    return _fold_line(data) + b"\r\n"


def _fold_line(data: bytes) -> bytes:
    """Return a content line on lines of at most `_LONGEST_LINE` octets, as icalendar folds it."""
    parts, start = [], 0
    while len(data) - start > _LONGEST_LINE:
        end = start + _LONGEST_LINE
        while data[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        if data[end - 1] in _ESCAPES:
            end -= 1
        parts.append(data[start:end])
        start = end
    return b"\r\n ".join([*parts, data[start:]])


@cache
def _line_types(name: str) -> tuple[Any, Any]:
    """Return icalendar's type of a property, and its class of a content line."""
    # icalendar takes a tenth of a second to load, and most builds change no event.
    from icalendar.parser import Contentline  # noqa: PLC0415
    from icalendar.prop import TypesFactory  # noqa: PLC0415

    # icalendar 7.3 knows no type of these, and escapes only what has one.
    value_type = "TEXT" if name in ("NAME", "X-WR-CALNAME") else None
    return TypesFactory.instance().for_property(name, value_type), Contentline
