"""Checks of days and moments: corrections, withdrawals, translations, and links to what is not visible yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from corner.checks import markdown
from corner.checks.result import CheckResult
from corner.content import links
from corner.content.types import Content
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.sources.frontmatter import SourceFile
from corner.sources.yaml import YamlPath

_DISTANT = timedelta(days=366)
"""The time after which nobody plans news."""


def check_publish_at(original: SourceFile, content: Content) -> Iterator[Problem]:
    """Yield a problem where content would be shown before it is issued: a slip in a date breaks an embargo."""
    issued, start = content.issued, content.publish_at
    if issued and start and (start.at < issued.at if issued.timed and start.timed else start.day < issued.day):
        message = Message(
            "expected a moment not before the issue, {issued}, found {publish_at}",
            issued=original.meta["issued"],
            publish_at=original.meta["publish_at"],
        )
        yield original.problem(("publish_at",), "wrong-date", message)


def check_dated_facts(result: CheckResult, now: datetime) -> Iterator[Problem]:
    """Yield a problem for each dated fact, and each translation, of a day before the issue or after the publication."""
    for key, content in result.contents.items():
        original = result.originals.get(key)
        if original is None or content.issued is None or not content.is_public:
            continue
        days: list[tuple[SourceFile, YamlPath, date]] = [
            (original, fact.path, fact.day) for fact in content.dated_facts
        ]
        checked = result.checked.get(key)
        for source in checked.sources if checked else ():
            text = content.texts.get(source.locale)
            if text and text.translated:
                days.append((source, ("translated",), text.translated.day))
        if not days:
            continue
        first = content.issued.day
        last = content.first_visible_at(now).astimezone(content.issued.at.tzinfo).date()
        for source, path, day in days:
            if not first <= day <= last:
                yield source.problem(
                    path,
                    "wrong-date",
                    Message("expected a day from {first} to {last}, found {day}", first=first, last=last, day=day),
                )


def check_links_to_unpublished(result: CheckResult, now: datetime) -> Iterator[Problem]:
    """Yield a problem for each link of a text to content that is not visible at `now`, or when the text is due."""
    for source, link in result.links:
        content, target = result.contents.get(source.key), result.contents.get(link.target or "")
        if content and target and content.is_public and not target.is_visible(content.first_visible_at(now)):
            position = markdown.find_link(links.mask_code(source.body), link)
            message = Message(
                "expected a link to published news, found '{target}', which is not visible yet", target=link.target
            )
            yield source.body_problem(position, "unpublished-link", message)


def check_distant_dates(result: CheckResult, now: datetime) -> Iterator[Problem]:
    """Yield a warning for each piece of content that readers do not see for a year or more: most often a slip in a year."""
    for key, content in result.contents.items():
        original = result.originals.get(key)
        if original is None or not content.is_public:
            continue
        visible = content.first_visible_at(now)
        if visible - now <= _DISTANT:
            continue
        field = "publish_at" if content.publish_at else "issued"
        message = Message(
            "expected a day of the next twelve months, found {found}; not visible until {day}",
            found=str(original.meta.get(field)),
            day=str(visible.date()),
        )
        yield replace(original.problem((field,), "distant-date", message), severity=Severity.WARNING)
