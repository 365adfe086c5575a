"""Words that are still to come: what stands in their place in a draft, and may not be published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from corner.content import links
from corner.content.types import Content
from corner.diagnostics.problem import Problem
from corner.diagnostics.suggestions import show_value
from corner.sources.frontmatter import SourceFile

_PLACEHOLDER = re.compile(r"\[\[[^\[\]\n]+\]\](?![(\[:])")


def format_placeholder(words: str) -> str:
    """Return what stands where words are to come; `words` says which."""
    return f"[[{words}]]"


def find_placeholder(source: SourceFile) -> re.Match[str] | None:
    """Return where a file first says that words are to come, as a place in its front matter and text joined."""
    if source.has_no_placeholders:
        return None
    return _PLACEHOLDER.search(source.head + links.mask_code(source.body))


def check_placeholders(sources: Iterable[SourceFile], contents: Mapping[str, Content]) -> Iterator[Problem]:
    """Yield a problem for each file that is to be published and lacks words."""
    for source in sources:
        match = find_placeholder(source)
        content = contents.get(source.key)
        if match is None or content is None or not content.is_public:
            continue
        message = f"expected the finished text, or 'status: draft' in the original, found {show_value(match[0])}"
        place = match.start() - len(source.head)
        if place >= 0:
            yield source.body_problem(place, "unfinished-text", message)
        else:
            line = 2 + source.head.count("\n", 0, match.start())
            yield Problem(source.path, line, "file", "unfinished-text", message)
