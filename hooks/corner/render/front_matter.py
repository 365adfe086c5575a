"""Front matter of the Markdown beside a page: the published facts, as YAML whose values are JSON.

The names of its fields are an interface like the URLs. It has only what the page or its head shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import msgspec
from msgspec import Raw

from corner.content.frontmatter import Figure
from corner.content.item_history import ItemHistory, ItemPeriod
from corner.content.release import Release
from corner.content.summary import Summary
from corner.content.types import Content, LocalizedContent
from corner.render.jsonld import format_iso
from corner.render.page import Page
from corner.views.edition import Edition
from corner.views.summary import period_name
from corner.views.types import Link, LocalizedText

Fields = dict[str, Any]
_encode = msgspec.json.Encoder().encode
"""Returns a value as JSON, which is also YAML, but for the characters of `_UNPRINTED`."""
_UNPRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
"""Characters that JSON may have and that YAML does not allow, or takes for the end of a line."""


def render_front_matter(edition: Edition, page: Page) -> str:
    """Return the front matter of a page of content, between its fences."""
    assert page.content is not None, "only content has Markdown"
    fields = _content_fields(edition, page, page.content)
    fields |= page.content.content_type.markdown_fields(edition, page.content)
    lines = [_format_field(name, value) for name, value in fields.items() if value != []]
    text = f"---\n{b''.join(lines).decode()}---\n"
    return _UNPRINTED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _format_field(name: str, value: Any) -> bytes:
    """Return the line of a field, or the lines of one with a list."""
    if isinstance(value, list):
        return b"%s:\n  - %s\n" % (name.encode(), b"\n  - ".join(map(_encode, value)))
    return b"%s: %s\n" % (name.encode(), _encode(value))


def _content_fields(edition: Edition, page: Page, content: Content) -> Fields:
    """Return what all content has."""
    fields: Fields = {
        "title": page.title,
        "description": page.description,
        "url": edition.absolute(page.address),
        "language": page.locale,
    }
    if edition.converter:
        fields["converted_from"] = edition.converter.source
    if page.locale != content.original:
        fields["original_language"] = content.original
    if edition.changed_original(content):
        fields["outdated"] = True
    others = ((locale, address) for locale, address in page.alternates.items() if locale != page.locale)
    fields["translations"] = [{"language": locale, "url": edition.absolute(address)} for locale, address in others]
    if content.issued:
        fields["issued"] = format_iso(content.issued)
    if content.changed and content.changed != content.issued:
        fields["updated"] = format_iso(content.changed)
    return fields


def release_fields(edition: Edition, release: Release) -> Fields:
    """Return the facts of a release."""
    facts, text = release.facts, release.texts[edition.locale]
    terms, day = edition.once(_TermFields), release.issued.day
    fields: Fields = {
        "type": terms.type(facts.type),
        "topics": terms.topics(facts.topics),
        "bodies": [terms.body(key, edition.body_link(key, day)) for key in facts.bodies],
        "places": terms.places(facts.places),
    }
    if facts.event:
        fields["event"] = _describe_event(release, text)
    fields["items"] = [describe_link(edition, edition.items[key]) for key in facts.items if key in edition.items]
    # The page of a withdrawn release does not show its figures.
    fields["figures"] = [] if facts.withdrawn else list(_describe_figures(edition, release, facts.figures))
    fields["attachments"] = [
        {
            "title": text.labels[f"attachments.{attachment.file}"],
            "url": edition.absolute(release.content_type.asset_path(f"{release.folder}/{attachment.file}")),
        }
        for attachment in facts.attachments
    ]
    related = (edition.catalogue.content(key) for key in facts.related)
    fields["related"] = [describe_link(edition, edition.link(content)) for content in related if content]
    fields |= _source_field(edition, release)
    fields["corrections"] = [
        {"date": str(correction.date), "note": text.labels[f"corrections.{correction.date}"]}
        for correction in facts.corrections
    ]
    if facts.withdrawn:
        fields["withdrawn"] = {"date": str(facts.withdrawn.date), "reason": text.labels["withdrawn.reason"]}
    return fields


class _TermFields:
    """The terms of an edition as JSON, each made once for all releases."""

    def __init__(self, edition: Edition) -> None:
        """Describe the terms of `edition`."""
        self.type = cache(lambda key: Raw(_encode({"key": key, "name": edition.type_name(key)})))
        self.topics = cache(
            lambda keys: [Raw(_encode(term)) for term in _describe_terms(edition, keys, edition.topic_links(keys))]
        )
        self.body = cache(lambda key, link: Raw(_encode({"key": key, **describe_link(edition, link, "name")})))
        self.places = cache(lambda keys: [Raw(_encode(_describe_name(edition.name("places", key)))) for key in keys])


def summary_fields(edition: Edition, summary: Summary) -> Fields:
    """Return the facts of a summary."""
    period, text = summary.facts.period, summary.texts[edition.locale]
    address = edition.absolute(edition.link(summary).address)
    items: list[Fields] = []
    for number, (item, section) in enumerate(zip(summary.items, text.sections, strict=True), 1):
        entry: Fields = {"number": number, "title": section.title, "url": f"{address}#item-{number}"}
        entry |= {"key": item.key, "state": item.state}
        entry["topics"] = _describe_terms(edition, item.topics, edition.topic_links(item.topics))
        if item.figures:
            entry["figures"] = list(_describe_figures(edition, summary, item.figures))
        if reports := edition.reports.get(item.key):
            entry["releases"] = [describe_link(edition, edition.link(release)) for release in reports]
        items.append(entry)
    is_summary = summary.facts.coverage == "items"
    return {
        "type": {"key": "summary", "name": edition.messages("summary" if is_summary else "overview")},
        "period": {"start": str(period.start), "end": str(period.end)},
        **({} if is_summary else {"coverage": summary.facts.coverage}),
        "items": items,
        "left_out": [{"key": item.key, "state": item.state} for item in summary.facts.left_out],
        "figures": list(_describe_figures(edition, summary, summary.facts.figures)),
        **_source_field(edition, summary),
    }


def item_fields(edition: Edition, history: ItemHistory) -> Fields:
    """Return the facts of an item: what the summary of each period says of it."""
    return {
        "type": {"key": "item", "name": edition.messages("item")},
        "topics": _describe_terms(edition, history.topics, edition.topic_links(history.topics)),
        "periods": [_describe_item_period(edition, period) for period in history.periods],
        "releases": [
            describe_link(edition, edition.link(release)) for release in edition.reports.get(history.item_key, ())
        ],
    }


def _describe_item_period(edition: Edition, period: ItemPeriod) -> Fields:
    days = period.summary.facts.period
    fields: Fields = {"start": str(days.start), "end": str(days.end), "state": period.state}
    link = edition.link(period.summary)
    if period.number:
        fields["number"] = period.number
        link = link._replace(address=f"{link.address}#item-{period.number}")
    return fields | {"summary": describe_link(edition, link)}


def item_headings(edition: Edition, history: ItemHistory) -> list[str]:
    """Return the heading of an item's text in each period: the period, the number and the state, and its title."""
    messages = edition.messages
    return [
        f"{period_name(edition, period.summary)}{messages('colon')}"
        f"{messages('item_number', number=period.number)} ({messages(f'item.{period.state}')})"
        for period in history.listed
    ]


