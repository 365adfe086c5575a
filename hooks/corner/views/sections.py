"""The sections of an edition that hold something; others have no page, and nothing leads to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from corner.views.edition import Edition

_HAS_CONTENT: Mapping[str, Callable[[Edition], object]] = {
    "news": lambda _edition: True,
    "topics": lambda edition: edition.listings.topics,
    "bodies": lambda edition: edition.listings.bodies or _is_hidden(edition, "bodies"),
    "summaries": lambda edition: edition.catalogue.summaries or _is_hidden(edition, "period"),
    "figures": lambda edition: edition.catalogue.values or _is_hidden(edition, "figures"),
    "timeline": lambda edition: edition.listings.years,
}
"""What says whether a section holds something, by its name, which is that of its message and its address."""
MENU = ("news", "topics", "bodies", "summaries", "figures")
"""The sections in the menu, each with a page of its own."""


def has_section(edition: Edition, section: str) -> bool:
    """Return whether a section holds something, or would in a preview that shows what the public may not see yet."""
    return bool(_HAS_CONTENT[section](edition))


def list_sections(edition: Edition) -> tuple[str, ...]:
    """Return the names of the menu's sections that hold something."""
    return tuple(section for section in MENU if has_section(edition, section))


def _is_hidden(edition: Edition, field: str) -> bool:
    """Return whether content that only a preview shows has a fact."""
    hidden = edition.catalogue.hidden or {}
    return any(getattr(content.facts, field, None) for content in hidden.values())
