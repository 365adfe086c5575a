"""Checks of drawings in SVG, in `docs/` and in `news/`."""

from __future__ import annotations

from pathlib import Path

from corner.diagnostics.problem import Problem
from corner.sources import drawings, textfile
from corner.storage import fingerprint
from corner.storage.cache import Cache


def check_drawing_file(file: Path, path: str, cache: Cache) -> list[Problem]:
    """Return what is wrong with a drawing.

    Args:
        file: the file.
        path: its path in problems.
        cache: what earlier runs found in drawings.
    """
    data, problems = textfile.read_bytes(str(file), path)
    if data is None:
        return problems
    key = fingerprint.digest(b"drawing\0" + data)
    known = cache.get(key)
    if known is None:
        known = [(problem.line, problem.message) for problem in drawings.check_drawing(data, path)]
        cache.put(key, known)
    return [Problem(path, line, "file", "unsafe-drawing", message) for line, message in known]
