"""Check that a text is written in the script of its language: no untranslated part, no character of another script."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from corner.diagnostics.problem import Severity
from corner.parity.alignment import Alignment, TextRange
from corner.parity.name_check import is_quoted
from corner.parity.readers.normalized_text import to_half_width
from corner.parity.side import Mismatch, Side

_HAN = re.compile(r"[㐀-鿿]")
_LATIN = re.compile(r"[^\W\d_㐀-鿿]+(?:['’-][^\W\d_㐀-鿿]+)*")
_WIDE = re.compile("[０-９]+(?:[．，][０-９]+)*")
_DIGIT = "[一二三四五六七八九○〇零]"
_ZERO = re.compile(
    f"(?<!{_DIGIT}){_DIGIT}{{1,9}}[OoＯｏ0０]+(?:(?={_DIGIT}|年)|(?<=[OoＯｏ]))(?:{_DIGIT}+[OoＯｏ0０]*)*"
)
_ROUND = re.compile("[OoＯｏ0０]")
_KINDS = frozenset(("title", "description", "headings", "paragraphs"))
_PASSAGE = 4
"""The number of words of a passage: fewer may be names."""
_MAX_EXCERPT = 40


class ScriptChecker:
    """Checks the characters of texts, each character once."""

    def __init__(self) -> None:
        """Begin without known characters."""
        self._seen: set[str] = set()
        self._simplified: dict[str, str] = {}

    def find_wrong_characters(self, side: Side) -> Iterator[Mismatch]:
        """Yield the characters of a text that do not belong to its script, except in quotations."""
        text = side.text
        matches = [(match, to_half_width(match[0]).replace("，", ",")) for match in _WIDE.finditer(text)]
        if side.source.locale.startswith("zh"):
            matches += [(match, _ROUND.sub("○", match[0])) for match in _ZERO.finditer(text)]
        if side.source.locale == "zh-Hant":
            matches += self._find_simplified(text)
        reports: set[tuple[str, int]] = set()
        for match, right in matches:
            report = match[0], side.find_line(match.start())
            if report in reports or is_quoted(text, *match.span()):
                continue
            reports.add(report)
            yield side.create_mismatch(
                match.start(),
                code="wrong-character",
                message=f"expected '{right}', found '{match[0]}'",
                names=(match[0],),
                severity=Severity.WARNING,
            )

    def _find_simplified(self, text: str) -> list[tuple[re.Match[str], str]]:
        """Return the runs of Simplified characters in a Traditional text."""
        characters = set(text)
        doubtful = [
            character
            for character in characters - self._seen
            if character > "一" and _is_encodable("gb2312", character) and not _is_encodable("big5", character)
        ]
        self._seen |= characters
        if doubtful:
            # OpenCC takes long to load, and few texts need it.
            from corner.i18n import script_conversion  # noqa: PLC0415

            self._simplified |= script_conversion.find_simplified(doubtful)
        wrong = characters & self._simplified.keys() if self._simplified else ()
        if not wrong:
            return []
        runs = re.finditer(f"[{''.join(sorted(wrong))}]+", text)
        return [(match, "".join(map(self._simplified.__getitem__, match[0]))) for match in runs]


def _is_encodable(encoding: str, character: str) -> bool:
    """Return whether an older encoding has a character, as it has those that a script commonly uses."""
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def find_untranslated(
    sides: tuple[Side, Side], alignment: Alignment, named: Sequence[str], *, han: tuple[bool, bool]
) -> Iterator[Mismatch]:
    """Yield the headings and paragraphs of a translation that are still in the language of the original.

    Args:
        sides: the original and its translation.
        alignment: the alignment of the two.
        named: the bodies that the original names, as it writes them; such a name may stay untranslated.
        han: whether the language of each is written in Chinese characters.
    """
    original, translation = sides
    for part in alignment.pairs:
        if part.kind not in _KINDS:
            continue
        is_single = len(part.original) == len(part.translation) == 1
        for span, other in zip_longest(part.translation, part.original[:1] if is_single else ()):
            opposite = original.text[slice(*other)] if other else ""
            if span and _is_untranslated(translation.text, span, opposite, named, han):
                passage = " ".join(translation.text[slice(*span)].split()).lstrip("# ")
                excerpt = passage[:_MAX_EXCERPT].rstrip()
                where = original.format_location(part.original[0][0]) if part.original else original.path
                yield translation.create_mismatch(
                    span[0],
                    code="untranslated-text",
                    message=f"expected a translation of {where}, found '{excerpt}'",
                    names=(excerpt,),
                    severity=Severity.WARNING,
                )


def _is_untranslated(text: str, span: TextRange, opposite: str, named: Sequence[str], han: tuple[bool, bool]) -> bool:
    """Return whether a part is still in the language of the original; `opposite` is its counterpart, if known."""
    if han[1] and _HAN.search(text, *span):
        return False
    if han == (True, True) or (han[0] and _LATIN.search(text, *span)):
        return False
    passage = text[slice(*span)]
    if han[0]:
        return len(_HAN.findall(passage)) >= _PASSAGE
    is_copied = passage.split() == opposite.split()
    if not han[1] and not is_copied:
        return False
    for name in sorted(named, key=len, reverse=True):
        passage = passage.replace(name, " ")
    words = _LATIN.findall(passage)
    if not han[1]:
        return len(words) > _PASSAGE
    return len(words) >= _PASSAGE or (is_copied and len(words) > 1 and any(word[0].islower() for word in words))
