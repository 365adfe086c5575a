"""Checks of the pictures that texts show: types that browsers do not show, and pictures too large for a phone."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from corner.checks.markdown import find_link
from corner.checks.published_files import explain_content
from corner.checks.result import CheckResult
from corner.content import file_signatures, file_types, links
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.sources import pictures
from corner.sources.pictures import MOST_BYTES, MOST_PIXELS
from corner.storage.cache import Cache

_READABLE = frozenset("gif jpeg jpg png webp".split())
"""The endings of the pictures that can be read wherever this program runs."""


def check_pictures(result: CheckResult, assets: Mapping[str, Path], cache: Cache) -> Iterator[Problem]:
    """Yield a problem for each picture of a text that browsers do not show, and for each that is too large."""
    shown: dict[str, None] = {}
    for source, link in result.links:
        target = link.target or ""
        if not link.picture or target not in assets:
            continue
        if file_types.file_ending(target) in file_types.SHOWN_PICTURES:
            shown.setdefault(target)
        elif file_types.is_allowed(target):
            position = find_link(links.mask_code(source.body), link)
            yield source.body_problem(position, "wrong-file-type", explain_picture_type(link.written))
    for name in sorted(shown):
        yield from _check_size(name, assets[name], cache)


def explain_picture_type(name: str) -> Message:
    """Return the message for a picture of a type that not every browser shows."""
    message = Message("expected a picture that browsers show, such as JPEG or PNG, found '{name}'", name=name)
    if file_types.file_ending(name) != "heic":
        return Message("{message}; save it as JPEG or PNG, or make it a link without the '!'", message=message)
    return Message(
        "{message}; save it as JPEG (an iPhone takes JPEG after Settings > Camera > Formats > Most Compatible)",
        message=message,
    )


def _check_size(name: str, file: Path, cache: Cache) -> Iterator[Problem]:
    """Yield the problem of a picture that is too large or cannot be read, if it is one."""
    ending = file_types.file_ending(name)
    if ending == file_types.DRAWING:
        return
    status = file.stat()
    width, height = _read_size(name, file, status, cache)
    if not width and ending in _READABLE and not explain_content(file) and status.st_size >= file_signatures.SHORTEST:
        message = Message("expected a whole picture, found a damaged one; export or download it again")
        yield Problem(f"news/{name}", 1, "file", "wrong-content", message)
    if width <= MOST_PIXELS and status.st_size <= MOST_BYTES:
        return
    message = Message(
        "expected a picture at most {most:,} pixels wide and of at most 1 MB, found {width:,} × {height:,} pixels and "
        "{size:,} bytes; type 'corner images news/{name}'",
        most=MOST_PIXELS,
        width=width,
        height=height,
        size=status.st_size,
        name=name,
    )
    yield Problem(f"news/{name}", 1, "file", "large-picture", message, Severity.WARNING)


def _read_size(name: str, file: Path, status: os.stat_result, cache: Cache) -> tuple[int, int]:
    """Return the pixels of a picture, from the cache where its file is unchanged; zeros if it cannot be read."""
    key = f"picture {name} {status.st_size} {status.st_mtime_ns}"
    size: tuple[int, int] | None = cache.get(key)
    if size is None:
        size = pictures.read_size(file) or (0, 0)
        cache.put(key, size)
    return size
