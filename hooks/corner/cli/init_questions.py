"""The questions of `corner init`: each is answered by an option, by the editor, or by a default that is named."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from corner.authoring.starter import answers, texts
from corner.authoring.starter.answers import AnswerError, CornerAnswers, NamedKey
from corner.authoring.starter.hosts import HOSTS
from corner.cli import prompts
from corner.cli.language import find_language, say
from corner.content.dates import set_time_zone
from corner.diagnostics.message import Message
from corner.i18n.formats import find_language_name, name_language

_ADDRESS = "https://corner.example/"
"""The address that is taken where none is known: a reserved name, which no site has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswers:
    """The answers that options give; `None` or nothing where there is none."""

    languages: str | None
    names: str | None
    address: str | None
    topics: tuple[str, ...]
    bodies: tuple[str, ...]
    time_zone: str | None
    converted: str | None
    contact: str | None
    host: str | None


class CornerInterview:
    """Asks for what no option gives, or takes defaults and prints them."""

    def __init__(self, given: GivenAnswers, *, is_interactive: bool) -> None:
        """Take the answers of the options, and whether somebody is there to ask."""
        self._given = given
        self._is_interactive = is_interactive

    def ask_all(self, now: datetime, version: str) -> CornerAnswers:
        """Return all answers.

        Raises:
            AnswerError: an option's answer cannot be used, or one that has no default is missing.
        """
        given = self._given
        languages = self._take(
            Message("Languages, the main one first, such as en,zh-Hant"),
            "--languages",
            given.languages,
            answers.parse_languages,
            "en",
        )
        names = self._take_names(languages)
        address = self._take(
            Message("Address of the published site"), "--address", given.address, answers.parse_address, _ADDRESS
        )
        topics = self._take_topics(languages)
        bodies = self._take_bodies(languages)
        zone = self._take(
            Message("Time zone"), "--time-zone", given.time_zone, answers.parse_time_zone, find_time_zone()
        )
        converted = self._take_converted(languages)
        contact = self._take(
            Message("E-mail or web address for reports of problems, or nothing"),
            "--contact",
            given.contact,
            answers.parse_contact,
            "",
        )
        host = self._take(
            Message("Where the repository will be ({hosts})", hosts=list(HOSTS)),
            "--host",
            given.host,
            _parse_host,
            "none",
        )
        return CornerAnswers(
            languages=languages,
            names=names,
            address=address,
            topics=topics,
            bodies=bodies,
            time_zone=zone,
            converted=converted,
            contact=contact,
            host=host,
            today=set_time_zone(now, ZoneInfo(zone)).astimezone(ZoneInfo(zone)).date(),
            version=version,
        )

    def _take(
        self, question: str, option: str, given: str | None, parse: Callable[[str], Any], default: str | None
    ) -> Any:
        """Return the answer to one question: of the option, of the editor, or the default, which is printed."""
        if given is not None:
            return _parse_option(option, given, parse)
        if self._is_interactive:
            return prompts.ask(question, parse, default)
        if default is None:
            raise AnswerError(Message("expected {option}, found none", option=option))
        if default:
            taken = Message("{option} was not given: {default} is taken", option=option, default=default)
            print(say(taken), file=sys.stderr)
        return parse(default)

    def _take_names(self, languages: Sequence[str]) -> tuple[str, ...]:
        """Return the corner's name in each language."""
        defaults = [_find_default_name(locale) for locale in languages]
        if self._given.names is not None or not self._is_interactive:
            default = "|".join(defaults) if all(defaults) else None
            names: tuple[str, ...] = self._take(
                "", "--name", self._given.names, lambda answer: answers.parse_names(answer, languages), default
            )
            return names
        return tuple(
            prompts.ask(
                Message("Name of the site in {language}", language=_name_language(locale)),
                answers.parse_name,
                default or None,
            )
            for locale, default in zip(languages, defaults, strict=True)
        )

    def _take_topics(self, languages: Sequence[str]) -> tuple[NamedKey, ...]:
        """Return the topics."""
        if self._given.topics:
            return self._parse_keyed("--topic", self._given.topics, languages)
        defaults = _list_default_topics(languages)
        if self._is_interactive:
            return self._ask_keyed(
                Message("Topics in {language}, with commas between them", language=_name_language(languages[0])),
                lambda locale: Message(
                    "The same topics in {language}, in the same order", language=_name_language(locale)
                ),
                languages,
                defaults,
            )
        if not defaults:
            example = "--topic KEY=" + "|".join(languages)
            raise AnswerError(Message("expected {option}, found none", option=example))
        keys = ", ".join(topic.key for topic in defaults)
        print(
            say(Message("{option} was not given: {default} is taken", option="--topic", default=keys)), file=sys.stderr
        )
        return defaults

    def _take_bodies(self, languages: Sequence[str]) -> tuple[NamedKey, ...]:
        """Return the authorities and organisations, of which there may be none."""
        if self._given.bodies or not self._is_interactive:
            return self._parse_keyed("--body", self._given.bodies, languages)
        return self._ask_keyed(
            Message(
                "Authorities and organisations in {language}, with commas between them, or nothing",
                language=_name_language(languages[0]),
            ),
            lambda locale: Message("The same ones in {language}, in the same order", language=_name_language(locale)),
            languages,
            None,
        )

    @staticmethod
    def _parse_keyed(option: str, given: Sequence[str], languages: Sequence[str]) -> tuple[NamedKey, ...]:
        entries = [
            _parse_option(option, text, lambda answer: answers.parse_keyed_names(answer, languages)) for text in given
        ]
        return answers.check_keys(entries)

    @staticmethod
    def _ask_keyed(
        question: Message,
        ask_others: Callable[[str], Message],
        languages: Sequence[str],
        defaults: tuple[NamedKey, ...] | None,
    ) -> tuple[NamedKey, ...]:
        """Ask for names in each language; without `defaults`, none may be given."""
        proposed = ", ".join(topic.names[0] for topic in defaults or ())
        is_optional = defaults is None
        names = [
            prompts.ask(question, lambda answer: _parse_several(answer, 0), proposed or ("" if is_optional else None))
        ]
        if not names[0]:
            return ()
        if defaults and names[0] == tuple(topic.names[0] for topic in defaults):
            return defaults
        for locale in languages[1:]:
            names.append(prompts.ask(ask_others(locale), lambda answer: _parse_several(answer, len(names[0]))))
        keys: list[str] = []
        for group in zip(*names, strict=True):
            keys.append(_find_key(group, tuple(keys)))
        return tuple(NamedKey(key, group) for key, group in zip(keys, zip(*names, strict=True), strict=True))

    def _take_converted(self, languages: Sequence[str]) -> tuple[str, ...]:
        """Return the editions that a program makes."""
        possible = answers.list_convertible(languages)
        if not possible and self._given.converted is None:
            return ()
        names = [f"{locale} ({find_language_name(locale)})" for locale in possible]
        converted: tuple[str, ...] = self._take(
            Message("Editions that a program makes ({names}, or none)", names=names),
            "--converted",
            self._given.converted,
            lambda answer: answers.parse_converted(answer, languages),
            "none",
        )
        return converted


