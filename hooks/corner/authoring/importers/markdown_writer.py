"""Markdown from clean HTML: the only module that imports markdownify."""

from __future__ import annotations

import re
from typing import Any

from corner.authoring.importers.converters import missing_converter

_BACKTICKS = re.compile("`+")
_OPTIONS = {"heading_style": "ATX", "bullets": "-", "escape_misc": True, "table_infer_header": True}


def write_markdown(html: str) -> str:
    """Return HTML as CommonMark with GFM tables.

    Raises:
        DocumentError: markdownify is missing.
    """
    try:
        import markdownify  # noqa: PLC0415 -- of the extra `import`
    except ImportError:
        raise missing_converter("markdownify") from None
    base: Any = markdownify.MarkdownConverter

    class MarkdownWriter(base):  # type: ignore[misc] # its types lack what it converts
        """Corrects what markdownify 1.2 writes so that text can break out of it, or in a time that grows too fast."""

        def __init__(self) -> None:
            super().__init__(**_OPTIONS)
            self._last: dict[int, int] = {}

        def convert_pre(self, _element: Any, text: str, parent_tags: set[str]) -> str:
            """Write a fence that is longer than those in the text; in a heading or cell, which have one line, a code span."""
            content = text.strip("\n").rstrip(" \n")
            if not content.strip():
                return ""
            longest = max((len(run) for run in _BACKTICKS.findall(content)), default=0)
            if "_inline" in parent_tags:
                fence = "`" * (longest + 1)
                return f" {fence} {' '.join(content.split())} {fence} "
            fence = "`" * max(3, longest + 1)
            return f"\n\n{fence}\n{content}\n{fence}\n\n"

        def convert_li(self, element: Any, text: str, parent_tags: set[str]) -> str:
            """Write an item of a numbered list without counting all items before it."""
            parent = element.parent
            if parent is None or parent.name != "ol" or not (text := text.strip()):
                return str(super().convert_li(element, text, parent_tags))
            number = self._last.get(id(parent), int(parent.get("start") or 1) - 1) + 1
            self._last[id(parent)] = number
            bullet = f"{number}. "
            return bullet + text.replace("\n", "\n" + " " * len(bullet)) + "\n"

    return str(MarkdownWriter().convert(html))
