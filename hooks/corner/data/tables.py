"""Tables of plain values, and their columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of the corner's data."""

    name: str
    titles: Mapping[str, str]
    """Its title by language."""
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("key",)
    """The columns that tell its rows apart."""
    rows: Callable[[], Iterable[Row]]
    """Makes its rows, in an order that follows the content."""
    digest: object
    """Plain values that differ when its rows differ."""
    count: int
    """The number of its rows."""
    days: Mapping[date, int] = field(default_factory=dict)
    """The number of rows by the day of their last change, where the content says it."""

    @property
    def newest(self) -> date | None:
        """The day of the newest change."""
        return max(self.days, default=None)


def written_locales(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the languages that texts are written in; what a machine converts is no data of its own."""
    return catalogue.settings.written


def titles(catalogue: Catalogue, message: str) -> dict[str, str]:
    """Return a message of the interface in each language that texts are written in."""
    return {locale: catalogue.messages[locale](message) for locale in written_locales(catalogue)}


def column(
    catalogue: Catalogue, name: str, datatype: Datatype = "string", *, many: bool = False, required: bool = False
) -> Column:
    """Return a column that the interface has a title for."""
    return Column(name, titles(catalogue, f"data.{name}"), datatype, many, required=required)


def text_columns(catalogue: Catalogue, name: str, names: Mapping[str, str] | None = None) -> tuple[Column, ...]:
    """Return a column for each language: its title is a message of the interface unless `names` are given."""
    names = names or titles(catalogue, f"data.{name}")
    return tuple(Column(cell_name(name, locale), names, lang=locale) for locale in written_locales(catalogue))


def cell_name(name: str, locale: str) -> str:
    """Return the name of the column of a text in one language; names in CSVW have no hyphens."""
    return f"{name}_{locale}".replace("-", "_")


def cell_names(catalogue: Catalogue, name: str) -> list[tuple[str, str]]:
    """Return the language and the name of each column of a text."""
    return [(locale, cell_name(name, locale)) for locale in written_locales(catalogue)]


def localize(catalogue: Catalogue, name: str, texts: Mapping[str, str] | None) -> dict[str, str | None]:
    """Return the cells of the columns of a text."""
    return {cell: (texts or {}).get(locale) for locale, cell in cell_names(catalogue, name)}


def count_days(contents: Iterable[Content]) -> dict[date, int]:
    """Return the number of pieces of content by the day of their last change."""
    days: dict[date, int] = {}
    for content in contents:
        moment = content.changed or content.issued
        if moment:
            days[moment.day] = days.get(moment.day, 0) + 1
    return days


def format_moment(value: Any) -> str | None:
    """Return the day of a moment or a day."""
    if value is None:
        return None
    day = value if isinstance(value, date) else value.day
    return day.date().isoformat() if isinstance(day, datetime) else day.isoformat()
