"""Check that a text is written in the script of its language: no text in another one, no untranslated part, no wrong character."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from corner.checks.placeholders import mask_placeholders
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Severity
from corner.parity.name_check import is_quoted
from corner.parity.part_names import LETTER_NAMES
from corner.parity.readers.normalized_text import to_half_width
from corner.parity.side import Mismatch, Side
from corner.parity.writing import MASK, Writing, mask_code, read_writing

if TYPE_CHECKING:
    # Only what compares pairs needs it at run time.
    from corner.parity.alignment import Alignment, TextRange

_WIDE_DIGITS = "０１２３４５６７８９"
_WIDE = re.compile(f"[{_WIDE_DIGITS}]+(?:[．，][{_WIDE_DIGITS}]+)*")
_ROUND_CLASS = "OoＯｏ0０"
_ROUND = re.compile(f"[{_ROUND_CLASS}]")
_KINDS = frozenset(("title", "description", "headings", "paragraphs"))
_PASSAGE = 4
"""The number of words of a passage: fewer may be names."""
_LEAST_WORDS = 3
"""The number of words from which one can say in which script a text is written."""
_MANY_WORDS = 8
"""The same for a text that has letters of both scripts."""
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_MAX_EXCERPT = 40
_FOREIGN_SHARE = 0.2
"""The share of words in its own script below which a text is in another language."""
_VARIANT_SHARE = 0.08
"""The share of characters of the other form of a script from which a text is written in that form."""
_LEAST_VARIANTS = 8
"""The number of such characters from which the share says something."""


class ScriptChecker:
    """Checks the characters of texts, each character once."""

    def __init__(self) -> None:
        """Begin without known characters."""
        self._seen: set[str] = set()
        self._simplified: dict[str, str] = {}
        self._last: tuple[str, list[tuple[re.Match[str], str]]] = ("", [])
        """The text that was searched last, and what it has."""

    def find_wrong_characters(self, side: Side) -> Iterator[Mismatch]:
        """Yield the characters of a text that do not belong to its script, except in quotations."""
        text = side.text
        writing = read_writing(side.source.locale)
        has_wide = not text.isascii() and any(digit in text for digit in _WIDE_DIGITS)
        wide = _WIDE.finditer(text) if has_wide else ()
        matches = [(match, to_half_width(match[0]).replace("，", ",")) for match in wide]
        if writing.numerals:
            zero = _compile_zero(writing.numerals)
            matches += [(match, _ROUND.sub("○", match[0])) for match in zero.finditer(text)]
        if writing.encodings:
            variants = self._find_variants(text, writing)
            matches += [] if _is_variant_text(text, variants, writing) else variants
        reports: set[tuple[str, int]] = set()
        for match, right in matches:
            report = match[0], side.find_line(match.start())
            if report in reports or is_quoted(text, *match.span()):
                continue
            reports.add(report)
            yield side.create_mismatch(
                match.start(),
                code="wrong-character",
                message=Message("expected '{right}', found '{text}'", right=right, text=match[0]),
                names=(match[0],),
                severity=Severity.WARNING,
            )

    def find_wrong_language(self, side: Side, *, is_original: bool) -> Iterator[Mismatch]:
        """Yield that a text is written in the script of another language, or in the other form of its script.

        Args:
            side: title, description and body.
            is_original: whether the text is no translation: `find_untranslated` checks the parts of translations.
        """
        writing = read_writing(side.source.locale)
        if not writing.letters:
            return
        text = mask_placeholders(mask_code(side))
        body = _find_foreign_letters(text[side.body_start :], writing)
        if body:
            yield _report_language(side, side.body_start, text[side.body_start :], body, Severity.ERROR)
        elif variant := self._find_variant_start(side.text, writing):
            rest = text[variant.start() : variant.start() + _MAX_EXCERPT]
            yield _report_language(side, variant.start(), rest, writing.other_form, Severity.ERROR)
        if is_original:
            parts = [*side.fields.values(), *([] if body else _iter_paragraphs(text, side.body_start))]
            for start, end in parts:
                kind = _find_passage_letters(text[start:end], writing)
                if kind:
                    severity = Severity.ERROR if body else Severity.WARNING
                    yield _report_language(side, start, text[start:end], kind, severity)

    def _find_variant_start(self, text: str, writing: Writing) -> re.Match[str] | None:
        """Return the first character of the other form of the script, if the text is written in that."""
        variants = self._find_variants(text, writing) if writing.encodings else []
        return variants[0][0] if _is_variant_text(text, variants, writing) else None

    def _find_variants(self, text: str, writing: Writing) -> list[tuple[re.Match[str], str]]:
        """Return the runs of characters that only the other form of the script has, each with what is right."""
        if text != self._last[0]:
            self._last = text, self._search_variants(text, writing)
        return self._last[1]

    def _search_variants(self, text: str, writing: Writing) -> list[tuple[re.Match[str], str]]:
        ours, theirs = writing.encodings
        if _is_encodable(ours, text):
            return []
        characters = set(text)
        doubtful = [
            character
            for character in characters - self._seen
            if character > "一" and _is_encodable(theirs, character) and not _is_encodable(ours, character)
        ]
        self._seen |= characters
        if doubtful:
            # OpenCC takes long to load, and few texts need it.
            from corner.i18n import script_conversion  # noqa: PLC0415

            self._simplified |= script_conversion.find_simplified(doubtful)
        wrong = [character for character in self._simplified if character in characters]
        if not wrong:
            return []
        runs = re.finditer(f"[{''.join(sorted(wrong))}]+", text)
        return [(match, "".join(map(self._simplified.__getitem__, match[0]))) for match in runs]


def _is_encodable(encoding: str, text: str) -> bool:
    """Return whether an older encoding has all characters of a text, as it has those that a script commonly uses."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@cache
