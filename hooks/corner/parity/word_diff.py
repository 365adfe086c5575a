"""What has changed in an original since it was translated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from pydantic import ValidationError

from corner.content.frontmatter import ReleaseOriginal, SummaryOriginal
from corner.content.translation_state import digest_words
from corner.sources import frontmatter
from corner.storage.cache import Cache

_WORD = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
_AROUND = 40
"""How many characters are shown around a change."""

FieldTexts = dict[str, str]
"""The words of an original by field: title, description, body, and each label."""


def read_words(data: bytes, path: str, key: str, locale: str, cache: Cache) -> tuple[FieldTexts, str] | None:
    """Return the words of an original and their mark, or `None` when it cannot be understood.

    Args:
        data: the whole file.
        path: what it is called, relative to the project's root.
        key: the key of the release or summary.
        locale: the language of the file.
        cache: what was found out about files before.
    """
    source, _ = frontmatter.parse_source(data, path, key, locale, cache)
    if source is None:
        return None
    model = ReleaseOriginal if key.startswith("releases/") else SummaryOriginal
    try:
        front = model.model_validate(source.meta)
    except ValidationError:
        return None
    mark = digest_words(front.title, front.description, front.words(), source.body)
    return {"title": front.title, "description": front.description, **front.words(), "body": source.body}, mark


def find_changes(
    mark: str, now: FieldTexts, versions: Iterable[tuple[str, FieldTexts, str]]
) -> tuple[str, list[str]] | None:
    """Return the newest commit at which the words had `mark`, and the changes since, or `None` when none had.

    Args:
        mark: the mark that the translation holds.
        now: the words of the original as they are.
        versions: commit, words and mark of each earlier state, the newest first.
    """
    for commit, words, then in versions:
        if then == mark:
            return commit, [line for name in {**words, **now} for line in _lines(name, words, now)]
    return None


def _lines(name: str, old: FieldTexts, new: FieldTexts) -> Iterator[str]:
    """Yield each changed paragraph of a field, with [-what went-] and {+what came+}."""
    before, after = old.get(name, "").split("\n\n"), new.get(name, "").split("\n\n")
    for kind, first, last, begin, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            yield f"{name}: {_marked(' '.join(before[first:last]), ' '.join(after[begin:end]))}"


def _marked(before: str, after: str) -> str:
    """Return the change from one text to the other in one line; long stretches that stay are cut."""
    old, new = (_WORD.findall(" ".join(text.split())) for text in (before, after))
    shown = []
    for kind, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[first:last]), "".join(new[begin:end])
        if kind == "equal":
            shown.append(gone if len(gone) <= 2 * _AROUND else f"{gone[:_AROUND]} … {gone[-_AROUND:]}")
        else:
            shown.append((f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else ""))
    return "".join(shown)
