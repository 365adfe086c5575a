"""What a message suggests: the nearest known name, and how a value is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process


def suggest(found: str, known: Iterable[str], whole: Mapping[str, str] | None = None) -> str:
    """Return `; did you mean 'x'?` for the known word nearest to `found`, or nothing.

    Args:
        found: the word that is not known.
        known: the words that are.
        whole: what to suggest for each known word, where that is not the word itself.

    Nearness is the normalised Indel similarity of rapidfuzz, capitals or not; under 60 of 100 nothing is suggested.
    """
    best = process.extractOne(found, list(known), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=60)
    return f"; did you mean '{whole[best[0]] if whole else best[0]}'?" if best else ""


def show_value(value: object) -> str:
    """Return `value` as a message quotes it: short, on one line."""
    text = repr(value) if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "..."
