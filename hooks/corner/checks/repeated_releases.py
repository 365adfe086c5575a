"""The check for releases that are there twice, with the same title on the same day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from operator import attrgetter

from corner.checks.result import CheckedContent, CheckResult
from corner.content.types import Content
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.sources.frontmatter import SourceFile

_Appearance = tuple[str, str, str]
"""Language, title and day of a text that readers see."""


def check_repeated_releases(result: CheckResult) -> Iterator[Problem]:
    """Yield a warning for each release that has the title and the day of issue of another."""
    by_day: dict[date, list[Content]] = {}
    for content in result.contents.values():
        if content.issued:
            by_day.setdefault(content.issued.day, []).append(content)
    for contents in by_day.values():
        if len(contents) > 1:
            yield from _compare_titles(sorted(contents, key=attrgetter("key")), result)


def _compare_titles(contents: Iterable[Content], result: CheckResult) -> Iterator[Problem]:
    """Yield a warning for each release of a day that has the title of one before it."""
    first: dict[_Appearance, str] = {}
    for content in contents:
        for source, appearance in iter_appearances(content, result.checked.get(content.key)):
            path = first.setdefault(appearance, source.path)
            if path != source.path:
                message = Message(
                    "expected each release once, found the title and the day of {other}; delete one of the two, "
                    "or give them titles that differ",
                    other=path,
                )
                yield replace(source.problem(("title",), "repeated-release", message), severity=Severity.WARNING)


def iter_appearances(content: Content, checked: CheckedContent | None) -> Iterator[tuple[SourceFile, _Appearance]]:
    """Yield language, title and day of each file of public content, which no other release should have."""
    if checked is None or not content.issued or not content.is_public:
        return
    day = str(content.issued.day)
    for source in checked.sources:
        yield source, (source.locale, " ".join(content.text(source.locale).title.casefold().split()), day)
