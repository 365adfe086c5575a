"""Word diffs: what has changed in an original since it was translated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Any

from pydantic import ValidationError

from corner.content.translation_state import digest_words
from corner.content.types import ContentType
from corner.sources import frontmatter

_WORD = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
_CONTEXT = 40
"""The number of characters to show around a change."""

FieldTexts = dict[str, str]
"""The texts of an original by field: title, description, body, and each label."""


def read_field_texts(
    data: bytes, path: str, content_type: ContentType[Any], locale: str
) -> tuple[FieldTexts, str] | None:
    """Return the texts of an original and their mark, or `None` if it is not valid.

    Args:
        data: the content of the file.
        path: its path, relative to the project's root.
        content_type: the type of the content.
        locale: the language of the file.
    """
    source, _ = frontmatter.parse_source(data, path, "", locale)
    if source is None:
        return None
    try:
        front: Any = content_type.model.model_validate(source.meta)
    except ValidationError:
        return None
    mark = digest_words(front.title, front.description, front.words(), source.body)
    return {"title": front.title, "description": front.description, **front.words(), "body": source.body}, mark


def find_changes(
    mark: str, now: FieldTexts, versions: Iterable[tuple[str, FieldTexts, str]]
) -> tuple[str, list[str]] | None:
    """Return the newest commit at which the texts had `mark`, and the changes since, or `None` if there is none.

    Args:
        mark: the mark that the translation holds.
        now: the texts of the original as they are.
        versions: commit, texts and mark of each earlier state, the newest first.
    """
    for commit, texts, version_mark in versions:
        if version_mark == mark:
            return commit, [line for name in {**texts, **now} for line in _diff_field(name, texts, now)]
    return None


def _diff_field(name: str, old: FieldTexts, new: FieldTexts) -> Iterator[str]:
    """Yield each changed paragraph of a field, with [-removed-] and {+added+} words."""
    before, after = old.get(name, "").split("\n\n"), new.get(name, "").split("\n\n")
    for kind, first, last, begin, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            yield f"{name}: {_diff_words(' '.join(before[first:last]), ' '.join(after[begin:end]))}"


def _diff_words(before: str, after: str) -> str:
    """Return the change from one text to the other in one line; long unchanged parts are shortened."""
    old, new = (_WORD.findall(" ".join(text.split())) for text in (before, after))
    parts = []
    for kind, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        removed, added = "".join(old[first:last]), "".join(new[begin:end])
        if kind == "equal":
            parts.append(removed if len(removed) <= 2 * _CONTEXT else f"{removed[:_CONTEXT]} … {removed[-_CONTEXT:]}")
        else:
            parts.append((f"[-{removed}-]" if removed else "") + (f"{{+{added}+}}" if added else ""))
    return "".join(parts)
