"""Checks of `docs/`: what its pages and files hold, as the build publishes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape
from itertools import islice
from pathlib import Path

from corner.checks.placeholders import search_placeholder
from corner.checks.published_files import check_drawing_file, explain_content
from corner.content import file_types, theme_files
from corner.content.links import mask_code
from corner.content.safe_html import CleanedHtml, Removed, RemovedKind, align_cells, clean_html
from corner.content.settings import Settings
from corner.content.standing_markdown import ExtensionError, StandingMarkdown
from corner.diagnostics.message import Message, PlainMessage, from_plain, to_plain
from corner.diagnostics.problem import Problem, Severity
from corner.diagnostics.suggestions import show_value, suggest
from corner.sources import yaml
from corner.sources.docs import DocsPage, DocsTree, mask_front_matter, read_docs, read_exclusions
from corner.storage import fingerprint
from corner.storage.cache import Cache

_MOST_REPORTED = 20
"""The highest number of parts that are reported as left out of one page."""
_MOST_WORK = 20_000_000
"""The highest sum over a page of open brackets times characters in each paragraph: Python-Markdown needs seconds for more."""
_COSTLY = (
    (re.compile(r"\[\^[^\]\s]+\](?!:)"), 1_000, Message("references to notes")),
    (re.compile(r"^(?:#.*|=+[ \t]*|-+[ \t]*)$", re.MULTILINE), 2_000, Message("headings")),
)
"""What makes Python-Markdown slow where there is much of it, with the most that a page may have."""
_CLOSED = re.compile(r"!?\[[^\[\]\n]*\](?:\([^()\n]*\)|(?!\())|<[^<>\n]*>")
_OPEN = re.compile(r"\[|<(?=[A-Za-z/!?])")


@dataclass(frozen=True, slots=True)
class CheckedDocs:
    """What `docs/` holds, and what is wrong with it."""

    tree: DocsTree
    """Its pages and files."""
    problems: tuple[Problem, ...]
    """What is wrong with the folder, its pages and its files."""


def check_docs(root: Path, settings: Settings, cache: Cache) -> CheckedDocs:
    """Read and check every page and file of `docs/`.

    Args:
        root: the project's root.
        settings: the corner's settings.
        cache: what earlier runs found in pages.
    """
    host = settings.host
    tree = read_docs(root, host.docs_dir, read_exclusions(host.excluded))
    problems = list(tree.problems)
    templates = theme_files.list_templates(root / host.custom_dir if host.custom_dir else None)
    markdown = StandingMarkdown(host.extensions)
    seed = fingerprint.digest((repr(host.extensions), settings.docs.html))
    for page in tree.pages:
        problems += _check_fields(page, templates)
        problems += _find_placeholder(page)
    try:
        for page in tree.pages:
            key = fingerprint.digest((seed, page.path, page.text))
            known = cache.get(key)
            if known is None:
                known = [_to_values(problem) for problem in _check_body(page, markdown, settings)]
                cache.put(key, known)
            problems += [_from_values(page.path, *values) for values in known]
    except ExtensionError as error:
        message = Message(
            "expected extensions of Python-Markdown with their options, found: {reason}", reason=str(error)[:200]
        )
        line = yaml.find_line((root / "mkdocs.yml").read_text(encoding="utf-8"), ("markdown_extensions",))
        problems.append(Problem("mkdocs.yml", line, "markdown_extensions", "wrong-setting", message))
    further = frozenset((*settings.docs.files, *host.linked_files))
    for name, file in tree.files.items():
        path = f"{tree.folder}/{name}"
        if not file_types.is_allowed(name, further):
            problems.append(explain_file_type(path, name))
        elif file_types.file_ending(name) == file_types.DRAWING:
            problems += check_drawing_file(file, path, cache)
        elif explained := explain_content(file):
            problems.append(Problem(path, 1, "file", "wrong-content", explained))
    return CheckedDocs(tree, tuple(problems))


def explain_file_type(path: str, name: str) -> Problem:
    """Return the problem of a file in `docs/` of a type that is not published."""
    ending = file_types.file_ending(name)
    entry = ending if re.fullmatch(r"[a-z0-9]+", ending) else name
    message = Message(
        "expected a file of a type that is published, such as PDF, JPEG or CSV, found '{name}'; delete it, or let an operator add '{entry}' to extra.corner.docs.files",
        name=name.rpartition("/")[2],
        entry=entry,
    )
    return Problem(path, 1, "file", "wrong-file-type", message)


def check_html(path: str, text: str, html: str) -> tuple[CleanedHtml, list[Problem]]:
    """Return the HTML of a page without what may not be published, and a warning for each part that was left out.

    Args:
        path: the page's path in problems.
        text: its Markdown, in whose lines the parts are found.
        html: its HTML, as Python-Markdown made it.
    """
    cleaned = clean_html(html)
    written = _read_entities(mask_code(mask_front_matter(text))) if cleaned.removed else ""
    problems = []
    counts = Counter(cleaned.removed)
    for part, count in islice(counts.items(), _MOST_REPORTED):
        matches = list(islice(re.finditer(part.pattern, written, re.IGNORECASE), min(count, _MOST_REPORTED)))
        lines = [written.count("\n", 0, match.start()) + 1 for match in matches] or [1]
        code, message = _explain_removed(part)
        problems += [Problem(path, line, "body", code, message, Severity.WARNING) for line in dict.fromkeys(lines)]
    if len(counts) > _MOST_REPORTED:
        message = Message(
            "expected Markdown or safe HTML, found {count} more parts like these", count=len(counts) - _MOST_REPORTED
        )
        problems.append(Problem(path, 1, "body", "unsafe-html", message, Severity.WARNING))
    return cleaned, problems


def _read_entities(text: str) -> str:
    """Return text with the characters that it writes by numbers or names, on the same lines."""
    return "\n".join(unescape(line).replace("\n", " ") for line in text.split("\n"))


def _explain_removed(part: Removed) -> tuple[str, str]:
    """Return code and message of what is left out of a page."""
    shown = Message("found '{shown}', which is left out", shown=part.shown)
    if part.kind is RemovedKind.LINK:
        return "unsafe-link", Message(
            "expected https:, mailto:, tel: or the path of a page or file, {shown}", shown=shown
        )
    if part.kind is RemovedKind.LOADED:
        return "foreign-picture", Message("expected the path of a picture in docs/, {shown}", shown=shown)
    advice = Message("delete it, or let an operator set extra.corner.docs.html: any")
    return "unsafe-html", Message("expected Markdown or safe HTML, {shown}; {advice}", shown=shown, advice=advice)


def _check_fields(page: DocsPage, templates: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem for each field of the front matter that the build cannot use."""
    for name in ("title", "description"):
        value = page.meta.get(name, "")
        is_empty = name == "title" and name in page.meta and not str(value or "").strip()
        if not _is_text(value) or is_empty:
            yield page.problem(
                name, "wrong-value", Message("expected words, found {value}", value=show_value(value or ""))
            )
    updated = page.meta.get("updated", "")
    if not _is_day(updated):
        yield page.problem(
            "updated",
            "wrong-date",
            Message("expected a day such as 2021-03-01, found {updated}", updated=show_value(updated)),
        )
    template = page.meta.get("template", "main.html")
    if not isinstance(template, str) or template not in templates:
        message = Message(
            "expected a template of the theme ({templates}), found {template}{suggestion}",
            templates=sorted(templates),
            template=show_value(template),
            suggestion=suggest(str(template)[:100], templates),
        )
        yield page.problem("template", "wrong-value", message)


