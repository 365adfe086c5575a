"""The program itself as a host: it renders the pages of `docs/` and takes static files from where they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corner.build import theming
from corner.build.build_log import BuildLog
from corner.build.plan import BuildPlan
from corner.build.standing_pages import LanguageFrames, add_converted, clean_text, describe_page, mark_guide
from corner.content.standing_markdown import StandingMarkdown, StandingText
from corner.diagnostics.problem import Problem, sort_problems
from corner.render.renderer import Theme
from corner.render.skeleton import Skeleton, SkeletonKey, SkeletonSet, StaticPage
from corner.standalone import guide, theme
from corner.standalone.files import LanguageFiles, StandingFile, find_alternates, list_files
from corner.standalone.links import PageLinks, find_places
from corner.standalone.navigation import MenuPage, read_navigation
from corner.standalone.project_settings import select_settings
from corner.storage.output_file import OutputFile
from corner.views.edition import Edition
from corner.views.navigation import MenuLink

if TYPE_CHECKING:
    from jinja2 import Environment

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""Control characters, which references in a heading may give."""


class StandaloneHost:
    """Renders the standing pages of a corner and the skeletons of its site."""

    def __init__(self, plan: BuildPlan, environment: Environment, renderer: Theme, log: BuildLog) -> None:
        """Render all, and log what is wrong in the pages.

        Args:
            plan: the site.
            environment: what renders frames.
            renderer: what renders the parts of pages.
            log: the log of the build.
        """
        self.theme = renderer
        self._plan = plan
        settings = plan.catalogue.settings
        folders = theme.list_folders(plan.root, settings)
        self._files = list_files(plan.root, plan.docs, settings, theme.list_theme_files(folders, settings))
        if plan.catalogue.hidden is not None or settings.publish_guide:
            for files in self._files.values():
                guide.add_guide(files, plan.docs, settings)
        self._skeletons: dict[str, SkeletonSet] = {}
        problems: list[Problem] = []
        for files in self._files.values():
            texts = _LanguageTexts(plan, self._files, files)
            problems += texts.problems
            self._skeletons |= texts.render_frames(environment, renderer)
        log.log_problems(sort_problems(problem for problem in problems if problem not in plan.problems))

    def skeletons(self, edition: Edition) -> Mapping[SkeletonKey, Skeleton]:
        """Return the skeletons of an edition."""
        return self._skeletons[edition.locale].shared

    def static_pages(self, edition: Edition) -> Sequence[tuple[StaticPage, Skeleton]]:
        """Return the pages of `docs/` in an edition."""
        return self._skeletons[edition.locale].static_pages

    def static_files(self) -> Mapping[str, OutputFile]:
        """Return the files of `docs/` and of the theme."""
        root = self._plan.root
        return {
            file.path: OutputFile(file.file, _describe_source(file.file, root))
            for files in self._files.values()
            for file in files
            if not file.page
        }


def _describe_source(file: Path, root: Path) -> str:
    """Return the path of a file as messages name it."""
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()


