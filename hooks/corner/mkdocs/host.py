"""MkDocs as a host: the skeletons, static pages and static files that its events make, language by language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from corner.build import theming
from corner.build.plan import BuildPlan
from corner.build.standing_pages import LanguageFrames, add_converted, clean_text, describe_page, mark_guide
from corner.diagnostics.problem import sort_problems
from corner.mkdocs.guide import GuidePage, add_guide
from corner.mkdocs.log import build_log
from corner.mkdocs.project import i18n_plugin, theme_folders
from corner.mkdocs.theme import create_theme_environment, list_standing_pages, page_path, plain_title
from corner.render.frames import ThemeAssets
from corner.render.skeleton import Skeleton, SkeletonKey, SkeletonSet, StaticPage
from corner.render.templates import JinjaTheme
from corner.site.catalogue import Catalogue
from corner.storage.output_file import OutputFile
from corner.views.edition import Edition

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
        self._frames: LanguageFrames | None = None
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

    def skeletons(self, edition: Edition) -> Mapping[SkeletonKey, Skeleton]:
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
            is_own = file.src_dir == config.docs_dir
            is_used = is_own or file.is_documentation_page() or file.src_uri == config.theme["favicon"]
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
        self._theme = create_theme(config, self.plan, env)
        self._frames = LanguageFrames(
            self.plan,
            env,
            self._theme,
            i18n_plugin(config).current_language,
            list(list_standing_pages(self._nav)),
            ThemeAssets(config.theme["favicon"], self._stylesheets),
        )
        # static-i18n 1.3.1 builds a default language twice that is not the first of the list.
        self._skeletons |= self._frames.skeletons

    def clean_static_page(self, page: MkDocsPage, html: str) -> str:
        """Return the HTML of a page of `docs/` without what may not be published, and log what the check did not see."""
        if isinstance(page, GuidePage):
            return html
        settings = self.plan.catalogue.settings
        path = f"{settings.host.docs_dir}/{page.file.src_uri}"
        html, problems = clean_text(settings, path, page.file.content_string, html)
        build_log.log_problems(problem for problem in sort_problems(problems) if problem not in self.plan.problems)
        return html

    def prepare_static_page(self, page: MkDocsPage, context: dict[str, Any]) -> None:
        """Hand a page of `docs/` to its template as the pages of the news are."""
        assert self._frames is not None, "on_env comes first"
        self._page = _describe_static_page(page, self.plan.catalogue)
        self._context = {**context}
        page.content = self._frames.finish_text(page.content or "")
        context.update(self._frames.context(self._page, page.content))

    def keep_static_page(self, page: MkDocsPage, html: str) -> None:
        """Keep a page of `docs/` as a skeleton, to be filled as the pages of the news are."""
        assert self._page is not None, "on_page_context comes first"
        assert self._frames is not None, "on_env comes first"
        template = str(page.meta.get("template", "main.html"))
        self._frames.keep_page(self._page, html, self._context, template, page.content or "")


def prepare_host(config: MkDocsConfig, plan: BuildPlan, stage: Path) -> MkDocsHost:
    """Return the host of a build, and let MkDocs write into a folder of ours, with our environment of templates.

    Args:
        config: MkDocs' settings, which are changed.
        plan: the site.
        stage: the folder that MkDocs writes into.
    """
    config.site_dir = str(stage)
    config.theme.get_env = cache(partial(_create_environment, config, plan))  # type: ignore[method-assign]
    # We make these ourselves: MkDocs' have the day of the build, and one language's 404 page for all.
    config.theme.static_templates -= {"404.html", "sitemap.xml"}
    return MkDocsHost(plan, stage)


def create_theme(config: MkDocsConfig, plan: BuildPlan, env: Environment | None = None) -> JinjaTheme:
    """Return what renders the parts of pages, with `env` or an environment of its own."""
    environment = env or _create_environment(config, plan)
    return theming.create_theme(environment, theme_folders(config), plan, config.theme["favicon"] or "")


def _create_environment(config: MkDocsConfig, plan: BuildPlan) -> Environment:
    """Return what renders templates."""
    return create_theme_environment(config, plan.root, plan.catalogue.content_types)


def _describe_static_page(page: MkDocsPage, catalogue: Catalogue) -> StaticPage:
    """Return what is known of a page of `docs/`."""
    # static-i18n gives its files a locale and alternates, which MkDocs' types do not know.
    file: Any = page.file
    updated = page.meta.get("updated")
    alternates = {locale: page_path(other.url) for locale, other in sorted(file.alternates.items())}
    described = describe_page(
        page.meta,
        page_path(file.url),
        plain_title(page),
        add_converted(catalogue, alternates),
        file.src_uri if isinstance(page, GuidePage) else f"docs/{file.src_uri}",
        updated.isoformat()[:10] if isinstance(updated, date) else "",
    )
    return mark_guide(described, page.lang) if isinstance(page, GuidePage) else described
