"""Front matter of the Markdown beside the page of a record: its fields, status, validity and sources."""

from __future__ import annotations

from typing import Any

from corner.content.record import Record
from corner.render.front_matter import Fields, describe_external, describe_link
from corner.site.references import visible_values
from corner.views.edition import Edition
from corner.views.record import RecordView, record_view
from corner.views.record_fields import FieldValue, FieldView


def record_fields(edition: Edition, record: Record) -> Fields:
    """Return the facts of a record: what its page shows, and the keys and values of its file."""
    view: RecordView = edition.latest(record_view, record)
    fields: Fields = {"type": {"key": record.register.name, "name": view.record}}
    if not view.is_official:
        fields["official_name"] = False
    if not view.is_checked:
        fields["checked_name"] = False
    if view.status:
        fields["status"] = {"key": view.state, "name": view.status}
    valid = record.facts.valid.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if valid:
        fields["valid"] = valid
    if view.replaced_by:
        fields["replaced_by"] = describe_link(edition, view.replaced_by)
    fields["replaces"] = [describe_link(edition, link) for link in view.replaces]
    fields["fields"] = [_describe_field(edition, record, field) for field in view.fields]
    fields["sources"] = _describe_sources(edition, record, view)
    fields["references"] = [
        {"kind": kind, **describe_link(edition, link)} for kind, links in view.references for link in links
    ]
    return fields


def record_headings(edition: Edition, record: Record) -> list[str]:
    """Return the headings of the texts of a record: the names of their fields."""
    return [section.title for section in record.texts[edition.locale].sections]


def _describe_field(edition: Edition, record: Record, field: FieldView) -> Fields:
    """Return a field: its values as the page shows them, and in `value` as the file has those that are not words."""
    values = visible_values(edition.catalogue, record, field.key)
    raw = [value for value in values if not isinstance(value, dict)]
    described = [_describe_value(edition, value) for value in field.values]
    if len(raw) == len(described):
        for fields, value in zip(described, raw, strict=True):
            plain = _plain(value)
            if plain != fields["text"]:
                fields["value"] = plain
    result: Fields = {"key": field.key, "name": field.name, "values": described}
    return result if field.is_checked else result | {"checked": False}


def _describe_value(edition: Edition, value: FieldValue) -> Fields:
    fields: Fields = {"text": value.text}
    if value.lang:
        fields["language"] = value.lang
    if value.address:
        fields["url"] = edition.absolute(value.address)
    elif value.url:
        fields["url"] = value.url
    if value.note:
        fields["note"] = value.note
    return fields


def _plain(value: Any) -> int | float | str:
    return value if isinstance(value, int | float) else str(getattr(value, "text", value))


def _describe_sources(edition: Edition, record: Record, view: RecordView) -> list[Fields]:
    """Return the sources, with their grades as letters and in words."""
    rows = []
    for source, row in zip(record.facts.sources, view.sources, strict=True):
        fields: Fields = {"name": row.name.text}
        if row.name.lang:
            fields["language"] = row.name.lang
        if source.url:
            fields |= describe_external(edition, source.url)
        fields["as_of"] = row.datetime
        if source.grade:
            fields["grade"] = {"key": source.grade, "name": row.grade}
        rows.append(fields)
    return rows
