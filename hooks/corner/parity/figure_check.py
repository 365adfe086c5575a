"""Check that the texts report the figures among the facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from corner.content.frontmatter import Figure
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.diagnostics.suggestions import suggest
from corner.parity.quantities import OPTIONAL_UNITS, Quantities
from corner.sources.frontmatter import SourceFile
from corner.sources.yaml import YamlPath


def find_unreported_figure(
    original: SourceFile, path: YamlPath, figure: Figure, texts: Iterable[Quantities], forms: Iterable[Quantities]
) -> Iterator[Problem]:
    """Yield a warning if no text says a figure; no more texts and forms are read than that takes.

    Args:
        original: the file with the facts.
        path: the path of the figure in its front matter.
        figure: the figure.
        texts: the quantities of the texts.
        forms: the quantities of the figure in the forms of the vocabulary, such as `24.6 million yuan`, which are iterated once.
    """
    value = Decimal(str(figure.value))
    wanted = {value}
    numbers: dict[Decimal, str] = {}
    for text in texts:
        for number in text.numbers:
            if number.unit not in OPTIONAL_UNITS:
                numbers.setdefault(number.value, number.written)
        if value in numbers:
            return
        wanted.update(number.value for form in forms for number in form.numbers)
        if not wanted.isdisjoint(numbers):
            return
    known = {format(number.normalize(), "f"): written for number, written in numbers.items()}
    hint = suggest(format(value.normalize(), "f"), known, known)
    message = Message(
        "expected a number that the text says, found {value}, which is not in the text{hint}",
        value=figure.value,
        hint=hint,
    )
    problem = original.problem((*path, "value"), "unsaid-figure", message)
    yield Problem(problem.path, problem.line, problem.field, problem.code, message, Severity.WARNING)
