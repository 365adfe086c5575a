"""How a release becomes feed entries: one for itself, and one for each correction and for its withdrawal.

Feed readers do not show an entry twice when it has changed, so a correction has an entry of its own. All
dates come from the release.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from functools import cache
from html import escape
from typing import cast
from zoneinfo import ZoneInfo

from corner.content import file_types
from corner.content.frontmatter import Correction, Withdrawal
from corner.content.release import Release
from corner.feeds.entries import Category, Enclosure, FeedEntry, RenderedEntry, tag_uri
from corner.views.edition import Edition


def appeared_at(release: Release, locale: str) -> datetime:
    """Return the moment at which a release appeared in the edition of `locale`.

    That is `publish_at` or else `issued`, and for a translation that came later its `translated`.
    """
    start = (release.facts.publish_at or release.issued).at
    translated = release.texts[locale].translated
    return max(start, translated.at) if translated else start


def release_entries(edition: Edition, release: Release) -> Iterator[FeedEntry]:
    """Yield the entry of a release, and one for each correction and withdrawal."""
    facts, settings = release.facts, edition.catalogue.settings
    key = tag_uri(settings.tag, edition.catalogue.redirects.first(release.key))
    start = _to_zone(appeared_at(release, edition.locale), settings.time_zone)
    changed = _to_zone(release.changed.at, settings.time_zone)
    digest = _digest(edition, release)
    feeds = (
        ("all", ""),
        ("types", facts.type),
        *(("topics", topic) for topic in facts.topics),
        *(("bodies", body) for body in facts.bodies),
    )
    yield FeedEntry(key, start, max(start, changed), release, None, digest, feeds)
    if not facts.corrections and not facts.withdrawn:
        return
    notices: list[tuple[str, Correction | Withdrawal]] = [
        (f"{key}/corrections/{correction.date}", correction) for correction in facts.corrections
    ]
    if facts.withdrawn:
        notices.append((f"{key}/withdrawn", facts.withdrawn))
    for name, notice in notices:
        # A translation that came after a correction never said what was wrong.
        if notice.date >= start.date():
            moment = max(start, datetime.combine(notice.date, time(), settings.time_zone))
            yield FeedEntry(name, moment, moment, release, notice, digest, feeds)


def _to_zone(at: datetime, zone: ZoneInfo) -> datetime:
    """Return a moment in the corner's time zone, which decides its year."""
    return at if at.tzinfo is zone else at.astimezone(zone)


def _digest(edition: Edition, release: Release) -> str:
    """Return what an entry depends on: the release's files, and what they link to."""
    targets = release.texts[edition.locale].targets
    # Its id stays when it is renamed, so its address is a dependency of its own.
    if not targets and not release.facts.attachments:
        return f"{release.key} {release.digest}"
    addresses = [edition.find_target(target) for target in targets]
    sizes = [str(_size(edition, release, attachment.file)) for attachment in release.facts.attachments]
    return " ".join((release.key, release.digest, *addresses, *sizes))


def _size(edition: Edition, release: Release, file: str) -> int:
    return edition.catalogue.assets[_asset(release, file)].stat().st_size


def _asset(release: Release, file: str) -> str:
    return f"{release.key.rpartition('/')[0]}/{file}"


def render_release_entry(edition: Edition, entry: FeedEntry) -> RenderedEntry:
    """Return an entry of a release in the edition's language."""
    release = cast("Release", entry.content)
    text = release.texts[edition.locale]
    url = edition.absolute(edition.link(release).address)
    rendered = RenderedEntry(
        id=entry.id,
        title=text.title,
        url=url,
        summary=text.description,
        html="",
        published=entry.at,
        updated=entry.updated,
        categories=tuple(_categories(edition, release)),
        enclosures=(),
        source="",
    )
    facts, messages = release.facts, edition.messages
    if entry.about and entry.about is not facts.withdrawn:
        note = text.labels[f"corrections.{entry.about.date}"]
        title = messages("corrected_title", title=text.title)
        html = f'<p>{escape(note)}</p>\n<p><a href="{url}">{escape(text.title)}</a></p>\n'
        return rendered._replace(title=title, url=f"{url}#correction-{entry.about.date}", summary=note, html=html)
    if facts.withdrawn:
        day = edition.formats.format_date(facts.withdrawn.date)
        notice = f"{messages('withdrawn_notice', date=day)} {text.labels['withdrawn.reason']}"
        title = messages("withdrawn_title", title=text.title)
        html = f"<p>{escape(notice)}</p>\n"
        if entry.about:
            html += f'<p><a href="{url}">{escape(text.title)}</a></p>\n'
        return rendered._replace(title=title, url=f"{url}#withdrawn" if entry.about else url, summary=notice, html=html)
    enclosures = tuple(_enclosures(edition, release))
    return rendered._replace(
        html=_full_text(edition, release, url, enclosures),
        enclosures=enclosures,
        source=edition.external(facts.source.url).url if facts.source else "",
    )


def _categories(edition: Edition, release: Release) -> Iterator[Category]:
    """Yield type, topics and bodies; a name that the edition's language lacks is left out."""
    tag, facts = edition.catalogue.settings.tag, release.facts
    yield _category(tag, "types", facts.type, edition.type_name(facts.type))
    for key, link in zip(facts.topics, edition.topic_links(facts.topics), strict=True):
        yield _category(tag, "topics", key, link.title)
    for key in facts.bodies:
        link = edition.body_link(key, release.issued.day)
        if not link.lang:
            yield _category(tag, "bodies", key, link.title)


@cache
def _category(tag: str, kind: str, key: str, label: str) -> Category:
    return Category(tag_uri(tag, kind), key, label)


def _enclosures(edition: Edition, release: Release) -> Iterator[Enclosure]:
    text = release.texts[edition.locale]
    for attachment in release.facts.attachments:
        file = attachment.file
        url = edition.absolute(release.content_type.asset_path(_asset(release, file)))
        media_type = file_types.MEDIA_TYPES.get(file_types.file_ending(file), file_types.OTHER_TYPE)
        yield Enclosure(url, media_type, _size(edition, release, file), text.labels[f"attachments.{file}"])


def _full_text(edition: Edition, release: Release, url: str, enclosures: tuple[Enclosure, ...]) -> str:
    """Return what the release's page shows, as HTML: corrections, the text, files, and the source."""
    facts, messages = release.facts, edition.messages
    text = release.texts[edition.locale]
    parts = []
    for correction in facts.corrections:
        day, note = edition.formats.format_date(correction.date), text.labels[f"corrections.{correction.date}"]
        heading = escape(f"{messages('corrections')}{messages('colon')}{day}")
        parts.append(f"<p><em>{heading} {escape(note)}</em></p>\n")
    html = edition.html(text.passage.html, edition.catalogue.addresses.site_url)
    parts.append(html.replace('href="#', f'href="{url}#'))
    if enclosures:
        items = "".join(f'<li><a href="{file.url}">{escape(file.title)}</a></li>\n' for file in enclosures)
        parts.append(f"<ul>\n{items}</ul>\n")
    if facts.source:
        name = escape(text.labels["source.name"])
        link = edition.external(facts.source.url)
        source = f'<a href="{escape(link.url)}">{name}</a>' if link.url else name
        note = f" {escape(link.note)}" if link.note else ""
        parts.append(f"<p>{escape(messages('source') + messages('colon'))}{source}{note}</p>\n")
    return "".join(parts)
