"""Check the punctuation of a text: brackets and quotation marks that do not close, marks of another script, words written twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from corner.diagnostics.message import Message
from corner.diagnostics.problem import Severity
from corner.parity.side import Mismatch, Side
from corner.parity.writing import MASK, Writing, mask_code

_BLOCK_END = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+|>#]|[0-9]{1,9}[.)])[ \t])")
_MARKER = re.compile(r"\n?[ \t>]*(?:[-*+|#]|[0-9]{1,9}[.)])")
"""How an item of a list, a row of a table and a heading begin."""
_LABEL = re.compile(
    r"(?:^|[\s,;:，；：、。])(?:[A-Za-z]|[0-9]{1,3}|[ivxIVX]{1,5}|[一二三四五六七八九十甲乙丙丁戊己]{1,3})$"
)
"""What stands before a bracket that closes the label of an item, such as “a)”."""
_CUT_START = re.compile(r"^[A-Za-zÀ-ÿ0-9]+ ")
_CUT_END = re.compile(r" [A-Za-zÀ-ÿ0-9]+$")
"""A word that an excerpt may have cut."""
_NARROW = {"（": "(", "）": ")"}
_QUOTES = "“「『«"
"""Signs that open a quotation."""
_DEPTH = 20
"""The number of brackets within one another up to which a partner is searched."""
_USUAL_DEPTH = 2
"""The number of brackets within one another that most texts have at most."""
_AROUND = 16
"""The number of characters around something that a message quotes."""


class _TextBlock(NamedTuple):
    """A paragraph, an item of a list, a row of a table, a title or a description."""

    start: int
    end: int


class _Mistake(NamedTuple):
    """Something that is wrong at a position."""

    position: int
    written: str
    expected: str
    """What a message says was expected and found."""
    code: str


class PunctuationChecker:
    """Checks the punctuation of texts in one language."""

    def __init__(self, writing: Writing) -> None:
        """Take how the language is written; patterns are made when they are needed."""
        self._writing = writing
        self._quotes = {sign for pair in writing.brackets.items() if pair[0] in _QUOTES for sign in pair}
        self._closing = {closing: opening for opening, closing in writing.brackets.items()}

    def find_mistakes(self, side: Side) -> Iterator[Mismatch]:
        """Yield what is wrong in the punctuation of a text, each thing once in a line."""
        text = mask_code(side)
        reports: set[tuple[str, str, int]] = set()
        for mistake in (
            *self._find_unclosed(text, self._list_blocks(text, side), side.body_start),
            *self._find_foreign(text),
            *self._find_doubled(text),
        ):
            report = mistake.code, mistake.written, side.find_line(mistake.position)
            if report not in reports:
                reports.add(report)
                message = Message(
                    "expected {expected} in {quote}", expected=mistake.expected, quote=_quote(text, mistake.position)
                )
                yield side.create_mismatch(
                    mistake.position,
                    code=mistake.code,
                    message=message,
                    names=(mistake.written,),
                    severity=Severity.WARNING,
                )

    @cached_property
    def _signs(self) -> str:
        """What opens and what closes."""
        return "".join(chain.from_iterable(self._writing.brackets.items()))

    @cached_property
    def _bracket(self) -> re.Pattern[str]:
        return re.compile(f"[{re.escape(self._signs)}]")

    @cached_property
    def _bracket_or_end(self) -> re.Pattern[str]:
        """A bracket or the end of a line, in which a block may end."""
        return re.compile(self._bracket.pattern.replace("[", r"[\n", 1))

    def _list_blocks(self, text: str, side: Side) -> list[_TextBlock]:
        """Return the blocks of a text that may have a bracket without a partner."""
        blocks = [_TextBlock(start, end - 1) for start, end in side.fields.values()]
        if len(text) == side.body_start or not any(map(text.__contains__, self._signs)):
            return blocks
        signs = "".join(self._bracket_or_end.findall(text, side.body_start))
        for _ in range(_USUAL_DEPTH):
            for opening, closing in self._writing.brackets.items():
                signs = signs.replace(opening + closing, "")
        return blocks if not signs.strip() else [*blocks, *_split_body(text, side.body_start)]

    def _find_unclosed(self, text: str, blocks: list[_TextBlock], body_start: int) -> Iterator[_Mistake]:
        """Yield the brackets without a partner in their block, and the quotation marks without one where that is certain.

        A quotation may have several paragraphs, of which each opens it or none does, and the last closes it. Only the marks
        in a bracket, in a title and in a line of a list or table certainly have their partner there.
        """
        for block in blocks:
            is_line = block.start < body_start or _MARKER.match(text, block.start) is not None
            opened: list[int] = []
            for match in self._bracket.finditer(text, *block):
                sign = match[0]
                if sign in self._quotes and not (is_line or opened):
                    continue
                if sign in self._writing.brackets:
                    opened.append(match.start())
                elif sign in self._quotes:
                    yield from self._close_quote(text, match.start(), opened, is_line=is_line)
                else:
                    yield from self._close_bracket(text, block, match.start(), opened)
            yield from (
                self._create_unclosed(text, position)
                for position in opened
                if is_line or text[position] not in self._quotes
            )

    def _close_quote(self, text: str, position: int, opened: list[int], *, is_line: bool) -> Iterator[_Mistake]:
        """Take the partner of a closing quotation mark from what is open; yield the mark if it has none in its line."""
        opening = self._closing[text[position]]
        if opened and text[opened[-1]] == opening:
            opened.pop()
        elif is_line:
            yield self._create_unclosed(text, position)

    def _close_bracket(self, text: str, block: _TextBlock, position: int, opened: list[int]) -> Iterator[_Mistake]:
        """Take the partner of a closing bracket from those that are open; yield what has no partner."""
        sign, opening = text[position], self._closing[text[position]]
        if any(_is_pair(text[other], opening) for other in opened[-_DEPTH:]):
            while not _is_pair(text[opened[-1]], opening):
                yield self._create_unclosed(text, opened.pop())
            partner = text[opened.pop()]
            if partner != opening:
                right = self._writing.brackets[partner]
                yield _Mistake(
                    position,
                    sign,
                    Message("'{right}' after '{partner}', found '{sign}'", right=right, partner=partner, sign=sign),
                    code="wrong-punctuation",
                )
        elif not (sign in ")）" and _LABEL.search(text[max(block.start, position - 6) : position])):
            yield self._create_unclosed(text, position)

    def _create_unclosed(self, text: str, position: int) -> _Mistake:
        sign = text[position]
        if sign in self._closing:
            expected = Message("'{opening}' before it, found only '{sign}'", opening=self._closing[sign], sign=sign)
        else:
            expected = Message(
                "'{closing}' after it, found only '{sign}'", closing=self._writing.brackets[sign], sign=sign
            )
        return _Mistake(position, sign, expected, code="unclosed-bracket")

    @cached_property
    def _foreign(self) -> re.Pattern[str]:
        """Punctuation of another script beside letters of this one."""
        writing = self._writing
        if not writing.foreign or not writing.ranges:
            return re.compile("(?!)")
        signs = re.escape("".join(writing.foreign))
        letters = writing.ranges
        if writing.is_spaced:
            others = "".join(kind.ranges for kind in writing.others if not kind.has_words)
            return re.compile(
                rf"(?<=[{letters}0-9])[{signs}](?!\s*[{others}])|(?<![{others}])[{signs}](?=\s*[{letters}])"
            )
        # A point between two letters may be one of a name: before a space or at the end it is a full stop.
        return re.compile(
            rf"[{signs}](?<=[{letters}].)(?:(?<!\.)(?=[ ]?[{letters}])|(?<=\.)(?=\s+[{letters}]|\s*$))", re.MULTILINE
        )

    def _find_foreign(self, text: str) -> Iterator[_Mistake]:
        """Yield the punctuation that belongs to another script."""
        if not any(map(text.__contains__, self._writing.foreign)):
            return
        for match in self._foreign.finditer(text):
            expected = Message("'{right}', found '{text}'", right=self._writing.foreign[match[0]], text=match[0])
            yield _Mistake(match.start(), match[0], expected, code="wrong-punctuation")

    def _find_doubled(self, text: str) -> Iterator[_Mistake]:
        """Yield the words that are written twice."""
        for match in self._writing.find_doubled(text):
            written = " ".join(match[0].split())
            word = written.split()[0] if " " in written else written[: len(written) // 2]
            yield _Mistake(
                match.start(),
                written,
                Message("'{word}' once, found '{written}'", word=word, written=written),
                code="doubled-word",
            )


def _split_body(text: str, start: int) -> Iterator[_TextBlock]:
    for match in _BLOCK_END.finditer(text, start):
        yield _TextBlock(start, match.start())
        start = match.end()
    yield _TextBlock(start, len(text))


def _is_pair(sign: str, opening: str) -> bool:
    """Return whether a sign opens what `opening` opens, of whatever width."""
    return _NARROW.get(sign, sign) == _NARROW.get(opening, opening)


def _quote(text: str, position: int) -> str:
    """Return the words around a position, of its line only."""
    before = text[max(0, position - _AROUND) : position].rpartition("\n")[2]
    after = text[position : position + _AROUND].partition("\n")[0]
    before = _CUT_START.sub("", before) if len(before) == _AROUND else before
    after = _CUT_END.sub("", after) if len(after) == _AROUND else after
    return Message("“{text}”", text=" ".join((before + after).replace(MASK, "").split()))
