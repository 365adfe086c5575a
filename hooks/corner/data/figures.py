"""The table of figures: each value on its basis, with a table of its own for each figure and basis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import get_args

from corner.content.figures import Value
from corner.content.frontmatter import Qualifier
from corner.content.types import Content
from corner.data.tables import (
    Column,
    Row,
    Table,
    column,
    find_newest_change,
    localize,
    message_terms,
    text_columns,
    titles,
    written_names,
)
from corner.site.catalogue import Catalogue
from corner.storage import fingerprint


def figure_table(catalogue: Catalogue) -> Table:
    """Return the table of all values of figures, with a part for each figure on each of its bases."""
    values = catalogue.values
    table = Table(
        name="figures",
        titles=titles(catalogue, "figures"),
        about=titles(catalogue, "data_table.figures"),
        columns=tuple(_columns(catalogue)),
        rows=partial(_rows, catalogue, values),
        digest=_digest(catalogue, values),
        count=len(values),
        newest=find_newest_change(_find_reports(values).values()),
    )
    groups = groupby(values, key=lambda value: (value.figure, value.basis))
    parts = (_part(catalogue, table, figure, basis, tuple(group)) for (figure, basis), group in groups)
    return replace(table, parts=tuple(parts))


def _part(catalogue: Catalogue, table: Table, figure: str, basis: str, values: tuple[Value, ...]) -> Table:
    kind = catalogue.taxonomies.figures[figure]
    return replace(
        table,
        name=f"figures/{kind.series_key(figure, basis)}",
        titles=written_names(catalogue, kind.name),
        rows=partial(_rows, catalogue, values),
        digest=_digest(catalogue, values),
        count=len(values),
    )


def _find_reports(values: Iterable[Value]) -> dict[str, Content]:
    return {source.content.key: source.content for value in values for source in value.reports}


def _digest(catalogue: Catalogue, values: Iterable[Value]) -> str:
    reports = [(key, content.digest) for key, content in _find_reports(values).items()]
    return fingerprint.digest((catalogue.taxonomies.digest, reports))


def _columns(catalogue: Catalogue) -> Iterator[Column]:
    figures = {key: written_names(catalogue, kind.name) for key, kind in catalogue.taxonomies.figures.items()}
    yield column(catalogue, "key", required=True)
    yield column(catalogue, "figure", required=True, terms=figures)
    yield from text_columns(catalogue, "name")
    yield column(catalogue, "basis")
    yield from text_columns(catalogue, "basis_name")
    yield column(catalogue, "value", "number", required=True)
    yield from text_columns(catalogue, "unit")
    yield column(catalogue, "qualifier", terms=message_terms(catalogue, "qualifier", get_args(Qualifier)))
    yield column(catalogue, "period")
    yield column(catalogue, "start", "date")
    yield column(catalogue, "end", "date")
    yield column(catalogue, "calculated", "boolean", required=True)
    yield column(catalogue, "reported_by", many=True)
    yield column(catalogue, "calculated_from", many=True)


def _rows(catalogue: Catalogue, values: Iterable[Value]) -> Iterator[Row]:
    for (figure, basis), group in groupby(values, key=lambda value: (value.figure, value.basis)):
        kind = catalogue.taxonomies.figures[figure]
        names = {
            "figure": figure,
            **localize(catalogue, "name", kind.name),
            "basis": basis or None,
            **localize(catalogue, "basis_name", kind.bases.get(basis)),
            **localize(catalogue, "unit", kind.unit),
        }
        for value in group:
            yield {"key": value.key, **names, **_value_cells(value)}


def _value_cells(value: Value) -> Row:
    period = value.period
    return {
        "value": value.number,
        "qualifier": value.qualifier,
        "period": period.text if period else None,
        "start": period.start.isoformat() if period else None,
        "end": period.end.isoformat() if period else None,
        "calculated": value.is_calculated,
        "reported_by": list(dict.fromkeys([source.content.key for source in value.sources])),
        "calculated_from": [term.key for term in (*value.added, *value.subtracted)],
    }
