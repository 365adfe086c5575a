"""The check for releases that are there twice, with the same title on the same day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from corner.checks.result import CheckResult
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity


def check_repeated_releases(result: CheckResult) -> Iterator[Problem]:
    """Yield a warning for each release that has the title and the day of issue of another."""
    first: dict[tuple[str, str, str], str] = {}
    for key in sorted(result.contents):
        content, checked = result.contents[key], result.checked.get(key)
        if checked is None or not content.issued or not content.is_public:
            continue
        for source in checked.sources:
            title = " ".join(content.text(source.locale).title.casefold().split())
            path = first.setdefault((source.locale, title, str(content.issued.day)), source.path)
            if path != source.path:
                message = Message(
                    "expected each release once, found the title and the day of {other}; delete one of the two, "
                    "or give them titles that differ",
                    other=path,
                )
                yield replace(source.problem(("title",), "repeated-release", message), severity=Severity.WARNING)
