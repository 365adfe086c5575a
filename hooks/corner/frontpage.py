"""What the front page shows: what is new."""

from __future__ import annotations

from corner.edition import Edition
from corner.indexes import summary_card, topics
from corner.views import HomeView


def front(edition: Edition) -> HomeView:
    """Return what the front page shows of the news."""
    return HomeView(
        cards=tuple(edition.card(release) for release in edition.listings.all.releases[:6]),
        all_news=edition.listing_address("all"),
        topics=topics(edition).topics,
        summary=next((summary_card(edition, summary) for summary in edition.catalogue.summaries.values()), None),
    )
