"""Checks of the names of a release's files: two languages of one release have one name."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from corner.checks.result import CheckedContent, CheckResult
from corner.content.frontmatter import Translation
from corner.content.types import Content
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.diagnostics.suggestions import find_nearest
from corner.sources.frontmatter import SourceFile
from corner.sources.reader import SourceTree

_ALIKE = 80
"""How much alike the names of two originals are, of 100, that may be one release."""


def is_translation(source: SourceFile) -> bool:
    """Return whether a file has the fields of a translation only."""
    return source.meta.keys() <= Translation.model_fields.keys()


def _check_name(source: SourceFile, tree: SourceTree, marker: str) -> Problem | None:
    """Return the problem of a translation whose original has another name, if one beside it may be meant."""
    folder, name = posixpath.split(source.key)
    languages: dict[str, set[str]] = {}
    originals: dict[str, str] = {}
    for other in tree.sources:
        if posixpath.dirname(other.key) == folder and other.key != source.key:
            languages.setdefault(other.key, set()).add(other.locale)
            if marker in other.meta:
                originals[posixpath.basename(other.key)] = other.path
    free = [known for known in originals if source.locale not in languages[f"{folder}/{known}"]]
    nearest = find_nearest(name, free)
    if not nearest:
        return None
    message = Message(
        "expected the name of the original, {original}, found '{name}'; rename this file to {new}",
        original=originals[nearest],
        name=name,
        new=f"{nearest}.{source.locale}.md",
    )
    return Problem(source.path, 1, "file", "wrong-name", message)


def explain_lone_translation(
    group: list[SourceFile], problems: list[Problem], tree: SourceTree, marker: str
) -> list[Problem]:
    """Return what is wrong with the files of a key that has no original: that its name is another, or what an original lacks.

    Args:
        group: the files, none of them with the field that marks an original.
        problems: what is wrong with the first as an original.
        tree: what `news/` holds.
        marker: the field that marks an original.
    """
    lone = _check_name(group[0], tree, marker) if len(group) == 1 else None
    return [lone] if lone else [_explain_marker(problem, marker) for problem in problems]


def _explain_marker(problem: Problem, marker: str) -> Problem:
    """Return a problem; where a file lacks the field that marks an original, with what else may be meant."""
    if (problem.code, problem.field) != ("missing-field", marker):
        return problem
    message = Message(
        "{message}; a file without '{marker}' is a translation and needs the name of its original",
        message=problem.message,
        marker=marker,
    )
    return replace(problem, message=message)


def check_pairs(result: CheckResult) -> Iterator[Problem]:
    """Yield a warning for each two originals of one day, in two languages, with almost the same name."""
    single: dict[tuple[str, str], list[SourceFile]] = {}
    for key, content in result.contents.items():
        source = result.originals.get(key)
        place = find_single_place(content, result.checked.get(key))
        if source is not None and place:
            single.setdefault(place, []).append(source)
    for sources in single.values():
        names = {posixpath.basename(source.key): source for source in sources}
        for name, source in sorted(names.items()) if len(names) > 1 else ():
            others = {other for other, known in names.items() if other < name and known.locale != source.locale}
            nearest = find_nearest(name, others, _ALIKE)
            if nearest:
                yield _explain_pair(source, names[nearest])


def find_single_place(content: Content, checked: CheckedContent | None) -> tuple[str, str] | None:
    """Return folder and day of content with a text in one language only; `None` for other content."""
    if checked is None or not content.issued or len(checked.sources) != 1:
        return None
    return posixpath.dirname(content.key), str(content.issued.day)


def _explain_pair(source: SourceFile, other: SourceFile) -> Problem:
    """Return the warning for two originals that may be one release."""
    name = posixpath.basename(other.key)
    message = Message(
        "expected one name for the two languages of a release, found {other} of the same day; if it is the same release, "
        "rename this file to {new} and leave the facts in one of the two",
        other=other.path,
        new=f"{name}.{source.locale}.md",
    )
    return Problem(source.path, 1, "file", "wrong-name", message, Severity.WARNING)
