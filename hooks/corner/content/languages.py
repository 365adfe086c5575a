"""Names and texts by language: the messages where languages are missing or unknown, and names as one text."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from corner.diagnostics.message import Message
from corner.diagnostics.suggestions import suggest


def explain_missing_languages(texts: Collection[str], locales: Iterable[str]) -> str:
    """Return the message for texts by locale that lack some of the languages that they need, or an empty text."""
    missing = [locale for locale in locales if locale not in texts]
    return (
        Message("expected words in each language of the site, found none in {missing}", missing=list(missing))
        if missing
        else ""
    )


def explain_unknown_language(locale: str, known: Collection[str]) -> str:
    """Return the message for a language that the site does not have."""
    return Message(
        "expected a language of the site, found '{locale}'{suggestion}",
        locale=locale,
        suggestion=suggest(locale, known),
    )


def join_names(names: Iterable[str]) -> str:
    """Return the names of one thing in several languages as one text, without repetitions."""
    return " · ".join(dict.fromkeys(name for name in names if name))
