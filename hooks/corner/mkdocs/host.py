"""MkDocs as a host: the skeletons, static pages and static files that its events make, language by language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from corner.build.plan import BuildPlan
from corner.checks.docs import check_html
from corner.content.safe_html import align_cells
from corner.diagnostics.problem import sort_problems
from corner.mkdocs.guide import GuidePage, add_guide
from corner.mkdocs.log import build_log
from corner.mkdocs.project import i18n_plugin
from corner.mkdocs.theme import digest_templates, list_standing_pages, page_path, plain_title
from corner.render import routes
from corner.render.frames import FrameRenderer, ThemeAssets
from corner.render.page import Page
from corner.render.renderer import Renderer
from corner.render.skeleton import Skeleton, SkeletonKey, SkeletonSet, StaticPage, remove_markers
from corner.render.templates import JinjaTheme
from corner.site.catalogue import Catalogue
from corner.storage.output_file import OutputFile
from corner.views.edition import Edition
from corner.views.navigation import build_menu

if TYPE_CHECKING:
    from jinja2 import Environment

_UNUSED = re.compile(r"sitemap\.xml|assets/(javascripts|images)/.*|assets/stylesheets/.*\.map")
"""What MkDocs, Material and static-i18n would publish but no page uses."""
_SEARCH_ASSET = re.compile(r"assets/search\..*")
"""What only a search uses."""
_STYLESHEETS = ("assets/stylesheets/main.", "assets/stylesheets/palette.", "assets/corner.")


class MkDocsHost:
    """Collects what MkDocs makes in a folder of ours, while its events fire."""

    def __init__(self, plan: BuildPlan, stage: Path) -> None:
        """Collect for `plan`, and take static files from the folder `stage`, which MkDocs writes into."""
        self.plan = plan
        self.stage = stage
        self.renderers: list[FrameRenderer] = []
        """The theme in the language that MkDocs builds now, and in those converted from it."""
        self._theme: JinjaTheme | None = None
        self._skeletons: dict[str, SkeletonSet] = {}
        self._nav: Navigation | None = None
        self._stylesheets: list[str] = []
        self._page: StaticPage | None = None
        self._context: dict[str, Any] = {}

    # What a build asks for

    @property
    def theme(self) -> JinjaTheme:
        """What renders the parts of pages: the theme in the language that was built last."""
        assert self._theme is not None, "on_env comes first"
        return self._theme

    def skeletons(self, edition: Edition, _pages: Sequence[Page]) -> Mapping[SkeletonKey, Skeleton]:
        """Return the skeletons of an edition."""
        return self._skeletons[edition.locale].shared

    def static_pages(self, edition: Edition) -> Sequence[tuple[StaticPage, Skeleton]]:
        """Return the pages of `docs/` in an edition."""
        return self._skeletons[edition.locale].static_pages

    def static_files(self) -> Mapping[str, OutputFile]:
        """Return what MkDocs wrote, but for the pages."""
        pages = {page.file for skeletons in self._skeletons.values() for page, _ in skeletons.static_pages}
        paths = {path.relative_to(self.stage).as_posix(): path for path in sorted(self.stage.rglob("*"))}
        return {
            name: OutputFile(path, f"docs/{name}")
            for name, path in paths.items()
            if name not in pages and path.is_file()
        }

    # What MkDocs' events hand over

    def remove_unused_files(self, files: Files, config: MkDocsConfig) -> None:
        """Leave out the theme's files that no page uses, and note its style sheets."""
        for file in list(files):
            is_used = file.is_documentation_page() or file.src_uri == config.theme["favicon"]
            is_unused = _UNUSED.fullmatch(file.src_uri) or (
                _SEARCH_ASSET.fullmatch(file.src_uri) and not self.plan.catalogue.settings.search
            )
            if is_unused and not is_used:
                files.remove(file)
        names = [file.src_uri for file in files.css_files()]
        self._stylesheets = [name for start in _STYLESHEETS for name in names if name.startswith(start)]

    def add_guide(self, files: Files, config: MkDocsConfig) -> None:
        """Add the editors' guide in the language that MkDocs builds now, in a preview and where a corner publishes it."""
        catalogue = self.plan.catalogue
        if catalogue.hidden is not None or catalogue.settings.publish_guide:
            add_guide(files, config, catalogue.settings, i18n_plugin(config).current_language)

    def set_navigation(self, nav: Navigation) -> None:
        """Keep the navigation of the language that MkDocs builds now."""
        self._nav = nav

    def render_skeletons(self, env: Environment, config: MkDocsConfig) -> None:
        """Render the skeletons in the language that MkDocs builds now, and in those converted from it."""
        assert self._nav is not None, "on_nav comes first"
        language = i18n_plugin(config).current_language
        converters = self.plan.catalogue.converters
        converted = [locale for locale, converter in converters.items() if converter.source == language]
        self._theme = create_theme(env, config, self.plan)
        assets = ThemeAssets(config.theme["favicon"], self._stylesheets)
        standing_pages = list(list_standing_pages(self._nav))
        self.renderers = []
        for locale in (language, *converted):
            # static-i18n 1.3.1 builds a default language twice that is not the first of the list.
            self._skeletons[locale] = SkeletonSet()
            renderer = Renderer(self.plan.edition(locale), self._theme, self._skeletons[locale])
            menu = build_menu(renderer.edition, standing_pages)
            frame_renderer = FrameRenderer(env, renderer, menu, assets)
            frame_renderer.add_skeletons(self.plan.pages(locale))
            self.renderers.append(frame_renderer)

    def clean_static_page(self, page: MkDocsPage, html: str) -> str:
        """Return the HTML of a page of `docs/` without what may not be published, and log what the check did not see."""
        if isinstance(page, GuidePage):
            return html
        html = remove_markers(align_cells(html))
        settings = self.plan.catalogue.settings
        if settings.docs.html == "any":
            return html
        path = f"{settings.host.docs_dir}/{page.file.src_uri}"
        cleaned, problems = check_html(path, page.file.content_string, html)
        build_log.log_problems(problem for problem in sort_problems(problems) if problem not in self.plan.problems)
        return remove_markers(cleaned.html)

    def prepare_static_page(self, page: MkDocsPage, context: dict[str, Any]) -> None:
        """Hand a page of `docs/` to its template as the pages of the news are."""
        renderer = self.renderers[0]
        self._page = _describe_static_page(page, self.plan.catalogue)
        self._context = {**context}
        page.content = renderer.renderer.wrap_tables(renderer.renderer.edition.replace_gone(page.content or ""))
        static_page = routes.static_page(renderer.edition, self._page)
        context.update(renderer.context(static_page, renderer.slots, page.content))

    def keep_static_page(self, page: MkDocsPage, html: str) -> None:
        """Keep a page of `docs/` as a skeleton, to be filled as the pages of the news are."""
        static_page = self._page
        assert static_page is not None, "on_page_context comes first"
        first, *others = self.renderers
        _append_static_page(first, static_page, html)
        if static_page.lang:
            return  # Its text is not in the language that the others are converted from.
        template = str(page.meta.get("template", "main.html"))
        for renderer in others:
            edition = renderer.edition
            converted = static_page._replace(
                address=edition.own(static_page.address),
                title=edition.convert(static_page.title),
                description=edition.convert(static_page.description),
            )
            target = routes.static_page(edition, converted)
            html = renderer.render_converted(self._context, template, page.content or "", target, static_page.address)
            _append_static_page(renderer, converted, html)


