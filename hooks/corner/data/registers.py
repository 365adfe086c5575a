"""The table of a register: its columns follow from the declaration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, cast

from corner.content.dates import Period
from corner.content.record import Record, target_register
from corner.content.register_files import Register
from corner.content.registers import FieldDeclaration, NamedRecordFacts
from corner.data.news import body_cells
from corner.data.tables import (
    Column,
    Datatype,
    Row,
    Table,
    cell_name,
    column,
    format_moment,
    localize,
    text_columns,
    written_locales,
)
from corner.site.catalogue import Catalogue
from corner.site.references import visible_references, visible_values

_DATATYPES: Mapping[str, Datatype] = {"number": "number", "date": "date", "url": "uri"}


def register_tables(register: Register, catalogue: Catalogue) -> Iterator[Table]:
    """Yield the table of a register; one that extends a taxonomy has all terms of it."""
    records = cast("Mapping[str, Record]", catalogue.contents[register.name])
    keys = tuple(catalogue.taxonomies.bodies) if register.extends_taxonomy else _plain_keys(records)
    day = catalogue.now.date()
    days: dict[date, int] = {}
    for record in records.values():
        # A source of a month or a year is known from its first day.
        newest = max((source.as_of.start for source in record.facts.sources), default=None)
        if newest:
            days[newest] = days.get(newest, 0) + 1
    yield Table(
        name=register.name,
        titles={
            locale: catalogue.taxonomies.pick(register.declaration.name, locale).text
            for locale in written_locales(catalogue)
        },
        columns=tuple(_columns(register, catalogue)),
        rows=partial(_rows, register, catalogue, keys),
        digest=(
            register.digest,
            catalogue.taxonomies.digest if register.extends_taxonomy else "",
            [
                (key, record.digest, record.state(day), visible_references(catalogue, record))
                for key, record in records.items()
            ],
        ),
        count=len(keys),
        days=days,
    )


def _plain_keys(records: Mapping[str, Record]) -> tuple[str, ...]:
    return tuple(key.partition("/")[2] for key in records)


def _columns(register: Register, catalogue: Catalogue) -> Iterator[Column]:
    yield column(catalogue, "key", required=True)
    yield from text_columns(catalogue, "name")
    if register.extends_taxonomy:
        yield column(catalogue, "place")
        yield column(catalogue, "url", "uri")
    else:
        yield column(catalogue, "page", "uri")
        yield column(catalogue, "unofficial_names", many=True)
    yield from text_columns(catalogue, "description")
    yield column(catalogue, "status")
    yield column(catalogue, "valid_from", "date")
    yield column(catalogue, "valid_until", "date")
    yield column(catalogue, "replaced_by")._replace(target=register.name)
    for name, declared in register.declaration.fields.items():
        if not (register.extends_taxonomy and name in ("place", "url")):
            yield from _field_columns(register, catalogue, name, declared)
    yield column(catalogue, "unchecked", many=True)
    yield column(catalogue, "sources", many=True)
    yield column(catalogue, "source_urls", "uri", many=True)
    yield column(catalogue, "source_dates", many=True)
    yield column(catalogue, "source_grades", many=True)


def _field_columns(register: Register, catalogue: Catalogue, name: str, declared: FieldDeclaration) -> Iterator[Column]:
    datatype = _DATATYPES.get(declared.type, "string")
    if declared.localized:
        yield from (made._replace(many=declared.many) for made in text_columns(catalogue, name, declared.name))
        return
    target = target_register(register, declared) if declared.type == "record" and not declared.many else ""
    yield Column(
        name,
        declared.name,
        datatype,
        declared.many,
        target,
        required=declared.required and not register.extends_taxonomy,
    )


def _rows(register: Register, catalogue: Catalogue, keys: tuple[str, ...]) -> Iterator[Row]:
    records = cast("Mapping[str, Record]", catalogue.contents[register.name])
    for key in keys:
        record = records.get(f"{register.name}/{key}")
        row: dict[str, Any] = {"key": key}
        if register.extends_taxonomy:
            row |= body_cells(catalogue, catalogue.taxonomies.bodies[key])
        if record is not None:
            row |= _record_cells(catalogue, record)
        yield row


def _record_cells(catalogue: Catalogue, record: Record) -> Row:
    facts = record.facts
    cells: dict[str, Any] = {}
    if isinstance(facts, NamedRecordFacts):
        cells |= localize(catalogue, "name", facts.names())
        cells["unofficial_names"] = [name for name in written_locales(catalogue) if name in facts.unofficial()]
        address = catalogue.address(record, catalogue.settings.default)
        cells["page"] = catalogue.addresses.absolute(address)
    cells |= localize(catalogue, "description", facts.description)
    cells |= {
        "status": record.state(catalogue.now.date()),
        "valid_from": format_moment(facts.valid.since),
        "valid_until": format_moment(facts.valid.until),
        "replaced_by": facts.replaced_by,
    }
    for name, declared in record.register.declaration.fields.items():
        cells |= _field_cells(catalogue, name, declared, visible_values(catalogue, record, name))
    names = [_plain_name(catalogue, source.name) for source in facts.sources]
    return cells | {
        "unchecked": list(facts.unchecked),
        "sources": names,
        "source_urls": [source.url or "" for source in facts.sources],
        "source_dates": [source.as_of.text for source in facts.sources],
        "source_grades": [source.grade or "" for source in facts.sources],
    }


def _plain_name(catalogue: Catalogue, name: str | dict[str, str]) -> str:
    return name if isinstance(name, str) else catalogue.taxonomies.pick(name, catalogue.settings.default).text


def _field_cells(
    catalogue: Catalogue, name: str, declared: FieldDeclaration, values: tuple[Any, ...]
) -> dict[str, Any]:
    if declared.localized:
        cells: dict[str, Any] = {}
        for locale in written_locales(catalogue):
            texts = [text[locale] for text in values if locale in text]
            cells[cell_name(name, locale)] = texts if declared.many else next(iter(texts), None)
        return cells
    plain = [_plain_value(value) for value in values]
    return {name: plain if declared.many else next(iter(plain), None)}


def _plain_value(value: Any) -> Any:
    if isinstance(value, Period):
        return value.text
    return value.isoformat() if isinstance(value, date) else value
