"""Values: what content reports of the figures, each value once with all its sources, and the sums that declare more."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from corner.content.dates import Period
from corner.content.frontmatter import Figure
from corner.content.taxonomies import FigureKind, FigureSum, SumTerm
from corner.content.types import Content
from corner.sources.yaml import YamlPath


class ValueSource(NamedTuple):
    """A place in content that reports a value."""

    content: Content
    path: YamlPath
    """The path of the figure in the front matter."""
    section: int | None
    """The position of the section that reports it, from 0; `None` for the whole text."""
    figure: Figure


class Bounds(NamedTuple):
    """The least and the greatest number that a value may stand for."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value of a figure, reported by one source or several, or calculated from others."""

    key: str
    """The figure, its basis unless that is the usual one, and the period: `visitors.2020-01--2022-06`."""
    figure: str
    basis: str
    """The key of its basis; empty for a figure without bases."""
    number: int | float
    qualifier: str | None
    period: Period | None
    sources: tuple[ValueSource, ...] = ()
    """The places that report it, the oldest first."""
    added: tuple[Value, ...] = ()
    """Of a calculated value, the values that are added."""
    subtracted: tuple[Value, ...] = ()
    """Of a calculated value, the values that are subtracted."""

    @property
    def bounds(self) -> Bounds:
        """The numbers that it may stand for, as far as it or the values that it follows from are rounded."""
        if not self.added:
            return find_bounds(self.number, self.qualifier)
        added, subtracted = ([value.bounds for value in values] for values in (self.added, self.subtracted))
        low = sum(bounds.low for bounds in added) - sum(bounds.high for bounds in subtracted)
        high = sum(bounds.high for bounds in added) - sum(bounds.low for bounds in subtracted)
        return Bounds(Decimal(low), Decimal(high))

    @property
    def is_calculated(self) -> bool:
        """Whether no content reports it, because it follows from other values."""
        return bool(self.added)

    @property
    def reports(self) -> tuple[ValueSource, ...]:
        """The places that report it, or the values that it was calculated from."""
        terms = [source for value in (*self.added, *self.subtracted) for source in value.reports]
        return (*self.sources, *terms)

    @property
    def days(self) -> tuple[date, date]:
        """The last and the first day that it counts, or else those that its first source is about."""
        if self.period:
            return self.period.end, self.period.start
        first, last = self.sources[0].content.covered_days
        return last, first


class DeclaredSum(NamedTuple):
    """A sum with the values of its terms."""

    kind: str
    """The key of the figure that declares it."""
    position: int
    """Its position among the sums of that figure."""
    declaration: FigureSum
    values: tuple[Value | None, ...]
    """The values of the total and of the parts; `None` where there is none."""

    @property
    def wrong_sum(self) -> Decimal | None:
        """What the parts add up to, where that is not the total within the tolerance; else `None`."""
        total, *parts = self.values
        known = [part for part in parts if part is not None]
        if total is None or len(known) < len(parts):
            return None
        amount = sum(_exact(part.number) for part in known) or Decimal()
        tolerance = self.declaration.tolerance
        if tolerance is not None:
            is_wrong = abs(amount - _exact(total.number)) > _exact(tolerance)
        else:
            low, high = (sum(part.bounds[side] for part in known) for side in (0, 1))
            is_wrong = low > total.bounds.high or high < total.bounds.low
        return amount if is_wrong else None


