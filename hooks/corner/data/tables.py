"""Tables of plain values, and their columns; what a machine converts is no data of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from corner.content.types import Content
from corner.site.catalogue import Catalogue

Datatype = Literal["string", "date", "number", "boolean", "uri"]
"""What a column holds."""
Row = Mapping[str, Any]
"""The values of a row by column: text, numbers, days as ISO 8601 writes them, lists of these; `None` for none."""


class Column(NamedTuple):
    """A column of a table."""

    name: str
    titles: Mapping[str, str]
    """Its title by language."""
    datatype: Datatype = "string"
    many: bool = False
    """Whether it holds a list."""
    target: str = ""
    """The table whose only key it holds; empty for none."""
    lang: str = ""
    """The language of its texts, where they are of one."""
    required: bool = False
    about: Mapping[str, str] = {}
    """What it holds, in a sentence, by language; empty where its title says all."""
    terms: Mapping[str, Mapping[str, str]] = {}
    """The keys that it may hold, with their names by language; empty where it holds anything else."""


class Change(NamedTuple):
    """A change that the content dates itself."""

    day: date
    key: str
    """The key of the row."""
    kind: str
    """What happened, as in the messages `data_change.KIND`."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of the corner's data."""

    name: str
    titles: Mapping[str, str]
    """Its title by language."""
    about: Mapping[str, str]
    """What it holds, in a sentence, by language."""
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("key",)
    """The columns whose values identify a row."""
    rows: Callable[[], Iterable[Row]]
    """Makes its rows, in an order that follows the content."""
    digest: str
    """A fingerprint of what its rows are made from."""
    count: int
    """The number of its rows."""
    newest: date | None = None
    """The newest day that its content names as that of a change."""
    changes: tuple[Change, ...] = ()
    """What changed in it, as far as the content says the day."""
    parts: tuple[Table, ...] = ()
    """Tables that pages show by themselves, with the same columns: together they have its rows, in the same order."""


def titles(catalogue: Catalogue, message: str) -> dict[str, str]:
    """Return a message of the interface in each language that texts are written in."""
    return {locale: catalogue.messages[locale](message) for locale in catalogue.settings.written}


def column(
    catalogue: Catalogue,
    name: str,
    datatype: Datatype = "string",
    *,
    many: bool = False,
    required: bool = False,
    target: str = "",
    terms: Mapping[str, Mapping[str, str]] | None = None,
) -> Column:
    """Return a column that the interface has a title and an explanation for."""
    about = titles(catalogue, f"data_about.{name}")
    return Column(name, titles(catalogue, f"data.{name}"), datatype, many, target, "", required, about, terms or {})


def text_columns(catalogue: Catalogue, name: str, names: Mapping[str, str] | None = None) -> tuple[Column, ...]:
    """Return a column for each language: its title is a message of the interface unless `names` are given."""
    about = titles(catalogue, f"data_about.{name}") if names is None else {}
    names = names or titles(catalogue, f"data.{name}")
    return tuple(
        Column(cell_name(name, locale), names, lang=locale, about=about) for locale in catalogue.settings.written
    )


def message_terms(catalogue: Catalogue, prefix: str, keys: Iterable[str]) -> dict[str, Mapping[str, str]]:
    """Return keys with the names that the interface has for them."""
    return {key: titles(catalogue, f"{prefix}.{key}") for key in keys}


def taxonomy_terms(catalogue: Catalogue, kind: str) -> dict[str, Mapping[str, str]]:
    """Return the keys of topics or places with their names in the languages that texts are written in."""
    return {key: written_names(catalogue, term.name) for key, term in getattr(catalogue.taxonomies, kind).items()}


def written_names(catalogue: Catalogue, names: Mapping[str, str]) -> dict[str, str]:
    """Return the names that there are in the languages that texts are written in."""
    return {locale: names[locale] for locale in catalogue.settings.written if locale in names}


def cell_name(name: str, locale: str) -> str:
    """Return the name of the column of a text in one language; names in CSVW have no hyphens."""
    return f"{name}_{locale}".replace("-", "_")


def cell_names(catalogue: Catalogue, name: str) -> list[tuple[str, str]]:
    """Return the language and the name of each column of a text."""
    return [(locale, cell_name(name, locale)) for locale in catalogue.settings.written]


def localize(catalogue: Catalogue, name: str, texts: Mapping[str, str] | None) -> dict[str, str | None]:
    """Return the cells of the columns of a text."""
    return {cell: (texts or {}).get(locale) for locale, cell in cell_names(catalogue, name)}


def find_newest_change(contents: Iterable[Content]) -> date | None:
    """Return the day of the newest change that content names."""
    moments = (content.changed or content.issued for content in contents)
    return max((moment.day for moment in moments if moment), default=None)


def format_moment(value: Any) -> str | None:
    """Return the day of a moment or a day."""
    if value is None:
        return None
    day = value if isinstance(value, date) else value.day
    return day.date().isoformat() if isinstance(day, datetime) else day.isoformat()