class _LanguageTexts:
    """The standing pages of one language, rendered."""

    def __init__(self, plan: BuildPlan, all_files: Mapping[str, LanguageFiles], files: LanguageFiles) -> None:
        self._plan = plan
        self._settings = plan.catalogue.settings
        self._all_files = all_files
        self._files = files
        self._navigation = read_navigation(self._settings, files)
        self.problems = list(self._navigation.problems)
        """What is wrong in the pages and in the menu."""
        self._texts: dict[str, StandingText] = {}
        self._render_texts()

    def _render_texts(self) -> None:
        """Render the texts of all pages, and collect what is wrong with their links."""
        engines = {False: StandingMarkdown(self._settings.host.extensions), True: StandingMarkdown(guide.EXTENSIONS)}
        links = {file.address: PageLinks(file, self._files, self._settings) for file in self._files.pages}
        for file in self._files.pages:
            assert file.page is not None, "only pages are rendered"
            text = engines[file.lang is not None].render_page(file.page.body, links[file.address].resolve)
            if file.lang is None:
                html, problems = clean_text(self._settings, file.page.path, file.page.text, text.html)
                text = text._replace(html=html)
                self.problems += problems
            self._texts[file.address] = text
        places = {address: find_places(text.html) for address, text in self._texts.items()}
        for page_links in links.values():
            page_links.report_lost_anchors(places)
            self.problems += page_links.problems

    def render_frames(self, environment: Environment, renderer: Theme) -> dict[str, SkeletonSet]:
        """Return the skeletons of the language's edition, and of those that are converted from it, by locale."""
        paths = [file.path for file in self._files if not file.page]
        assets = theme.select_assets(paths, self._settings)
        menu = [self._create_entry(entry) for entry in self._navigation.pages]
        frames = LanguageFrames(self._plan, environment, renderer, self._files.language, menu, assets)
        titles = {entry.file.address: entry.title for entry in self._navigation.pages}
        for file in self._files.pages:
            assert file.page is not None, "only pages are rendered"
            page = self._describe(file, titles.get(file.address, ""))
            template = str(file.page.meta.get("template", "main.html"))
            content = frames.finish_text(self._texts[file.address].html)
            context = self._context(file, page)
            html = frames.render_page(page, context, template, content)
            frames.keep_page(page, html, context, template, content)
        return frames.skeletons

    def _create_entry(self, entry: MenuPage) -> MenuLink:
        assert entry.file.page is not None, "the menu has only pages"
        is_in_footer = entry.file.page.meta.get("menu") == "footer"
        return MenuLink(self._find_title(entry.file, entry.title), entry.file.address, footer=is_in_footer)

    def _find_title(self, file: StandingFile, menu_title: str) -> str:
        """Return the title of a page as text: that of the menu, of its front matter, of its heading, or its name."""
        assert file.page is not None, "only pages have titles"
        heading = self._texts[file.address].title
        title = menu_title or file.page.meta.get("title")
        if title is None:
            title = unescape(heading) or ("Home" if not file.address else _name_page(file.stem))
        elif title == heading:
            title = unescape(heading)
        return " ".join(_CONTROL.sub(" ", str(title)).split())

    def _describe(self, file: StandingFile, menu_title: str) -> StaticPage:
        """Return what is known of a page."""
        assert file.page is not None, "only pages are described"
        described = describe_page(
            file.page.meta,
            file.address,
            self._find_title(file, menu_title),
            add_converted(self._plan.catalogue, find_alternates(self._all_files, file)),
            file.page.path,
            str(file.page.meta.get("updated") or "")[:10],
        )
        if file.lang is None:
            return described
        return mark_guide(described, "" if file.lang == self._files.language else file.lang)

    def _context(self, file: StandingFile, page: StaticPage) -> dict[str, Any]:
        """Return what templates of a corner's own may use of a page, as MkDocs names it."""
        assert file.page is not None, "only pages have templates"
        return {"page": {"title": page.title, "meta": file.page.meta, "url": file.address}}


def _name_page(stem: str) -> str:
    """Return the title of a page that has none, made from the name of its file."""
    title = stem.replace("-", " ").replace("_", " ")
    return title.capitalize() if title.lower() == title else title


def create_host(plan: BuildPlan, log: BuildLog) -> StandaloneHost:
    """Return the host of a site; what is wrong in its standing pages is logged."""
    environment = _create_environment(plan)
    return StandaloneHost(plan, environment, create_theme(plan, environment), log)


def create_theme(plan: BuildPlan, environment: Environment | None = None) -> Theme:
    """Return what renders the parts of pages, with an environment or one of its own."""
    settings = plan.catalogue.settings
    folders = select_settings(settings).list_theme_folders(plan.root)
    return theming.create_theme(environment or _create_environment(plan), folders, plan, theme.find_icon(settings))


def _create_environment(plan: BuildPlan) -> Environment:
    """Return what renders templates."""
    folders = theme.list_folders(plan.root, plan.catalogue.settings)
    return theming.create_theme_environment(folders, plan.root, plan.catalogue.content_types)
