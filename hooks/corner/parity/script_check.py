"""Whether a text is written in the script of its language: no part left untranslated, no character of another script."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from corner.diagnostics.problem import Severity
from corner.parity.alignment import Alignment, TextRange
from corner.parity.name_check import is_quoted
from corner.parity.quantities import to_half_width
from corner.parity.side import Mismatch, Side

_HAN = re.compile(r"[㐀-鿿]")
_LATIN = re.compile(r"[^\W\d_㐀-鿿]+(?:['’-][^\W\d_㐀-鿿]+)*")
_WIDE = re.compile("[０-９]+(?:[．，][０-９]+)*")
_DIGIT = "[一二三四五六七八九○〇零]"
_ZERO = re.compile(f"{_DIGIT}+[OoＯｏ0０]+(?:(?={_DIGIT}|年)|(?<=[OoＯｏ]))(?:{_DIGIT}+[OoＯｏ0０]*)*")
_ROUND = re.compile("[OoＯｏ0０]")
_KINDS = frozenset(("title", "description", "headings", "paragraphs"))
_PASSAGE = 4
"""How many words make a passage: fewer may be names."""
_SHOWN = 40


class ScriptChecker:
    """What is known of the characters of texts."""

    def __init__(self) -> None:
        """Begin without any."""
        self._seen: set[str] = set()
        self._simplified: dict[str, str] = {}

    def characters(self, side: Side) -> Iterator[Mismatch]:
        """Yield the characters of a text that do not belong to its script, but for those that it quotes."""
        text = side.text
        found = [(match, to_half_width(match[0]).replace("，", ",")) for match in _WIDE.finditer(text)]
        if side.source.locale.startswith("zh"):
            found += [(match, _ROUND.sub("○", match[0])) for match in _ZERO.finditer(text)]
        if side.source.locale == "zh-Hant":
            found += self._foreign(text)
        told: set[tuple[str, int]] = set()
        for match, right in found:
            if (match[0], side.line(match.start())) in told or is_quoted(text, *match.span()):
                continue
            told.add((match[0], side.line(match.start())))
            yield side.mismatch(
                match.start(),
                code="wrong-character",
                message=f"expected '{right}', found '{match[0]}'",
                names=(match[0],),
                severity=Severity.WARNING,
            )

    def _foreign(self, text: str) -> list[tuple[re.Match[str], str]]:
        """Return the Simplified characters of a Traditional text, those that follow each other together."""
        held = set(text)
        doubtful = [
            each for each in held - self._seen if each > "一" and _has("gb2312", each) and not _has("big5", each)
        ]
        self._seen |= held
        if doubtful:
            # OpenCC takes long to load, and few texts need it.
            from corner.i18n import script_conversion  # noqa: PLC0415

            self._simplified |= script_conversion.find_simplified(doubtful)
        wrong = held & self._simplified.keys() if self._simplified else ()
        if not wrong:
            return []
        runs = re.finditer(f"[{''.join(sorted(wrong))}]+", text)
        return [(match, "".join(map(self._simplified.__getitem__, match[0]))) for match in runs]


def _has(encoding: str, character: str) -> bool:
    """Return whether a character is one of an older encoding, which tells what a script commonly uses."""
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def find_untranslated(
    pair: tuple[Side, Side], alignment: Alignment, named: Sequence[str], *, han: tuple[bool, bool]
) -> Iterator[Mismatch]:
    """Yield the headings and paragraphs of a translation that are still in the language of the original.

    Args:
        pair: the original and its translation.
        alignment: how the two answer to each other.
        named: the bodies that the original names, as it writes them; such a name may stand untranslated.
        han: whether the language of each is written in Chinese characters.
    """
    original, translation = pair
    for part in alignment.pairs:
        if part.kind not in _KINDS:
            continue
        single = len(part.here) == len(part.there) == 1
        for span, other in zip_longest(part.there, part.here[:1] if single else ()):
            if span and _left(translation.text, span, original.text[slice(*other)] if other else "", named, han):
                found = " ".join(translation.text[slice(*span)].split()).lstrip("# ")
                shown = found[:_SHOWN].rstrip()
                where = original.at(part.here[0][0]) if part.here else original.path
                yield translation.mismatch(
                    span[0],
                    code="untranslated-text",
                    message=f"expected a translation of {where}, found '{shown}'",
                    names=(shown,),
                    severity=Severity.WARNING,
                )


def _left(text: str, span: TextRange, opposite: str, named: Sequence[str], han: tuple[bool, bool]) -> bool:
    """Return whether a part is still in the language of the original; `opposite` is what it answers to, if known."""
    if han[1] and _HAN.search(text, *span):
        return False
    if han == (True, True) or (han[0] and _LATIN.search(text, *span)):
        return False
    passage = text[slice(*span)]
    if han[0]:
        return len(_HAN.findall(passage)) >= _PASSAGE
    same = passage.split() == opposite.split()
    if not han[1] and not same:
        return False
    for name in sorted(named, key=len, reverse=True):
        passage = passage.replace(name, " ")
    words = _LATIN.findall(passage)
    if not han[1]:
        return len(words) > _PASSAGE
    return len(words) >= _PASSAGE or (same and len(words) > 1 and any(word[0].islower() for word in words))
