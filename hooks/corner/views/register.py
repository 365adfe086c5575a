"""The pages of a register: its table, and one page for each record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, NamedTuple

from corner.content.record import Record, target_register
from corner.content.register_files import Register
from corner.content.registers import TAXONOMY_TYPES, FieldDeclaration, RecordSource, State, Validity
from corner.content.taxonomies import LocalizedName
from corner.content.types import Content
from corner.views.edition import Edition
from corner.views.types import FilterView, Link, LocalizedText


class FieldValue(NamedTuple):
    """One value of a field, ready to read."""

    text: str
    lang: str = ""
    """Its language, where it is not the page's."""
    address: str = ""
    """The address of the page of the site that it names."""
    url: str = ""
    """What it links to elsewhere: a web address, an e-mail address or a telephone number."""
    datetime: str = ""
    """The day, where it is one."""


class FieldView(NamedTuple):
    """A field of a record with its values."""

    key: str
    name: str
    values: tuple[FieldValue, ...]
    is_checked: bool = True
    """Whether it was checked against the official text."""


class RecordRow(NamedTuple):
    """A record in a table."""

    link: Link
    is_official: bool
    """Whether its name in this language is an official one."""
    is_checked: bool
    """Whether its name in this language was checked against the official text."""
    cells: tuple[FieldView, ...]
    filters: tuple[tuple[str, str], ...]
    """Field and keys of its values, separated by spaces, by which a script filters."""


class RecordGroup(NamedTuple):
    """The records of a table that have one value of the field that divides it."""

    heading: LocalizedText | None
    rows: tuple[RecordRow, ...]


class RegisterView(NamedTuple):
    """A register."""

    name: str
    description: str
    record: str
    """What one record is called."""
    columns: tuple[str, ...]
    """The names of the columns after the first."""
    filters: tuple[FilterView, ...]
    groups: tuple[RecordGroup, ...]
    size: str
    """The number of records."""


class SourceRow(NamedTuple):
    """A source of a record."""

    name: LocalizedText
    url: str
    as_of: str
    datetime: str
    grade: str
    """How sure it is, in words."""


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
    """Its state in words; empty for a record without dates."""
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


def register_view(edition: Edition, register: Register) -> RegisterView:
    """Return what the page of a register shows."""
    declaration = register.declaration
    records = _sort_records(edition, register, edition.catalogue.contents[register.name].values())
    columns = declaration.columns
    names = [field_name(edition, register, key) for key in columns]
    rows = {record.key: _row(edition, record, columns) for record in records}
    return RegisterView(
        name=edition.pick(declaration.name),
        description=edition.pick(declaration.description),
        record=edition.pick(declaration.record),
        columns=tuple(names),
        filters=tuple(_filter(edition, register, key, records) for key in declaration.filters),
        groups=tuple(
            RecordGroup(heading, tuple(rows[record.key] for record in group))
            for heading, group in _divide(edition, register, records)
        ),
        size=edition.formats.format_number(len(records)),
    )


def _sort_records(edition: Edition, register: Register, contents: Iterable[Content]) -> list[Record]:
    """Return records of a register in its declared order, then by key."""
    records = sorted((record for record in contents if isinstance(record, Record)), key=lambda record: record.key)
    for name in reversed(register.declaration.order):
        key = name.removeprefix("-")
        values = {record.key: _sort_key(edition, record, key) for record in records}
        given = [record for record in records if values[record.key] is not None]
        given.sort(key=lambda record: values[record.key], reverse=name.startswith("-"))
        records = [*given, *(record for record in records if values[record.key] is None)]
    return records


def _sort_key(edition: Edition, record: Record, key: str) -> Any:
    """Return what a record is sorted by; None where it has no value."""
    if key == "name":
        return record.text(edition.locale).title
    if key == "valid":
        return record.facts.valid.since
    if key == "status":
        return record.state(edition.catalogue.now.date())
    values = record.values(key)
    return _position(edition, record.register.find_field(key), values[0]) if values else None


