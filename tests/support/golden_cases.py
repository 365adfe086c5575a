"""The golden cases in `tests/cases/`: files with a fault, and the lines that an editor reads."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml

from tests.support import corners

CASES = {path.stem: path for path in sorted((corners.REPOSITORY / "tests/cases").glob("*.yml"))}
"""The file of each case, by its name."""


@functools.cache
def read_case(name: str) -> dict[str, Any]:
    """Return what the file of a case says."""
    case: dict[str, Any] = yaml.load(CASES[name].read_text("utf-8"), yaml.CSafeLoader)
    return case


def write_case(corner: corners.Corner, name: str) -> Path:
    """Write the good corner with the files of a case over it, and return its root."""
    case = read_case(name)
    encoded = {path: corners.from_base64(text) for path, text in case.get("base64", {}).items()}
    root = corner({**case.get("files", {}), **encoded})
    for path, target in case.get("links", {}).items():
        (root / path).symlink_to(target)
    return root


def list_expected(name: str) -> list[str]:
    """Return the lines that an editor reads about a case."""
    lines: list[str] = read_case(name)["problems"].splitlines()
    return lines
