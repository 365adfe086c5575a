"""What a translation was made from, and whether its original still says that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from corner.storage import fingerprint

FIELD = "translated_from"
"""The field of a translation that holds the mark of the original's words."""
_LENGTH = 16
_FIELD = re.compile(rb"^translated_from:[^\r\n]*", re.MULTILINE)
_FENCE = re.compile(rb"^---[ \t]*\r?$", re.MULTILINE)


class TranslationState(Enum):
    """How a text in a language of the site stands to its original."""

    ORIGINAL = "original"
    CURRENT = "current"
    """It was made from the words that the original has."""
    OUTDATED = "outdated"
    """The original's words have changed since."""
    UNTRACKED = "untracked"
    """It does not say what it was made from."""
    MISSING = "missing"
    UNPLANNED = "not planned"
    """The original says that there shall be none."""


class TranslationStatus(NamedTuple):
    """A text that a release or summary has or lacks, and how it stands to the original."""

    key: str
    """Of the release or summary."""
    locale: str
    path: str
    """Its file, relative to the project's root; nothing for a missing one."""
    state: TranslationState
    mark: str
    """The mark of the words that the original has now."""
    made_from: str
    """The mark that the translation holds, or nothing."""


def digest_words(title: str, description: str, labels: Mapping[str, str], body: str) -> str:
    """Return the mark of a text's words: 16 hexadecimal digits, the same whatever its white space and line ends."""
    words = [title, description, *(f"{name} {label}" for name, label in sorted(labels.items())), body]
    return fingerprint.digest("\0".join(" ".join(part.split()) for part in words))[:_LENGTH]


def find_state(marked: str, mark: str) -> TranslationState:
    """Return the state of a translation that was made from `marked`, when its original's mark is `mark`."""
    if not marked:
        return TranslationState.UNTRACKED
    return TranslationState.CURRENT if marked == mark else TranslationState.OUTDATED


def set_mark(data: bytes, mark: str) -> bytes:
    """Return a file's bytes with `mark` in its front matter, and nothing else changed.

    Raises:
        ValueError: the file has no front matter.
    """
    fences = list(_FENCE.finditer(data))
    if len(fences) < 2:
        raise ValueError("expected front matter between two lines '---', found none")
    start, end = fences[0].end(), fences[1].start()
    line = f'{FIELD}: "{mark}"'.encode()
    old = _FIELD.search(data, start, end)
    if old:
        return data[: old.start()] + line + data[old.end() :]
    ending = b"\r\n" if data[fences[0].end() - 1 : fences[0].end()] == b"\r" else b"\n"
    return data[:end] + line + ending + data[end:]
