"""A table as CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from corner.data.files import format_table, join_parts
from corner.data.tables import Column, Row, Table

_COLUMNS = (
    Column("key", {"en": "Key"}, required=True),
    Column("name_en", {"en": "Name"}, lang="en"),
    Column("size", {"en": "Size"}, "number"),
    Column("topics", {"en": "Topics"}, many=True),
    Column("open", {"en": "Open"}, "boolean"),
)


def _table(*rows: Row) -> Table:
    return Table(
        name="x",
        titles={"en": "X"},
        about={},
        columns=_COLUMNS,
        rows=lambda: iter(rows),
        digest=str(len(rows)),
        count=len(rows),
    )


def test_cells_with_commas_quotes_and_line_breaks_are_quoted_as_rfc_4180_says() -> None:
    row = {"key": "a", "name_en": 'One, "two"\nthree', "size": 1.5, "topics": ["boats", "a|b"], "open": True}
    assert format_table(_table(row)).csv == (
        b'key,name_en,size,topics,open\r\na,"One, ""two""\nthree",1.5,boats|a\xc2\xa6b,true\r\n'
    )


def test_json_has_all_keys_and_lists_as_they_are() -> None:
    rows: list[dict[str, Any]] = json.loads(format_table(_table({"key": "a", "topics": ["a|b"]}, {"key": "港"})).json)
    assert rows == [
        {"key": "a", "name_en": None, "size": None, "topics": ["a|b"], "open": None},
        {"key": "港", "name_en": None, "size": None, "topics": [], "open": None},
    ]


def test_cells_that_a_spreadsheet_takes_for_formulas_are_not_changed() -> None:
    texts = ["=1+1", "+852 2000 0000", "-5", "@name"]
    written = format_table(_table(*({"key": "a", "name_en": text} for text in texts))).csv
    read = list(csv.DictReader(io.StringIO(written.decode())))
    assert [row["name_en"] for row in read] == texts


def test_a_table_of_ten_thousand_rows() -> None:
    table = _table(*({"key": f"k{number}"} for number in range(10_000)))
    assert format_table(table).csv.count(b"\r\n") == 10_001
    assert len(json.loads(format_table(table).json)) == 10_000
    assert json.loads(format_table(_table()).json) == []


def test_the_parts_of_a_table_joined_are_the_table() -> None:
    rows: list[dict[str, Any]] = [{"key": "a", "name_en": "A\nb"}, {"key": "b", "topics": ["x", "y"]}, {"key": "c"}]
    parts = [format_table(_table(*rows[:1])), format_table(_table(*rows[1:]))]
    assert join_parts(parts) == format_table(_table(*rows))


def test_lists_of_one_and_of_none_are_written_like_longer_ones() -> None:
    lists = [[], ["a|b"], ["a", "b|c"], [""], ["", "x"]]
    written = format_table(_table(*({"key": "k", "topics": values} for values in lists))).csv.decode()
    assert [row["topics"] for row in csv.DictReader(io.StringIO(written))] == ["", "a¦b", "a|b¦c", "", "|x"]
