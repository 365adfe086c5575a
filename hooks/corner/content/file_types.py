"""The types of files that may be published as they are."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
MEDIA_TYPES: Mapping[str, str] = {
    # Pictures
    "avif": "image/avif",
    "bmp": "image/bmp",
    "gif": "image/gif",
    "heic": "image/heic",
    "ico": "image/vnd.microsoft.icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "webp": "image/webp",
    # Documents
    "doc": "application/msword",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "epub": "application/epub+zip",
    "odg": f"{_OPEN}graphics",
    "odp": f"{_OPEN}presentation",
    "ods": f"{_OPEN}spreadsheet",
    "odt": f"{_OPEN}text",
    "pdf": "application/pdf",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "rtf": "application/rtf",
    "xls": "application/vnd.ms-excel",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    # Data
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "ics": "text/calendar",
    "json": "application/json",
    "tsv": "text/tab-separated-values",
    "txt": "text/plain",
    "vcf": "text/vcard",
    # Recordings
    "aac": "audio/aac",
    "flac": "audio/flac",
    "m4a": "audio/mp4",
    "m4v": "video/x-m4v",
    "mov": "video/quicktime",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "ogv": "video/ogg",
    "opus": "audio/ogg",
    "srt": "text/plain",
    "vtt": "text/vtt",
    "wav": "audio/wav",
    "webm": "video/webm",
    # Fonts
    "otf": "font/otf",
    "ttf": "font/ttf",
    "woff": "font/woff",
    "woff2": "font/woff2",
    # Others
    "7z": "application/x-7z-compressed",
    "asc": "text/plain",
    "p7s": "application/pkcs7-signature",
    "sig": "application/octet-stream",
    "zip": "application/zip",
}
"""The media type of each ending that is allowed. The system's own table differs from machine to machine."""
OTHER_TYPE = "application/octet-stream"
"""The media type of a file with another ending."""
ALLOWED_TYPES = frozenset(MEDIA_TYPES)
"""The endings of files that no browser runs as a program of the site. A drawing in SVG is looked into as well.

Files that hosts read, such as `CNAME` and `_headers`, are the operator's.
"""
SHOWN_PICTURES = frozenset("avif bmp gif ico jpeg jpg png svg webp".split())
"""The endings of the pictures that every browser shows."""
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
