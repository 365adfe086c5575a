"""Encodings of files that are not UTF-8: which one it looks like, and how to save the file as UTF-8."""

from __future__ import annotations

import codecs
import unicodedata
from typing import NamedTuple

from corner.diagnostics.message import Message

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_CHINESE = ("big5hkscs", "gb18030")
_NAMES = {"utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "big5hkscs": "Big5", "gb18030": "GB 18030"}
_OTHER = {b"PK\x03\x04": "Word", b"\xd0\xcf\x11\xe0": "Word", b"%PDF-": "PDF"}
"""How documents begin that somebody gave the name of a text."""
_COMMON_LEADS = {"big5hkscs": range(0xA1, 0xC7), "gb18030": range(0xA1, 0xD8)}
"""The first bytes of the characters and signs that most Chinese texts consist of."""
_FEWEST = 4
"""The fewest characters beyond ASCII that tell an encoding."""
_LOOKED_AT = 20_000
"""How many bytes tell an encoding."""


class GuessedEncoding(NamedTuple):
    """The encoding that a file seems to have."""

    codec: str
    """Python's name for it; empty where none is known."""
    name: str
    """What editors know it as; empty where none is known."""


def guess_encoding(data: bytes) -> GuessedEncoding:
    """Return the encoding that the content of a text file seems to have: UTF-8, UTF-16, Big5, GB 18030 or none of these."""
    codec = next((codec for mark, codec in _MARKS.items() if data.startswith(mark)), "") or _guess_codec(data)
    return GuessedEncoding(codec, _NAMES.get(codec, "UTF-8" if codec else ""))


def _guess_codec(data: bytes) -> str:
    """Return the codec of a text without a byte-order mark, or an empty text."""
    if _is_decodable(data, "utf-8"):
        return "utf-8"
    start = data[:_LOOKED_AT]
    for codec, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        # The Latin letters and signs of front matter have a byte of zero each.
        if zeros.count(0) > len(zeros) // 4 and _is_decodable(data, codec):
            return codec
    if b"\0" in start:
        return ""
    shares = {codec: _find_common_share(data, codec) for codec in _CHINESE}
    best = max(shares, key=lambda codec: shares[codec])
    return best if shares[best] > 0.5 else ""


def _is_decodable(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _find_common_share(data: bytes, codec: str) -> float:
    """Return which part of the characters beyond ASCII are common Chinese ones in an encoding; 0 if the text is not in it."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return 0.0
    others = [character for character in text[:_LOOKED_AT] if character > "\x7f"]
    leads = _COMMON_LEADS[codec]
    common = sum(
        1
        for character in others
        if unicodedata.east_asian_width(character) in "WF" and character.encode(codec)[0] in leads
    )
    return common / len(others) if len(others) >= _FEWEST else 0.0


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
