"""Answers to the questions of `corner init`: what a new corner is made from, and how each answer is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import TypeAdapter, ValidationError

from corner.authoring.new_release import NewReleaseError, slugify_title
from corner.authoring.starter.hosts import Host
from corner.content.field_types import PlainText, Url, explain_key
from corner.diagnostics.message import Message
from corner.diagnostics.suggestions import show_value, suggest

CONVERTED = {"zh-Hans": "zh-Hant"}
"""The editions that a program can make, with the language that each is made from."""
_LOCALE = re.compile(r"([a-z]{2})(?:-([a-z]{4}))?(?:-([a-z]{2}))?", re.IGNORECASE)
_CHINESE = re.compile(r"zh(-(hk|tw|mo|cn|sg))?", re.IGNORECASE)
_SEPARATORS = re.compile(r"[,，、]")
_HOST_NAME = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]+")
_MAIL = re.compile(r"[^\s@<>()\[\]]+@[^\s@<>()\[\]]+\.[^\s@<>()\[\]]+")
_TEXT: TypeAdapter[str] = TypeAdapter(PlainText)
_URL: TypeAdapter[str] = TypeAdapter(Url)


class AnswerError(NewReleaseError):
    """The reason why an answer cannot be used, in one line."""


@dataclass(frozen=True, slots=True)
class NamedKey:
    """A topic or body of a new corner."""

    key: str
    """Its key."""
    names: tuple[str, ...]
    """Its names in the order of the languages."""
    descriptions: tuple[str, ...] = ()
    """What it is about in the order of the languages; empty for what has none of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CornerAnswers:
    """All that a new corner is made from."""

    languages: tuple[str, ...]
    """The locales that texts are written in, that of the front page first."""
    names: tuple[str, ...]
    """The corner's name in the order of the languages."""
    address: str
    """The address that it is published at, with a closing slash."""
    topics: tuple[NamedKey, ...]
    bodies: tuple[NamedKey, ...]
    time_zone: str
    """The IANA time zone of dates that name none."""
    converted: tuple[str, ...]
    """The editions that a program makes."""
    contact: str
    """An e-mail or web address for reports of problems, or empty."""
    host: Host
    """Where the repository is."""
    today: date
    """The day on which it is written."""
    version: str
    """The version of the generator."""

    @property
    def tag(self) -> str:
        """The root of its feed ids: its host, and the year."""
        return f"{urlsplit(self.address).hostname},{self.today.year:04}"

    def choose(self, locale: str, texts: Sequence[str]) -> str:
        """Return that one of several texts which is in a language."""
        return texts[self.languages.index(locale)]


def parse_languages(answer: str) -> tuple[str, ...]:
    """Return the locales in an answer such as `en, zh-Hant`.

    Raises:
        AnswerError: one of them is no tag of a language that a site can have.
    """
    locales = tuple(_parse_locale(part.strip()) for part in _SEPARATORS.split(answer) if part.strip())
    if not locales:
        raise AnswerError(Message("expected at least one language, such as en or zh-Hant, found none"))
    return tuple(dict.fromkeys(locales))


def _parse_locale(text: str) -> str:
    if _CHINESE.fullmatch(text):
        raise AnswerError(Message("expected zh-Hant (Traditional) or zh-Hans (Simplified), found {found}", found=text))
    match = _LOCALE.fullmatch(text)
    if match is None:
        raise AnswerError(Message("expected tags of languages, such as en or zh-Hant, found {found}", found=text))
    language, script, region = match.groups()
    return "-".join(part for part in (language.lower(), (script or "").title(), (region or "").upper()) if part)


def parse_names(answer: str, languages: Sequence[str]) -> tuple[str, ...]:
    """Return names in the order of the languages, from an answer with `|` between them.

    Raises:
        AnswerError: there is not one name for each language, or one is no text on one line.
    """
    names = tuple(part.strip() for part in re.split("[|｜]", answer))
    if len(names) != len(languages):
        raise AnswerError(
            Message(
                "expected a name in each of {languages}, with | between them, found {found}",
                languages=list(languages),
                found=answer,
            )
        )
    return tuple(parse_name(name) for name in names)


def parse_name(answer: str) -> str:
    """Return a name.

    Raises:
        AnswerError: it is empty, or no text on one line.
    """
    try:
        if answer.strip():
            return _TEXT.validate_python(" ".join(answer.split()))
    except ValidationError:
        pass
    raise AnswerError(
        Message(
            "expected a name of words on one line, with at most 2,000 characters, found {found}",
            found=show_value(answer),
        )
    )


