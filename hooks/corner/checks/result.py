"""What the checks found: the content that could be understood, and all problems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import is_

from corner.checks import markdown as proofreading
from corner.content import links
from corner.content.release import Release
from corner.content.summary import Summary
from corner.diagnostics.problem import Problem
from corner.sources.frontmatter import SourceFile


@dataclass(slots=True)
class CheckResult:
    """The news that could be understood, and all problems."""

    releases: dict[str, Release] = field(default_factory=dict)
    summaries: dict[str, Summary] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    originals: dict[str, SourceFile] = field(default_factory=dict)
    """The file that carries the facts, by key."""
    linked: list[tuple[SourceFile, links.Link]] = field(default_factory=list)
    """Each link to a release, summary, file or part of the same page, with the text that it stands in."""
    judged: dict[str, CheckedContent] = field(default_factory=dict)
    """What each release or summary came to, by key."""
    targets: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    """The keys and files that links may lead to."""

    def unpublished(self, now: datetime) -> Iterator[Problem]:
        """Yield a problem for each link of a text to news that is not visible at `now`, or when the text is due."""
        every: dict[str, Release | Summary] = {**self.releases, **self.summaries}
        for source, link in self.linked:
            content, other = every.get(source.key), every.get(link.target or "")
            if content and other and content.is_public and not other.is_visible(content.first_visible_at(now)):
                place = proofreading.find_link(links.mask_code(source.body), link)
                message = f"expected a link to published news, found '{link.target}', which is not visible yet"
                yield source.body_problem(place, "unpublished-link", message)

    def untimely(self, now: datetime) -> Iterator[Problem]:
        """Yield a problem for each day of a release that lies before its issue, or has not come when it is shown."""
        for release in self.releases.values():
            facts, original, judged = release.facts, self.originals[release.key], self.judged.get(release.key)
            days: list[tuple[SourceFile, tuple[str | int, ...], date]] = [
                (original, ("corrections", place, "date"), each.date) for place, each in enumerate(facts.corrections)
            ]
            if facts.withdrawn:
                days.append((original, ("withdrawn", "date"), facts.withdrawn.date))
            if facts.updated:
                days.append((original, ("updated",), facts.updated.day))
            for source in judged.sources if judged else ():
                if translated := release.texts[source.locale].translated:
                    days.append((source, ("translated",), translated.day))
            if not days or not release.is_public:
                continue
            today = release.first_visible_at(now).astimezone(release.issued.at.tzinfo).date()
            for source, path, day in days:
                if not release.issued.day <= day <= today:
                    message = f"expected a day from {release.issued.day} to {today}, found {day}"
                    yield source.problem(path, "wrong-date", message)


@dataclass(slots=True)
class CheckedContent:
    """What the files of one release or summary came to."""

    sources: list[SourceFile]
    original: SourceFile
    problems: list[Problem] = field(default_factory=list)
    linked: list[tuple[SourceFile, links.Link]] = field(default_factory=list)
    content: Release | Summary | None = None

    def has_same_sources(self, sources: list[SourceFile]) -> bool:
        """Return whether it was made from these very sources."""
        return len(sources) == len(self.sources) and all(map(is_, sources, self.sources))
