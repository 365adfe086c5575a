"""The state of translations: whether each is made from the present words of its original."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from corner.diagnostics.message import Message
from corner.storage import fingerprint

FIELD = "translated_from"
"""The field of a translation with the mark of the original's words."""
_LENGTH = 16
_FIELD = re.compile(rb"^translated_from:[^\r\n]*", re.MULTILINE)
_FENCE = re.compile(rb"^---[ \t]*\r?$", re.MULTILINE)


class TranslationState(Enum):
    """The state of a text in a language of the site."""

    ORIGINAL = "original"
    CURRENT = "current"
    """The translation is made from the present words of the original."""
    OUTDATED = "outdated"
    """The original's words have changed since."""
    UNTRACKED = "untracked"
    """The translation has no mark."""
    MISSING = "missing"
    UNPLANNED = "not planned"
    """The original names the language as untranslated."""


class TranslationStatus(NamedTuple):
    """The state of a release or summary in one language."""

    key: str
    """The key of the release or summary."""
    locale: str
    path: str
    """The file, relative to the project's root; empty for a missing text."""
    state: TranslationState
    mark: str
    """The mark of the present words of the original; empty where the text has none."""
    made_from: str
    """The mark in the translation, or empty."""


def digest_words(title: str, description: str, labels: Mapping[str, str], body: str) -> str:
    """Return the mark of a text's words: 16 hexadecimal digits that do not depend on white space and line ends."""
    words = [title, description, *(f"{name} {label}" for name, label in sorted(labels.items())), body]
    return fingerprint.digest("\0".join(" ".join(part.split()) for part in words))[:_LENGTH]


def find_state(marked: str, mark: str) -> TranslationState:
    """Return the state of a translation with the mark `marked` when the mark of its original is `mark`."""
    if not marked:
        return TranslationState.UNTRACKED
    return TranslationState.CURRENT if marked == mark else TranslationState.OUTDATED


def set_mark(data: bytes, mark: str) -> bytes:
    """Return a file's bytes with `mark` in the front matter and no other change.

    Raises:
        ValueError: the file has no front matter.
    """
    fences = list(_FENCE.finditer(data))
    if len(fences) < 2:
        raise ValueError(Message("expected front matter between two lines '---', found none"))
    start, end = fences[0].end(), fences[1].start()
    line = f'{FIELD}: "{mark}"'.encode()
    old = _FIELD.search(data, start, end)
    if old:
        return data[: old.start()] + line + data[old.end() :]
    ending = b"\r\n" if data[fences[0].end() - 1 : fences[0].end()] == b"\r" else b"\n"
    return data[:end] + line + ending + data[end:]
