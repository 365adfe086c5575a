"""The types of files that may be published as they are."""

from __future__ import annotations

import posixpath

_IMAGES = "avif bmp gif heic ico jpeg jpg png svg tif tiff webp"
_DOCUMENTS = "doc docx epub odg odp ods odt pdf ppt pptx rtf xls xlsx"
_DATA = "csv geojson ics json tsv txt vcf"
_RECORDINGS = "aac flac m4a m4v mov mp3 mp4 oga ogg ogv opus srt vtt wav webm"
_FONTS = "otf ttf woff woff2"
_OTHERS = "7z asc p7s sig zip"
ALLOWED_TYPES = frozenset(f"{_IMAGES} {_DOCUMENTS} {_DATA} {_RECORDINGS} {_FONTS} {_OTHERS}".split())
"""The endings of files that no browser runs as a program of the site. A drawing in SVG is looked into as well.

Files that hosts read, such as `CNAME` and `_headers`, are the operator's.
"""
DRAWING = "svg"
"""The ending of the drawings that may hold programs."""


def is_allowed(name: str, further: frozenset[str] = frozenset()) -> bool:
    """Return whether a file may be published, by its path in its folder.

    Args:
        name: the path, such as `assets/map.png`.
        further: endings and whole paths that a corner allows, too.
    """
    ending = file_ending(name)
    return ending in ALLOWED_TYPES or ending in further or name in further


def file_ending(name: str) -> str:
    """Return the ending of a file's name in lower-case letters, without the full stop; empty if it has none."""
    return posixpath.splitext(name)[1].removeprefix(".").lower()