def _compile_zero(numerals: str) -> re.Pattern[str]:
    """Return the pattern of a year in numerals with a letter or digit instead of a zero."""
    digit, wrong = f"[{numerals}]", f"[{_ROUND_CLASS}]"
    return re.compile(
        f"{digit}(?<!{digit}.){digit}{{0,8}}{wrong}+(?:(?={digit}|年)|(?<=[OoＯｏ]))(?:{digit}+{wrong}*)*"
    )


def _is_variant_text(text: str, variants: Sequence[tuple[re.Match[str], str]], writing: Writing) -> bool:
    """Return whether a text is written in the other form of its script, and does not only have slips."""
    count = sum(len(match[0]) for match, _ in variants)
    return count >= _LEAST_VARIANTS and count >= _VARIANT_SHARE * len(re.findall(f"[{writing.ranges}]", text))


@lru_cache(maxsize=2)
def _find_foreign_letters(text: str, writing: Writing) -> str:
    """Return the name of the letters in which a text is written, if these are not those of its language, or nothing."""
    own = 0 if writing.is_spaced else sum(kind.count_words(text) for kind in writing.letters)
    if own >= _FOREIGN_SHARE * len(text) / 2:
        return ""  # most texts, which have more words than the rest of their characters can be
    count, name = writing.find_foreign_words(text)
    if count < _LEAST_WORDS:
        return ""
    own = sum(kind.count_words(text) for kind in writing.letters)
    return name if not own or (count >= _MANY_WORDS and own < _FOREIGN_SHARE * count) else ""


def _find_passage_letters(text: str, writing: Writing) -> str:
    """Return the name of the letters of a part without any of its language, or nothing if it is a name or a quotation."""
    if writing.has_letters(text) or text.lstrip().startswith((">", "“", "「", '"', "«")):
        return ""
    count, name = writing.find_foreign_words(text)
    return name if count >= _PASSAGE else ""


def _iter_paragraphs(text: str, start: int) -> Iterator[TextRange]:
    """Yield the paragraphs of a body that are no tables, lists or headings."""
    for match in _PARAGRAPH.finditer(text, start):
        if not match[0].startswith(("|", "#", "-", "*", "+", "[^", "    ")):
            yield match.span()


def _report_language(side: Side, start: int, text: str, kind: str, severity: Severity) -> Mismatch:
    words = " ".join(text.replace(MASK, "").split()).lstrip("#>*- ")
    excerpt = words[:_MAX_EXCERPT].rstrip()
    return side.create_mismatch(
        start + len(text) - len(text.lstrip()),
        code="wrong-language",
        message=Message(
            "expected a text in '{locale}', found {kind}: '{excerpt}'",
            locale=side.source.locale,
            kind=LETTER_NAMES[kind],
            excerpt=excerpt,
        ),
        names=(excerpt,),
        severity=severity,
    )


def find_untranslated(sides: tuple[Side, Side], alignment: Alignment, named: Sequence[str]) -> Iterator[Mismatch]:
    """Yield the headings and paragraphs of a translation that are still in the language of the original.

    Args:
        sides: the original and its translation.
        alignment: the alignment of the two.
        named: the bodies that the original names, as it writes them; such a name may stay untranslated.
    """
    original, translation = sides
    writings = read_writing(original.source.locale), read_writing(translation.source.locale)
    if _find_foreign_letters(mask_code(translation)[translation.body_start :], writings[1]):
        return  # all of it is in another language, which is one message
    for part in alignment.pairs:
        if part.kind not in _KINDS:
            continue
        is_single = len(part.original) == len(part.translation) == 1
        for span, other in zip_longest(part.translation, part.original[:1] if is_single else ()):
            opposite = original.text[slice(*other)] if other else ""
            if span and _is_untranslated(translation.text[slice(*span)], opposite, named, writings):
                passage = " ".join(translation.text[slice(*span)].split()).lstrip("# ")
                excerpt = passage[:_MAX_EXCERPT].rstrip()
                where = original.format_location(part.original[0][0]) if part.original else original.path
                yield translation.create_mismatch(
                    span[0],
                    code="untranslated-text",
                    message=Message(
                        "expected a translation of {where}, found '{excerpt}'", where=where, excerpt=excerpt
                    ),
                    names=(excerpt,),
                    severity=Severity.WARNING,
                )


def _is_untranslated(passage: str, opposite: str, named: Sequence[str], writings: tuple[Writing, Writing]) -> bool:
    """Return whether a part is still in the language of the original; `opposite` is its counterpart, if known."""
    ours, theirs = writings
    has_other_letters = ours.letters != theirs.letters
    if has_other_letters and theirs.has_letters(passage):
        return False
    if has_other_letters and not ours.is_spaced:
        return sum(kind.count_words(passage) for kind in ours.letters) >= _PASSAGE / 2
    is_copied = passage.split() == opposite.split()
    if not has_other_letters and (not is_copied or not theirs.is_spaced):
        return False
    for name in sorted(named, key=len, reverse=True):
        passage = passage.replace(name, " ")
    words = re.findall(rf"[{ours.ranges}]+(?:['’-][{ours.ranges}]+)*", passage) if ours.ranges else []
    if not has_other_letters:
        return len(words) > _PASSAGE
    return len(words) >= _PASSAGE or (is_copied and len(words) > 1 and any(word[0].islower() for word in words))
