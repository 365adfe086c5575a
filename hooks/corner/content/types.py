"""Content: what every content type shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from corner.content.dates import Moment
from corner.content.frontmatter import ReleaseFacts, SummaryFacts
from corner.content.taxonomies import LocalizedName


class HtmlSource(Protocol):
    """A text that gives its HTML when it is asked for."""

    @property
    def html(self) -> str:
        """The HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One item of a summary in one language."""

    title: str
    passage: HtmlSource


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalizedContent:
    """A release or summary in one language."""

    locale: str
    path: str
    """The file that it came from, relative to the project's root."""
    title: str
    description: str
    """The teaser."""
    passage: HtmlSource
    """The body; of a summary, what stands before its items. Links within the corner are still open."""
    sections: tuple[Section, ...] = ()
    """Of a summary, its items in order."""
    labels: Mapping[str, str]
    """The words among the facts in this language, by label, such as `event.venue`."""
    targets: tuple[str, ...] = ()
    """The releases, summaries and files that the body links to."""
    translated: Moment | None = None
    """When it was published, where that is told; else it came with its original."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Content:
    """What releases and summaries share; each is one of a kind, and equal to itself alone."""

    key: str
    """The identity, such as `releases/2021/sme-seminar`."""
    original: str
    """The locale of the text that carries the facts."""
    texts: Mapping[str, LocalizedContent]
    """The texts by locale, in the order of the site's languages."""
    digest: str
    """Of all its files."""
    facts: ReleaseFacts | SummaryFacts

    def text(self, locale: str) -> LocalizedContent:
        """Return the text in `locale`, or else the original."""
        return self.texts.get(locale) or self.texts[self.original]

    @property
    def due(self) -> tuple[datetime, ...]:
        """The moment from which the public may see it, if it is to be seen and there is one."""
        start = self.facts.publish_at or self.facts.issued
        return (start.at,) if start and self.is_public else ()

    @property
    def visibility_changes(self) -> tuple[datetime, ...]:
        """The moments from which pages show it otherwise than before."""
        return self.due

    @property
    def is_public(self) -> bool:
        """Whether the public may see it, now or some day."""
        return self.facts.status == "published"

    def first_visible_at(self, now: datetime) -> datetime:
        """Return the first moment, from `now` on, at which the public may see it."""
        return max((now, *self.due))

    def is_visible(self, now: datetime) -> bool:
        """Return whether the public may see it."""
        return self.is_public and all(moment <= now for moment in self.due)

    def label(self, name: str, locale: str) -> LocalizedName:
        """Return one of the words among the facts, in `locale` or else in the original's language."""
        text = self.text(locale)
        return LocalizedName(text.labels[name], text.locale)