def _find_placeholder(page: DocsPage) -> Iterator[Problem]:
    """Yield a warning for a page with a placeholder, such as one that is still in another language."""
    if match := search_placeholder(page.text[page.body_start :]):
        line = page.find_line(page.body_start + match.start())
        message = Message("expected the finished text, found {found}", found=show_value(match[0]))
        yield Problem(page.path, line, "body", "unfinished-text", message, Severity.WARNING)


def _is_text(value: object) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _is_day(value: object) -> bool:
    """Return whether the value of a date is empty, or a day of the calendar that may have a time."""
    if value in ("", None):
        return True
    try:
        datetime.fromisoformat(str(value)) if len(str(value)) > len("2021-03-01") else date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def _check_body(page: DocsPage, markdown: StandingMarkdown, settings: Settings) -> Iterator[Problem]:
    """Yield what is wrong in the Markdown of a page."""
    if problem := _find_costly_parts(page):
        yield problem
        return
    try:
        html = align_cells(markdown.render(page.body))
    except RecursionError:
        message = Message("expected a few levels of nesting, found hundreds")
        yield Problem(page.path, 1, "body", "unreadable-file", message)
        return
    except ExtensionError:
        raise
    except Exception as error:  # noqa: BLE001 -- extensions raise what they like
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        message = Message(
            "expected a page that the markdown_extensions of mkdocs.yml can read, found: {reason}", reason=reason
        )
        yield Problem(page.path, 1, "body", "unreadable-file", message)
        return
    if settings.docs.html == "safe":
        yield from check_html(page.path, page.text, html)[1]


def _find_costly_parts(page: DocsPage) -> Problem | None:
    """Return the problem of a page that takes long to render, if it is one."""
    for pattern, most, noun in _COSTLY:
        count = sum(1 for _ in pattern.finditer(page.text))
        if count > most:
            start = next(islice(pattern.finditer(page.text), most, None)).start()
            message = Message(
                "expected a page with at most {most:,} {noun}, found {count:,}; divide it into several pages",
                most=most,
                noun=noun,
                count=count,
            )
            return Problem(page.path, page.find_line(start), "body", "large-file", message)
    return _find_open_brackets(page)


def _find_open_brackets(page: DocsPage) -> Problem | None:
    """Return the problem of paragraphs with so many brackets that do not end that reading them takes long, if there is one."""
    position = work = open_brackets = 0
    is_suspect = len(page.text) * (page.text.count("[") + page.text.count("<")) > _MOST_WORK
    for paragraph in re.split(r"(\n[ \t]*\n)", page.text) if is_suspect else ():
        count = len(_OPEN.findall(_CLOSED.sub("", paragraph)))
        open_brackets += count
        work += count * len(paragraph)
        if work > _MOST_WORK:
            message = Message("expected brackets that end in their line, found {count:,} others", count=open_brackets)
            return Problem(page.path, page.find_line(position), "body", "unreadable-file", message)
        position += len(paragraph)
    return None


def _to_values(problem: Problem) -> tuple[int, str, str, PlainMessage, bool]:
    message = to_plain(problem.message)
    return problem.line, problem.field, problem.code, message, problem.severity is Severity.WARNING


def _from_values(path: str, line: int, field: str, code: str, message: PlainMessage, is_warning: bool) -> Problem:  # noqa: FBT001
    return Problem(path, line, field, code, from_plain(message), Severity.WARNING if is_warning else Severity.ERROR)
