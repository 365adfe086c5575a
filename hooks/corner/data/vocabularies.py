"""The tables that say what keys mean: topics, places and bodies, and the terms of all other columns."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from corner.content.taxonomies import Body
from corner.data.changes import change_table
from corner.data.tables import (
    Row,
    Table,
    column,
    localize,
    taxonomy_terms,
    text_columns,
    titles,
)
from corner.site.catalogue import Catalogue
from corner.storage import fingerprint


def taxonomy_tables(catalogue: Catalogue) -> Iterator[Table]:
    """Yield the tables of topics, places and bodies; a register of bodies has a table of its own."""
    taxonomies = catalogue.taxonomies
    for kind in ("topics", "places"):
        terms = getattr(taxonomies, kind)
        described = kind == "topics"
        yield Table(
            name=kind,
            titles=titles(catalogue, kind),
            about=titles(catalogue, f"data_table.{kind}"),
            columns=(
                column(catalogue, "key", required=True),
                *text_columns(catalogue, "name"),
                *(text_columns(catalogue, "description") if described else ()),
            ),
            rows=partial(_term_rows, catalogue, kind),
            digest=fingerprint.digest(taxonomies.digest),
            count=len(terms),
        )
    if "bodies" not in catalogue.contents:
        yield _body_table(catalogue)


def _term_rows(catalogue: Catalogue, kind: str) -> Iterator[Row]:
    for key, term in getattr(catalogue.taxonomies, kind).items():
        description = localize(catalogue, "description", term.description) if kind == "topics" else {}
        yield {"key": key, **localize(catalogue, "name", term.name), **description}


def _body_table(catalogue: Catalogue) -> Table:
    bodies = catalogue.taxonomies.bodies
    return Table(
        name="bodies",
        titles=titles(catalogue, "bodies"),
        about=titles(catalogue, "data_table.bodies"),
        columns=(
            column(catalogue, "key", required=True),
            *text_columns(catalogue, "name"),
            column(catalogue, "place", target="places", terms=taxonomy_terms(catalogue, "places")),
            column(catalogue, "url", "uri"),
        ),
        rows=lambda: ({"key": key, **body_cells(catalogue, body)} for key, body in bodies.items()),
        digest=fingerprint.digest(catalogue.taxonomies.digest),
        count=len(bodies),
    )


def body_cells(catalogue: Catalogue, body: Body) -> Row:
    """Return what the taxonomy says of a body, with its newest names."""
    return {**localize(catalogue, "name", body.names[0].name), "place": body.place, "url": body.url}


def derived_tables(catalogue: Catalogue, tables: tuple[Table, ...]) -> Iterator[Table]:
    """Yield the tables that follow from all others: their changes, and the names of the keys in them."""
    changes = change_table(catalogue, tables)
    yield changes
    described = (*tables, changes) if changes.count else tables
    rows = [
        (table.name, field.name, key, localize(catalogue, "name", names))
        for table in described
        for field in table.columns
        if not field.target
        for key, names in field.terms.items()
    ]
    yield Table(
        name="terms",
        titles=titles(catalogue, "data_terms"),
        about=titles(catalogue, "data_table.terms"),
        columns=(
            column(catalogue, "table", required=True),
            column(catalogue, "column", required=True),
            column(catalogue, "key", required=True),
            *text_columns(catalogue, "name"),
        ),
        key=("table", "column", "key"),
        rows=lambda: ({"table": table, "column": name, "key": key, **names} for table, name, key, names in rows),
        digest=fingerprint.digest([(table, name, key, list(names.items())) for table, name, key, names in rows]),
        count=len(rows),
    )