def parse_keyed_names(answer: str, languages: Sequence[str]) -> NamedKey:
    """Return a topic or body from an option such as `fisheries=Fisheries|Fiskeri`.

    Raises:
        AnswerError: it has no key, or not one name for each language.
    """
    key, sign, names = answer.partition("=")
    if not sign:
        example = "KEY=" + "|".join(languages)
        raise AnswerError(Message("expected {example}, found {found}", example=example, found=answer))
    return NamedKey(parse_key(key.strip()), parse_names(names, languages))


def parse_key(answer: str) -> str:
    """Return a key.

    Raises:
        AnswerError: it is none.
    """
    if explain_key(answer):
        raise AnswerError(
            Message("expected a key in lower-case letters, digits and hyphens, found {found}", found=repr(answer))
        )
    return answer


def parse_list(answer: str) -> tuple[str, ...]:
    """Return the names in an answer with commas between them.

    Raises:
        AnswerError: one of them is no text on one line, or is there twice.
    """
    names = tuple(parse_name(part) for part in re.split("[,，、;；]", answer) if part.strip())
    repeated = next((name for name in names if names.count(name) > 1), None)
    if repeated:
        raise AnswerError(Message("expected each name once, found {found} again", found=repeated))
    return names


def create_key(names: Sequence[str]) -> str:
    """Return the key made from the first name in Latin letters, or an empty text."""
    return next((slug for slug in map(slugify_title, names) if slug and not explain_key(slug)), "")


def parse_address(answer: str) -> str:
    """Return the address of a site, with a closing slash.

    Raises:
        AnswerError: it is none that readers can reach.
    """
    text = answer.strip() if "://" in answer else f"https://{answer.strip()}"
    try:
        address = urlsplit(_URL.validate_python(text))
        host = address.hostname or ""
    except (ValidationError, ValueError):
        host = ""
    if not _HOST_NAME.fullmatch(host) or address.query or address.fragment:
        raise AnswerError(
            Message("expected the address of the site, such as https://www.example.org/, found {found}", found=answer)
        )
    return text.rstrip("/") + "/"


def parse_time_zone(answer: str) -> str:
    """Return the name of a time zone.

    Raises:
        AnswerError: there is none of that name.
    """
    from zoneinfo import available_timezones  # noqa: PLC0415 -- reads a list of hundreds, which a right answer needs not

    try:
        if answer:
            ZoneInfo(answer)
            return answer
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    known = available_timezones()
    shown = f"{answer or 'none'}{suggest(answer, known)}"
    raise AnswerError(
        Message("expected a time zone such as Europe/Copenhagen or Asia/Tokyo, found {found}", found=shown)
    )


def parse_converted(answer: str, languages: Sequence[str]) -> tuple[str, ...]:
    """Return the editions that a program makes, in an answer such as `zh-Hans`, or none.

    Raises:
        AnswerError: a program cannot make one of them from the languages.
    """
    locales = [part.strip() for part in _SEPARATORS.split(answer) if part.strip() not in ("", "none")]
    possible = list_convertible(languages)
    for locale in locales:
        if locale not in possible:
            raise AnswerError(
                Message(
                    "expected an edition that a program makes from {languages} ({possible}), found {found}",
                    languages=list(languages),
                    possible=list(possible) or "none",
                    found=locale,
                )
            )
    return tuple(dict.fromkeys(locales))


def list_convertible(languages: Sequence[str]) -> tuple[str, ...]:
    """Return the editions that a program can make from these languages."""
    return tuple(locale for locale, source in CONVERTED.items() if source in languages and locale not in languages)


def parse_contact(answer: str) -> str:
    """Return an e-mail or web address, or nothing.

    Raises:
        AnswerError: it is neither.
    """
    text = answer.strip()
    is_web = text.startswith(("https://", "http://")) and not re.search(r"[\s<>()\[\]]", text)
    if text and not is_web and not _MAIL.fullmatch(text):
        raise AnswerError(Message("expected an e-mail or web address, or nothing, found {found}", found=text))
    return text


def check_keys(entries: Sequence[NamedKey]) -> tuple[NamedKey, ...]:
    """Return topics or bodies whose keys all differ.

    Raises:
        AnswerError: two have one key.
    """
    keys = [entry.key for entry in entries]
    repeated = next((key for key in keys if keys.count(key) > 1), None)
    if repeated:
        raise AnswerError(Message("expected each key once, found {found} again", found=repeated))
    return tuple(entries)
