"""The tables of the news: releases, events, summaries and items."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, get_args

from corner.content.frontmatter import Coverage, Grade
from corner.content.item_history import PeriodState
from corner.content.release import Release
from corner.content.types import Content
from corner.data.changes import list_news_changes
from corner.data.figures import figure_table
from corner.data.tables import (
    Column,
    Row,
    Table,
    cell_names,
    column,
    find_newest_change,
    format_moment,
    localize,
    message_terms,
    taxonomy_terms,
    text_columns,
    titles,
)
from corner.data.vocabularies import taxonomy_tables
from corner.site.catalogue import Catalogue
from corner.site.references import visible_items, visible_keys
from corner.storage import fingerprint


def release_tables(catalogue: Catalogue) -> Iterator[Table]:
    """Yield the tables of releases, their events, the figures of all content, and the taxonomies."""
    releases = tuple(catalogue.releases.values())
    columns = _release_columns(catalogue)
    yield _content_table(catalogue, "releases", releases, _release_row, columns, _visible_references)
    events = tuple(release for release in releases if release.facts.event and not release.is_withdrawn)
    yield _content_table(catalogue, "events", events, _event_row, _event_columns(catalogue))
    yield figure_table(catalogue)
    yield from taxonomy_tables(catalogue)


def summary_tables(catalogue: Catalogue) -> Iterator[Table]:
    """Yield the table of summaries."""
    summaries = tuple(catalogue.summaries.values())
    yield _content_table(catalogue, "summaries", summaries, _summary_row, _summary_columns(catalogue))


def item_tables(catalogue: Catalogue) -> Iterator[Table]:
    """Yield the table of items: one row for each item and each summary from its first one on."""
    histories = tuple(catalogue.items.values())
    states = message_terms(catalogue, "item", get_args(PeriodState))
    columns = (
        column(catalogue, "item", required=True),
        column(catalogue, "summary", required=True, target="summaries"),
        column(catalogue, "number", "number"),
        column(catalogue, "state", required=True, terms=states),
        *text_columns(catalogue, "title"),
        column(catalogue, "topics", many=True, target="topics"),
        column(catalogue, "bodies", many=True, target="bodies"),
        *_record_column(catalogue),
    )
    summaries = [period.summary for history in histories for period in history.periods]
    yield Table(
        name="items",
        titles=titles(catalogue, "items"),
        about=titles(catalogue, "data_table.items"),
        columns=columns,
        key=("item", "summary"),
        rows=partial(_item_rows, catalogue),
        digest=fingerprint.digest([(history.key, history.digest) for history in histories]),
        count=len(summaries),
        newest=find_newest_change(summaries),
    )


def _record_column(catalogue: Catalogue) -> tuple[Column, ...]:
    return (column(catalogue, "records", many=True),) if catalogue.has_registers else ()


def _record_cells(catalogue: Catalogue, keys: Iterable[str]) -> Row:
    return {"records": list(keys)} if catalogue.has_registers else {}


def _source_columns(catalogue: Catalogue) -> tuple[Column, ...]:
    return (
        *text_columns(catalogue, "source"),
        column(catalogue, "source_url", "uri"),
        column(catalogue, "source_grade", terms=message_terms(catalogue, "grade", get_args(Grade))),
    )


def _release_columns(catalogue: Catalogue) -> tuple[Column, ...]:
    return (
        column(catalogue, "type", required=True, terms=taxonomy_terms(catalogue, "types")),
        column(catalogue, "issued", "date", required=True),
        column(catalogue, "changed", "date"),
        column(catalogue, "withdrawn", "date"),
        column(catalogue, "topics", many=True, target="topics"),
        column(catalogue, "bodies", many=True, target="bodies"),
        column(catalogue, "places", many=True, target="places"),
        column(catalogue, "items", many=True),
        *_record_column(catalogue),
        column(catalogue, "related", many=True),
        *_source_columns(catalogue),
    )


def _event_columns(catalogue: Catalogue) -> tuple[Column, ...]:
    return (
        *text_columns(catalogue, "venue"),
        column(catalogue, "start", "date"),
        column(catalogue, "end", "date"),
        column(catalogue, "online", "boolean"),
        column(catalogue, "topics", many=True, target="topics"),
        column(catalogue, "places", many=True, target="places"),
    )


def _summary_columns(catalogue: Catalogue) -> tuple[Column, ...]:
    kinds = message_terms(catalogue, "coverage", get_args(Coverage)[1:])
    kinds = {"items": titles(catalogue, "data_coverage_items"), **kinds}
    return (
        column(catalogue, "start", "date"),
        column(catalogue, "end", "date"),
        column(catalogue, "coverage", required=True, terms=kinds),
        column(catalogue, "issued", "date"),
        column(catalogue, "item_count", "number"),
        *_record_column(catalogue),
        *_source_columns(catalogue),
    )


def _content_table(
    catalogue: Catalogue,
    name: str,
    contents: tuple[Content, ...],
    make_row: Any,
    columns: Iterable[Column],
    depends: Callable[[Catalogue, Any], object] = lambda _catalogue, _content: None,
) -> Table:
    return Table(
        name=name,
        titles=titles(catalogue, "news" if name == "releases" else name),
        about=titles(catalogue, f"data_table.{name}"),
        columns=(
            column(catalogue, "key", required=True, target="releases" if name == "events" else ""),
            column(catalogue, "url", "uri"),
            *text_columns(catalogue, "title"),
            *text_columns(catalogue, "description"),
            *columns,
        ),
        rows=partial(_content_rows, catalogue, contents, make_row),
        digest=fingerprint.digest([(content.key, content.digest, depends(catalogue, content)) for content in contents]),
        count=len(contents),
        newest=find_newest_change(contents),
        changes=() if name == "events" else list_news_changes(contents),
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
    lists = {name: list(getattr(facts, name)) for name in ("topics", "bodies", "places")}
    return {
        "type": facts.type,
        "issued": format_moment(release.issued),
        "changed": format_moment(release.changed),
        "withdrawn": format_moment(facts.withdrawn.date) if facts.withdrawn else None,
        **lists,
        **_record_cells(catalogue, facts.records),
        **_visible_references(catalogue, release),
        **_source(catalogue, release),
    }


def _visible_references(catalogue: Catalogue, release: Release) -> dict[str, list[str]]:
    facts = release.facts
    return {"items": visible_items(catalogue, facts.items), "related": visible_keys(catalogue, facts.related)}


def _event_row(catalogue: Catalogue, release: Release) -> Row:
    event = release.facts.event
    assert event is not None, "only events are listed"
    return {
        **localize(catalogue, "venue", _list_labels(release, "event.venue")),
        "start": format_moment(event.start),
        "end": format_moment(event.end or event.start),
        "online": event.online,
        "topics": list(release.facts.topics),
        "places": list(release.facts.places),
    }


def _summary_row(catalogue: Catalogue, summary: Any) -> Row:
    facts = summary.facts
    return {
        "start": format_moment(facts.period.start),
        "end": format_moment(facts.period.end),
        "coverage": facts.coverage,
        "issued": format_moment(facts.issued),
        "item_count": len(facts.items),
        **_record_cells(catalogue, facts.records),
        **_source(catalogue, summary),
    }


def _source(catalogue: Catalogue, content: Content) -> Row:
    """Return the cells of the source of content; its name is in the languages of the texts."""
    source = content.facts.source
    if source is None:
        return {}
    names = _list_labels(content, "source.name")
    return {**localize(catalogue, "source", names), "source_url": source.url, "source_grade": source.grade}


def _list_labels(content: Content, label: str) -> dict[str, str]:
    """Return the words of a label in each language that has them."""
    return {locale: text.labels[label] for locale, text in content.texts.items() if label in text.labels}


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
                **_record_cells(catalogue, item.records if item else ()),
            }
