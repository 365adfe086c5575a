"""Forbidden characters of text files: their names, and decoding that refuses them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.sources import textfile

# Patterns with wide ranges take long to compile, and most runs meet none of these characters: `re` does it when one is looked for.
_FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]"
"""Characters that XML 1.0 or HTML forbids, overrides of direction that falsify a text, and the replacement for lost characters."""
_UNSEEN = f"{_FORBIDDEN[:-1]}\xad\u200b-\u200f\u2028\u2029\u2060-\u2065\ufeff]"
"""The same, and invisible ones that come from pasting and break searches; they are allowed when written by number."""
_LOST = "\ufffd"
"""The replacement for lost characters."""
_JOINERS, _MARKS = "\u200c\u200d", "\u200e\u200f"
_UNJOINED = r"[\s\x00-\u02ff\u2e80-\uabff\uff00-\uffef]|\Z"
"""A character after which a joiner has no meaning: joiners belong to emoji and to scripts whose letters connect."""
_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_MOST_REPORTED = 100
"""The highest number of forbidden characters that are reported in a file."""
_ENTITY = re.compile(r"&#(?:[xX]([0-9A-Fa-f]{1,6})|([0-9]{1,7}));")
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0abevf]))")
"""How Markdown and YAML write a character by its number."""
_SHORT_ESCAPES = {"0": 0, "a": 7, "b": 8, "v": 11, "f": 12, "e": 27}


def decode_text(data: bytes, path: str) -> tuple[str | None, list[Problem]]:
    """Return a file's text, or what is wrong with it."""
    text, problems = textfile.decode_utf8(data, path)
    if text is None:
        return None, problems
    forbidden = [(position, ord(text[position])) for position in _find_forbidden(text)]
    if not forbidden:
        position, number = _find_escaped(text)
        if number is None:
            return text, problems
        forbidden = [(position, number)]
    return None, [
        Problem(
            path,
            line,
            "file",
            "forbidden-character",
            Message("expected printable text, found {character}", character=_name_character(number)),
        )
        for line, number in dict.fromkeys(
            (text.count("\n", 0, position) + 1, number) for position, number in forbidden[:_MOST_REPORTED]
        )
    ]


def _find_forbidden(text: str) -> Iterator[int]:
    """Yield the position of every forbidden character."""
    # None of them can be printed but one, and whether all can takes a fifth of the time to find out.
    if text.replace("\n", "").isprintable() and _LOST not in text:
        return
    for match in re.finditer(_UNSEEN, text):
        position = match.start()
        if match[0] in _JOINERS and not re.match(_UNJOINED, text[position - 1 : position]):
            continue
        if match[0] in _MARKS and re.search(_RIGHT_TO_LEFT, text[max(0, position - 2) : position + 3]):
            continue
        yield position


def _name_character(number: int) -> str:
    """Return how a message names a character, such as `U+200B (zero width space)`."""
    name = unicodedata.name(chr(number), "") if number <= 0x10FFFF else ""
    return f"U+{number:04X} ({name.lower()})" if name else f"U+{number:04X}"


def _find_escaped(text: str) -> tuple[int, int | None]:
    """Return position and number of the first forbidden character that a text writes by its number, if there is one."""
    escapes: list[tuple[int, int]] = []
    if "&#" in text:
        escapes += [
            (match.start(), int(match[1], 16) if match[1] else int(match[2])) for match in _ENTITY.finditer(text)
        ]
    if "\\" in text:
        fence = textfile.CLOSING_FENCE.search(text, len(textfile.FENCE)) if text.startswith(textfile.FENCE) else None
        for match in _ESCAPE.finditer(text, 0, fence.start() if fence else len(text)):
            digits = match[1] or match[2] or match[3]
            escapes.append((match.start(), int(digits, 16) if digits else _SHORT_ESCAPES[match[4]]))
    return next(((position, number) for position, number in escapes if _is_impossible(number)), (0, None))


def explain_forbidden(text: str) -> str:
    """Return the message for the first forbidden character of a text, or an empty text if it has none."""
    position = next(_find_forbidden(text), None)
    return (
        ""
        if position is None
        else Message("expected printable text, found {character}", character=_name_character(ord(text[position])))
    )


def remove_forbidden(text: str) -> str:
    """Return a text without forbidden characters; those that separate lines become spaces."""
    text = text.replace("\u2028", " ").replace("\u2029", " ")
    forbidden = set(_find_forbidden(text))
    if not forbidden:
        return text
    return "".join(character for position, character in enumerate(text) if position not in forbidden)


def _is_impossible(number: int) -> bool:
    """Return whether a number is that of a forbidden character, of a surrogate, or of no character."""
    return number > 0x10FFFF or 0xD800 <= number <= 0xDFFF or bool(re.match(_FORBIDDEN, chr(number)))
