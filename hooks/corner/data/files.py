"""A table as CSV (RFC 4180, UTF-8 without a byte order mark) and as a JSON array of objects.

Cells are exactly what the content says: one that begins with `=`, `+`, `-` or `@` is not changed, for telephone
numbers and negative numbers do, and programs read these files. A list is written with `|` between its values; a `|`
in one of them is written as `¦` in the CSV.
"""

from __future__ import annotations

import csv
import io
from typing import Any

import msgspec

from corner.data.tables import Table

SEPARATOR = "|"


def format_csv(table: Table) -> bytes:
    """Return a table as CSV."""
    output = io.StringIO(newline="")
    writer = csv.writer(output, lineterminator="\r\n")
    names = [column.name for column in table.columns]
    writer.writerow(names)
    for row in table.rows():
        writer.writerow([_format_cell(row.get(name)) for name in names])
    return output.getvalue().encode()


def format_json(table: Table) -> bytes:
    """Return a table as JSON: every object has all keys, one object a line."""
    empty: dict[str, Any] = {column.name: [] if column.many else None for column in table.columns}
    lines = [msgspec.json.encode({name: row.get(name, none) for name, none in empty.items()}) for row in table.rows()]
    return b"[\n" + b",\n".join(lines) + b"\n]\n"


def _format_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return SEPARATOR.join(_format_cell(member).replace(SEPARATOR, "¦") for member in value)
    return str(value)
