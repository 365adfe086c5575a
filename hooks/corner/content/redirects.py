"""The redirects of renamed content, from `news/redirects.yml`: former keys, whose addresses and ids stay valid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from corner.content.field_types import CONTENT_KEY_PATTERN
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.diagnostics.suggestions import show_value, suggest
from corner.sources import yaml

NAME = "redirects.yml"
PATH = f"news/{NAME}"
"""The file, relative to the project's root."""
_KEY = re.compile(CONTENT_KEY_PATTERN)


@dataclass(frozen=True)
class Redirects:
    """The keys of renamed content."""

    moved: Mapping[str, str] = field(default_factory=dict)
    """The present key by each former key, the oldest first."""

    @cached_property
    def _former(self) -> dict[str, list[str]]:
        former: dict[str, list[str]] = {}
        for old, new in self.moved.items():
            former.setdefault(new, []).append(old)
        return former

    def former(self, key: str) -> list[str]:
        """Return the former keys of content, the oldest first."""
        return self._former.get(key, [])

    def first(self, key: str) -> str:
        """Return the key under which content was first published; its ids are made from it for ever."""
        return next(iter(self.former(key)), key)


def read_redirects(text: str | None, keys: Iterable[str]) -> tuple[Redirects, list[Problem]]:
    """Read and check the redirects.

    Args:
        text: the content of the file; `None` where there is no file.
        keys: the keys of all releases and summaries, drafts too.

    Returns:
        The valid redirects, and the problems with the others.
    """
    if text is None:
        return Redirects(), []
    try:
        data = yaml.parse_yaml(text)
    except yaml.YamlError as error:
        return Redirects(), [Problem(PATH, error.line, "file", error.code, error.message)]
    if data is None:
        return Redirects(), []
    if not isinstance(data, dict):
        return Redirects(), [
            Problem(PATH, 1, "file", "wrong-yaml", Message("expected 'old key: new key' lines, found others"))
        ]
    known = frozenset(keys)
    wrong = {
        old: problems for old, new in data.items() if (problems := list(_check_redirect(text, old, new, data, known)))
    }
    moved = {old: new for old, new in data.items() if old not in wrong}
    return Redirects(moved), [problem for problems in wrong.values() for problem in problems]


def _check_redirect(
    text: str, old: str, new: object, redirects: Mapping[str, object], keys: frozenset[str]
) -> Iterator[Problem]:
    """Yield the problems with one redirect."""
    line = yaml.find_line(text, (old,))
    for written in (old, new):
        if not isinstance(written, str) or not _KEY.fullmatch(written):
            message = Message(
                "expected the key of a release or summary, such as releases/2021/fair, found {written}",
                written=show_value(written),
            )
            yield Problem(PATH, line, old, "wrong-value", message)
            return
    if old in keys:
        message = Message("expected a key that is no longer used, found '{old}', which news still has", old=old)
        yield Problem(PATH, line, old, "used-redirect", message)
    if new in redirects:
        message = Message(
            "expected the newest key, found '{new}', which leads on to {next}",
            new=new,
            next=show_value(redirects[str(new)]),
        )
        yield Problem(PATH, line, old, "chained-redirect", message)
    elif new not in keys:
        message = Message(
            "expected the key of a release or summary, found '{new}'{suggestion}",
            new=new,
            suggestion=suggest(str(new), sorted(keys)),
        )
        yield Problem(PATH, line, old, "unknown-redirect", message)


def add_redirect(text: str, old: str, new: str, *, keep: bool) -> str:
    """Return the file's text after a renaming: redirects to `old` lead to `new`.

    Comments, quotation marks and the order of lines stay; the first line for a key holds its first one.

    Args:
        text: the content of the file, empty where there is no file.
        old: the former key.
        new: the present key.
        keep: whether to add a redirect from `old`; what was never published needs none.
    """
    line = re.compile(
        rf"""^((["']?)[a-z0-9/-]+\2:[ \t]+)(["']?){re.escape(old)}\3(?=[ \t]*(?:#.*)?\r?$)""", re.MULTILINE
    )
    text = line.sub(lambda match: f"{match[1]}{new}", text)
    if not keep:
        return text
    end = "\r\n" if "\r\n" in text else "\n"
    if text and not text.endswith("\n"):
        text += end
    return f"{text}{old}: {new}{end}"
