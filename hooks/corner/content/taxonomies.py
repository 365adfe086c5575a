"""Taxonomies: the topics, bodies, places, kinds of figure and types of release that content refers to by key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator

from corner.content.dates import Period
from corner.content.field_types import Key, PlainText, Url
from corner.content.frontmatter import FrontMatterModel
from corner.diagnostics.message import Message
from corner.diagnostics.suggestions import MOST_SUGGESTED, show_value, suggest
from corner.sources.validation import create_fault

_BRACKETS = re.compile("[()（）]")

LocalizedNames = Annotated[dict[str, PlainText], Field(min_length=1)]
"""Names by locale."""


class Topic(FrontMatterModel):
    """A subject of the news."""

    name: LocalizedNames = Field(description="Its name in each language.")
    description: LocalizedNames = Field(description="What it is about, in one sentence in each language.")


class Place(FrontMatterModel):
    """A place of the news."""

    name: LocalizedNames = Field(description="Its name in each language.")


class ReleaseKind(FrontMatterModel):
    """A type of release."""

    name: LocalizedNames = Field(description="Its name in each language.")
    event: bool = Field(
        False, description="Whether search engines are told of the event of such a release, as an event of its own."
    )


class SumTerm(FrontMatterModel):
    """A value in a sum."""

    figure: Key | None = Field(None, description="Key of news/figures.yml; without it, the one with the sum.")
    basis: Key | None = Field(None, description="Key of the figure's bases; without it, the first of them.")
    period: Period = Field(description="The period of the value.")
    calculated: bool = Field(False, description="Whether no news reports the value: it follows from the others.")


class FigureSum(FrontMatterModel):
    """Values that must add up, or of which one follows from the others."""

    total: SumTerm = Field(description="What the parts add up to.")
    parts: tuple[SumTerm, ...] = Field(
        description="The values that are added up, two or more.", json_schema_extra={"minItems": 2}
    )
    tolerance: Annotated[float, Field(ge=0)] | None = Field(
        None, description="By how much the sum may differ; without it, by as much as the values are rounded."
    )

    @property
    def terms(self) -> tuple[SumTerm, ...]:
        """The total and the parts."""
        return (self.total, *self.parts)

    @field_validator("parts", mode="after")
    @classmethod
    def _has_several_parts(cls, value: tuple[SumTerm, ...]) -> tuple[SumTerm, ...]:
        if len(value) <= 1:
            raise create_fault("value", Message("expected two parts or more, found {count}", count=len(value)))
        return value

    @model_validator(mode="after")
    def _calculates_one(self) -> FigureSum:
        if sum(term.calculated for term in self.terms) > 1:
            raise create_fault("value", Message("expected at most one value that is calculated, found several"))
        return self


class FigureKind(FrontMatterModel):
    """A number that is reported regularly."""

    name: LocalizedNames = Field(description="What is counted, in each language.")
    unit: Annotated[dict[str, Annotated[str, StringConstraints(pattern=r"\{value\}")]], Field()] = Field(
        {}, description="How a value is written in each language, with {value} for the number."
    )
    series: Literal["period", "to-date", "none"] = Field(
        "period",
        description="What a value counts: its own period, everything up to the end of its period, or something that cannot be compared.",
    )
    bases: dict[Key, LocalizedNames] = Field(
        {}, description="The ways in which it is counted, by key, with a name in each language; the usual one first."
    )
    sums: tuple[FigureSum, ...] = Field((), description="Values that must add up, or that follow from others.")

    def find_basis(self, written: str | None) -> str:
        """Return the key of a basis: the one that is written, or else the usual one; empty where there are none."""
        return written or next(iter(self.bases), "")

    def series_key(self, figure: str, basis: str) -> str:
        """Return the key of the values on one basis: that of the figure, with that of a basis that is not the usual one."""
        return figure if basis == self.find_basis(None) else f"{figure}.{basis}"


class BodyName(FrontMatterModel):
    """A name of a body, with the period in which it was valid."""

    name: LocalizedNames = Field(description="The full name in each language.")
    short: dict[str, PlainText] = Field({}, description="The allowed short form in each language.")
    also: dict[str, tuple[PlainText, ...]] = Field({}, description="Other allowed names in each language.")
    never: dict[str, tuple[PlainText, ...]] = Field({}, description="Forms that are always wrong in each language.")
    since: Period | None = Field(None, alias="from", description="First day or month of this name.")
    until: Period | None = Field(None, description="Day or month from which it is no longer valid.")
    grade: Literal["A", "B", "C", "D"] = Field(
        description="How certain the name is: A from an official page, B from the press, C converted, D not found."
    )


class Body(FrontMatterModel):
    """An authority or organisation."""

    names: tuple[BodyName, ...] = Field(min_length=1, description="Its names, the newest first.")
    place: Key | None = Field(None, description="Key of news/places.yml.")
    url: Url | None = Field(None, description="Its site.")


Term = Topic | Body | Place | FigureKind | ReleaseKind
MODELS: dict[str, type[Term]] = {
    "topics": Topic,
    "bodies": Body,
    "places": Place,
    "figures": FigureKind,
    "types": ReleaseKind,
}
"""The model of each taxonomy's entries."""
BUILT_IN_TYPES = ("press-release", "notice", "event", "measures")
"""The types of release of a corner that declares none; their names are words of the interface."""


