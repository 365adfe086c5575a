"""Pages as HTML: skeletons filled with rendered parts, and only those pages that may have changed.

A page depends on its skeleton, its head, its view and the theme's templates, for its parts are handed nothing
else. The digest of these, or of what they depend on, is the page's fingerprint: a page whose fingerprint is
that of the published file is not rendered.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from html import escape
from itertools import accumulate, compress
from typing import Any, Protocol

from markupsafe import Markup

from corner.content import urls
from corner.i18n.formats import find_direction
from corner.render.charts import layout_chart
from corner.render.head import HeadRenderer
from corner.render.jinja_engine import mark_safe
from corner.render.page import Page, PageGroup
from corner.render.skeleton import Skeleton, SkeletonSet
from corner.storage import fingerprint
from corner.storage.output_file import Spool, SpooledTexts
from corner.views.edition import Edition
from corner.views.types import CardView

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_BASE_MARKER = "\x04"
"""Is in place of the link to the site's root in a part that is rendered once for pages of several depths."""
_MOST_VALUES = 10_000
"""The number of fields of records whose HTML is kept: many records have the same values."""
_RECENT_VALUES = 1_000
"""The number of other values whose HTML is kept: pages that are made one after the other show the same ones."""


class Theme(Protocol):
    """What renders templates."""

    digest: str
    """A fingerprint of all templates and of what renders them, but not of what they are handed."""
    card_locales: frozenset[str]
    """The editions of which social cards are published."""
    icon: str
    """The site's icon: its path in the site, or its URL."""

    def page(self, kind: str) -> Callable[[Mapping[str, Any]], str]:
        """Return the function that renders the content of pages of a kind."""

    def partial(self, name: str) -> Callable[[Mapping[str, Any]], str]:
        """Return the function that renders the partial called `name`."""


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page to publish."""

    page: Page
    fingerprint: str
    content: bytes | FilledSkeleton | None
    """Its bytes, or what returns them; `None` where the published file is current."""


class Renderer:
    """Renders the pages of one edition."""

    def __init__(self, edition: Edition, theme: Theme, skeletons: SkeletonSet) -> None:
        """Render the pages of `edition` with the templates of `theme`, in `skeletons`."""
        self.edition = edition
        self.skeletons = skeletons
        self._theme = theme
        self.code = theme.digest
        """A fingerprint of all that renders pages, but not of what they show."""
        with_cards = edition.locale in theme.card_locales
        self._head = HeadRenderer(edition, with_cards=with_cards, icon=theme.icon)
        self._common = fingerprint.digest((theme.digest, edition.digest, with_cards, theme.icon))
        self._tag_or_date = re.compile(f"<[^>]*>|{edition.formats.date_expression.pattern}")
        self._shared: dict[str, Any] = {
            "messages": edition.messages.texts,
            "site_name": edition.language.site_name,
            "languages": edition.languages,
            "absolute": edition.absolute,
            "layout": layout_chart,
            "dates": lru_cache(_RECENT_VALUES)(self._keep_dates),
            "direction": edition.formats.text_direction,
            "in_language": cache(self._mark_language),
        }
        # Many pages show these: each is rendered once, with a marker for the link to the root.
        self._shared |= {
            name: self._cached_partial(name, name, _RECENT_VALUES)
            for name in ("link", "links", "card", "figures", "source", "years")
        }
        self._cards = SpooledTexts()
        data_links = self._cached_partial("data-links", "data")
        self._shared["data_links"] = lambda table, title="": data_links((table, title))
        self._shared["values"] = self._cached_partial("values", "values", _MOST_VALUES)
        self._shared["data_page"] = edition.at(urls.DATA)
        self._shared["actions"] = partial(self._cached_partial("actions", "value"), None)
        self._shared["cards"] = self._render_cards
        self._shared["filter"] = self._cached_partial("filter", "types")
        self._shared["feed_links"] = self._cached_partial("feeds", "feeds")

    def _cached_partial(self, name: str, argument: str, size: int | None = None) -> Callable[[Any], Markup]:
        """Return a function that renders a partial of one value, once for each value of the `size` that came last."""
        render = self._theme.partial(name)
        keep = lru_cache(size)
        return keep(lambda value: mark_safe(render({**self._shared, "base": _BASE_MARKER, argument: value})))

    def _mark_language(self, locale: str) -> Markup:
        """Return the attributes of an element in another language: the direction, too, where that is another one.

        A direction of its own also keeps the element's punctuation and numbers apart from the text around it.
        """
        direction = find_direction(locale)
        is_same = direction == self.edition.formats.text_direction
        return Markup(' lang="{}"').format(locale) + (Markup("") if is_same else Markup(' dir="{}"').format(direction))

    def _keep_dates(self, text: str) -> Markup:
        """Return text as HTML in which no line ends within a date."""
        return mark_safe(self._mark_dates(escape(text)))

    def _mark_dates(self, html: str) -> str:
        """Return HTML in which no line ends within a date."""
        return self._tag_or_date.sub(
            lambda match: match[0] if match[0].startswith("<") else f'<span class="corner-date">{match[0]}</span>', html
        )

    def _render_cards(self, cards: Iterable[CardView]) -> Markup:
        """Return releases in a list; each card is rendered once for all lists."""
        render = self._shared["card"]
        # No two releases have the same address.
        return mark_safe("\n".join([self._cards.get(card.link.address, partial(render, card)) for card in cards]))

    def load_templates(self, pages: Iterable[Page]) -> None:
        """Load the templates of pages."""
        for kind in sorted({page.kind for page in pages if page.view}):
            self._theme.page(kind)

    def render(self, pages: Sequence[Page], is_current: Callable[[str, str], bool], spool: Spool) -> list[RenderedPage]:
        """Return pages, each rendered unless the published file is current.

        Args:
            pages: as many as are made at once.
            is_current: whether the file at an address, given a fingerprint, is published already.
            spool: where rendered parts wait for their publication.
        """
        self._cards.use(spool)
        skeletons = [page.skeleton or self.skeletons.shared[page.skeleton_key] for page in pages]
        views = [None if page.depends or not page.view else page.view() for page in pages]
        depends = [page.depends() if page.depends else view for page, view in zip(pages, views, strict=True)]
        digests = list(map(self._fingerprint, pages, skeletons, depends))
        changed = [not is_current(page.file, digest) for page, digest in zip(pages, digests, strict=True)]
        parts = iter(self.render_parts(list(compress(pages, changed)), list(compress(views, changed))))
        contents = [
            FilledSkeleton.keep(spool, skeleton, next(parts)) if is_changed else None
            for skeleton, is_changed in zip(skeletons, changed, strict=True)
        ]
        return list(map(RenderedPage, pages, digests, contents))

    def render_parts(self, pages: Sequence[Page], views: Sequence[Any | None]) -> list[dict[str, bytes]]:
        """Return the parts of pages in UTF-8 by the slots that they fill; a view is made unless it is given.

        Each step is done for all pages before the next one: the whole program does not fit into a processor's cache.
        """
        contexts = self._list_contexts(pages, views)
        links = [
            {locale: escape(link).encode() for locale, link in self.language_links(page).items()} for page in pages
        ]
        head = self._theme.partial("head")
        heads = [head(context).encode() for context in contexts]
        contents = [
            # In bytes, this takes a fraction of the time that it takes in text.
            self._theme.page(page.kind)(context).encode().replace(_BASE_MARKER.encode(), page.base.encode())
            if page.view
            else b""
            for page, context in zip(pages, contexts, strict=True)
        ]
        return [
            {**targets, "head": head, "content": content}
            for targets, head, content in zip(links, heads, contents, strict=True)
        ]

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots of every page: its head, its content, and the targets of the language switch."""
        return ("head", "content", *(language.locale for language in self.edition.languages))

    def context(self, page: Page) -> dict[str, Any]:
        """Return what the templates of a page are handed."""
        return self._list_contexts([page], [None])[0]

    def _list_contexts(self, pages: Sequence[Page], views: Sequence[Any | None]) -> list[dict[str, Any]]:
        """Return what the templates of pages are handed; a view is made unless it is given."""
        shown = [view or (page.view and page.view()) for page, view in zip(pages, views, strict=True)]
        bodies = [self._list_bodies(page) for page in pages]
        heads = [self._head.render(page) for page in pages]
        return [
            {**self.shared(page), "view": view, "meta": head, "bodies": texts}
            for page, view, head, texts in zip(pages, shown, heads, bodies, strict=True)
        ]

    def _list_bodies(self, page: Page) -> list[Markup]:
        """Return the HTML of the texts that a page shows, with its links resolved."""
        base = page.base
        return [mark_safe(self.wrap_tables(self.edition.html(html, base))) for html in page.bodies()]

    def wrap_tables(self, html: str) -> str:
        """Return HTML of a text whose tables scroll, each in a region that a keyboard reaches, and keep dates whole."""
        if "<table>" not in html:
            return html
        region = f'<div class="table" tabindex="0" role="group" aria-label="{escape(self.edition.messages("table"))}">'
        html = _TABLE.sub(lambda match: self._mark_dates(match[0]), html)
        return html.replace("<table>", f"{region}<table>").replace("</table>", "</table></div>")

    def shared(self, page: Page) -> dict[str, Any]:
        """Return what all templates of a page are handed."""
        return {**self._shared, "current": page, "base": page.base}

    def language_links(self, page: Page) -> dict[str, str]:
        """Return the targets of a page's language switch, by locale."""
        edition = self.edition
        links = {language.locale: edition.switch(page.alternates, language.locale) for language in edition.languages}
        links[page.locale] = page.address
        return {locale: page.base + address for locale, address in links.items()}

    def resolve_base(self, html: str, page: Page) -> str:
        """Return HTML of a page with the link to the site's root in place of its marker."""
        return html.replace(_BASE_MARKER, page.base)

    def find_group_fingerprint(self, group: PageGroup) -> str:
        """Return the fingerprint of a group of pages; empty where they are compared one by one."""
        if group.depends is None:
            return ""
        keys = sorted(group.skeleton_keys)
        skeletons = [self.skeletons.shared[key].digest for key in keys]
        return fingerprint.digest((self._common, skeletons, keys, group.depends()))

    def _fingerprint(self, page: Page, skeleton: Skeleton, depends: object) -> str:
        alternates = tuple(page.alternates.items())
        head = (page.kind, page.title, page.lang, page.description, page.address, alternates, page.default, page.feeds)
        if page.content and not page.depends:
            depends = (page.content.digest, depends)
        return fingerprint.digest((self._common, skeleton.digest, head, depends))


