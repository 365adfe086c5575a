"""Checks of items over time: the state of each in a summary, given the summaries before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from corner.checks.context import CheckContext
from corner.checks.result import CheckResult
from corner.content.types import Content
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.diagnostics.suggestions import suggest_in_list
from corner.sources.frontmatter import SourceFile


class _LastState(NamedTuple):
    """What the last summary that names an item says of it."""

    state: str
    path: str
    """The summary's file."""


_States = dict[str, _LastState]


def check_item_states(result: CheckResult, context: CheckContext) -> Iterator[Problem]:
    """Yield a problem for each state of an item that the summaries before make impossible, and for each missing one."""
    del context
    known: _States = {}
    summaries = [content for content in result.contents.values() if content.item_keys]
    for summary in sorted(summaries, key=lambda summary: (summary.sort_value, summary.key)):
        source = result.originals[summary.key]
        yield from _check_listed(summary, source, known)
        yield from _check_left_out(summary, source, known)
        facts = summary.facts
        left_out = {item.key for item in facts.left_out}
        for key, last in known.items():
            if last.state in ("new", "continuing") and key not in summary.item_keys and key not in left_out:
                message = Message(
                    "expected the item '{key}' of {path} among items, or in left_out with its state, found neither",
                    key=key,
                    path=last.path,
                )
                yield source.problem(("items",), "missing-item", message)
        known |= {item.key: _LastState(item.state, source.path) for item in (*facts.items, *facts.left_out)}


def _check_listed(summary: Content, source: SourceFile, known: _States) -> Iterator[Problem]:
    """Yield a problem for each item of a summary that cannot have its state."""
    for position, item in enumerate(summary.facts.items):
        last, path = known.get(item.key), ("items", position, "state")
        if last and last.state == "completed":
            message = Message(
                "expected another key, as '{key}' is completed in {path}, found '{state}'",
                key=item.key,
                path=last.path,
                state=item.state,
            )
            yield source.problem(path, "wrong-state", message)
        elif last and item.state == "new":
            message = Message(
                "expected 'continuing' or 'completed', as {path} names the item '{key}', found 'new'",
                path=last.path,
                key=item.key,
            )
            yield source.problem(path, "wrong-state", message)
        elif known and not last and item.state != "new":
            message = Message(
                "expected 'new', as no earlier summary has the item '{key}', found '{state}'{suggestion}",
                key=item.key,
                state=item.state,
                suggestion=suggest_in_list(item.key, known, position),
            )
            yield source.problem(path, "wrong-state", message)


def _check_left_out(summary: Content, source: SourceFile, known: _States) -> Iterator[Problem]:
    """Yield a problem for each item that a summary does not leave out, though it says so."""
    for position, item in enumerate(summary.facts.left_out):
        path = ("left_out", position, "key")
        if item.key in summary.item_keys:
            message = Message(
                "expected an item that this summary leaves out, found '{key}', which is among items", key=item.key
            )
            yield source.problem(path, "wrong-state", message)
        elif item.key not in known:
            message = Message(
                "expected the key of an item of an earlier summary, found '{key}'{suggestion}",
                key=item.key,
                suggestion=suggest_in_list(item.key, known, position),
            )
            yield source.problem(path, "unknown-item", message)
