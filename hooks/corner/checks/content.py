"""Checks across files: names, anchors and files that must exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote

from corner.checks import markdown, pairs, references
from corner.checks.context import CheckContext
from corner.checks.pictures import check_pictures
from corner.checks.published_files import check_published_files
from corner.checks.repeated_releases import check_repeated_releases
from corner.checks.result import CheckResult
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.diagnostics.suggestions import MOST_SUGGESTED
from corner.sources import validation
from corner.sources.reader import DataFile, SourceTree
from corner.storage import fingerprint


def check_names(result: CheckResult, tree: SourceTree, context: CheckContext) -> list[Problem]:
    """Return a problem for each name that nothing has, each anchor that is missing, and each unused file."""
    problems: list[Problem] = []
    others = context.others
    is_faultless = not (others.has_errors or any(problem.severity is Severity.ERROR for problem in result.problems))
    # What is wrong in one summary must not make all names of its items look wrong.
    items = others.items.union(*(content.item_keys for content in result.contents.values())) if is_faultless else None
    records = others.records | (result.contents.keys() - result.originals.keys())
    context = replace(context, items=items, records=records)
    used: set[str] = set()
    reported = {(problem.path, problem.line, problem.field): problem for problem in result.problems}
    known = _digest_known(context)
    for key, source in result.originals.items():
        content = result.contents.get(key)
        faultless = context.cache.group(f"names {known} {key.rpartition('/')[0]}")
        if content and faultless.get(key, content.digest):
            used.update(content.attached_files)
            continue
        source = source.replace_meta(source.meta)  # noqa: PLW2901 -- the same, with its data at hand for all checks
        used.update(references.iter_attached_files(source))
        content_type = context.content_types.find(key)
        wrong_names = [
            problem for check in (content_type.references if content_type else ()) for problem in check(source, context)
        ]
        for problem in wrong_names:
            _report(problem, reported, problems, result)
        if content and not wrong_names:
            faultless.put(key, content.digest, True)
    problems += _check_together(result, tree, context, is_faultless=is_faultless)
    problems += check_anchors(result)
    problems += pairs.check_pairs(result)
    problems += check_repeated_releases(result)
    for content in result.contents.values():
        for text in content.texts.values():
            used.update(text.targets)
    problems += check_published_files({name: tree.assets[name] for name in sorted(used & tree.assets.keys())}, context)
    problems += check_pictures(result, tree.assets, context.cache)
    for asset in sorted(tree.assets.keys() - used) if is_faultless and not tree.broken else ():
        message = Message("expected a release that shows or links this file, found none")
        problems.append(Problem(f"news/{asset}", 1, "file", "unused-file", message, Severity.WARNING))
    return problems


def _digest_known(context: CheckContext) -> str:
    """Return a fingerprint of all that texts may name, and of what else their names are judged by."""
    names = [sorted(context.keys), sorted(context.assets), sorted(context.records), sorted(context.items or ())]
    return fingerprint.digest([repr(context.settings), context.taxonomies.digest, context.items is None, names])


def _report(
    problem: Problem, reported: Mapping[tuple[str, int, str], Problem], problems: list[Problem], result: CheckResult
) -> None:
    """Add a problem of a name, unless its field has one already; there, a name that was given for a key says more."""
    known = reported.get((problem.path, problem.line, problem.field))
    if known is None:
        problems.append(problem)
    elif (
        problem.message.endswith("'?")
        and known.message.startswith(validation.KEY_EXPECTED)
        and known in result.problems
    ):
        # How keys are written says less.
        result.problems[result.problems.index(known)] = problem


def _check_together(
    result: CheckResult, tree: SourceTree, context: CheckContext, *, is_faultless: bool
) -> Iterator[Problem]:
    """Yield what the content types find once all content is known."""
    data_files: dict[str, list[DataFile]] = {}
    for data_file in tree.data_files:
        data_files.setdefault(data_file.kind, []).append(data_file)
    for content_type in context.content_types:
        if content_type.check_record_references and content_type.name in data_files:
            yield from content_type.check_record_references(data_files[content_type.name], result, context)
    for content_type in context.content_types if is_faultless else ():
        if content_type.check_together:
            yield from content_type.check_together(result, context)


def check_anchors(result: CheckResult) -> Iterator[Problem]:
    """Yield a problem for each link to a part that a page does not have."""
    anchors: dict[tuple[str, str], Mapping[str, None]] = {}
    counts = Counter[str]()
    for source, link in result.links:
        content = result.contents.get(link.target or source.key) if "#" in link.written else None
        if content is None:
            continue
        page = content.key, source.locale
        if page not in anchors:
            anchors[page] = dict.fromkeys(sorted(markdown.find_anchors(content, source.locale)))
        if unquote(link.written.partition("#")[2]) not in anchors[page]:
            counts[source.path] += 1
            with_suggestion = counts[source.path] <= MOST_SUGGESTED
            yield markdown.unknown_anchor_problem(source, link, anchors[page], with_suggestion=with_suggestion)
