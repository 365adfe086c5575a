"""The table of a register: its columns follow from the declaration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, cast, get_args

from corner.content.dates import Period
from corner.content.frontmatter import Grade
from corner.content.record import Record, target_register
from corner.content.register_files import Register
from corner.content.registers import STATES, TAXONOMY_TYPES, FieldDeclaration, NamedRecordFacts
from corner.data.changes import list_record_changes
from corner.data.tables import (
    Column,
    Datatype,
    Row,
    Table,
    cell_name,
    column,
    format_moment,
    localize,
    message_terms,
    taxonomy_terms,
    text_columns,
    titles,
    written_names,
)
from corner.data.vocabularies import body_cells
from corner.site.catalogue import Catalogue
from corner.site.references import visible_references, visible_values
from corner.storage import fingerprint

_DATATYPES: Mapping[str, Datatype] = {"number": "number", "date": "date", "url": "uri"}


def register_tables(register: Register, catalogue: Catalogue) -> Iterator[Table]:
    """Yield the table of a register; one that extends a taxonomy has all terms of it."""
    records = cast("Mapping[str, Record]", catalogue.contents[register.name])
    keys = tuple(catalogue.taxonomies.bodies) if register.extends_taxonomy else _plain_keys(records)
    day = catalogue.now.date()
    changes = list_record_changes(catalogue, records.values())
    yield Table(
        name=register.name,
        titles=written_names(catalogue, register.declaration.name),
        about=written_names(catalogue, register.declaration.description),
        columns=tuple(_columns(register, catalogue)),
        rows=partial(_rows, register, catalogue, keys),
        digest=fingerprint.digest(
            (
                register.digest,
                catalogue.taxonomies.digest if register.extends_taxonomy else "",
                [
                    (key, record.digest, record.state(day), visible_references(catalogue, record))
                    for key, record in records.items()
                ],
            )
        ),
        count=len(keys),
        newest=max((change.day for change in changes), default=None),
        changes=changes,
    )


def _plain_keys(records: Mapping[str, Record]) -> tuple[str, ...]:
    return tuple(key.partition("/")[2] for key in records)


def _columns(register: Register, catalogue: Catalogue) -> Iterator[Column]:
    yield column(catalogue, "key", required=True)
    yield from text_columns(catalogue, "name")
    if register.extends_taxonomy:
        yield column(catalogue, "place", target="places", terms=taxonomy_terms(catalogue, "places"))
        yield column(catalogue, "url", "uri")
    else:
        yield column(catalogue, "page", "uri")
        yield column(catalogue, "unofficial_names", many=True)
    yield from text_columns(catalogue, "description")
    yield column(catalogue, "status", terms=_states(register, catalogue))
    yield column(catalogue, "valid_from", "date")
    yield column(catalogue, "valid_until", "date")
    yield column(catalogue, "replaced_by", target=register.name)
    for name, declared in register.declaration.fields.items():
        if not (register.extends_taxonomy and name in ("place", "url")):
            yield from _field_columns(register, catalogue, name, declared)
    yield column(catalogue, "unchecked", many=True)
    yield from (named._replace(many=True) for named in text_columns(catalogue, "sources"))
    yield column(catalogue, "source_urls", "uri", many=True)
    yield column(catalogue, "source_dates", many=True)
    yield column(catalogue, "source_grades", many=True, terms=message_terms(catalogue, "grade", get_args(Grade)))


def _states(register: Register, catalogue: Catalogue) -> dict[str, Mapping[str, str]]:
    """Return the states of records with the words of the register, or else the usual ones."""
    own = register.declaration.states
    usual = message_terms(catalogue, "state", STATES)
    return {key: written_names(catalogue, own[key]) if key in own else usual[key] for key in STATES}


def _field_columns(register: Register, catalogue: Catalogue, name: str, declared: FieldDeclaration) -> Iterator[Column]:
    if declared.localized:
        yield from (made._replace(many=declared.many) for made in text_columns(catalogue, name, declared.name))
        return
    target = TAXONOMY_TYPES.get(declared.type, "")
    if declared.type == "record":
        target = target_register(register, declared)
    terms: Mapping[str, Mapping[str, str]] = {
        key: written_names(catalogue, names) for key, names in declared.choices.items()
    }
    if target in ("topics", "places"):
        terms = taxonomy_terms(catalogue, target)
    yield Column(
        name,
        written_names(catalogue, declared.name),
        _DATATYPES.get(declared.type, "string"),
        declared.many,
        target,
        required=declared.required and not register.extends_taxonomy,
        about=_explain(catalogue, declared),
        terms=terms,
    )


def _explain(catalogue: Catalogue, declared: FieldDeclaration) -> dict[str, str]:
    """Return what a field holds beyond its name: the unit of a number, the form of a period, keys of content."""
    locales = catalogue.settings.written
    if declared.unit:
        units = {locale: catalogue.taxonomies.pick(declared.unit, locale).text for locale in locales}
        return {locale: catalogue.messages[locale]("data_unit", unit=unit) for locale, unit in units.items()}
    message = {"period": "data_about.period", "content": "data_about.related", "item": "data_about.item"}
    return titles(catalogue, message[declared.type]) if declared.type in message else {}


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
        cells["unofficial_names"] = [name for name in catalogue.settings.written if name in facts.unofficial()]
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
    for locale in catalogue.settings.written:
        cells[cell_name("sources", locale)] = [_source_name(source.name, locale) for source in facts.sources]
    return cells | {
        "unchecked": list(facts.unchecked),
        "source_urls": [source.url or "" for source in facts.sources],
        "source_dates": [source.as_of.text for source in facts.sources],
        "source_grades": [source.grade or "" for source in facts.sources],
    }


def _source_name(name: str | dict[str, str], locale: str) -> str:
    """Return the name of a source in a language: one that is the same in all, or nothing where it has none in that."""
    return name if isinstance(name, str) else name.get(locale, "")


def _field_cells(
    catalogue: Catalogue, name: str, declared: FieldDeclaration, values: tuple[Any, ...]
) -> dict[str, Any]:
    if declared.localized:
        cells: dict[str, Any] = {}
        for locale in catalogue.settings.written:
            texts = [text[locale] for text in values if locale in text]
            cells[cell_name(name, locale)] = texts if declared.many else next(iter(texts), None)
        return cells
    plain = [_plain_value(value) for value in values]
    return {name: plain if declared.many else next(iter(plain), None)}


def _plain_value(value: Any) -> Any:
    if isinstance(value, Period):
        return value.text
    return value.isoformat() if isinstance(value, date) else value