@dataclass(frozen=True, slots=True)
class LocalizedName:
    """A name with the language that it is in, so that pages can mark it where that is another than theirs."""

    text: str
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Taxonomies:
    """All taxonomies of a corner: entries by key, in the order of the file."""

    topics: Mapping[str, Topic]
    bodies: Mapping[str, Body]
    places: Mapping[str, Place]
    figures: Mapping[str, FigureKind]
    types: Mapping[str, ReleaseKind]
    """The types of release: those of the corner, or else the built-in ones."""
    digest: str
    """The digest of the files."""
    written: Mapping[str, frozenset[str]]
    """The keys in each file, also those of wrong entries."""
    broken: frozenset[str]
    """The taxonomies whose files could not be understood."""
    default: str
    """The locale whose names are used where another language has none."""

    def add_built_in_types(self, names: Mapping[str, Mapping[str, str]]) -> Taxonomies:
        """Return the taxonomies with the built-in types of release where the corner declares none.

        Args:
            names: the names of each built-in type by its key, then by locale.
        """
        if self.written["types"] or "types" in self.broken:
            return self
        types = {key: ReleaseKind(name=dict(by_locale), event=key == "event") for key, by_locale in names.items()}
        return replace(self, types=types, written={**self.written, "types": frozenset(types)})

    def name(self, kind: str, key: str, locale: str, day: date | None = None) -> LocalizedName:
        """Return the name of `key` in `locale`, for a body the one valid on `day` (the newest by default)."""
        entry = getattr(self, kind)[key]
        names: Mapping[str, str] = find_name_on(entry, day).name if isinstance(entry, Body) else entry.name
        return self.pick(names, locale)

    def pick(self, names: Mapping[str, str], locale: str) -> LocalizedName:
        """Return the name in `locale`, or else in the default language, or else in any."""
        for choice in (locale, self.default, *names):
            if choice in names:
                return LocalizedName(names[choice], choice)
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


def explain_unknown_key(
    key: str, kind: str, known: Iterable[str], entries: Mapping[str, Term], position: int = 0
) -> str:
    """Return the message for an unknown key of a taxonomy.

    Args:
        key: what the editor wrote: nearly a key, or a name.
        kind: the taxonomy.
        known: its keys, also those of wrong entries.
        entries: its valid entries.
        position: its place in a list; none is looked for far below, as that takes long.
    """
    suggestion = suggest_key(key, known, entries) if position < MOST_SUGGESTED else ""
    return Message(
        "expected a key of news/{kind}.yml, found {key}{suggestion}",
        kind=kind,
        key=show_value(key),
        suggestion=suggestion,
    )


def suggest_key(key: str, known: Iterable[str], entries: Mapping[str, Term]) -> str:
    """Return `; did you mean 'x'?` for the entry of that name in any language, or else for the nearest key or name."""
    plain = _fold_name(key)
    names: dict[str, str] = {}
    for entry_key, entry in entries.items():
        for name in _iter_names(entry):
            names.setdefault(_fold_name(name), entry_key)
    if plain in names:
        return Message("; did you mean '{name}'?", name=names[plain])
    return suggest(key, known) or suggest(plain, names, names)


def _iter_names(entry: Term) -> Iterator[str]:
    """Yield the names of an entry, including a body's short names and those in brackets."""
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


def _fold_name(name: str) -> str:
    """Return a name without case, spaces and punctuation, for comparison."""
    return "".join(character for character in name.casefold() if character.isalnum())
