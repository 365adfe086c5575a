"""The front page: what is new, what is to come, and the figures that were reported last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from corner.content.dates import Period
from corner.content.frontmatter import Figure
from corner.content.release import Release
from corner.views.edition import Edition
from corner.views.summary import SummaryCard, summary_card
from corner.views.taxonomy_index import TopicCard, topics_view
from corner.views.types import CardView, FigureRow, Link, LocalizedText

LATEST = 6
"""Releases in the list, the lead among them."""
EVENTS = 4
FIGURES = 6

_Report = tuple[Figure, Release]
"""A value of a figure, and the release that reports it."""


class EventCard(NamedTuple):
    """A dated event in a list."""

    datetime: str
    when: str
    where: LocalizedText
    link: Link


class FigureCard(NamedTuple):
    """The newest value of a figure, and the release that reports it."""

    year: str
    """The year or years that it counts; without a period, the year of the release."""
    figure: FigureRow
    """Its period is empty where the years say the same."""
    link: Link


class RegisterCard(NamedTuple):
    """A section of what readers look up, with one sentence on what it holds."""

    link: Link
    description: str


class HomeView(NamedTuple):
    """What the front page shows of the news."""

    lead: CardView | None
    cards: tuple[CardView, ...]
    all_news: str
    """The address of all news; empty where the page shows all of it."""
    upcoming: bool
    """Whether the events are still to come; else they are the latest ones."""
    events: tuple[EventCard, ...]
    figures: tuple[FigureCard, ...]
    topics: tuple[TopicCard, ...]
    """The topics that there is news of; none where they would only repeat the one release."""
    registers: tuple[RegisterCard, ...]
    """What readers look up: items and registers."""
    summary: SummaryCard | None
    years: tuple[Link, ...]


def home_view(edition: Edition) -> HomeView:
    """Return what the front page shows of the news."""
    latest = edition.listings.all.releases[:LATEST]
    lead = next((release for release in latest if not release.is_withdrawn), None)
    upcoming = _upcoming(edition)
    return HomeView(
        lead=edition.card(lead) if lead else None,
        cards=tuple(edition.card(release) for release in latest if release is not lead),
        all_news=edition.listing_address("all") if len(edition.listings.all.releases) > len(latest) else "",
        upcoming=bool(upcoming),
        events=tuple(
            _event_card(edition, release) for release in (upcoming or edition.listings.all.events[::-1])[:EVENTS]
        ),
        figures=_figures(edition),
        topics=_list_topics(edition),
        registers=tuple(_list_registers(edition)),
        summary=next(
            (summary_card(edition, summary) for summary in edition.catalogue.summaries.values() if summary.items), None
        ),
        years=edition.years("")[1:] if len(edition.listings.years) > 1 else (),
    )


def _list_topics(edition: Edition) -> tuple[TopicCard, ...]:
    """Return the topics that there is news of, where there are several, and several releases."""
    topics = tuple(card for card in topics_view(edition).topics if card.newest)
    return topics if min(len(topics), len(edition.listings.all.releases)) > 1 else ()


def _list_registers(edition: Edition) -> Iterator[RegisterCard]:
    for content_type in edition.catalogue.content_types:
        title, description = content_type.menu_title(edition), content_type.introduce(edition)
        if title and description:
            yield RegisterCard(Link(title, edition.at(f"{content_type.section}/")), description)


def _upcoming(edition: Edition) -> list[Release]:
    """Return the releases on events whose last day is not past, the next one first."""
    return [
        release
        for release in edition.listings.all.events
        if release.event_ends_at and release.event_ends_at > edition.catalogue.now
    ]


def _event_card(edition: Edition, release: Release) -> EventCard:
    event = release.facts.event
    assert event is not None
    return EventCard(
        datetime=event.start.day.isoformat(),
        when=edition.formats.format_time_range(event.start, event.end),
        where=edition.where(release),
        link=edition.link(release),
    )


def _figures(edition: Edition) -> tuple[FigureCard, ...]:
    """Return the newest value of each of the figures that were reported most often, in the taxonomy's order.

    Values of years too long before that of the newest one are left out. No clock decides that: the page of a corner
    that reports nothing more does not change.
    """
    kinds = edition.catalogue.taxonomies.figures
    values: dict[tuple[str, str], list[_Report]] = {
        (key, basis): [] for key, kind in kinds.items() for basis in kind.bases or ("",)
    }
    for release in edition.listings.all.releases:
        for figure in () if release.is_withdrawn else release.facts.figures:
            values[figure.figure, kinds[figure.figure].find_basis(figure.basis)].append((figure, release))
    newest = {key: max(reports, key=_last_day) for key, reports in values.items() if reports}
    last_year = max((_last_day(report).year for report in newest.values()), default=0)
    first_year = last_year - edition.catalogue.settings.key_figure_years + 1
    recent = [key for key, report in newest.items() if _last_day(report).year >= first_year]
    frequent = sorted(recent, key=lambda key: -len(values[key]))[:FIGURES]
    return tuple(_figure_card(edition, *newest[key]) for key in recent if key in frequent)


def _last_day(report: _Report) -> date:
    """Return the day on which the period of a figure ends; without a period, the day of the release."""
    figure, release = report
    return figure.period.end if figure.period else release.issued.day


def _figure_card(edition: Edition, figure: Figure, release: Release) -> FigureCard:
    (row,) = edition.figures(release, (figure,))
    formats = edition.formats
    last = _last_day((figure, release)).year
    is_total = edition.catalogue.taxonomies.figures[figure.figure].series == "to-date"
    first = last if is_total or not figure.period else figure.period.start.year
    year = formats.format_period(Period.parse(f"{first}/{last}" if first < last else last))
    reported = edition.messages("reported_on", date=formats.format_date(release.issued.day))
    period = row.period or reported
    return FigureCard(year, row._replace(period="" if period == year else period), edition.link(release))