def _position(edition: Edition, field: FieldDeclaration | None, value: Any) -> Any:
    """Return what a value is sorted by: taxonomies and choices are in the order of their declarations."""
    if field is None:
        return value
    taxonomy = TAXONOMY_TYPES.get(field.type)
    if taxonomy:
        return list(getattr(edition.catalogue.taxonomies, taxonomy)).index(value)
    if field.type == "choice":
        return list(field.choices).index(value)
    if field.type == "period":
        return value.start
    if isinstance(value, dict):
        return edition.pick(value)
    return value


def _divide(
    edition: Edition, register: Register, records: Sequence[Record]
) -> list[tuple[LocalizedText | None, list[Record]]]:
    """Return the records by the values of the field that divides the table, in the order of its values."""
    key = register.declaration.group
    if key is None:
        return [(None, list(records))] if records else []
    groups: dict[str, tuple[LocalizedText, list[Record]]] = {}
    for record in records:
        values = _field_values(edition, record, key) or (FieldValue(edition.messages("no_value")),)
        heading = LocalizedText(values[0].text, values[0].lang)
        groups.setdefault(heading.text, (heading, []))[1].append(record)
    return list(groups.values())


def _row(edition: Edition, record: Record, columns: Sequence[str]) -> RecordRow:
    cells = tuple(_field(edition, record, key) for key in columns)
    filters = tuple((key, " ".join(_filter_keys(edition, record, key))) for key in record.register.declaration.filters)
    is_official, is_checked = _is_official(edition, record), _is_name_checked(edition, record)
    return RecordRow(_record_link(edition, record), is_official, is_checked, cells, filters)


def _record_link(edition: Edition, record: Record) -> Link:
    """Return the link to a record; one that describes a term has the term's name, marked where it is foreign."""
    link = edition.link(record)
    if not record.register.extends_taxonomy:
        return link
    name = edition.name(record.register.name, record.key.partition("/")[2])
    return link._replace(title=name.text, lang=name.lang, only="")


def _field(edition: Edition, record: Record, key: str) -> FieldView:
    """Return a field of a record, ready to read."""
    name, values = field_name(edition, record.register, key), _field_values(edition, record, key)
    return FieldView(key, name, values, record.facts.is_checked(key, edition.written))


def _is_official(edition: Edition, record: Record) -> bool:
    """Return whether a name is an official one; one that a machine converted is not."""
    return edition.locale not in record.unofficial


def _is_name_checked(edition: Edition, record: Record) -> bool:
    """Return whether a name, or what it was converted from, was checked against the official text."""
    facts = record.facts
    own = edition.locale if edition.locale in getattr(facts, "name", ()) else edition.written
    return facts.is_checked("name", own)


def _filter(edition: Edition, register: Register, key: str, records: Iterable[Record]) -> FilterView:
    """Return the values of a field that there are, in the order in which the register has them."""
    choices: dict[str, str] = {}
    for record in records:
        names = [value.text for value in _field_values(edition, record, key)]
        choices |= dict(zip(_filter_keys(edition, record, key), names, strict=False))
    field = register.find_field(key)
    ordered = sorted(choices, key=lambda choice: _position(edition, field, choice))
    return FilterView(key, field_name(edition, register, key), tuple((choice, choices[choice]) for choice in ordered))


def _filter_keys(edition: Edition, record: Record, key: str) -> list[str]:
    if key == "status":
        return [record.state(edition.catalogue.now.date())]
    return [str(value).replace(" ", "-") for value in record.values(key)]


def field_name(edition: Edition, register: Register, key: str) -> str:
    """Return the name of a field, a standard one included."""
    field = register.declaration.fields.get(key)
    if key == "valid" and register.declaration.period:
        return edition.pick(register.declaration.period)
    return edition.pick(field.name) if field else edition.messages(f"record.{key}")


