"""The history of an item: what the summary of each period says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple
from urllib.parse import quote

from corner.content.frontmatter import Item
from corner.content.links import INTERNAL_SCHEME
from corner.content.markdown import Passage
from corner.content.summary import Summary
from corner.content.types import Content, ContentType, HtmlSource, LocalizedContent, Section
from corner.storage import fingerprint

PeriodState = Literal["new", "continuing", "completed", "not-reported"]
"""What an item is in a period: as its summary says, or not reported, which is never shown as completed."""

_PAGE_LINK = re.compile(r'(href=")#|(id=")')


class ItemPeriod(NamedTuple):
    """What one summary says of an item."""

    summary: Summary
    state: PeriodState
    number: int | None
    """Its number in the summary; `None` where the summary does not list it."""

    @property
    def item(self) -> Item | None:
        """Its entry in the summary, if it is listed."""
        return self.summary.items[self.number - 1] if self.number else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ItemHistory(Content):
    """An item of co-operation through all periods; its texts hold one section for each summary that lists it."""

    periods: tuple[ItemPeriod, ...]
    """What each summary from its first one on says of it, the latest first."""

    @property
    def item_key(self) -> str:
        """Its key in summaries and releases."""
        return self.key.partition("/")[2]

    @property
    def listed(self) -> tuple[ItemPeriod, ...]:
        """The periods whose summaries list it, the latest first; there is at least one."""
        return tuple(period for period in self.periods if period.number)

    @property
    def topics(self) -> tuple[str, ...]:
        """The keys of its topics in all periods."""
        return _collect_keys(self.listed, "topics")

    @property
    def bodies(self) -> tuple[str, ...]:
        """The keys of its bodies in all periods."""
        return _collect_keys(self.listed, "bodies")

    @property
    def record_keys(self) -> tuple[str, ...]:
        """The keys of the records and of the bodies that it names in any period."""
        return *_collect_keys(self.listed, "records"), *(f"bodies/{key}" for key in self.bodies)


def _collect_keys(periods: Iterable[ItemPeriod], field: str) -> tuple[str, ...]:
    keys = (key for period in periods for key in getattr(period.item, field))
    return tuple(dict.fromkeys(keys))


@dataclass(frozen=True, slots=True)
class _SectionPassage:
    """An item's text on the page of its history, where texts of several summaries stand."""

    passage: HtmlSource
    summary: Summary
    number: int

    @property
    def html(self) -> str:
        """The HTML, with ids of its own; its links to other parts of the summary lead to the summary."""
        html = self.passage.html
        if "#" not in html and ' id="' not in html:
            return html
        own, name = f"item-{self.number}-", self.summary.key.partition("/")[2]

        def rewrite(match: re.Match[str]) -> str:
            if html.startswith(own, match.end()):
                return f"{match[0]}in-{name}-"
            return f"{match[1]}{INTERNAL_SCHEME}{quote(self.summary.key)}#" if match[1] else match[0]

        return _PAGE_LINK.sub(rewrite, html)


def trace_items(summaries: Iterable[Summary]) -> Mapping[str, tuple[ItemPeriod, ...]]:
    """Return what each summary says of each item, from the item's first summary on: by key, the earliest first.

    Args:
        summaries: the summaries in the order of time. Those that list no items are left out.
    """
    periods: dict[str, list[ItemPeriod]] = {}
    for summary in summaries:
        if not summary.items:
            continue
        numbers = {item.key: number for number, item in enumerate(summary.items, 1)}
        states: dict[str, PeriodState] = {item.key: item.state for item in summary.items}
        states |= {item.key: item.state for item in summary.facts.left_out if item.key in periods}
        for key, known in periods.items():
            # What was completed stays so; what a summary says nothing of is not reported.
            states.setdefault(key, "completed" if known[-1].state == "completed" else "not-reported")
        for key, state in states.items():
            periods.setdefault(key, []).append(ItemPeriod(summary, state, numbers.get(key)))
    return {key: tuple(known) for key, known in periods.items()}


def build_histories(content_type: ContentType[Any], summaries: Iterable[Summary]) -> Iterator[ItemHistory]:
    """Yield the history of each item of the summaries, which are in the order of time.

    The items of the latest summary come first, in its order, then those that only earlier ones have.
    """
    histories = [
        _build_history(content_type, key, periods[::-1]) for key, periods in trace_items(summaries).items() if periods
    ]
    histories.sort(key=_sort_key)
    yield from histories


def _sort_key(history: ItemHistory) -> tuple[int, int, str]:
    latest = history.listed[0]
    return -latest.summary.sort_value.toordinal(), latest.number or 0, history.key


def _build_history(content_type: ContentType[Any], key: str, periods: tuple[ItemPeriod, ...]) -> ItemHistory:
    listed = [(period.summary, period.number) for period in periods if period.number]
    locales = dict.fromkeys(locale for summary, _ in listed for locale in summary.texts)
    full_key = f"{content_type.name}/{key}"
    digests = [(period.summary.key, period.summary.digest) for period in periods]
    return ItemHistory(
        content_type=content_type,
        key=full_key,
        original=listed[0][0].original,
        texts={locale: _build_text(listed, locale) for locale in locales},
        digest=fingerprint.digest(digests),
        facts=None,
        periods=periods,
    )


def _build_text(listed: list[tuple[Summary, int]], locale: str) -> LocalizedContent:
    """Return the text of a history; where a summary has none in the language, its section is in the original's."""
    sections = [
        Section(title=section.title, passage=_SectionPassage(section.passage, summary, number))
        for summary, number in listed
        for section in (summary.text(locale).sections[number - 1],)
    ]
    title, path = next(
        (section.title, summary.texts[locale].path)
        for section, (summary, _) in zip(sections, listed, strict=True)
        if locale in summary.texts
    )
    return LocalizedContent(
        locale=locale,
        path=path,
        title=title,
        description="",
        passage=Passage("", "", "", ""),
        sections=tuple(sections),
        labels={},
    )