def _name_language(locale: str) -> str:
    """Return the name of a language in that of the questions, such as `Danish`."""
    language = find_language()
    return name_language(locale, language.tag if language else "en")


def _parse_option(option: str, given: str, parse: Callable[[str], Any]) -> Any:
    """Return the answer that an option gives.

    Raises:
        AnswerError: it cannot be used; the message names the option.
    """
    try:
        return parse(given)
    except AnswerError as error:
        raise AnswerError(Message("{option}: {problem}", option=option, problem=str(error))) from None


def _parse_host(answer: str) -> str:
    if answer not in HOSTS:
        raise AnswerError(Message("expected one of {hosts}, found {found}", hosts=list(HOSTS), found=answer))
    return answer


def _parse_several(answer: str, count: int) -> tuple[str, ...]:
    """Return the names in an answer; with a count, exactly so many."""
    names = answers.parse_list(answer)
    if count and len(names) != count:
        raise AnswerError(
            Message(
                "expected one name for each of those before ({count}), found {found}", count=count, found=len(names)
            )
        )
    return names


def _find_key(names: Sequence[str], used: Sequence[str]) -> str:
    """Return the key made from names, or ask for one."""
    key = answers.create_key(names)
    if key and key not in used:
        return key
    answer: str = prompts.ask(
        Message("Key of {name}, such as meetings", name=names[0]), lambda text: _parse_new_key(text, used)
    )
    return answer


def _parse_new_key(answer: str, used: Sequence[str]) -> str:
    key = answers.parse_key(answer.strip())
    if key in used:
        raise AnswerError(Message("expected each key once, found {found} again", found=key))
    return key


def _find_default_name(locale: str) -> str:
    return str(texts.read_phrases(locale)["site_name"]) if texts.has_texts(locale) else ""


def _list_default_topics(languages: Sequence[str]) -> tuple[NamedKey, ...]:
    """Return the topics of a corner whose languages all have texts, else none."""
    if not all(map(texts.has_texts, languages)):
        return ()
    tables = [texts.read_phrases(locale)["topics"] for locale in languages]
    return tuple(
        NamedKey(
            key,
            tuple(table[key]["name"] for table in tables),
            tuple(table[key]["description"] for table in tables),
        )
        for key in tables[0]
    )


def find_time_zone() -> str:
    """Return the time zone of this machine, or `UTC` where it cannot be known."""
    candidates = [
        os.environ.get("TZ", "").removeprefix(":"),
        *os.path.realpath("/etc/localtime").split("/zoneinfo/")[1:],
    ]
    for name in candidates:
        if name and Path(name).parts[0] not in ("/", "posix"):
            try:
                return answers.parse_time_zone(name)
            except AnswerError:
                continue
    return "UTC"