def _describe_terms(edition: Edition, keys: tuple[str, ...], links: tuple[Link, ...]) -> list[Fields]:
    return [{"key": key, **describe_link(edition, link, "name")} for key, link in zip(keys, links, strict=True)]


def describe_link(edition: Edition, link: Link, name: str = "title") -> Fields:
    """Return a link: its title under `name`, its URL and, where that is not the page's, its language."""
    address, _, anchor = link.address.partition("#")
    url = edition.absolute(address) + (f"#{anchor}" if anchor else "")
    return {name: link.title, "url": url, "language": link.lang} if link.lang else {name: link.title, "url": url}


def _describe_name(name: LocalizedText) -> Fields:
    return {"name": name.text, "language": name.lang} if name.lang else {"name": name.text}


def _describe_event(release: Release, text: LocalizedContent) -> Fields:
    event = release.facts.event
    assert event is not None
    fields: Fields = {"start": format_iso(event.start)}
    if event.end:
        fields["end"] = format_iso(event.end)
    if event.venue:
        fields["venue"] = text.labels["event.venue"]
    return fields | {"online": event.online}


def _describe_figures(edition: Edition, content: Content, figures: tuple[Figure, ...]) -> Iterator[Fields]:
    """Yield figures: the number, and as `amount` how the page shows it, with its unit."""
    for figure, row in zip(figures, edition.figures(content, figures), strict=True):
        fields: Fields = {"key": figure.figure, **_describe_name(row.name), "value": figure.value}
        if figure.qualifier:
            fields["qualifier"] = figure.qualifier
        fields["amount"] = row.value
        if figure.period:
            fields["period"] = figure.period.text
        if row.basis:
            fields["basis"] = _describe_name(row.basis)
        if row.remark:
            fields["remark"] = _describe_name(row.remark)
        yield fields


def describe_external(edition: Edition, url: str) -> Fields:
    """Return the address of another site, with its archived copy and the day since which it is gone."""
    entry = edition.catalogue.links.find(url)
    fields: Fields = {"url": url}
    if entry and entry.archived:
        fields["archived"] = entry.archived
    if entry and entry.gone:
        fields["gone"] = str(entry.gone)
    return fields


def _source_field(edition: Edition, content: Content) -> Mapping[str, Fields]:
    source = content.facts.source
    if source is None:
        return {}
    fields = _describe_name(edition.foreign(content.label("source.name", edition.locale)))
    if source.url:
        fields |= describe_external(edition, source.url)
    if source.retrieved:
        fields["retrieved"] = str(source.retrieved)
    if source.grade:
        fields["grade"] = source.grade
    return {"source": fields}
