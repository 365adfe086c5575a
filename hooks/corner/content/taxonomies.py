"""The names that a corner uses again and again: topics, bodies, places and kinds of figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints, ValidationError

from corner.content.dates import Period
from corner.content.frontmatter import KEY_PATTERN, FrontMatterModel, Key, PlainText, Url
from corner.diagnostics.problem import Problem
from corner.diagnostics.suggestions import show_value, suggest
from corner.sources import validation, yaml
from corner.sources.reader import SourceTree
from corner.storage import fingerprint

_BRACKETS = re.compile("[()（）]")


LocalizedNames = Annotated[dict[str, PlainText], Field(min_length=1)]
"""Words per locale."""


class Topic(FrontMatterModel):
    """A subject of the news."""

    name: LocalizedNames = Field(description="Its name in each language.")
    description: LocalizedNames = Field(description="What it holds, one sentence in each language.")


class Place(FrontMatterModel):
    """A place of the news."""

    name: LocalizedNames = Field(description="Its name in each language.")


class FigureKind(FrontMatterModel):
    """A number that is reported again and again."""

    name: LocalizedNames = Field(description="What is counted, in each language.")
    unit: Annotated[dict[str, Annotated[str, StringConstraints(pattern=r"\{value\}")]], Field()] = Field(
        {}, description="How a value is written in each language, with {value} for the number."
    )
    series: Literal["period", "to-date", "none"] = Field(
        "period",
        description="What a value counts: its own period, all up to the end of it, or nothing that can be compared.",
    )


class BodyName(FrontMatterModel):
    """A name of a body, with the period in which it was valid."""

    name: LocalizedNames = Field(description="The full name in each language.")
    short: dict[str, PlainText] = Field({}, description="The allowed short form in each language.")
    also: dict[str, tuple[PlainText, ...]] = Field({}, description="Other ways to name the body in each language.")
    never: dict[str, tuple[PlainText, ...]] = Field(
        {}, description="What must never be written for it in each language."
    )
    since: Period | None = Field(None, alias="from", description="First day or month of this name.")
    until: Period | None = Field(None, description="Day or month from which it is no longer valid.")
    grade: Literal["A", "B", "C", "D"] = Field(
        description="How sure the name is: A official page, B press, C converted, D not found."
    )


class Body(FrontMatterModel):
    """An authority or organisation."""

    names: tuple[BodyName, ...] = Field(min_length=1, description="Its names, the newest first.")
    place: Key | None = Field(None, description="Key of news/places.yml.")
    url: Url | None = Field(None, description="Its site.")


Term = Topic | Body | Place | FigureKind


@dataclass(frozen=True, slots=True)
class LocalizedName:
    """A word with the language that it is in, so that it can be marked where it is foreign."""

    text: str
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomies:
    """The taxonomies by key, each in the order of its file."""

    topics: Mapping[str, Topic]
    bodies: Mapping[str, Body]
    places: Mapping[str, Place]
    figures: Mapping[str, FigureKind]
    digest: str
    """Of the files."""
    written: Mapping[str, frozenset[str]]
    """The keys that each file holds, also those whose entries are wrong."""
    broken: frozenset[str]
    """The taxonomies whose files could not be understood."""
    default: str
    """The locale whose name stands in where another language has none."""

    def name(self, kind: str, key: str, locale: str, day: date | None = None) -> LocalizedName:
        """Return the name of `key` in `locale`, for a body the one valid on `day` (the newest by default)."""
        entry = getattr(self, kind)[key]
        names: Mapping[str, str] = find_name_on(entry, day).name if isinstance(entry, Body) else entry.name
        return self.pick(names, locale)

    def pick(self, words: Mapping[str, str], locale: str) -> LocalizedName:
        """Return the words in `locale`, or else those in the nearest language there is."""
        for choice in (locale, self.default, *words):
            if choice in words:
                return LocalizedName(words[choice], choice)
        raise KeyError(locale)


def find_name_on(body: Body, day: date | None) -> BodyName:
    """Return the name of a body that was valid on `day`; where none was, the nearest one after it."""
    if day is not None:
        for name in body.names:
            if name.since is None or name.since.start <= day:
                return name
        return body.names[-1]
    return body.names[0]


def is_valid_between(name: BodyName, first: date, last: date) -> bool:
    """Return whether a name was valid on one of the days from `first` to `last`."""
    return (name.since is None or name.since.start <= last) and (name.until is None or first < name.until.start)


_MODELS: dict[str, type[BaseModel]] = {"topics": Topic, "bodies": Body, "places": Place, "figures": FigureKind}
_KEY = re.compile(KEY_PATTERN)


def read_taxonomies(tree: SourceTree, locales: tuple[str, ...], zone: tzinfo) -> tuple[Taxonomies, list[Problem]]:
    """Check the taxonomy files of a tree.

    Args:
        tree: what `news/` holds.
        locales: the languages in which each topic, place and figure needs a name.
        zone: the corner's time zone.
    """
    problems: list[Problem] = []
    found: dict[str, dict[str, Any]] = {}
    written: dict[str, frozenset[str]] = dict.fromkeys(_MODELS, frozenset())
    broken: set[str] = set()
    for kind, model in _MODELS.items():
        entries = found[kind] = {}
        path, text = tree.taxonomies.get(kind, (f"news/{kind}.yml", ""))
        if kind not in tree.taxonomies:
            if kind == "topics":
                problems.append(Problem(path, 1, "file", "missing-file", "expected the topics, found no such file"))
            continue
        try:
            data = yaml.parse_yaml(text)
        except yaml.YamlError as error:
            problems.append(Problem(path, error.line, "file", error.code, error.message))
            broken.add(kind)
            continue
        if data is None:
            data = {}
        if not isinstance(data, dict):
            problems.append(Problem(path, 1, "file", "wrong-yaml", "expected keys with their names, found a list"))
            broken.add(kind)
            continue
        written[kind] = frozenset(data)
        for key, value in data.items():
            place = _TermLocation(path, text, key)
            if not _KEY.match(key):
                problems.append(place.problem((), "wrong-key", f"expected lower-case words and hyphens, found '{key}'"))
                continue
            try:
                entries[key] = model.model_validate(value, context={"zone": zone})
            except ValidationError as error:
                problems += [place.problem(*fault) for fault in validation.explain_errors(error, value, model)]
                continue
            problems += _languages(place, value, locales, kind)
    problems += _names(tree, found["bodies"])
    problems += _bodies_places(tree, found, written, broken)
    return Taxonomies(
        **found,
        digest=fingerprint.digest(sorted(tree.taxonomies.items())),
        written=written,
        broken=frozenset(broken),
        default=locales[0],
    ), problems


def _bodies_places(
    tree: SourceTree, found: Mapping[str, Mapping[str, Any]], written: Mapping[str, frozenset[str]], broken: set[str]
) -> Iterator[Problem]:
    """Yield a problem for each body that stands in no known place."""
    known = written["places"]
    if "places" in broken:
        return
    for key, body in found["bodies"].items():
        if body.place and body.place not in known:
            path, text = tree.taxonomies["bodies"]
            message = explain_unknown_key(body.place, "places", known, found["places"])
            yield _TermLocation(path, text, key).problem(("place",), "unknown-place", message)


def _names(tree: SourceTree, bodies: Mapping[str, Body]) -> Iterator[Problem]:
    """Yield what is wrong with the order and the periods of the names of bodies."""
    for key, body in bodies.items():
        yield from _periods(body, _TermLocation(*tree.taxonomies["bodies"], key))


def _periods(body: Body, place: _TermLocation) -> Iterator[Problem]:
    """Yield a problem for each name that does not end when the newer one before it begins, or earlier."""
    for position, (newer, older) in enumerate(pairwise(body.names), 1):
        start = newer.since.start if newer.since else None
        if start is None:
            message = "expected the first day of every name but the oldest, found none"
            yield place.problem(("names", position - 1, "from"), "wrong-names", message)
        elif older.since and older.since.start >= start:
            message = f"expected the newest name first, so one from before {start}, found one from {older.since.start}"
            yield place.problem(("names", position, "from"), "wrong-names", message)
        elif older.until is None or older.until.start > start:
            found = older.until.start if older.until else "none"
            message = f"expected an end by {start}, when the newer name begins, found {found}"
            yield place.problem(("names", position, "until"), "wrong-names", message)


@dataclass(frozen=True, slots=True)
class _TermLocation:
    """An entry of a taxonomy file, for placing problems."""

    path: str
    text: str
    key: str

    def problem(self, steps: yaml.YamlPath, code: str, message: str) -> Problem:
        line = yaml.find_line(self.text, (self.key, *steps))
        return Problem(self.path, line, ".".join(map(str, (self.key, *steps))), code, message)


def _languages(place: _TermLocation, value: dict[str, Any], locales: tuple[str, ...], kind: str) -> list[Problem]:
    """Return a problem for each language that an entry lacks; a body may lack names, which then stay foreign."""
    problems = []
    for field in () if kind == "bodies" else ("name", "description", "unit"):
        words = value.get(field)
        missing = [locale for locale in locales if words and locale not in words]
        if missing:
            message = f"expected words in each language of the site, found none in {', '.join(missing)}"
            problems.append(place.problem((field,), "missing-language", message))
    return problems


def explain_unknown_key(key: str, kind: str, known: Iterable[str], entries: Mapping[str, Term]) -> str:
    """Return the message for a key that a taxonomy does not hold.

    Args:
        key: what was found: nearly a key, or a name.
        kind: which taxonomy.
        known: the keys of it, also of wrong entries.
        entries: the entries of it.
    """
    return f"expected a key of news/{kind}.yml, found {show_value(key)}{suggest_key(key, known, entries)}"


def suggest_key(found: str, known: Iterable[str], entries: Mapping[str, Term]) -> str:
    """Return `; did you mean 'x'?` for the key whose name was found, in any language, or else for the nearest key or name."""
    plain = _plain(found)
    names: dict[str, str] = {}
    for key, entry in entries.items():
        for name in _called(entry):
            names.setdefault(_plain(name), key)
    if plain in names:
        return f"; did you mean '{names[plain]}'?"
    return suggest(found, known) or suggest(plain, names, names)


def _called(entry: Term) -> Iterator[str]:
    """Yield the names of an entry, a body's short ones and those within brackets too."""
    if not isinstance(entry, Body):
        yield from entry.name.values()
        return
    for name in entry.names:
        for written in (
            *name.name.values(),
            *name.short.values(),
            *(form for forms in name.also.values() for form in forms),
        ):
            yield written
            yield from filter(str.strip, _BRACKETS.split(written))


def _plain(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())
