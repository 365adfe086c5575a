"""The changelog of the generator: what is new in each version."""

from __future__ import annotations

import re
from pathlib import Path

from corner.authoring.upgrade.versions import parse_version

_PACKAGE = Path(__file__).parents[2]
_PLACES = (_PACKAGE / "CHANGELOG.md", _PACKAGE.parents[1] / "CHANGELOG.md")
"""Where the changelog is: in an installed package, and in a checkout."""
_HEADING = re.compile(r"^## \[?(?P<version>[0-9][^\]\s]*|Unreleased)\]?.*$", re.MULTILINE)


def read_changelog() -> str:
    """Return the changelog, or an empty text where there is none."""
    return next((path.read_text(encoding="utf-8") for path in _PLACES if path.is_file()), "")


def select_sections(changelog: str, before: str, after: str) -> str:
    """Return the sections of the versions after one and up to another, the newest first.

    What is not released yet belongs to the newer version where that has no section of its own.
    """
    headings = list(_HEADING.finditer(changelog))
    ends = [heading.start() for heading in headings[1:]] + [len(changelog)]
    low, high = parse_version(before), parse_version(after)
    is_released = any(heading["version"] == after for heading in headings)
    sections = []
    for heading, end in zip(headings, ends, strict=True):
        version = heading["version"]
        is_new = not is_released if version == "Unreleased" else low < parse_version(version) <= high
        if is_new:
            sections.append(changelog[heading.start() : end].strip())
    return "\n\n".join(sections)
