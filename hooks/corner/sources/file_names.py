"""The right names for Markdown files that have another: `seminar.en.md.txt`, `seminar.tc.md`, `Seminar 2021.zh_TW.md`."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from corner.diagnostics.message import Message, join_alternatives
from corner.diagnostics.suggestions import suggest

_FILE = Path(__file__).with_name("language_tags.toml")
_ENDINGS = re.compile(r"(?:\.(?:md|markdown|mdown|txt))+\Z", re.IGNORECASE)
_TAG = re.compile(r"[._ -]([A-Za-z]{2,8}(?:[-_][A-Za-z]{2,8})?|[^\W\d_a-zA-Z]{1,4})\Z")
_OTHERS = re.compile(r"[^a-z0-9]+")


def find_key(name: str) -> str:
    """Return the key of the content that a Markdown file belongs to, by its path in `news/`."""
    return name.rsplit(".", 2)[0]


@cache
def _load_tags() -> Mapping[str, Sequence[str]]:
    """Return the other tags of each language."""
    import tomllib  # noqa: PLC0415 -- most files have right names

    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def find_locale(tag: str, locales: Iterable[str]) -> str:
    """Return the language that is meant by a tag, one of `locales` if there is one, or an empty text."""
    known = list(locales)
    plain = tag.replace("_", "-").casefold()
    for locale in known:
        if plain == locale.casefold():
            return locale
    for locale in (*known, *_load_tags()):
        if plain in _load_tags().get(locale, ()):
            return locale
    alike = [locale for locale in known if locale.partition("-")[0].casefold() == plain.partition("-")[0]]
    return alike[0] if len(alike) == 1 else ""


def suggest_names(name: str, locales: Sequence[str], pattern: re.Pattern[str]) -> list[str]:
    """Return what a Markdown file may be renamed to; several where its language is not known.

    Args:
        name: its path in `news/`.
        locales: the languages that texts are written in.
        pattern: what such a path must match.
    """
    folder, _, base = unicodedata.normalize("NFKC", name).rpartition("/")
    stem = _ENDINGS.sub("", base)
    match = _TAG.search(stem)
    locale = find_locale(match[1], locales) if match else ""
    if match and locale:
        stem = stem[: match.start()]
    slug = _OTHERS.sub("-", stem.casefold()).strip("-")
    names = [posixpath.join(folder.casefold(), f"{slug}.{tag}.md") for tag in ([locale] if locale else locales)]
    return [other for other in names if slug and other != name and pattern.fullmatch(other)]


def explain_name(name: str, examples: Sequence[str], names: Sequence[str]) -> Message:
    """Return the message for a Markdown file whose path is none of the allowed ones.

    Args:
        name: its path in `news/`.
        examples: what such paths look like.
        names: what it may be renamed to.
    """
    message = Message(
        "expected {examples}, the name in lower-case letters, digits and hyphens, found '{name}'",
        examples=join_alternatives(list(examples)),
        name=name,
    )
    if not names:
        return message
    renamed = join_alternatives([posixpath.basename(other) for other in names])
    if name.casefold().endswith(".txt"):
        return Message(
            "{message}; rename it to {new} (to see the whole name in Windows, tick View > File name extensions)",
            message=message,
            new=renamed,
        )
    return Message("{message}; rename it to {new}", message=message, new=renamed)


def explain_language(name: str, tag: str, locales: Sequence[str]) -> Message:
    """Return the message for a file in a language that the site does not have.

    Args:
        name: its path in `news/`.
        tag: the language in its name.
        locales: the languages that texts are written in.
    """
    message = Message(
        "expected a language of the site ({locales}), found '{locale}'", locales=list(locales), locale=tag
    )
    locale = find_locale(tag, locales)
    if locale in locales:
        base = posixpath.basename(name).removesuffix(f"{tag}.md")
        return Message("{message}; rename it to {new}", message=message, new=f"{base}{locale}.md")
    if locale and locale != tag:
        return Message("{message}, which is {locale}, in which nobody writes here", message=message, locale=locale)
    return Message("{message}{suggestion}", message=message, suggestion=suggest(tag, locales))
