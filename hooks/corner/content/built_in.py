"""The package's own content types, by name."""

from __future__ import annotations

from collections.abc import Mapping

BUILT_IN: Mapping[str, str] = {
    "releases": "corner.content_types.release",
    "summaries": "corner.content_types.summary",
    "items": "corner.content_types.item",
}
"""The module of each content type by its name, in the order in which stages see them.

They are imported by name, for each of them reaches up to views, feeds and search, which are layers above this one.
"""
TEXTS = ("corner.content_types.release_text", "corner.content_types.summary_text")
"""The modules with what a check needs of those that are made from texts, in the same order."""
