"""Placeholders: what a draft holds in place of words that are missing, and may not be published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from corner.content import links
from corner.content.types import Content
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.diagnostics.suggestions import show_value
from corner.sources.frontmatter import SourceFile
from corner.sources.reader import DataFile

_PLACEHOLDER = re.compile(r"\[\[[^\[\]\n]+\]\](?![(\[:])")


def format_placeholder(words: str) -> str:
    """Return the placeholder for missing words; `words` says which."""
    return f"[[{words}]]"


def find_placeholder(source: SourceFile) -> re.Match[str] | None:
    """Return the first placeholder of a file, as a match in its front matter and text joined."""
    if source.has_no_placeholders:
        return None
    return _PLACEHOLDER.search(source.head + links.mask_code(source.body))


def find_body_placeholder(source: SourceFile) -> re.Match[str] | None:
    """Return the first placeholder in the text of a file."""
    return None if source.has_no_placeholders else _PLACEHOLDER.search(links.mask_code(source.body))


def has_placeholder(text: str) -> bool:
    """Return whether a text that is no Markdown has a placeholder."""
    return _PLACEHOLDER.search(text) is not None


def mask_placeholders(text: str) -> str:
    """Return a text of the same length with spaces in place of its placeholders, which may be in any language."""
    return _PLACEHOLDER.sub(lambda match: " " * len(match[0]), text) if "[[" in text else text


def search_placeholder(text: str) -> re.Match[str] | None:
    """Return the first placeholder in Markdown outside code, as a match with its position in the text."""
    return _PLACEHOLDER.search(links.mask_code(text)) if "[[" in text else None


def check_placeholders(sources: Iterable[SourceFile], contents: Mapping[str, Content]) -> Iterator[Problem]:
    """Yield a problem for each file with a placeholder that is to be published."""
    for source in sources:
        match = None if source.has_no_placeholders else find_placeholder(source)
        content = contents.get(source.key)
        if match is None or content is None or not content.is_public:
            continue
        message = Message(
            "expected the finished text, or 'status: draft' in the original, found {text}", text=show_value(match[0])
        )
        position = match.start() - len(source.head)
        if position >= 0:
            yield source.body_problem(position, "unfinished-text", message)
        else:
            line = 2 + source.head.count("\n", 0, match.start())
            yield Problem(source.path, line, "file", "unfinished-text", message)


def check_data_files(data_files: Iterable[DataFile]) -> Iterator[Problem]:
    """Yield a problem for each data file with a placeholder; what it holds has no drafts."""
    for data_file in data_files:
        match = search_placeholder(data_file.text)
        if match:
            line = 1 + data_file.text.count("\n", 0, match.start())
            message = Message("expected the finished text, found {text}", text=show_value(match[0]))
            yield Problem(data_file.path, line, "file", "unfinished-text", message)
