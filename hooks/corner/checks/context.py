"""What checks are handed: the settings, names and files of a corner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corner.content.taxonomies import Taxonomies
from corner.content.types import ContentTypes
from corner.i18n.messages import Messages
from corner.i18n.script_conversion import Converter
from corner.storage.cache import Cache

if TYPE_CHECKING:
    # A check of texts has `TextSettings` in its place.
    from corner.content.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OtherContent:
    """What is known of the content that is not checked again, where only some texts of a corner are."""

    items: frozenset[str] = frozenset()
    """The keys of the items of its summaries."""
    records: frozenset[str] = frozenset()
    """The keys of its records."""
    has_errors: bool = False
    """Whether any of its files has an error."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CheckContext:
    """What is known of a corner before its content is checked."""

    settings: Settings
    content_types: ContentTypes
    messages: Mapping[str, Messages]
    """The interface's messages by locale."""
    taxonomies: Taxonomies
    converters: Mapping[str, Converter]
    """What makes the texts of converted editions, by locale."""
    keys: frozenset[str]
    """The keys of all content from Markdown files, drafts too."""
    assets: frozenset[str]
    """The other files of `news/`, as paths in it."""
    cache: Cache
    """What earlier runs computed from texts."""
    records: frozenset[str] = frozenset()
    """The keys of all records of registers, such as `laws/hk-cap-528`."""
    items: frozenset[str] | None = None
    """The keys of all items of summaries; `None` while not all are known."""
    others: OtherContent = field(default_factory=OtherContent)
    """The content that is not checked; there is none where the whole corner is checked."""
