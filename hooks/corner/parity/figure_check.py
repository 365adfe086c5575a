"""Whether the figures among the facts are those that the text reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from corner.content.frontmatter import Figure
from corner.content.release import Release
from corner.content.summary import Summary
from corner.diagnostics.problem import Problem, Severity
from corner.diagnostics.suggestions import suggest
from corner.parity.quantities import SORTS, Quantities
from corner.sources.frontmatter import SourceFile
from corner.sources.yaml import YamlPath


class FigureReport(NamedTuple):
    """Figures among the facts, and the part of the text that must say them."""

    path: YamlPath
    """Where the list of figures stands in the front matter."""
    figures: tuple[Figure, ...]
    section: int | None
    """Of a summary, the section of the item, from 0; of a release none: its whole text."""


def iter_reports(content: Release | Summary) -> Iterator[FigureReport]:
    """Yield what a release or each item of a summary reports."""
    if isinstance(content, Release):
        yield FigureReport(("figures",), content.facts.figures, None)
        return
    for number, item in enumerate(content.items):
        yield FigureReport(("items", number, "figures"), item.figures, number)


def find_unsaid(
    original: SourceFile, path: YamlPath, figure: Figure, said: Iterable[Quantities], forms: Iterable[Quantities]
) -> Iterator[Problem]:
    """Yield a warning when no text says a figure.

    Args:
        original: the file with the facts.
        path: where the figure stands in its front matter.
        figure: the figure.
        said: what the texts say.
        forms: what the figure says as the vocabulary writes it, such as `24.6 million yuan`.
    """
    numbers: dict[Decimal, str] = {}
    for number in (number for each in said for number in each.numbers if number.unit not in SORTS):
        numbers.setdefault(number.value, number.written)
    value = Decimal(str(figure.value))
    if numbers.keys().isdisjoint((value, *(number.value for each in forms for number in each.numbers))):
        known = {format(number.normalize(), "f"): written for number, written in numbers.items()}
        hint = suggest(format(value.normalize(), "f"), known, known)
        message = f"expected a number that the text says, found {figure.value}, which stands nowhere in it{hint}"
        problem = original.problem((*path, "value"), "unsaid-figure", message)
        yield Problem(problem.path, problem.line, problem.field, problem.code, message, Severity.WARNING)