class ValueTable:
    """All values of a corner's figures, and the sums that it declares."""

    def __init__(self, contents: Iterable[Content], kinds: Mapping[str, FigureKind]) -> None:
        """Collect the values that `contents` report, the oldest first, and calculate those that sums declare."""
        self._kinds = kinds
        self.by_key: dict[str, list[Value]] = {}
        """The values of each figure, basis and period: one, unless sources differ."""
        self.sums: list[DeclaredSum] = []
        """The sums in the order of the taxonomy; each knows what those before it have calculated."""
        for source in _iter_sources(contents):
            if source.figure.figure in kinds:
                self._add(source)
        for name, kind in kinds.items():
            for position, declaration in enumerate(kind.sums):
                self._apply(name, position, declaration)

    @property
    def values(self) -> tuple[Value, ...]:
        """All values, figure by figure in the order of the taxonomy and basis by basis, the oldest first."""
        order: dict[tuple[str, str], int] = {}
        for name, kind in self._kinds.items():
            for basis in kind.bases or ("",):
                order[name, basis] = len(order)
        known = [value for values in self.by_key.values() for value in values]
        last = len(order)
        return tuple(
            sorted(known, key=lambda value: (order.get((value.figure, value.basis), last), value.days, value.number))
        )

    def term_key(self, kind: str, term: SumTerm) -> str:
        """Return the key of the value of a term in a sum that `kind` declares."""
        return _join_key(self._kinds, term.figure or kind, term.basis, _describe_span(term.period))

    def _add(self, source: ValueSource) -> None:
        """Add a source to its value, or a new value."""
        figure = source.figure
        key = _find_key(self._kinds, source)
        values = self.by_key.setdefault(key, [])
        for position, value in enumerate(values):
            if (value.number, value.qualifier) == (figure.value, figure.qualifier):
                values[position] = replace(value, sources=(*value.sources, source))
                return
        values.append(
            Value(
                key=f"{key}.{len(values) + 1}" if values else key,
                figure=figure.figure,
                basis=self._kinds[figure.figure].find_basis(figure.basis),
                number=figure.value,
                qualifier=figure.qualifier,
                period=figure.period,
                sources=(source,),
            )
        )

    def _apply(self, kind: str, position: int, declaration: FigureSum) -> None:
        """Look up the values of a sum, and calculate the one that it declares so."""
        keys = [self.term_key(kind, term) for term in declaration.terms]
        values = [self.by_key[key][0] if key in self.by_key else None for key in keys]
        missing = [place for place, value in enumerate(values) if value is None]
        term = declaration.terms[missing[0]] if len(missing) == 1 else None
        if term and term.calculated and (term.figure or kind) in self._kinds:
            result = self._calculate(kind, term, values)
            values[missing[0]] = result
            self.by_key[result.key] = [result]
        self.sums.append(DeclaredSum(kind, position, declaration, tuple(values)))

    def _calculate(self, kind: str, term: SumTerm, values: list[Value | None]) -> Value:
        """Return the value of the one term that is missing; it is only about right where one of the others is."""
        total, *others = values
        parts = tuple(value for value in others if value is not None)
        added, subtracted = (parts, ()) if total is None else ((total,), parts)
        number = sum(_exact(value.number) for value in added) - sum(_exact(value.number) for value in subtracted)
        figure = term.figure or kind
        return Value(
            key=self.term_key(kind, term),
            figure=figure,
            basis=self._kinds[figure].find_basis(term.basis),
            number=int(number) if number == int(number) else float(number),
            qualifier="about" if any(value.qualifier for value in (*added, *subtracted)) else None,
            period=term.period,
            added=added,
            subtracted=subtracted,
        )


def find_bounds(number: float, qualifier: str | None) -> Bounds:
    """Return what a number may stand for: itself, or with a qualifier what lies within one step of its last digit.

    The last digit is the last that is not zero, so that the step of 170000 is 10000. `about` reaches half a step to both
    sides, `over` and `at-least` a whole one up, `nearly` and `under` one down.
    """
    exact = _exact(number)
    if qualifier is None:
        return Bounds(exact, exact)
    step = Decimal(1).scaleb(int(exact.normalize().as_tuple().exponent))
    if qualifier == "about":
        return Bounds(exact - step / 2, exact + step / 2)
    return Bounds(exact, exact + step) if qualifier in ("over", "at-least") else Bounds(exact - step, exact)


def _iter_sources(contents: Iterable[Content]) -> Iterator[ValueSource]:
    """Yield each figure that content reports; what was withdrawn reports none."""
    for content in contents:
        for report in () if content.is_withdrawn else content.figure_reports:
            for position, figure in enumerate(report.figures):
                yield ValueSource(content, (*report.path, position), report.section, figure)


def list_value_keys(content: Content, kinds: Mapping[str, FigureKind]) -> list[str]:
    """Return the keys of the values that content reports."""
    return [_find_key(kinds, source) for source in _iter_sources([content]) if source.figure.figure in kinds]


def _find_key(kinds: Mapping[str, FigureKind], source: ValueSource) -> str:
    """Return the key of the value that a source reports."""
    return _join_key(kinds, source.figure.figure, source.figure.basis, _describe_place(source))


def _join_key(kinds: Mapping[str, FigureKind], figure: str, basis: str | None, place: str) -> str:
    usual = kinds[figure].find_basis(None) if figure in kinds else ""
    return ".".join((figure, *([basis] if basis and basis != usual else []), place))


def _describe_place(source: ValueSource) -> str:
    """Return what a value's key says of its period, or of its source where it has none."""
    if source.figure.period:
        return _describe_span(source.figure.period)
    item = () if source.section is None else (f"item-{source.section + 1}",)
    return "-".join((source.content.key.replace("/", "-"), *item))


def _describe_span(period: Period) -> str:
    """Return a period in its shortest form, with `--` for `/`: all of 2020 is `2020`, however it was written."""
    return _describe_days(period.start, period.end)


@lru_cache(1024)
def _describe_days(start: date, end: date) -> str:
    last_day = calendar.monthrange(end.year, end.month)[1]
    length = 10
    if (start.day, end.day) == (1, last_day):
        length = 4 if (start.month, end.month) == (1, 12) else 7
    bounds = [day.isoformat()[:length] for day in (start, end)]
    return "--".join(dict.fromkeys(bounds))


def _exact(number: float) -> Decimal:
    return Decimal(str(number))
