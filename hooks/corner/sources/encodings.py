"""Encodings of files that are not UTF-8: which one it looks like, and how to save the file as UTF-8."""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import NamedTuple

from corner.diagnostics.message import Message

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_CHINESE = ("big5hkscs", "gb18030", "utf-16-le", "utf-16-be")
_LATIN = "cp1252"
_NAMES = {
    **dict.fromkeys(("utf-16", "utf-16-le", "utf-16-be"), "UTF-16"),
    "big5hkscs": "Big5",
    "gb18030": "GB 18030",
    _LATIN: "Windows-1252",
}
_OTHER = {b"PK\x03\x04": "Word", b"\xd0\xcf\x11\xe0": "Word", b"%PDF-": "PDF"}
"""How documents begin that somebody gave the name of a text."""
_COMMON = {"big5": (range(0xA4, 0xC7), 0x40), "gb2312": (range(0xB0, 0xD8), 0xA1)}
"""The bytes of the characters that most Chinese texts consist of, in the encodings that have them first."""
_SIGNS = frozenset("　，。、；：？！「」『』（）《》〈〉【】“”‘’—…－·・／％０１２３４５６７８９")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
_LATIN_WORD = re.compile("[A-Za-zÀ-ÖØ-öø-ÿŒœŠšŽžŸ]{2,}")
_LATIN_SIGNS = re.compile("[\u2013\u2014\u2018\u2019\u201c\u201d\u2026€§°ºª«»¿¡·•\u00a0]")
_LATIN_SHARE = 0.9
"""Which part of the characters beyond ASCII are letters within words, or signs, in a text of the Latin script."""
_FEWEST = 4
"""The fewest characters beyond ASCII by which an encoding is recognised."""
_LOOKED_AT = 20_000
"""How many bytes are enough to recognise an encoding."""


class GuessedEncoding(NamedTuple):
    """The encoding that a file seems to have."""

    codec: str
    """Python's name for it; empty where none is known."""
    name: str
    """What editors know it as; empty where none is known."""


def guess_encoding(data: bytes) -> GuessedEncoding:
    """Return the encoding that the content of a text file seems to have: UTF-8, UTF-16, Big5, GB 18030, Windows-1252 or none of these."""
    codec = next((codec for mark, codec in _MARKS.items() if data.startswith(mark)), "") or _guess_codec(data)
    return GuessedEncoding(codec, _NAMES.get(codec, "UTF-8" if codec else ""))


def _guess_codec(data: bytes) -> str:
    """Return the codec of a text without a byte-order mark, or an empty text."""
    if b"\0" not in data and _is_decodable(data, "utf-8"):
        return "utf-8"
    start = data[:_LOOKED_AT]
    for codec, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        # The Latin letters and signs of front matter have a byte of zero each.
        if zeros.count(0) > len(zeros) // 4 and _is_decodable(data, codec):
            return codec
    shares = {codec: _find_common_share(data, codec) for codec in _CHINESE}
    best = max(shares, key=lambda codec: shares[codec])
    if shares[best] > 0.5:
        return best
    return _LATIN if _is_latin(data) else ""


def _is_decodable(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _find_common_share(data: bytes, codec: str) -> float:
    """Return which part of the characters beyond ASCII are common Chinese ones in an encoding; 0 if the text is not in it."""
    try:
        text = data.decode(codec)[:_LOOKED_AT]
    except UnicodeDecodeError:
        return 0.0
    others = [character for character in text if character > "\x7f"]
    if len(others) < _FEWEST or _CONTROLS.search(text):
        return 0.0
    return sum(map(_is_common, others)) / len(others)


@cache
def _is_common(character: str) -> bool:
    """Return whether a character is one of those, or a sign beside them, that most Chinese texts consist of."""
    if character in _SIGNS:
        return True
    for codec, (leads, least) in _COMMON.items():
        pair = character.encode(codec, "ignore")
        if len(pair) == len("\xa4\x40") and pair[0] in leads and pair[1] >= least:
            return True
    return False


def _is_latin(data: bytes) -> bool:
    """Return whether a text is in the old encoding of Windows for languages of western Europe."""
    try:
        text = data.decode(_LATIN)[:_LOOKED_AT]
    except UnicodeDecodeError:
        return False
    others = sum(character > "\x7f" for character in text)
    words = [word for word in _LATIN_WORD.findall(text) if re.search("[A-Za-z]", word)]
    letters = sum(character > "\x7f" for word in words for character in word)
    is_plausible = letters + len(_LATIN_SIGNS.findall(text)) >= _LATIN_SHARE * others
    return letters > 0 and is_plausible and not _CONTROLS.search(text)


def explain_encoding(data: bytes, start: int) -> Message:
    """Return the message for a file that is not UTF-8.

    Args:
        data: its content.
        start: where the first byte is that UTF-8 does not have.
    """
    document = next((name for sign, name in _OTHER.items() if data.startswith(sign)), "")
    if document:
        return Message(
            "expected a text in UTF-8, found a {kind} file with the name of a text; give it its own ending and type "
            "'corner import FILE'",
            kind=document,
        )
    name = guess_encoding(data).name
    byte = f"0x{data[start]:02X}"
    if not name:
        return Message(
            "expected UTF-8 text, found byte {byte}; in Notepad choose File > Save as > Encoding: UTF-8, "
            "in VS Code 'Save with Encoding' > UTF-8",
            byte=byte,
        )
    return Message(
        "expected UTF-8 text, found what looks like {encoding}; in Notepad choose File > Save as > Encoding: UTF-8, "
        "in VS Code 'Reopen with Encoding' > {encoding}, then 'Save with Encoding' > UTF-8",
        encoding=name,
    )
