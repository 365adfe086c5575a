"""The search index of an edition: its records, its facets and its settings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import NamedTuple

from corner.content import urls
from corner.content.frontmatter import Figure, Item
from corner.content.item_history import ItemHistory
from corner.content.record import Record
from corner.content.release import Release
from corner.content.summary import Summary
from corner.content.types import Content, LocalizedContent
from corner.render.skeleton import Skeleton, StaticPage
from corner.search.pagefind import SearchRecord
from corner.search.words import LETTERS, list_digits, merge_variants, segment_cjk
from corner.site.references import visible_references
from corner.views import record as views_record
from corner.views import summary as views_summary
from corner.views.edition import Edition

_BLOCK = re.compile(
    r"(?:</?(?:p|h[1-6]|li|ul|ol|div|table|thead|tbody|tr|t[hd]|blockquote|pre|section|hr|br)\b[^>]*>\s*)+"
)
_MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_BREAK = " · "
"""What stands between two blocks of a text, so that no phrase is found across them."""


class Facet(NamedTuple):
    """What results can be narrowed down by."""

    name: str
    label: str
    values: tuple[tuple[str, str, str], ...]
    """Value, label, and the label's language where it is not the page's."""


def extract_text(html: str) -> str:
    """Return the text of HTML, with a dot between its blocks."""
    text = _TAG.sub("", _BLOCK.sub(_BREAK, html))
    return unescape(text).strip(f"{_BREAK}\n")


def iter_records(
    edition: Edition, contents: Iterable[Content], standing: Iterable[tuple[StaticPage, Skeleton]]
) -> Iterator[SearchRecord]:
    """Yield the records of content and of standing pages."""
    for content in contents:
        record = content.content_type.search_record
        if record is not None:
            yield record(edition, content)
    for page, skeleton in standing:
        yield _static_record(edition, page, skeleton)


def release_record(edition: Edition, release: Release) -> SearchRecord:
    """Return a release as the index knows it."""
    card, facts = edition.card(release), release.facts
    text = release.text(edition.locale)
    # What was withdrawn is not shown any more.
    body = [] if card.withdrawn else [extract_text(text.passage.html)]
    meta = {"title": card.link.title, "date": card.date, "type": card.type}
    if card.link.lang:
        meta |= {"lang": card.link.lang, "only": card.link.only}
    if card.withdrawn:
        meta["withdrawn"] = edition.messages("withdrawn")
    return SearchRecord(
        url=card.link.address,
        content=segment_cjk(
            _BREAK.join((text.title, text.description, *body, *_release_facts(edition, release, text)))
        ),
        meta=meta,
        filters={
            "topic": list(facts.topics),
            "year": [release.key.split("/")[1]],
            "type": [facts.type],
            "body": list(facts.bodies),
            "language": [text.locale],
        },
        date=card.datetime,
    )


def _release_facts(edition: Edition, release: Release, text: LocalizedContent) -> Iterator[str]:
    """Yield what the page of a release shows beside its text."""
    card, facts, day = edition.card(release), release.facts, release.issued.day
    yield from (card.type, card.date)
    yield from (edition.name("topics", key).text for key in facts.topics)
    yield from (edition.name("bodies", key, day).text for key in facts.bodies)
    yield from (edition.name("places", key).text for key in facts.places)
    yield from text.labels.values()
    # The page of a text in another language shows these in that language.
    if not card.link.lang:
        if facts.event:
            yield edition.formats.format_time_range(facts.event.start, facts.event.end)
            if facts.event.online:
                yield edition.messages("online")
        if facts.updated:
            yield edition.formats.format_moment(facts.updated)
        if not card.withdrawn:
            yield from _figure_facts(edition, release, facts.figures)


def _figure_facts(edition: Edition, content: Content, figures: tuple[Figure, ...]) -> Iterator[str]:
    for figure in edition.figures(content, figures):
        yield from (figure.name.text, figure.value, figure.period)
        yield from (words.text for words in (figure.basis, figure.remark) if words)


def summary_record(edition: Edition, summary: Summary) -> SearchRecord:
    """Return a summary as the index knows it."""
    card = views_summary.summary_card(edition, summary)
    text = summary.text(edition.locale)
    sections = [
        part
        for item, section in zip(summary.items, text.sections, strict=True)
        for part in (section.title, extract_text(section.passage.html), *_item_facts(edition, summary, item))
    ]
    kind = edition.messages("overview" if card.coverage else "summary")
    meta = {"title": card.link.title, "date": card.period, "type": kind}
    if card.link.lang:
        meta |= {"lang": card.link.lang, "only": card.link.only}
    return SearchRecord(
        url=card.link.address,
        content=segment_cjk(
            _BREAK.join(
                (
                    *(text.title, text.description, extract_text(text.passage.html), *sections),
                    *filter(None, (card.period, kind)),
                    *(*_figure_facts(edition, summary, summary.facts.figures), *text.labels.values()),
                )
            )
        ),
        meta=meta,
        filters={"type": ["summary"], "language": [text.locale]},
        date=summary.facts.period.end.isoformat(),
    )


def item_record(edition: Edition, history: ItemHistory) -> SearchRecord:
    """Return an item as the index knows it: its title, and its text in each period."""
    text, link = history.text(edition.locale), edition.link(history)
    latest = history.periods[0]
    sections = [part for section in text.sections for part in (section.title, extract_text(section.passage.html))]
    period = views_summary.period_name(edition, latest.summary)
    state = f"{period}{edition.messages('colon')}{edition.messages(f'item.{latest.state}')}"
    facts = [*_history_facts(edition, history), edition.messages("item")]
    meta = {"title": link.title, "date": state, "type": edition.messages("item")}
    if link.lang:
        meta |= {"lang": link.lang, "only": link.only}
    return SearchRecord(
        url=link.address,
        content=segment_cjk(_BREAK.join((text.title, *sections, *facts))),
        meta=meta,
        filters={
            "topic": list(history.topics),
            "body": list(history.bodies),
            "type": ["item"],
            "language": [text.locale],
        },
        date=latest.summary.sort_value.isoformat(),
    )


def _history_facts(edition: Edition, history: ItemHistory) -> Iterator[str]:
    """Yield what the page of an item shows beside its texts."""
    day = history.listed[0].summary.sort_value
    yield from (edition.name("topics", key).text for key in history.topics)
    yield from (edition.name("bodies", key, day).text for key in history.bodies)
    for period in history.periods:
        yield views_summary.period_name(edition, period.summary)
        yield edition.messages(f"item.{period.state}")
        if period.item:
            yield from _figure_facts(edition, period.summary, period.item.figures)
    yield from (edition.link(release).title for release in edition.reports.get(history.item_key, ()))


def record_record(edition: Edition, record: Record) -> SearchRecord:
    """Return a record of a register as the index knows it: its names, fields and texts."""
    view = views_record.record_view(edition, record)
    text = record.text(edition.locale)
    fields = [f"{field.name}: {value.text}" for field in view.fields for value in field.values]
    sections = [part for section in text.sections for part in (section.title, extract_text(section.passage.html))]
    link = edition.link(record)
    return SearchRecord(
        url=link.address,
        content=segment_cjk(_BREAK.join((text.title, text.description, view.status, *fields, *sections))),
        meta={"title": link.title, "date": view.status, "type": edition.pick(record.register.declaration.record)},
        filters={"type": [record.register.name], "language": [text.locale]},
        date="",
    )


def record_depends(edition: Edition, record: Record) -> object:
    """Return what the search record of a record depends on besides the record: its state, and what it names."""
    catalogue = edition.catalogue
    named = [catalogue.content(key) for key in visible_references(catalogue, record)]
    return record.state(catalogue.now.date()), [edition.link(content).title for content in named if content]


def _item_facts(edition: Edition, summary: Summary, item: Item) -> Iterator[str]:
    """Yield what a summary shows of an item beside its text."""
    yield from (edition.name("topics", key).text for key in item.topics)
    yield from (edition.name("bodies", key).text for key in item.bodies)
    yield from _figure_facts(edition, summary, item.figures)
    yield from (edition.link(release).title for release in edition.reports.get(item.key, ()))
    yield from (link.title for _, links in edition.record_groups(item.records) for link in links)


def _static_record(edition: Edition, page: StaticPage, skeleton: Skeleton) -> SearchRecord:
    main = _MAIN.search(b"".join(skeleton.pieces).decode())
    return SearchRecord(
        url=page.address,
        content=segment_cjk(extract_text(main[1])) if main else "",
        meta={"title": page.title, "date": "", "type": edition.messages("standing_page")},
        filters={"type": ["standing"], "language": [edition.locale]},
        date="",
    )


def build_facets(edition: Edition) -> list[Facet]:
    """Return what an edition's results can be narrowed down by."""
    messages, listings, catalogue = edition.messages, edition.listings, edition.catalogue
    types: list[tuple[str, str, str]] = []
    languages: set[str] = set()
    for content_type in catalogue.content_types:
        types += [(value, label, "") for value, label in content_type.search_types(edition)]
        if content_type.search_record is not None:
            contents = catalogue.contents[content_type.name].values()
            languages.update(content.text(edition.locale).locale for content in contents)
    types.append(("standing", messages("standing_page"), ""))
    names = [(language.locale, language.name, language.locale) for language in edition.languages]

    def named(kind: str, keys: list[str]) -> tuple[tuple[str, str, str], ...]:
        return tuple((key, *edition.name(kind, key)) for key in keys)

    return [
        Facet(
            "topic",
            messages("topics"),
            named("topics", [key for key, topic in listings.topics.items() if topic.releases]),
        ),
        Facet("year", messages("years"), tuple((year, year, "") for year in listings.years)),
        Facet("type", messages("types"), tuple(types)),
        Facet(
            "body", messages("bodies"), named("bodies", [key for key, body in listings.bodies.items() if body.releases])
        ),
        Facet("language", messages("languages"), tuple(name for name in names if name[0] in languages)),
    ]


def settings_script(edition: Edition, bundles: Sequence[str], variants: Iterable[str] = ()) -> bytes:
    """Return the script that tells the search how to go about it: bundles, facets, words, other editions' searches.

    Args:
        edition: the edition.
        bundles: the names of its bundles, the first of which has Pagefind itself.
        variants: the characters that the texts of each may be searched by in another script.
    """
    names = [name for name in edition.messages.texts if name.startswith(("search", "found."))]
    others = [language for language in edition.languages if language.locale != edition.locale]
    settings = {
        "bundles": [*bundles],
        "facets": [facet._asdict() for facet in build_facets(edition)],
        "letters": LETTERS,
        "others": [
            (language.locale, language.name, edition.catalogue.addresses.edition_path(language.locale, urls.SEARCH))
            for language in others
        ],
        "words": {name: edition.messages.texts[name] for name in names},
    }
    groups = merge_variants(variants)
    if groups:
        settings |= {"digits": list_digits(), "variants": groups}
    return f"export default {json.dumps(settings, ensure_ascii=False)};\n".encode()
