"""A table as CSV (RFC 4180, UTF-8 without a byte order mark) and as a JSON array of objects.

Cells are exactly what the content says: one that begins with `=`, `+`, `-` or `@` is not changed, for telephone
numbers and negative numbers do, and programs read these files. What a spreadsheet would run as a formula is refused
where it is written (`corner.content.field_types.PlainText`). A list is written with `|` between its values; a `|`
in one of them is written as `¦` in the CSV.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from corner.data.tables import Table

SEPARATOR = "|"
_LINE_END = b"\r\n"
_JSON_START, _JSON_SEPARATOR, _JSON_END = b"[\n", b",\n", b"\n]\n"


class TableBytes(NamedTuple):
    """A table in each format; the names of the fields are the endings of the files."""

    csv: bytes
    json: bytes
    """Every object has all keys, one object a line."""


def format_table(table: Table) -> TableBytes:
    """Return a table as CSV and as JSON, and make its rows once for both."""
    # Text that is collected as text takes four bytes a character, and lines in a list as much again when they are joined.
    rows, objects = io.BytesIO(), io.BytesIO()
    text = io.TextIOWrapper(rows, "utf-8", newline="")
    writer = csv.writer(text, lineterminator=_LINE_END.decode())
    empty: dict[str, Any] = {column.name: [] if column.many else None for column in table.columns}
    # The cells that the writer of CSV would not write as they are meant.
    special = [position for position, column in enumerate(table.columns) if column.many or column.datatype == "boolean"]
    writer.writerow(empty)
    objects.write(_JSON_START)
    for number, row in enumerate(table.rows()):
        cells = {**empty, **row}
        if number:
            objects.write(_JSON_SEPARATOR)
        objects.write(msgspec.json.encode(cells))
        values = list(cells.values())
        for position in special:
            values[position] = _format_cell(values[position])
        writer.writerow(values)
    objects.write(_JSON_END)
    text.flush()
    return TableBytes(rows.getvalue(), objects.getvalue())


def join_parts(parts: Sequence[TableBytes]) -> TableBytes:
    """Return a table that has the rows of all parts, in their order; parts have the same columns and no part is empty."""
    header = parts[0].csv[: parts[0].csv.index(_LINE_END) + len(_LINE_END)]
    rows = b"".join([part.csv[len(header) :] for part in parts])
    return TableBytes(
        header + rows,
        _JSON_START
        + _JSON_SEPARATOR.join([part.json[len(_JSON_START) : -len(_JSON_END)] for part in parts])
        + _JSON_END,
    )


def _format_cell(value: Any) -> str:
    if value is None or value == []:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        if len(value) == 1 and isinstance(value[0], str):
            # Most lists are such.
            return value[0].replace(SEPARATOR, "¦")
        return SEPARATOR.join([_format_cell(member).replace(SEPARATOR, "¦") for member in value])
    return str(value)
