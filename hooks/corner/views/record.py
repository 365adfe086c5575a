"""The page of a record: its fields, sources, what it shows in full, and what names it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from corner.content.record import Record
from corner.content.registers import State
from corner.content.types import Content
from corner.site.references import visible_references
from corner.views import record_fields
from corner.views.edition import Edition
from corner.views.record_fields import FieldView, SourceRow, has_checked_name, has_official_name, view_field
from corner.views.register import sort_records
from corner.views.types import Link


class RecordView(NamedTuple):
    """A record."""

    register: Link
    record: str
    """What it is called."""
    link: Link
    title: str
    is_official: bool
    is_checked: bool
    """Whether its name was checked against the official text."""
    description: str
    state: State
    """What it is today."""
    status: str
    """Its state in words; empty where it has none that is known."""
    period: FieldView
    """The days on which it is in force."""
    fields: tuple[FieldView, ...]
    texts: tuple[str, ...]
    """The titles of its Markdown fields."""
    replaced_by: Link | None
    replaces: tuple[Link, ...]
    sources: tuple[SourceRow, ...]
    embedded: tuple[tuple[str, tuple[RecordView, ...]], ...]
    """The records that its page shows in full, by register."""
    references: tuple[tuple[str, tuple[Link, ...]], ...]
    """The other pages that name it, by kind."""
    versions: tuple[Link, ...]


def record_dependencies(edition: Edition, record: Record, *, is_embedded: bool = False) -> object:
    """Return all that the page of a record depends on, besides what the edition's digest covers: plain values."""
    catalogue = edition.catalogue
    named = [catalogue.content(key) for key in visible_references(catalogue, record)]
    listed = [key in edition.listings.bodies for key in record.taxonomy_keys("bodies")]
    targets = [edition.find_target(target) for target in record.texts[edition.locale].targets]
    naming = [] if is_embedded else [_naming_dependencies(edition, record, other) for other in _naming(edition, record)]
    links = [edition.link(content) for content in named if content]
    return record.digest, record.state(catalogue.now.date()), links, listed, targets, naming


def _naming_dependencies(edition: Edition, record: Record, other: Content) -> object:
    """Return what the page of a record depends on of other content that names it."""
    link, kind = edition.link(other), _kind_name(edition, other)
    if not isinstance(other, Record):
        return link, kind
    shown = other.embeds_in(record.key) and edition.locale in other.texts
    whole = record_dependencies(edition, other, is_embedded=True) if shown else None
    return link, kind, other.facts.replaced_by == record.key.partition("/")[2], whole


def record_view(edition: Edition, record: Record, *, is_embedded: bool = False) -> RecordView:
    """Return what the page of a record shows; it has a text in the edition's language.

    Args:
        edition: the site in one language.
        record: the record.
        is_embedded: whether another record's page shows it, so that no others are shown in it.
    """
    register, facts = record.register, record.facts
    text = record.texts[edition.locale]
    declared = register.declaration.fields.items()
    shown = [key for key, field in declared if field.type != "markdown" and not (is_embedded and field.embed)]
    fields = [view_field(edition, record, key) for key in shown]
    embedded = [] if is_embedded else _find_embedded(edition, record)
    successor = edition.catalogue.content(f"{register.name}/{facts.replaced_by}") if facts.replaced_by else None
    return RecordView(
        register=Link(edition.pick(register.declaration.name), edition.at(f"{register.address}/")),
        record=edition.pick(register.declaration.record),
        link=record_fields.link_record(edition, record),
        title=text.title,
        is_official=has_official_name(edition, record),
        is_checked=has_checked_name(edition, record),
        description=text.description,
        state=record.state(edition.catalogue.now.date()),
        status=record_fields.format_status(edition, record) if _has_state(edition, record) else "",
        period=view_field(edition, record, "valid"),
        fields=tuple(field for field in fields if field.values and not _repeats(field, text.title)),
        texts=tuple(section.title for section in text.sections),
        replaced_by=edition.link(successor) if successor else None,
        replaces=tuple(edition.link(content) for content in _predecessors(edition, record)),
        sources=record_fields.list_sources(edition, record),
        embedded=tuple(
            (
                edition.pick(others[0].register.declaration.name),
                tuple(_embedded_view(edition, other) for other in others),
            )
            for others in embedded
        ),
        references=() if is_embedded else tuple(_references(edition, record)),
        versions=edition.versions(record),
    )


def _naming(edition: Edition, record: Record) -> Iterable[Content]:
    """Return the visible content that names a record."""
    return edition.catalogue.references.get(record.key, ())


def _repeats(field: FieldView, title: str) -> bool:
    """Return whether a field only says the name of the record, as the place of a city does."""
    return len(field.values) == 1 and field.values[0].text == title and not field.values[0].address


def _has_state(edition: Edition, record: Record) -> bool:
    """Return whether a record has a state: by its dates, or because its register shows one of each record."""
    facts, declaration = record.facts, record.register.declaration
    if not facts.is_checked("status", edition.written):
        return False
    return bool(facts.valid.since or facts.valid.until) or "status" in (*declaration.columns, *declaration.filters)


def _embedded_view(edition: Edition, record: Record) -> RecordView:
    return record_view(edition, record, is_embedded=True)


def _find_embedded(edition: Edition, record: Record) -> list[list[Record]]:
    """Return the records that the page of a record shows in full, by register, in the order of their register."""
    groups: dict[str, list[Record]] = {}
    for other in _naming(edition, record):
        if isinstance(other, Record) and edition.locale in other.texts and other.embeds_in(record.key):
            groups.setdefault(other.register.name, []).append(other)
    return [sort_records(edition, others[0].register, others) for others in groups.values()]


def _predecessors(edition: Edition, record: Record) -> list[Content]:
    """Return the records that a record takes the place of."""
    own_key = record.key.partition("/")[2]
    return [
        other for other in _naming(edition, record) if isinstance(other, Record) and other.facts.replaced_by == own_key
    ]


def _references(edition: Edition, record: Record) -> Iterable[tuple[str, tuple[Link, ...]]]:
    """Yield the pages that name a record, by kind: each kind's name, and the links."""
    kinds: dict[str, list[Link]] = {}
    shown = [*_predecessors(edition, record), *chain.from_iterable(_find_embedded(edition, record))]
    for content in _naming(edition, record):
        if content not in shown:
            kinds.setdefault(_kind_name(edition, content), []).append(edition.link(content))
    return ((name, tuple(links)) for name, links in kinds.items())


def _kind_name(edition: Edition, content: Content) -> str:
    if isinstance(content, Record):
        return edition.pick(content.register.declaration.name)
    return content.content_type.menu_title(edition) or edition.messages("news")
