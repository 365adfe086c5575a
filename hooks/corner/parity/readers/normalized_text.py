"""A text as the readers take it: ordinary digits, no spaces beside digits where a script has none, and the place of each part."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

_WIDE = re.compile("[０-９．％／：﹪，](?:(?<!，)|(?<=[０-９]，)(?=[０-９]{3}(?![０-９])))|[٠-٩۰-۹٪٫٬\u2009\u202f]")
_SIGNS = re.compile("[０-９．％／：﹪٠-٩۰-۹٪٫٬\u2009\u202f]")
"""What there is to replace in a text; a comma is replaced only between digits."""
_NARROW = {code: code - 0xFEE0 for code in map(ord, "０１２３４５６７８９．％／：，")} | {ord("﹪"): ord("%")}
# Arabic and Persian digits and the signs that stand with them; narrow spaces, as French has them before a percentage.
_NARROW |= str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٪٫٬\u2009\u202f", "01234567890123456789%.,\u00a0\u00a0")


class NormalizedText:
    """A text without what readers need not see, and the position of each character in the text as it is written."""

    def __init__(self, text: str, removed: re.Pattern[str] | None) -> None:
        """Normalize a text.

        Args:
            text: the text as it is written.
            removed: the pattern of what is removed, or `None`; if it has a group, only that is removed.
        """
        self._written = text
        self._starts: list[int] = []
        """Where, in the normalized text, something was removed."""
        self._removed: list[int] = []
        """How many characters were removed up to there."""
        text = to_half_width(text)
        self.text = self._remove(text, removed) if removed else text

    def _remove(self, text: str, pattern: re.Pattern[str]) -> str:
        parts = []
        end = total = 0
        for match in pattern.finditer(text):
            start, stop = match.span(match.lastindex or 0)
            parts.append(text[end:start])
            total += stop - start
            self._starts.append(stop - total)
            self._removed.append(total)
            end = stop
        return "".join((*parts, text[end:])) if parts else text

    def find_start(self, position: int) -> int:
        """Return the position, in the text as it is written, of the character at a position."""
        if not self._starts:
            return position
        index = bisect_right(self._starts, position)
        return position + (self._removed[index - 1] if index else 0)

    def get_written(self, start: int, end: int) -> str:
        """Return a part as it is written, in one line."""
        return " ".join(self._written[self.find_start(start) : self.find_start(end - 1) + 1].split())


@lru_cache(maxsize=4)
def to_lower_case(text: str) -> str:
    """Return a text in lower case, or as it is if a letter such as İ became two, which would move all positions after it."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def to_half_width(text: str) -> str:
    """Return a text with ordinary digits and signs instead of full-width, Arabic and narrow ones; all positions stay."""
    if text.isascii() or not _SIGNS.search(text):
        return text
    return _WIDE.sub(lambda match: match[0].translate(_NARROW), text)
