"""The page of a register: its table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from corner.content.record import Record
from corner.content.register_files import Register
from corner.content.registers import TAXONOMY_TYPES, FieldDeclaration
from corner.content.types import Content
from corner.site.references import visible_values
from corner.views.edition import Edition
from corner.views.record_fields import (
    FieldValue,
    FieldView,
    field_name,
    has_checked_name,
    has_official_name,
    link_record,
    list_values,
    view_field,
)
from corner.views.types import FilterView, Link, LocalizedText


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
    table: str
    """The name of its table among the data."""


def register_view(edition: Edition, register: Register) -> RegisterView:
    """Return what the page of a register shows."""
    declaration = register.declaration
    records = sort_records(edition, register, edition.catalogue.contents[register.name].values())
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
        table=register.name,
    )


def sort_records(edition: Edition, register: Register, contents: Iterable[Content]) -> list[Record]:
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
    values = visible_values(edition.catalogue, record, key)
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
        values = list_values(edition, record, key) or (FieldValue(edition.messages("no_value")),)
        heading = LocalizedText(values[0].text, values[0].lang)
        groups.setdefault(heading.text, (heading, []))[1].append(record)
    return list(groups.values())


def _row(edition: Edition, record: Record, columns: Sequence[str]) -> RecordRow:
    cells = tuple(view_field(edition, record, key) for key in columns)
    filters = tuple((key, " ".join(_filter_keys(edition, record, key))) for key in record.register.declaration.filters)
    is_official, is_checked = has_official_name(edition, record), has_checked_name(edition, record)
    return RecordRow(link_record(edition, record), is_official, is_checked, cells, filters)


def _filter(edition: Edition, register: Register, key: str, records: Iterable[Record]) -> FilterView:
    """Return the values of a field that there are, in the order in which the register has them."""
    choices: dict[str, str] = {}
    for record in records:
        names = [value.text for value in list_values(edition, record, key)]
        choices |= dict(zip(_filter_keys(edition, record, key), names, strict=False))
    field = register.find_field(key)
    ordered = sorted(choices, key=lambda choice: _position(edition, field, choice))
    return FilterView(key, field_name(edition, register, key), tuple((choice, choices[choice]) for choice in ordered))


def _filter_keys(edition: Edition, record: Record, key: str) -> list[str]:
    if key == "status":
        return [record.state(edition.catalogue.now.date())]
    return [str(value).replace(" ", "-") for value in visible_values(edition.catalogue, record, key)]