def create_theme(env: Environment, config: MkDocsConfig, plan: BuildPlan) -> JinjaTheme:
    """Return what renders the parts of pages with `env`."""
    modules = [plan.root / name for name in plan.catalogue.settings.content_types]
    digest = digest_templates(config, plan.catalogue.content_types, modules)
    return JinjaTheme(env, digest, card_locales=plan.card_locales, icon=config.theme["favicon"] or "")


def _append_static_page(renderer: FrameRenderer, page: StaticPage, html: str) -> None:
    resolved = renderer.renderer.resolve_base(html, routes.static_page(renderer.edition, page))
    renderer.renderer.skeletons.static_pages.append((page, Skeleton.cut(resolved)))


def _describe_static_page(page: MkDocsPage, catalogue: Catalogue) -> StaticPage:
    """Return what is known of a page of `docs/`."""
    # static-i18n gives its files a locale and alternates, which MkDocs' types do not know.
    file: Any = page.file
    updated = page.meta.get("updated")
    lang = page.lang if isinstance(page, GuidePage) else ""
    alternates = {locale: page_path(other.url) for locale, other in sorted(file.alternates.items())}
    for locale, converter in catalogue.converters.items():
        if converter.source in alternates:
            prefix = catalogue.addresses.edition_path(converter.source)
            path = alternates[converter.source].removeprefix(prefix)
            alternates[locale] = catalogue.addresses.edition_path(locale, path)
    return StaticPage(
        kind=str(page.meta.get("template", "standing")).removesuffix(".html"),
        address=page_path(file.url),
        title=plain_title(page),
        # What is not in the language of the page is marked; a description cannot be.
        description="" if lang else " ".join(str(page.meta.get("description") or "").split()),
        alternates=tuple(alternates.items()),
        updated=updated.isoformat()[:10] if isinstance(updated, date) else "",
        source=file.src_uri if isinstance(page, GuidePage) else f"docs/{file.src_uri}",
        lang=lang,
        for_editors=isinstance(page, GuidePage),
    )
