"""Parts of messages: a suggestion of the nearest known name, and a value as it is quoted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from corner.diagnostics.message import Message

_LONGEST_SHOWN = 60
"""The most characters of a value in a message."""
_LONGEST = 200
"""The most characters of a name that may be a slip of the pen."""
_CUTOFF = 60
"""How much alike two names are, of 100, of which one may be meant by the other."""
MOST_SUGGESTED = 100
"""The number of unknown names in one file for which a known one is looked for; it takes long where there are many."""


def suggest(name: str, known: Iterable[str], suggestions: Mapping[str, str] | None = None) -> str:
    """Return `; did you mean 'x'?` for the known name nearest to `name`, or an empty text.

    Args:
        name: a name that is not known.
        known: the known names.
        suggestions: what to suggest for a known name, where that is not the name itself.

    Names are compared by rapidfuzz's normalised Indel similarity, ignoring case; below 60 of 100 nothing is suggested.
    """
    nearest = find_nearest(name, known)
    if not nearest:
        return ""
    return Message("; did you mean '{name}'?", name=suggestions[nearest] if suggestions else nearest)


def find_nearest(name: str, known: Iterable[str], cutoff: int = _CUTOFF) -> str:
    """Return the known name nearest to `name`, or an empty text if none is as much alike, of 100, as `cutoff`."""
    if len(name) > _LONGEST:
        return ""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 -- most news has no slips of the pen

    best = process.extractOne(name, list(known), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=cutoff)
    return best[0] if best else ""


def suggest_in_list(name: str, known: Iterable[str], position: int) -> str:
    """Return what `suggest` does for a name at a position in a list, but nothing far below: that takes long."""
    return suggest(name, sorted(known)) if position < MOST_SUGGESTED else ""


def show_value(value: object) -> str:
    """Return `value` as a message quotes it: short, on one line."""
    if isinstance(value, str):
        quoted = " ".join(repr(value).split())
        is_long = len(quoted) > _LONGEST_SHOWN
        # The marks of a translation are not Python's.
        inner = quoted[1 : _LONGEST_SHOWN - 3] + "..." if is_long else quoted[1:-1]
        return Message("'{value}'", value=inner).replace_text(_cut(quoted))
    return _cut(" ".join((str(value).lower() if isinstance(value, bool) else str(value)).split()))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 3] + "..."