def _field_values(edition: Edition, record: Record, key: str) -> tuple[FieldValue, ...]:
    """Return the values of a field, ready to read."""
    if key == "name":
        return (FieldValue(record.text(edition.locale).title),)
    if key == "description":
        return (FieldValue(record.text(edition.locale).description),)
    if key == "status":
        return (FieldValue(_status(edition, record)),)
    if key == "valid":
        period = _period(edition, record)
        return (FieldValue(period),) if period else ()
    if key == "replaced_by":
        successor = edition.catalogue.content(f"{record.register.name}/{record.facts.replaced_by}")
        return (_link_value(edition, successor),) if successor else ()
    if key == "sources":
        return tuple(FieldValue(source.name.text) for source in _sources(edition, record))
    field = record.register.find_field(key)
    if field is None:
        return ()
    return tuple(
        _value(edition, record, key, field, position, value) for position, value in enumerate(record.values(key))
    )


def _value(
    edition: Edition, record: Record, key: str, field: FieldDeclaration, position: int, value: Any
) -> FieldValue:
    kind = field.type
    if kind == "text":
        return _text_value(edition, record, key, field, position, value)
    if kind == "choice":
        return FieldValue(edition.pick(field.choices[value]))
    if kind in TAXONOMY_TYPES:
        return _term_value(edition, TAXONOMY_TYPES[kind], value)
    if kind == "item":
        link = edition.items.get(value)
        return FieldValue(link.title, link.lang, link.address) if link else FieldValue(value)
    if kind in ("content", "record"):
        target = value if kind == "content" else f"{target_register(record.register, field)}/{value}"
        content = edition.catalogue.content(target)
        return _link_value(edition, content) if content else FieldValue(value)
    if kind == "date":
        return FieldValue(edition.formats.format_date(value), datetime=value.isoformat())
    if kind == "period":
        return FieldValue(edition.formats.format_period(value))
    if kind == "number":
        number = edition.formats.format_amount(value)
        return FieldValue(edition.pick(field.unit).replace("{value}", number) if field.unit else number)
    prefix = {"email": "mailto:", "telephone": "tel:"}.get(kind, "")
    target = value.replace(" ", "") if kind == "telephone" else value
    return FieldValue(value.removeprefix("https://").rstrip("/") if kind == "url" else value, url=prefix + target)


def _text_value(
    edition: Edition, record: Record, key: str, field: FieldDeclaration, position: int, value: Any
) -> FieldValue:
    """Return words in the edition's language, or words that all languages share."""
    if isinstance(value, str):
        return FieldValue(value)
    label = f"{key}.{position}" if field.many else key
    text = record.text(edition.locale)
    lang = "" if text.locale == edition.locale else text.locale
    return FieldValue(text.labels.get(label, ""), lang)


def _term_value(edition: Edition, taxonomy: str, key: str) -> FieldValue:
    """Return a topic, body or place, with its page where it has one."""
    name = edition.name(taxonomy, key)
    listed = {"topics": edition.listings.topics, "bodies": edition.listings.bodies}.get(taxonomy, {})
    return FieldValue(name.text, name.lang, edition.listing_address(taxonomy, key) if key in listed else "")


def _link_value(edition: Edition, content: Content) -> FieldValue:
    link = edition.link(content)
    return FieldValue(link.title, link.lang, link.address)


def _status(edition: Edition, record: Record) -> str:
    """Return the state of a record in the register's words, or else the usual ones."""
    state = record.state(edition.catalogue.now.date())
    words = record.register.declaration.states.get(state)
    return edition.pick(words) if words else edition.messages(f"state.{state}")


def _period(edition: Edition, record: Record) -> str:
    """Return the days on which a record is in force, in words."""
    valid, period = record.facts.valid, _exact_period(edition, record.facts.valid)
    return edition.messages("valid.latest", period=period) if valid.at_latest and period else period


