"""Whether the figures among the facts are those that the text reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from corner.content.frontmatter import Figure
from corner.diagnostics.problem import Problem, Severity
from corner.diagnostics.suggestions import suggest
from corner.parity.quantities import SORTS, Quantities
from corner.sources.frontmatter import SourceFile
from corner.sources.yaml import YamlPath


def find_unsaid(
    original: SourceFile, path: YamlPath, figure: Figure, said: Iterable[Quantities], forms: Iterable[Quantities]
) -> Iterator[Problem]:
    """Yield a warning when no text says a figure.

    Args:
        original: the file with the facts.
        path: where the figure stands in its front matter.
        figure: the figure.
        said: what the texts say.
        forms: what the figure says as the taxonomy writes it, such as `24.6 million yuan`.
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