class FilledSkeleton:
    """A page: its skeleton, and where its parts wait in a spool. A large site has a hundred thousand of these."""

    __slots__ = ("_places", "_skeleton", "_spool")

    def __init__(self, skeleton: Skeleton, spool: Spool, places: bytes) -> None:
        """Take the parts from `spool` by what `put` made of their places."""
        self._skeleton = skeleton
        self._spool = spool
        self._places = places

    @classmethod
    def keep(cls, spool: Spool, skeleton: Skeleton, parts: Mapping[str, bytes]) -> bytes | FilledSkeleton:
        """Return a page, whose parts wait in `spool` where files do."""
        if not spool.keeps_files:
            return skeleton.fill(parts)
        shown = [parts[name] for name in skeleton.names]
        position, _ = spool.put(b"".join(shown))
        return cls(skeleton, spool, array("Q", [position, *map(len, shown)]).tobytes())

    def __reduce__(self) -> tuple[type[FilledSkeleton], tuple[Skeleton, Spool, bytes]]:
        """Return what makes the page in the process that this one was forked from."""
        return FilledSkeleton, (self._skeleton, self._spool, self._places)

    def __call__(self) -> bytes:
        """Return the page."""
        position, *sizes = array("Q", self._places)
        data = self._spool.get(position, sum(sizes))
        ends = accumulate(sizes)
        names = self._skeleton.names
        return self._skeleton.fill(
            {name: data[end - size : end] for name, size, end in zip(names, sizes, ends, strict=True)}
        )