def _exact_period(edition: Edition, valid: Validity) -> str:
    formats = edition.formats
    if valid.since and valid.until:
        return edition.messages(
            "valid.both", start=formats.format_date(valid.since), end=formats.format_date(valid.until)
        )
    if valid.since:
        return edition.messages("valid.from", date=formats.format_date(valid.since))
    return edition.messages("valid.until", date=formats.format_date(valid.until)) if valid.until else ""


def _sources(edition: Edition, record: Record) -> tuple[SourceRow, ...]:
    return tuple(_source(edition, record, position, source) for position, source in enumerate(record.facts.sources))


def _source(edition: Edition, record: Record, position: int, source: RecordSource) -> SourceRow:
    text = record.text(edition.locale)
    if isinstance(source.name, str):
        name = LocalizedText(source.name)
    else:
        name = edition.foreign(LocalizedName(text.labels[f"sources.{position}"], text.locale))
    return SourceRow(
        name,
        source.url or "",
        edition.formats.format_period(source.as_of),
        source.as_of.text,
        edition.messages(f"grade.{source.grade}") if source.grade else "",
    )


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
    fields = [_field(edition, record, key) for key in shown]
    embedded = [] if is_embedded else _find_embedded(edition, record)
    successor = edition.catalogue.content(f"{register.name}/{facts.replaced_by}") if facts.replaced_by else None
    return RecordView(
        register=Link(edition.pick(register.declaration.name), edition.at(f"{register.address}/")),
        record=edition.pick(register.declaration.record),
        link=_record_link(edition, record),
        title=text.title,
        is_official=_is_official(edition, record),
        is_checked=_is_name_checked(edition, record),
        description=text.description,
        state=record.state(edition.catalogue.now.date()),
        status=_status(edition, record) if facts.valid.since or facts.valid.until else "",
        period=_field(edition, record, "valid"),
        fields=tuple(field for field in fields if field.values),
        texts=tuple(section.title for section in text.sections),
        replaced_by=edition.link(successor) if successor else None,
        replaces=tuple(edition.link(content) for content in _predecessors(edition, record)),
        sources=_sources(edition, record),
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


def _embedded_view(edition: Edition, record: Record) -> RecordView:
    return record_view(edition, record, is_embedded=True)


def _find_embedded(edition: Edition, record: Record) -> list[list[Record]]:
    """Return the records that the page of a record shows in full, by register, in the order of their register."""
    groups: dict[str, list[Record]] = {}
    for other in edition.catalogue.references.get(record.key, ()):
        if isinstance(other, Record) and edition.locale in other.texts and other.embeds_in(record.key):
            groups.setdefault(other.register.name, []).append(other)
    return [_sort_records(edition, others[0].register, others) for others in groups.values()]


def _predecessors(edition: Edition, record: Record) -> list[Content]:
    """Return the records that a record takes the place of."""
    own_key = record.key.partition("/")[2]
    naming = edition.catalogue.references.get(record.key, ())
    return [other for other in naming if isinstance(other, Record) and other.facts.replaced_by == own_key]


def _references(edition: Edition, record: Record) -> Iterable[tuple[str, tuple[Link, ...]]]:
    """Yield the pages that name a record, by kind: each kind's name, and the links."""
    kinds: dict[str, list[Link]] = {}
    shown = [*_predecessors(edition, record), *chain.from_iterable(_find_embedded(edition, record))]
    for content in edition.catalogue.references.get(record.key, ()):
        if content not in shown:
            kinds.setdefault(_kind_name(edition, content), []).append(edition.link(content))
    return ((name, tuple(links)) for name, links in kinds.items())


def _kind_name(edition: Edition, content: Content) -> str:
    if isinstance(content, Record):
        return edition.pick(content.register.declaration.name)
    return content.content_type.menu_title(edition) or edition.messages("news")
