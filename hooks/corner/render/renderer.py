"""Pages to HTML, by a theme that it is handed: shells filled with parts, and only what may have changed.

A page depends on its shell, its head, its view and the theme's parts, for its parts are handed nothing
else. The digest of these, or of what they depend on, is the page's fingerprint: a page whose fingerprint
is that of the file already published is not made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from html import escape
from typing import Any, Protocol

from corner.render.charts import ChartLayout
from corner.render.head import HeadRenderer
from corner.render.page import Page
from corner.render.skeleton import Skeleton, SkeletonSet
from corner.storage import fingerprint
from corner.storage.output_file import Spool
from corner.views.edition import Edition
from corner.views.figures import ChartView
from corner.views.types import CardView

_BASE_MARKER = "\x04"
"""Stands for the way to the root in a part that is made once for pages of several depths."""


class Theme(Protocol):
    """What renders templates."""

    digest: str
    """Of all that templates are made of and rendered with, but not of what they are handed."""
    with_cards: bool
    """Whether social cards are published."""

    def part(self, name: str) -> Callable[[Mapping[str, Any]], str]:
        """Return what renders the part called `name`."""

    def layout(self, chart: ChartView) -> ChartLayout:
        """Return where the bars of a chart stand."""


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page to publish."""

    page: Page
    fingerprint: str
    make: Callable[[], bytes] | None
    """Makes its bytes; `None` where the published file stands."""


def _fill_skeleton(shell: Skeleton, spool: Spool, parts: Mapping[str, tuple[int, int]]) -> bytes:
    return shell.fill({name: spool.get(*place) for name, place in parts.items()})


class Renderer:
    """Makes the pages of one edition."""

    def __init__(self, edition: Edition, theme: Theme, frames: SkeletonSet) -> None:
        """Render the pages of `edition` with the parts of `theme`, in `frames`."""
        self.edition = edition
        self.frames = frames
        self._theme = theme
        self.code = theme.digest
        """A fingerprint of all that makes pages, but of what they show."""
        self._metadata = HeadRenderer(edition, with_cards=theme.with_cards)
        self._common = fingerprint.digest((theme.digest, edition.digest, theme.with_cards))
        self._shared: dict[str, Any] = {
            "words": edition.messages.texts,
            "site_name": edition.language.site_name,
            "languages": edition.languages,
            "absolute": edition.absolute,
            "layout": theme.layout,
        }
        # What stands on many pages is rendered once, with a stand-in for the way to the root.
        self._shared |= {
            name: self._piece(name, name) for name in ("link", "links", "card", "figures", "source", "years")
        }
        self._shared["actions"] = partial(self._piece("actions", "value"), None)
        self._shared["cards"] = self._cards
        self._shared["filter"] = self._piece("filter", "types")
        self._shared["feed_links"] = self._piece("feeds", "feeds")

    def _piece(self, part: str, argument: str) -> Callable[[Any], str]:
        """Return what renders the part called `part` of one value, which it is handed as `argument`, once."""
        render = self._theme.part(part)
        return cache(lambda value: render({**self._shared, "base": _BASE_MARKER, argument: value}))

    def _cards(self, cards: Iterable[CardView]) -> str:
        """Return releases in a list, each of which is rendered once for all lists."""
        card = self._shared["card"]
        return "\n".join(card(each) for each in cards)

    def make(self, pages: Iterator[Page], stands: Callable[[str, str], bool], spool: Spool) -> Iterator[RenderedPage]:
        """Yield each page, rendered unless the published file stands.

        Args:
            pages: the pages to make.
            stands: whether the file at an address, given a fingerprint, is published already.
            spool: where rendered parts wait for their publication.
        """
        for page in pages:
            shell = page.shell or self.frames.shells[page.place]
            view = None if page.depends or not page.view else page.view()
            told = self._fingerprint(page, shell, page.depends() if page.depends else view)
            if stands(page.file, told):
                yield RenderedPage(page, told, None)
            else:
                parts = {name: spool.put(part.encode()) for name, part in self.parts(page, view).items()}
                yield RenderedPage(page, told, partial(_fill_skeleton, shell, spool, parts))

    def parts(self, page: Page, view: Any | None = None) -> dict[str, str]:
        """Return the parts of a page by the openings that they fill; its view is made unless it is given."""
        context = self.context(page, view)
        parts = {locale: escape(way) for locale, way in self.ways(page).items()}
        parts["head"] = self._theme.part("head")(context)
        if page.view:
            parts["content"] = self.settle(self._theme.part(page.kind)(context), page)
        return parts

    @property
    def openings(self) -> tuple[str, ...]:
        """What is filled into each page: its head, its content, and where the language switch leads."""
        return ("head", "content", *(language.locale for language in self.edition.languages))

    def context(self, page: Page, view: Any | None = None) -> dict[str, Any]:
        """Return what the parts of a page are handed; its view is made unless it is given."""
        base = page.base
        return {
            **self.shared(page),
            "view": view or (page.view and page.view()),
            "meta": self._metadata.render(page),
            "bodies": [self.scrolling(self.edition.html(html, base)) for html in page.bodies()],
        }

    def scrolling(self, html: str) -> str:
        """Return HTML of a text whose tables scroll, each in a region of its own that a keyboard reaches."""
        if "<table>" not in html:
            return html
        region = f'<div class="table" tabindex="0" role="group" aria-label="{escape(self.edition.messages("table"))}">'
        return html.replace("<table>", f"{region}<table>").replace("</table>", "</table></div>")

    def shared(self, page: Page) -> dict[str, Any]:
        """Return what the frame of a page is handed, too."""
        return {**self._shared, "here": page, "base": page.base}

    def ways(self, page: Page) -> dict[str, str]:
        """Return where the language switch of a page leads, by locale."""
        locales = (language.locale for language in self.edition.languages)
        return {locale: page.base + self._way(page, locale) for locale in locales}

    def _way(self, page: Page, locale: str) -> str:
        return page.address if locale == page.locale else self.edition.switch(page.alternates, locale)

    def settle(self, html: str, page: Page) -> str:
        """Return HTML of a page with the way to the root in place of its stand-in."""
        return html.replace(_BASE_MARKER, page.base)

    def _fingerprint(self, page: Page, shell: Skeleton, depends: object) -> str:
        alternates = tuple(page.alternates.items())
        head = (page.kind, page.title, page.lang, page.description, page.address, alternates, page.default, page.feeds)
        if page.content and not page.depends:
            depends = (page.content.digest, depends)
        return fingerprint.digest((self._common, shell.digest, head, depends))
