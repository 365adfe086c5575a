"""The standing pages of a host: their texts without what may not be published, and their frames in each edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from corner.build.plan import BuildPlan
from corner.checks.docs import check_html
from corner.content.safe_html import align_cells
from corner.content.settings import Settings
from corner.diagnostics.problem import Problem
from corner.render import routes
from corner.render.frames import FrameRenderer, ThemeAssets
from corner.render.renderer import Renderer, Theme
from corner.render.skeleton import Skeleton, SkeletonSet, StaticPage, remove_markers
from corner.site.catalogue import Catalogue
from corner.views.navigation import MenuLink, build_menu

if TYPE_CHECKING:
    from jinja2 import Environment


class LanguageFrames:
    """Renders the frames of a written language's edition, and of those that are converted from it."""

    def __init__(
        self,
        plan: BuildPlan,
        environment: Environment,
        theme: Theme,
        language: str,
        standing_pages: Sequence[MenuLink],
        assets: ThemeAssets,
    ) -> None:
        """Render the skeletons that the pages of the news need.

        Args:
            plan: the site.
            environment: what renders frames.
            theme: what renders the parts of pages.
            language: the locale of the edition that is written.
            standing_pages: the standing pages in the menu, in order.
            assets: the files that every page loads.
        """
        converters = plan.catalogue.converters
        converted = [locale for locale, converter in converters.items() if converter.source == language]
        self.skeletons: dict[str, SkeletonSet] = {}
        """The skeletons of each edition, by its locale."""
        self.renderers: list[FrameRenderer] = []
        """What renders the frames of each edition, the written one's first."""
        for locale in (language, *converted):
            self.skeletons[locale] = SkeletonSet()
            renderer = Renderer(plan.edition(locale), theme, self.skeletons[locale])
            menu = build_menu(renderer.edition, standing_pages)
            frame_renderer = FrameRenderer(environment, renderer, menu, assets)
            frame_renderer.add_skeletons(plan.pages(locale))
            self.renderers.append(frame_renderer)

    def finish_text(self, html: str) -> str:
        """Return the HTML of a page's text with links that are gone as such, and tables that scroll."""
        renderer = self.renderers[0].renderer
        return renderer.wrap_tables(renderer.edition.replace_gone(html))

    def context(self, page: StaticPage, content: str) -> dict[str, Any]:
        """Return what the template of a page is handed, whose text is `content`."""
        first = self.renderers[0]
        return first.context(routes.static_page(first.edition, page), first.slots, content)

    def render_page(self, page: StaticPage, context: Mapping[str, Any], template: str, content: str) -> str:
        """Return the HTML of a page in the language that it is written in.

        Args:
            page: the page.
            context: what its template is handed besides what all templates are.
            template: the name of its template.
            content: the HTML of its text.
        """
        first = self.renderers[0]
        return first.render_standing(context, template, content, routes.static_page(first.edition, page))

    def keep_page(self, page: StaticPage, html: str, context: Mapping[str, Any], template: str, content: str) -> None:
        """Keep a page as a skeleton in each edition, to be filled as the pages of the news are.

        Args:
            page: the page.
            html: its HTML in the language that it is written in.
            context: what its template was handed besides what all templates are.
            template: the name of its template.
            content: the HTML of its text.
        """
        first, *others = self.renderers
        _append_page(first, page, html)
        if page.lang:
            return  # Its text is not in the language that the others are converted from.
        for renderer in others:
            edition = renderer.edition
            converted = page._replace(
                address=edition.own(page.address),
                title=edition.convert(page.title),
                description=edition.convert(page.description),
            )
            target = routes.static_page(edition, converted)
            rendered = renderer.render_converted(context, template, content, target, page.address)
            _append_page(renderer, converted, rendered)


def _append_page(renderer: FrameRenderer, page: StaticPage, html: str) -> None:
    resolved = renderer.renderer.resolve_base(html, routes.static_page(renderer.edition, page))
    renderer.renderer.skeletons.static_pages.append((page, Skeleton.cut(resolved)))


def clean_text(settings: Settings, path: str, text: str, html: str) -> tuple[str, list[Problem]]:
    """Return the HTML of a page of `docs/` without what may not be published, and a problem for each part left out.

    Args:
        settings: the corner's settings.
        path: the page's path in problems.
        text: its Markdown.
        html: its HTML.
    """
    html = remove_markers(align_cells(html))
    if settings.docs.html == "any":
        return html, []
    cleaned, problems = check_html(path, text, html)
    return remove_markers(cleaned.html), problems


def add_converted(catalogue: Catalogue, alternates: dict[str, str]) -> dict[str, str]:
    """Return the addresses of a page by locale, with those in the editions that are converted."""
    addresses = dict(alternates)
    for locale, converter in catalogue.converters.items():
        if converter.source in addresses:
            prefix = catalogue.addresses.edition_path(converter.source)
            path = addresses[converter.source].removeprefix(prefix)
            addresses[locale] = catalogue.addresses.edition_path(locale, path)
    return addresses


def describe_page(
    meta: Mapping[str, Any], address: str, title: str, alternates: Mapping[str, str], source: str, updated: str
) -> StaticPage:
    """Return what is known of a page of `docs/`.

    Args:
        meta: its front matter.
        address: its address.
        title: its title.
        alternates: its address in each language that it is in.
        source: the file that it is made from.
        updated: the day of its last change, in ISO 8601; empty where it does not say.
    """
    return StaticPage(
        kind=str(meta.get("template", "standing")).removesuffix(".html"),
        address=address,
        title=title,
        description=" ".join(str(meta.get("description") or "").split()),
        alternates=tuple(alternates.items()),
        updated=updated,
        source=source,
    )


def mark_guide(page: StaticPage, lang: str) -> StaticPage:
    """Return a page of the editors' guide, whose text is in the language `lang` where that is not the edition's."""
    # What is not in the language of the page is marked; a description cannot be.
    return page._replace(description="" if lang else page.description, lang=lang, for_editors=True)
