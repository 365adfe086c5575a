"""The former keys of releases and summaries, from `news/redirects.yml`: where their addresses lead, and whose ids stay."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from corner.content.frontmatter import CONTENT_KEY_PATTERN
from corner.diagnostics.problem import Problem
from corner.diagnostics.suggestions import show_value, suggest
from corner.sources import yaml

NAME = "redirects.yml"
PATH = f"news/{NAME}"
"""The file, relative to the project's root."""
_KEY = re.compile(CONTENT_KEY_PATTERN)


@dataclass(frozen=True)
class Redirects:
    """What was renamed."""

    moved: Mapping[str, str] = field(default_factory=dict)
    """The key of each renamed release or summary by its former ones, the oldest first."""

    @cached_property
    def _former(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for old, new in self.moved.items():
            found.setdefault(new, []).append(old)
        return found

    def former(self, key: str) -> list[str]:
        """Return the former keys of news, the oldest first."""
        return self._former.get(key, [])

    def first(self, key: str) -> str:
        """Return the key under which news was first published, which its ids are made from for ever."""
        return next(iter(self.former(key)), key)


def read_redirects(text: str | None, keys: Iterable[str]) -> tuple[Redirects, list[Problem]]:
    """Read the former keys.

    Args:
        text: what the file holds; `None` where there is none.
        keys: the keys of all releases and summaries, drafts too.

    Returns:
        Those that lead somewhere, and what is wrong with the others.
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
        return Redirects(), [Problem(PATH, 1, "file", "wrong-yaml", "expected 'old key: new key' lines, found others")]
    known = frozenset(keys)
    wrong = {old: found for old, new in data.items() if (found := list(_judge(text, old, new, data, known)))}
    moved = {old: new for old, new in data.items() if old not in wrong}
    return Redirects(moved), [problem for found in wrong.values() for problem in found]


def _judge(text: str, old: str, new: object, every: Mapping[str, object], keys: Container[str]) -> Iterator[Problem]:
    """Yield what is wrong with one line."""
    line = yaml.find_line(text, (old,))
    for written in (old, new):
        if not isinstance(written, str) or not _KEY.match(written):
            message = (
                f"expected the key of a release or summary, such as releases/2021/fair, found {show_value(written)}"
            )
            yield Problem(PATH, line, old, "wrong-value", message)
            return
    if old in keys:
        message = f"expected a key that is no longer used, found '{old}', which leads to itself as long as it is there"
        yield Problem(PATH, line, old, "used-redirect", message)
    if new in every:
        message = f"expected the last key of all, found '{new}', which leads on to {show_value(every[str(new)])}"
        yield Problem(PATH, line, old, "chained-redirect", message)
    elif new not in keys:
        found = sorted(keys) if isinstance(keys, frozenset) else []
        message = f"expected the key of a release or summary, found '{new}'{suggest(str(new), found)}"
        yield Problem(PATH, line, old, "unknown-redirect", message)


def add_redirect(text: str, old: str, new: str, *, keep: bool) -> str:
    """Return the file's text when `old` has become `new`: what led to the one leads to the other.

    Comments, quotation marks and the order of lines stay; the order tells which key was the first.

    Args:
        text: what the file holds, nothing where there is none.
        old: the former key.
        new: the key that news has now.
        keep: whether `old` is to lead on; nobody knows what was never published.
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
