"""The fields and names of a record, ready to read, as tables and pages show them."""

from __future__ import annotations

from typing import Any, NamedTuple

from corner.content.record import Record, target_register
from corner.content.register_files import Register
from corner.content.registers import TAXONOMY_TYPES, FieldDeclaration, RecordSource, Validity
from corner.content.taxonomies import LocalizedName
from corner.content.types import Content
from corner.site.references import visible_values
from corner.views.edition import Edition
from corner.views.types import Link, LocalizedText


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
    order: str = ""
    """What a table is sorted by, where that is not the text: a number or a day."""
    note: str = ""
    """What readers must know of what it links to, where that is gone."""


class FieldView(NamedTuple):
    """A field of a record with its values."""

    key: str
    name: str
    values: tuple[FieldValue, ...]
    is_checked: bool = True
    """Whether it was checked against the official text."""


class SourceRow(NamedTuple):
    """A source of a record."""

    name: LocalizedText
    url: str
    as_of: str
    datetime: str
    grade: str
    """How sure it is, in words."""
    note: str = ""
    """What readers must know of it, where it is gone."""


def view_field(edition: Edition, record: Record, key: str) -> FieldView:
    """Return a field of a record, ready to read."""
    name, values = field_name(edition, record.register, key), list_values(edition, record, key)
    return FieldView(key, name, values, record.facts.is_checked(key, edition.written))


def field_name(edition: Edition, register: Register, key: str) -> str:
    """Return the name of a field, a standard one included."""
    field = register.declaration.fields.get(key)
    if key == "valid" and register.declaration.period:
        return edition.pick(register.declaration.period)
    return edition.pick(field.name) if field else edition.messages(f"record.{key}")


def list_values(edition: Edition, record: Record, key: str) -> tuple[FieldValue, ...]:
    """Return the values of a field, ready to read."""
    if key == "name":
        return (FieldValue(record.text(edition.locale).title),)
    if key == "description":
        return (FieldValue(record.text(edition.locale).description),)
    if key == "status":
        return (FieldValue(format_status(edition, record)),)
    if key == "valid":
        period = _period(edition, record)
        since = record.facts.valid.since
        return (FieldValue(period, order=since.isoformat() if since else ""),) if period else ()
    if key == "replaced_by":
        successor = edition.catalogue.content(f"{record.register.name}/{record.facts.replaced_by}")
        return (_link_value(edition, successor),) if successor else ()
    if key == "sources":
        return tuple(FieldValue(source.name.text) for source in list_sources(edition, record))
    field = record.register.find_field(key)
    if field is None:
        return ()
    values = visible_values(edition.catalogue, record, key)
    return tuple(_value(edition, record, key, field, position, value) for position, value in enumerate(values))


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
        link = edition.items[value]
        return FieldValue(link.title, link.lang, link.address)
    if kind in ("content", "record"):
        target = value if kind == "content" else f"{target_register(record.register, field)}/{value}"
        content = edition.catalogue.content(target)
        return _link_value(edition, content) if content else FieldValue(value)
    if kind == "date":
        return FieldValue(edition.formats.format_date(value), datetime=value.isoformat(), order=value.isoformat())
    if kind == "period":
        return FieldValue(edition.formats.format_period(value), order=value.start.isoformat())
    if kind == "number":
        number = edition.formats.format_amount(value)
        words = edition.pick(field.unit).replace("{value}", number) if field.unit else number
        return FieldValue(words, order=str(value))
    if kind == "url":
        site = edition.external(value)
        return FieldValue(value.removeprefix("https://").rstrip("/"), url=site.url, note=site.note)
    prefix = {"email": "mailto:", "telephone": "tel:"}[kind]
    return FieldValue(value, url=prefix + (value.replace(" ", "") if kind == "telephone" else value))


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
    link = edition.term(taxonomy, key)
    return FieldValue(link.title, link.lang, link.address)


def _link_value(edition: Edition, content: Content) -> FieldValue:
    link = edition.link(content)
    return FieldValue(link.title, link.lang, link.address)


def format_status(edition: Edition, record: Record) -> str:
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


def list_sources(edition: Edition, record: Record) -> tuple[SourceRow, ...]:
    """Return the sources of a record, ready to read."""
    return tuple(_source(edition, record, position, source) for position, source in enumerate(record.facts.sources))


def _source(edition: Edition, record: Record, position: int, source: RecordSource) -> SourceRow:
    text = record.text(edition.locale)
    if isinstance(source.name, str):
        name = LocalizedText(source.name)
    else:
        name = edition.foreign(LocalizedName(text.labels[f"sources.{position}"], text.locale))
    link = edition.external(source.url)
    return SourceRow(
        name,
        link.url,
        edition.formats.format_period(source.as_of),
        source.as_of.text,
        edition.messages(f"grade.{source.grade}") if source.grade else "",
        link.note,
    )


def link_record(edition: Edition, record: Record) -> Link:
    """Return the link to a record; one that describes a term has the term's name, marked where it is foreign."""
    link = edition.link(record)
    if not record.register.extends_taxonomy:
        return link
    name = edition.name(record.register.name, record.key.partition("/")[2])
    return link._replace(title=name.text, lang=name.lang, only="")


def has_official_name(edition: Edition, record: Record) -> bool:
    """Return whether a name is an official one; one that a machine converted is not."""
    return edition.locale not in record.unofficial


def has_checked_name(edition: Edition, record: Record) -> bool:
    """Return whether a name, or what it was converted from, was checked against the official text."""
    facts = record.facts
    own = edition.locale if edition.locale in getattr(facts, "name", ()) else edition.written
    return facts.is_checked("name", own)
