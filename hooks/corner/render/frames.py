"""The frames of pages: what the theme shows around their content, rendered whole or as skeletons."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from corner.content import urls
from corner.render.corner_style import build_stylesheet
from corner.render.page import Page
from corner.render.policy import page_policy
from corner.render.renderer import Renderer
from corner.render.skeleton import Skeleton, slot_marker
from corner.views.footer import footer_view
from corner.views.navigation import MenuLink

_FILE_LINK = re.compile(r'( (?:src|href)=")([^":?#/][^":?#]*\.[A-Za-z0-9]+)(?=["?#])')
"""A relative link to a file; links to pages end in `/`."""
_ABSOLUTE = re.compile(r"/|#|[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class ThemeAssets:
    """The files of the theme that every page loads, as paths in the site or as URLs."""

    favicon: str
    stylesheets: Sequence[str]
    script: str = "assets/corner.js"


class FrameRenderer:
    """Renders the frames of an edition's pages, around what its `Renderer` renders."""

    def __init__(
        self, environment: Environment, renderer: Renderer, menu: Sequence[MenuLink], assets: ThemeAssets
    ) -> None:
        """Render with `environment` for the edition of `renderer`."""
        self._environment = environment
        self._menu = menu
        self._assets = assets
        own = [urls.OWN_STYLE] if build_stylesheet(renderer.edition.catalogue) else []
        theme = renderer.edition.catalogue.settings.theme
        self._stylesheets = [*assets.stylesheets, *own, *theme.stylesheets]
        footer = footer_view(renderer.edition)
        self._footer = footer._replace(copyright=Markup(footer.copyright))
        self.renderer = renderer
        self.edition = renderer.edition
        settings = self.edition.catalogue.settings
        # Its sources have no character that would have to be escaped.
        self._policy = Markup(page_policy(settings, in_meta=True)) if settings.policy.meta else ""

    @property
    def slots(self) -> dict[str, str]:
        """The marker of each slot, by its name."""
        return {name: slot_marker(name) for name in self.renderer.slots}

    def add_skeletons(self, pages: Iterable[Page]) -> None:
        """Render the skeletons that pages need and that are not rendered yet."""
        skeletons = self.renderer.skeletons.shared
        for page in pages:
            if page.skeleton_key not in skeletons:
                skeletons[page.skeleton_key] = Skeleton.cut(self.render_frame(page, self.slots))

    def render_frame(self, page: Page, slots: Mapping[str, str] | None) -> str:
        """Return a page in one piece, with `slots` in place of its own parts where they are given."""
        html = self._environment.get_template("generated.html").render(self.context(page, slots))
        return self.renderer.resolve_base(html, page)

    def render_standing(self, context: Mapping[str, Any], template: str, content: str, page: Page) -> str:
        """Return a standing page, with slots in place of its own parts.

        Args:
            context: what its template is handed besides what all templates are.
            template: the name of the template.
            content: the HTML of its text.
            page: the page.
        """
        return self._environment.get_template(template).render({**context, **self.context(page, self.slots, content)})

    def render_converted(self, context: Mapping[str, Any], template: str, content: str, page: Page, source: str) -> str:
        """Return a standing page of this edition, which is converted from another's.

        Args:
            context: what the template of the other edition's page was handed.
            template: the name of the template.
            content: the HTML of the page's text.
            page: the page in this edition.
            source: the address of the other edition's page, which its pictures and downloads are beside.
        """

        def rebase(match: re.Match[str]) -> str:
            return f"{match[1]}{posixpath.relpath(posixpath.join(source, match[2]), page.address or '.')}"

        converted = _FILE_LINK.sub(rebase, self.edition.convert(content, html=True))
        return self.render_standing(context, template, converted, page)

    def context(self, page: Page, slots: Mapping[str, str] | None, content: str = "") -> dict[str, Any]:
        """Return what the template of a page is handed.

        Args:
            page: the page.
            slots: what is printed in place of the page's own parts, where it is rendered as a skeleton.
            content: the HTML of the text of a standing page.
        """
        edition = self.edition
        theme = edition.catalogue.settings.theme
        return {
            **(self.renderer.shared(page) if slots else self.renderer.context(page)),
            "slots": slots,
            "content": Markup(content),
            "language_links": slots or self.renderer.language_links(page),
            "home": edition.home,
            "menu": self._menu,
            "feed": edition.feed(),
            "site_description": edition.language.description,
            "direction": edition.formats.text_direction,
            "converted_from": edition.converter.source if edition.converter else "",
            "policy": self._policy,
            "favicon": _resolve(self._assets.favicon, page),
            "stylesheets": [_resolve(sheet, page) for sheet in self._stylesheets],
            "script": _resolve(self._assets.script, page),
            "own_scripts": [
                {"src": _resolve(script.path, page), "type": script.type, "is_async": script.is_async}
                for script in theme.scripts
            ],
            "logo": _resolve(theme.logo, page) if theme.logo else "",
            "logo_icon": theme.logo_icon,
            "footer": self._footer,
            "search": edition.at(urls.SEARCH) if edition.catalogue.settings.search else "",
        }


def _resolve(path: str, page: Page) -> str:
    """Return the link from a page to a file of the site; a URL is returned as it is."""
    return path if _ABSOLUTE.match(path) else page.base.removeprefix("./") + path
