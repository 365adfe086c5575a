"""Checks across files: names, links and files that must exist."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from corner.checks import markdown as proofreading
from corner.checks import references
from corner.checks.result import CheckResult
from corner.content.release import Release
from corner.content.summary import Summary
from corner.content.taxonomies import Taxonomies
from corner.diagnostics.problem import Problem, Severity
from corner.sources import validation
from corner.sources.reader import SourceTree


def check_names(checked: CheckResult, tree: SourceTree, vocabulary: Taxonomies, keys: frozenset[str]) -> list[Problem]:
    """Return a problem for each thing that is named and not there, and for each file that nothing names."""
    problems: list[Problem] = []
    whole = not any(problem.severity is Severity.ERROR for problem in checked.problems)
    # What is wrong in a summary or a release must not make all that names it look wrong.
    items = {item.key for summary in checked.summaries.values() for item in summary.items} if whole else None
    told = {(problem.path, problem.line, problem.field): problem for problem in checked.problems}
    used: set[str] = set()
    for source in checked.originals.values():
        found = references.check_references(source, vocabulary, items, keys, tree.assets)
        for each in found:
            before = told.get((each.path, each.line, each.field))
            if before is None:
                problems.append(each)
            elif (
                each.message.endswith("'?")
                and before.message.startswith(validation.KEY_EXPECTED)
                and before in checked.problems
            ):
                # Where a name stands for a key, the key says more than how keys are written.
                checked.problems[checked.problems.index(before)] = each
        folder = posixpath.dirname(source.key)
        used.update(f"{folder}/{name}" for _, name in references.iter_attachments(source))
    problems += check_anchors(checked)
    for content in [*checked.releases.values(), *checked.summaries.values()]:
        used.update(target for text in content.texts.values() for target in text.targets)
    for asset in sorted(tree.assets.keys() - used) if whole and not tree.broken else ():
        message = "expected a release that shows or links this file, found none"
        problems.append(Problem(f"news/{asset}", 1, "file", "unused-file", message, Severity.WARNING))
    return problems


def check_anchors(checked: CheckResult) -> Iterator[Problem]:
    """Yield a problem for each link to a part that a page has not."""
    every: dict[str, Release | Summary] = {**checked.releases, **checked.summaries}
    known: dict[tuple[str, str], set[str]] = {}
    for source, link in checked.linked:
        content = every.get(link.target or source.key) if "#" in link.written else None
        if content is None:
            continue
        page = content.key, source.locale
        if page not in known:
            known[page] = proofreading.find_anchors(content, source.locale)
        if unquote(link.written.partition("#")[2]) not in known[page]:
            yield proofreading.unknown_anchor_problem(source, link, known[page])
