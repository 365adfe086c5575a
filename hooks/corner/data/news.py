"""The tables of the news: releases, events, figures, bodies, summaries and items."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from corner.content.figures import Value
from corner.content.release import Release
from corner.content.taxonomies import Body
from corner.content.types import Content
from corner.data.tables import (
    Row,
    Table,
    cell_names,
    column,
    count_days,
    format_moment,
    localize,
    text_columns,
    titles,
)
from corner.site.catalogue import Catalogue
from corner.site.references import visible_items, visible_keys


def release_tables(catalogue: Catalogue) -> Iterator[Table]:
    """Yield the tables of releases, their events, the figures of all content, and bodies."""
    releases = tuple(catalogue.releases.values())
    yield _content_table(catalogue, "releases", releases, _release_row, _RELEASE_COLUMNS, _visible_references)
    events = tuple(release for release in releases if release.facts.event and not release.is_withdrawn)
    yield _content_table(catalogue, "events", events, _event_row, _EVENT_COLUMNS)
    yield _figure_table(catalogue)
    if "bodies" not in catalogue.contents:
        yield _body_table(catalogue)


def summary_tables(catalogue: Catalogue) -> Iterator[Table]:
    """Yield the table of summaries."""
    summaries = tuple(catalogue.summaries.values())
    yield _content_table(catalogue, "summaries", summaries, _summary_row, _SUMMARY_COLUMNS)


def item_tables(catalogue: Catalogue) -> Iterator[Table]:
    """Yield the table of items: one row for each item and each summary from its first one on."""
    histories = tuple(catalogue.items.values())
    columns = (
        column(catalogue, "item", required=True),
        column(catalogue, "summary", required=True),
        column(catalogue, "number", "number"),
        column(catalogue, "state"),
        *text_columns(catalogue, "title"),
        *(column(catalogue, name, many=True) for name in ("topics", "bodies", "records")),
    )
    yield Table(
        name="items",
        titles=titles(catalogue, "items"),
        columns=columns,
        key=("item", "summary"),
        rows=partial(_item_rows, catalogue),
        digest=[(history.key, history.digest) for history in histories],
        count=sum(len(history.periods) for history in histories),
        days=count_days(period.summary for history in histories for period in history.periods),
    )


_RELEASE_COLUMNS = (
    ("type", "string", False),
    ("issued", "date", False),
    ("changed", "date", False),
    ("withdrawn", "date", False),
    ("topics", "string", True),
    ("bodies", "string", True),
    ("places", "string", True),
    ("items", "string", True),
    ("records", "string", True),
    ("related", "string", True),
    ("source", "string", False),
    ("source_url", "uri", False),
)
_EVENT_COLUMNS = (
    ("start", "date", False),
    ("end", "date", False),
    ("online", "boolean", False),
    ("topics", "string", True),
    ("places", "string", True),
)
_SUMMARY_COLUMNS = (
    ("start", "date", False),
    ("end", "date", False),
    ("coverage", "string", False),
    ("issued", "date", False),
    ("item_count", "number", False),
    ("records", "string", True),
    ("source", "string", False),
    ("source_url", "uri", False),
)


def _content_table(
    catalogue: Catalogue,
    name: str,
    contents: tuple[Content, ...],
    make_row: Any,
    columns: Iterable[Any],
    depends: Callable[[Catalogue, Any], object] = lambda _catalogue, _content: None,
) -> Table:
    return Table(
        name=name,
        titles=titles(catalogue, "news" if name == "releases" else name),
        columns=(
            column(catalogue, "key", required=True),
            column(catalogue, "url", "uri"),
            *text_columns(catalogue, "title"),
            *text_columns(catalogue, "description"),
            *(text_columns(catalogue, "venue") if name == "events" else ()),
            *(column(catalogue, field, datatype, many=many) for field, datatype, many in columns),
        ),
        rows=partial(_content_rows, catalogue, contents, make_row),
        digest=[(content.key, content.digest, depends(catalogue, content)) for content in contents],
        count=len(contents),
        days=count_days(contents),
    )


def _content_rows(catalogue: Catalogue, contents: Iterable[Content], make_row: Any) -> Iterator[Row]:
    default, absolute = catalogue.settings.default, catalogue.addresses.absolute
    cells = [(field, *names) for field in ("title", "description") for names in cell_names(catalogue, field)]
    for content in contents:
        texts = content.texts
        row = {"key": content.key, "url": absolute(catalogue.address(content, default))}
        row |= {cell: getattr(texts[locale], field) for field, locale, cell in cells if locale in texts}
        yield row | make_row(catalogue, content)


def _release_row(catalogue: Catalogue, release: Release) -> Row:
    facts = release.facts
    lists = {name: list(getattr(facts, name)) for name in ("topics", "bodies", "places", "records")}
    return {
        "type": facts.type,
        "issued": format_moment(release.issued),
        "changed": format_moment(release.changed),
        "withdrawn": format_moment(facts.withdrawn.date) if facts.withdrawn else None,
        **lists,
        **_visible_references(catalogue, release),
        **_source(facts),
    }


def _visible_references(catalogue: Catalogue, release: Release) -> dict[str, list[str]]:
    facts = release.facts
    return {"items": visible_items(catalogue, facts.items), "related": visible_keys(catalogue, facts.related)}


def _event_row(catalogue: Catalogue, release: Release) -> Row:
    event = release.facts.event
    assert event is not None, "only events are listed"
    venues = {
        locale: text.labels["event.venue"] for locale, text in release.texts.items() if "event.venue" in text.labels
    }
    return {
        **localize(catalogue, "venue", venues),
        "start": format_moment(event.start),
        "end": format_moment(event.end or event.start),
        "online": event.online,
        "topics": list(release.facts.topics),
        "places": list(release.facts.places),
    }


def _summary_row(_catalogue: Catalogue, summary: Any) -> Row:
    facts = summary.facts
    return {
        "start": format_moment(facts.period.start),
        "end": format_moment(facts.period.end),
        "coverage": facts.coverage,
        "issued": format_moment(facts.issued),
        "item_count": len(facts.items),
        "records": list(facts.records),
        **_source(facts),
    }


def _source(facts: Any) -> Row:
    source = facts.source
    return {"source": source.name if source else None, "source_url": source.url if source else None}


def _item_rows(catalogue: Catalogue) -> Iterator[Row]:
    for history in catalogue.items.values():
        for period in history.periods:
            item, number = period.item, period.number
            texts = period.summary.texts
            names = {locale: text.sections[number - 1].title for locale, text in texts.items()} if number else {}
            yield {
                "item": history.item_key,
                "summary": period.summary.key,
                "number": number,
                "state": period.state,
                **localize(catalogue, "title", names),
                "topics": list(item.topics) if item else [],
                "bodies": list(item.bodies) if item else [],
                "records": list(item.records) if item else [],
            }


def _figure_table(catalogue: Catalogue) -> Table:
    values = catalogue.values
    reports = {source.content.key: source.content for value in values for source in value.reports}
    names = ("basis", "value", "qualifier", "period", "start", "end", "calculated")
    types: dict[str, Any] = {"value": "number", "start": "date", "end": "date", "calculated": "boolean"}
    return Table(
        name="figures",
        titles=titles(catalogue, "figures"),
        columns=(
            column(catalogue, "key", required=True),
            column(catalogue, "figure"),
            *text_columns(catalogue, "name"),
            *(column(catalogue, name, types.get(name, "string")) for name in names),
            column(catalogue, "reported_by", many=True),
            column(catalogue, "calculated_from", many=True),
        ),
        rows=partial(_figure_rows, catalogue, values),
        digest=(catalogue.taxonomies.digest, [(key, content.digest) for key, content in reports.items()]),
        count=len(values),
        days=count_days(reports.values()),
    )


def _figure_rows(catalogue: Catalogue, values: Iterable[Value]) -> Iterator[Row]:
    for value in values:
        period = value.period
        yield {
            "key": value.key,
            "figure": value.figure,
            **localize(catalogue, "name", catalogue.taxonomies.figures[value.figure].name),
            "basis": value.basis or None,
            "value": value.number,
            "qualifier": value.qualifier,
            "period": period.text if period else None,
            "start": format_moment(period.start) if period else None,
            "end": format_moment(period.end) if period else None,
            "calculated": value.is_calculated,
            "reported_by": list(dict.fromkeys(source.content.key for source in value.sources)),
            "calculated_from": [term.key for term in (*value.added, *value.subtracted)],
        }


def _body_table(catalogue: Catalogue) -> Table:
    """Return the table of bodies of a corner without a register of them."""
    bodies = catalogue.taxonomies.bodies
    return Table(
        name="bodies",
        titles=titles(catalogue, "bodies"),
        columns=(
            column(catalogue, "key", required=True),
            *text_columns(catalogue, "name"),
            column(catalogue, "place"),
            column(catalogue, "url", "uri"),
        ),
        rows=lambda: ({"key": key, **body_cells(catalogue, body)} for key, body in bodies.items()),
        digest=catalogue.taxonomies.digest,
        count=len(bodies),
    )


def body_cells(catalogue: Catalogue, body: Body) -> Row:
    """Return what the taxonomy says of a body, with its newest names."""
    return {**localize(catalogue, "name", body.names[0].name), "place": body.place, "url": body.url}
