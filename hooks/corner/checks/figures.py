"""Checks of figures across all content: different values of one figure, and the sums that they must agree with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from operator import attrgetter

from corner.checks.result import CheckResult
from corner.content.figures import DeclaredSum, Value, ValueSource, ValueTable
from corner.content.taxonomies import SumTerm, Taxonomies, explain_unknown_key
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.diagnostics.suggestions import suggest
from corner.sources import yaml
from corner.sources.frontmatter import SourceFile
from corner.sources.reader import SourceTree

_Problems = Iterator[Problem]
_FIGURES = attrgetter("figures")


def check_figures(result: CheckResult, tree: SourceTree, taxonomies: Taxonomies) -> _Problems:
    """Yield a problem for each value that differs from another of its key, and for each sum that is wrong.

    Args:
        result: all content, drafts too, and what is wrong with it.
        tree: the files of `news/`.
        taxonomies: the corner's taxonomies.
    """
    reporting = [content for content in result.contents.values() if any(map(_FIGURES, content.figure_reports))]
    ordered = sorted(reporting, key=attrgetter("covered_days", "key"))
    checker = _FigureChecker(ValueTable(ordered, taxonomies.figures), result.originals, tree, taxonomies)
    yield from checker.check_values()
    # What is wrong in one file must not make the sums of its values look wrong.
    is_faultless = not any(problem.severity is Severity.ERROR for problem in result.problems)
    for declared in checker.table.sums:
        yield from checker.check_sum(declared, is_faultless=is_faultless)


class _FigureChecker:
    """Checks the values of a corner."""

    def __init__(
        self, table: ValueTable, originals: Mapping[str, SourceFile], tree: SourceTree, taxonomies: Taxonomies
    ) -> None:
        self.table = table
        self._originals = originals
        self._path, self._text = tree.taxonomies.get("figures", ("news/figures.yml", ""))
        self._taxonomies = taxonomies

    def check_values(self) -> _Problems:
        """Yield a warning for each value that differs from an earlier one of its key, where no remark explains that."""
        for values in self.table.by_key.values():
            plain = [value for value in values if not any(source.figure.remark for source in value.sources)]
            for value in plain[1:] if len(values) > 1 else ():
                first, source = plain[0], value.sources[0]
                message = Message(
                    "expected {first}, as in {place}, found {value}; correct one, or give this one its own period, basis or remark",
                    first=_show(first),
                    place=self._locate(first.sources[0]),
                    value=_show(value),
                )
                problem = self._originals[source.content.key].problem(
                    (*source.path, "value"), "different-value", message
                )
                yield replace(problem, severity=Severity.WARNING)

    def check_sum(self, declared: DeclaredSum, *, is_faultless: bool) -> _Problems:
        """Yield the problems of a sum: names that nothing has, values that nothing reports, a wrong result."""
        unknown = [
            problem for path, term in _iter_terms(declared) for problem in self._check_names(declared, path, term)
        ]
        unknown = unknown or list(self._check_bases(declared))
        if unknown:
            yield from unknown
            return
        if is_faultless:
            yield from self._check_values_known(declared)
        wrong = declared.wrong_sum
        if wrong is not None:
            total, *parts = declared.values
            added = " + ".join(self._show_place(part) for part in parts if part)
            message = (
                Message(
                    "expected parts that add up to {total}, found {wrong}: {added}",
                    total=self._show_place(total),
                    wrong=wrong,
                    added=added,
                )
                if total
                else ""
            )
            yield self._problem(declared, ("total",), message, code="wrong-sum")

    def _check_bases(self, declared: DeclaredSum) -> _Problems:
        """Yield a problem for each value of a figure that is counted in another way than the first one in the sum."""
        first: dict[str, str] = {}
        for path, term in _iter_terms(declared):
            figure = term.figure or declared.kind
            kind = self._taxonomies.figures.get(figure)
            basis = kind.find_basis(term.basis) if kind else ""
            usual = first.setdefault(figure, basis)
            if basis != usual:
                message = Message(
                    "expected values of '{figure}' on one basis, '{usual}', found '{basis}'",
                    figure=figure,
                    usual=usual,
                    basis=basis,
                )
                yield self._problem(declared, (*path, "basis"), message, code="wrong-sum")

    def _check_values_known(self, declared: DeclaredSum) -> _Problems:
        """Yield a problem for each term that should be reported and is not, or that is and should be calculated."""
        for (path, term), value in zip(_iter_terms(declared), declared.values, strict=True):
            if value is None and not term.calculated:
                key = self.table.term_key(declared.kind, term)
                message = Message(
                    "expected a value that the news reports, found none for '{key}'{suggestion}",
                    key=key,
                    suggestion=suggest(key, self.table.by_key),
                )
                problem = self._problem(declared, (*path, "period"), message, code="unknown-value")
                yield replace(problem, severity=Severity.WARNING)
            elif value is not None and term.calculated and not value.is_calculated:
                message = Message(
                    "expected a value that no news reports, found {value} in {place}; leave out 'calculated'",
                    value=_show(value),
                    place=self._locate(value.sources[0]),
                )
                yield self._problem(declared, (*path, "calculated"), message, code="wrong-sum")

    def _check_names(self, declared: DeclaredSum, path: yaml.YamlPath, term: SumTerm) -> _Problems:
        """Yield a problem for a figure or a basis that the taxonomy does not have."""
        known = self._taxonomies.written["figures"]
        figure = term.figure or declared.kind
        if figure not in known:
            message = explain_unknown_key(figure, "figures", known, self._taxonomies.figures)
            yield self._problem(declared, (*path, "figure"), message, code="unknown-figure")
        elif term.basis and figure in self._taxonomies.figures:
            bases = self._taxonomies.figures[figure].bases
            if term.basis not in bases:
                yield self._problem(
                    declared, (*path, "basis"), explain_unknown_basis(term.basis, figure, bases), code="unknown-basis"
                )

    def _problem(self, declared: DeclaredSum, path: yaml.YamlPath, message: str, *, code: str) -> Problem:
        """Return a problem with a sum in the taxonomy's file."""
        full = (declared.kind, "sums", declared.position, *path)
        return Problem(self._path, yaml.find_line(self._text, full), ".".join(map(str, full)), code, message)

    def _show_place(self, value: Value) -> str:
        """Return a value with the place of its report."""
        place = self._locate(value.sources[0]) if value.sources else Message("calculated")
        return Message("{value} ({place})", value=_show(value), place=place)

    def _locate(self, source: ValueSource) -> str:
        """Return file and line of a report."""
        original = self._originals[source.content.key]
        return f"{original.path}:{original.find_line((*source.path, 'value'))}"


def explain_unknown_basis(basis: str, figure: str, bases: Iterable[str]) -> str:
    """Return the message for a basis that a figure does not have."""
    known = tuple(bases)
    if not known:
        return Message(
            "expected no basis, as news/figures.yml has none for '{figure}', found '{basis}'",
            figure=figure,
            basis=basis,
        )
    return Message(
        "expected a basis of '{figure}' in news/figures.yml ({known}), found '{basis}'{suggestion}",
        figure=figure,
        known=list(known),
        basis=basis,
        suggestion=suggest(basis, known),
    )


def _iter_terms(declared: DeclaredSum) -> Iterator[tuple[yaml.YamlPath, SumTerm]]:
    """Yield the total and the parts of a sum with their paths in it."""
    yield ("total",), declared.declaration.total
    for position, part in enumerate(declared.declaration.parts):
        yield ("parts", position), part


def _show(value: Value) -> str:
    """Return a value as an editor writes it."""
    return " ".join(part for part in (value.qualifier, str(value.number)) if part)
