"""What the content of a published file is, by its first bytes, whatever the ending of its name says."""

from __future__ import annotations

import re
from collections.abc import Mapping

from corner.content import file_types

LOOKED_AT = 1024
"""How many bytes at the beginning of a file are enough to recognise it."""
SHORTEST = 32
"""The fewest bytes of a file that can be of a type with signs of its own; tests and drafts have shorter ones."""
_SIGNS: Mapping[str, re.Pattern[bytes]] = {
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "jpg": re.compile(rb"\xff\xd8\xff"),
    "gif": re.compile(rb"GIF8[79]a"),
    "webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
    "wav": re.compile(rb"RIFF....WAVE", re.DOTALL),
    "heic": re.compile(rb"\x00...ftyp(?:heic|heix|heim|heis|hevc|hevx|mif1|msf1)", re.DOTALL),
    "avif": re.compile(rb"\x00...ftyp(?:avif|avis)", re.DOTALL),
    "mp4": re.compile(rb"\x00...(?:ftyp|moov|mdat|wide|free|skip)", re.DOTALL),
    "tif": re.compile(rb"II\*\x00|MM\x00\*"),
    "bmp": re.compile(rb"BM....\x00{4}", re.DOTALL),
    "ico": re.compile(rb"\x00\x00\x01\x00"),
    "pdf": re.compile(rb".{0,1019}?%PDF-", re.DOTALL),
    "zip": re.compile(rb"PK(?:\x03\x04|\x05\x06)"),
    "doc": re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    "rtf": re.compile(rb"\{\\rtf"),
    "7z": re.compile(rb"7z\xbc\xaf\x27\x1c"),
    "ogg": re.compile(rb"OggS"),
    "webm": re.compile(rb"\x1aE\xdf\xa3"),
    "flac": re.compile(rb"fLaC"),
    "mp3": re.compile(rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]"),
    "aac": re.compile(rb"\xff[\xf0\xf1\xf8\xf9]|ADIF|ID3"),
    "woff2": re.compile(rb"wOF2"),
    "woff": re.compile(rb"wOFF"),
    "otf": re.compile(rb"OTTO"),
    "ttf": re.compile(rb"\x00\x01\x00\x00\x00|true\x00"),
    "html": re.compile(
        rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)[\s>]", re.IGNORECASE | re.DOTALL
    ),
}
"""How the content of each type begins; the name is the usual ending."""
_ALIKE = {
    "jpeg": "jpg",
    "tiff": "tif",
    "xls": "doc",
    "ppt": "doc",
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp", "odg", "epub"), "zip"),
    **dict.fromkeys(("m4a", "m4v", "mov"), "mp4"),
    **dict.fromkeys(("oga", "ogv", "opus"), "ogg"),
}
"""The endings whose content has the signs of another ending."""
_UNSIGNED = frozenset("asc csv geojson ics json p7s sig srt svg tsv txt vcf vtt".split())
"""The endings of texts and of signatures, whose content has no sign."""
_SHARED = frozenset(
    {("otf", "ttf"), ("ttf", "otf"), ("heic", "avif"), ("avif", "heic"), ("aac", "mp3"), ("mp3", "aac")}
)
"""The endings whose content may as well be that of another."""


def find_type(data: bytes) -> str:
    """Return the usual ending of what begins with some bytes, or an empty text where they have no sign."""
    return next((ending for ending, sign in _SIGNS.items() if sign.match(data)), "")


def find_other_type(name: str, data: bytes) -> str | None:
    """Return the usual ending of the content of a file, where that is not what the ending of its name says.

    Args:
        name: its name, with an ending of a type that is published.
        data: the beginning of its content.

    Returns:
        The ending; an empty text where the content is of no known type; `None` where name and content agree.
    """
    ending = file_types.file_ending(name)
    kind = find_type(data)
    if ending not in file_types.ALLOWED_TYPES:
        return None  # an operator allows it
    if ending in _UNSIGNED:
        # A text may begin with any word, such as ID3.
        return kind if kind == "html" or (kind and b"\0" in data) else None
    expected = _ALIKE.get(ending, ending)
    if kind == expected or (expected, kind) in _SHARED or (not kind and len(data) < SHORTEST):
        return None
    return kind
