"""The catalogue: everything that the public may see at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from corner.content.figures import Value, ValueTable
from corner.content.item_history import ItemHistory
from corner.content.link_archive import LinkArchive
from corner.content.redirects import Redirects
from corner.content.release import Release
from corner.content.settings import Settings
from corner.content.summary import Summary
from corner.content.taxonomies import Taxonomies
from corner.content.translation_state import TranslationStatus
from corner.content.types import Content, ContentTypes
from corner.content.urls import SiteUrls
from corner.diagnostics.problem import Problem
from corner.i18n.editor_language import EditorLanguage
from corner.i18n.formats import LocaleFormats
from corner.i18n.messages import Messages
from corner.i18n.script_conversion import Converter
from corner.site.visibility import VisibilityWindow
from corner.storage import fingerprint

if TYPE_CHECKING:
    # Tables are made of what is here; only the name of their type is needed.
    from corner.data.tables import Table


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """The news at one moment."""

    settings: Settings
    now: datetime
    """The moment at which visibility is judged, aware."""
    messages: Mapping[str, Messages]
    """The interface's messages by locale."""
    formats: Mapping[str, LocaleFormats]
    """The formats of dates and numbers by locale."""
    converters: Mapping[str, Converter]
    """What makes the editions that are made by machine, by locale."""
    taxonomies: Taxonomies
    content_types: ContentTypes
    contents: Mapping[str, Mapping[str, Content]]
    """The visible content by type and key: releases the newest first, summaries the latest period first, then by key."""
    assets: Mapping[str, Path]
    """The files to publish beside the releases, by path in `news/`."""
    outdated: frozenset[tuple[str, str]]
    """Key and locale of each translation whose original has changed since."""
    redirects: Redirects
    """What was renamed."""
    links: LinkArchive
    """The external links that are gone or have an archived copy."""
    span: VisibilityWindow
    """The time around `now` in which the same is visible, and the same events are still to come."""
    hidden: Mapping[str, Content] | None = None
    """What a preview shows besides, by key: drafts, and what is not due; `None` where there is no preview."""
    faulty: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    """What a preview leaves out because it has errors: the problems of each, by key; none where there is no preview."""
    editor_language: EditorLanguage = field(default_factory=EditorLanguage)
    """The language in which a preview explains problems."""
    translations: tuple[TranslationStatus, ...] = ()
    """Each text that news has or lacks in a language that it is written in, by key and locale; none where there is no preview."""

    @property
    def releases(self) -> Mapping[str, Release]:
        """The visible releases by key, the newest first, then by key."""
        return cast("Mapping[str, Release]", self.contents.get("releases", {}))

    @property
    def summaries(self) -> Mapping[str, Summary]:
        """The visible summaries by key, the latest period first, then by key."""
        return cast("Mapping[str, Summary]", self.contents.get("summaries", {}))

    @property
    def items(self) -> Mapping[str, ItemHistory]:
        """The items of visible summaries by key, such as `items/enquiry-points`: those of the latest summary first."""
        return cast("Mapping[str, ItemHistory]", self.contents.get("items", {}))

    @cached_property
    def addresses(self) -> SiteUrls:
        """The site's addresses."""
        return SiteUrls(self.settings.site_url, self.settings.default)

    @cached_property
    def digest(self) -> str:
        """A fingerprint of what all pages may show: settings, taxonomies, and content that any page may show."""
        shared = [
            (content.key, content.digest)
            for content_type in self.content_types
            for content in (self.contents[content_type.name].values() if content_type.is_shared else ())
        ]
        made = [converter.digest for converter in self.converters.values()]
        return fingerprint.digest((repr(self.settings), self.taxonomies.digest, self.links.digest, shared, made))

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """All values of figures that visible content reports or that follow from these.

        They come figure by figure in the order of the taxonomy, basis by basis, the oldest first, each with its own key.
        """
        contents = (content for group in self.contents.values() for content in reversed(tuple(group.values())))
        return ValueTable(contents, self.taxonomies.figures).values

    @cached_property
    def references(self) -> Mapping[str, tuple[Content, ...]]:
        """The visible content that names each record of a register, by the record's key, type by type."""
        references: dict[str, dict[str, Content]] = {}
        for contents in self.contents.values():
            for content in contents.values():
                for key in content.record_keys:
                    references.setdefault(key, {})[content.key] = content
        return {key: tuple(named.values()) for key, named in references.items()}

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables of its data that have rows, as the content types declare them."""
        declared = (table for content_type in self.content_types for table in content_type.tables(self))
        tables = tuple(table for table in declared if table.count)
        derived = (table for content_type in self.content_types for table in content_type.derived_tables(self, tables))
        return (*tables, *(table for table in derived if table.count))

    @cached_property
    def has_registers(self) -> bool:
        """Whether the corner has registers whose records news may name."""
        return any(content_type.check_record_references for content_type in self.content_types)

    def content(self, key: str) -> Content | None:
        """Return the visible content with that key."""
        return self.contents.get(key.partition("/")[0], {}).get(key)

    @cached_property
    def _addresses(self) -> dict[str, Mapping[str, str]]:
        return {}

    def list_addresses(self, content: Content) -> Mapping[str, str]:
        """Return the address of `content` in each of its languages, by locale; what asks for it shares what it gets."""
        addresses = self._addresses.get(content.key)
        if addresses is None:
            path = content.path
            addresses = {locale: self.addresses.edition_path(locale, path) for locale in content.texts}
            self._addresses[content.key] = addresses
        return addresses

    def address(self, content: Content, locale: str) -> str:
        """Return where `content` is read in `locale`; one that has no such text is read in its original."""
        addresses = self.list_addresses(content)
        return addresses.get(locale) or addresses[content.original]

    def original_since(self, content: Content, locale: str) -> tuple[str, str, str] | None:
        """Return title, address and locale of an original that has changed since it was translated to `locale`."""
        written = self.converters[locale].source if locale in self.converters else locale
        if (content.key, written) not in self.outdated:
            return None
        original = content.texts[content.original]
        return original.title, self.address(content, original.locale), original.locale

    def find_target(self, name: str, locale: str) -> str:
        """Return the address of what a text in `locale` links to, by key or path in `news/`; empty where there is none."""
        content = self.content(name) or (self.hidden or {}).get(name)
        if content:
            return self.address(content, locale)
        return self.content_types.asset_path(name) if name in self.assets else ""
