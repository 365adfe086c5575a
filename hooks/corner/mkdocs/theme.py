"""MkDocs' templates in one language, in the form that `corner.render.renderer` wants them: the theme's frame and parts.

Not a hook itself: `publish.py` imports it.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.theme import Theme as MkDocsTheme

from corner.content import urls
from corner.mkdocs.project import PACKAGE, theme_folder
from corner.render.charts import ChartRenderer
from corner.render.page import Page
from corner.render.renderer import Renderer
from corner.render.skeleton import Skeleton, slot_marker
from corner.storage import fingerprint
from corner.storage.versions import read_engine_versions
from corner.storage.walk import walk_files

TEMPLATES = "templates"
"""The folder of compiled templates, among the caches."""
FINGERPRINT = 32
"""Characters of a fingerprint."""
FILE = re.compile(r'( (?:src|href)=")([^":?#/][^":?#]*\.[A-Za-z0-9]+)(?=["?#])')
"""A way to a file, for pages end in `/`."""

MENU_SECTIONS = ("news", "topics", "bodies", "summaries", "figures")
"""The parts of the site that the menu leads to, by the names of their words."""


class MenuLink(NamedTuple):
    """An entry of the menu."""

    title: str
    address: str
    section: str = ""
    """The part of the site that it leads to."""
    footer: bool = False
    """Whether it stands in the footer, as a standing page's `menu: footer` asks."""


class JinjaTheme:
    """The parts of pages, which are handed nothing that is MkDocs'."""

    def __init__(self, env: Environment, config: MkDocsConfig, charts: ChartRenderer, *, with_cards: bool) -> None:
        """Render with `env`, and figures with `charts`."""
        self._env = env
        self._parts: dict[str, Callable[[Mapping[str, Any]], str]] = {}
        self.digest = templates_digest(config)
        self.with_cards = with_cards
        self.layout = charts.layout

    def part(self, name: str) -> Callable[[Mapping[str, Any]], str]:
        """Return what renders the part called `name`."""
        if name not in self._parts:
            template = self._env.get_template(f"parts/{name}.html")
            # A chain of mappings, which each rendering would walk.
            template.globals = dict(template.globals)
            self._parts[name] = template.render
        return self._parts[name]


class FrameRenderer:
    """The theme's frames in one language, around what `corner.render.renderer` makes."""

    def __init__(
        self, env: Environment, config: MkDocsConfig, nav: Navigation, renderer: Renderer, stylesheets: list[str]
    ) -> None:
        """Render with `env` for the edition of `renderer`."""
        self._env = env
        self._config = config
        self._nav = nav
        self._stylesheets = stylesheets
        self.edition = renderer.edition
        self.renderer = renderer

    def render_skeletons(self, pages: Iterable[Page]) -> None:
        """Render the skeletons that pages need and that are not rendered yet."""
        shells = self.renderer.frames.shells
        for page in pages:
            if page.place not in shells:
                shells[page.place] = Skeleton.cut(self.render_page(page, self.openings))

    @property
    def openings(self) -> dict[str, str]:
        """What stands in a frame in place of each part."""
        return {name: slot_marker(name) for name in self.renderer.openings}

    def render_page(self, page: Page, openings: Mapping[str, str] | None) -> str:
        """Return a page whole, with `openings` in place of its parts when there are any."""
        # The `url` filter asks MkDocs' page for its address; one that may stand anywhere has none.
        stand_in: Any = None if page.root else SimpleNamespace(url=page.address)
        base = (page.root or page.base).rstrip("/") or "/"
        context: dict[str, Any] = {**get_context(self._nav, (), self._config, stand_in, base_url=base)}
        context |= self.context(page, openings)
        return self.renderer.settle(self._env.get_template("generated.html").render(context), page)

    def render_converted(self, context: Mapping[str, Any], template: str, content: str, page: Page, source: str) -> str:
        """Return a standing page in this edition, which is made from MkDocs' by machine.

        Args:
            context: what MkDocs handed its own page.
            template: the name of its template.
            content: the HTML of its text.
            page: the page in this edition.
            source: the address of MkDocs' own page, beside which its pictures and downloads lie.
        """

        def relocate(match: re.Match[str]) -> str:
            return f"{match[1]}{posixpath.relpath(posixpath.join(source, match[2]), page.address or '.')}"

        content = FILE.sub(relocate, self.edition.convert(content, html=True))
        stand_in = SimpleNamespace(url=page.address, content=content)
        values = {**context, **self.context(page, self.openings), "page": stand_in}
        return self._env.get_template(template).render(values)

    def context(self, page: Page, openings: Mapping[str, str] | None) -> dict[str, Any]:
        """Return what a whole page is handed besides MkDocs' own context, with `openings` when there are any."""
        edition = self.edition
        return {
            **(self.renderer.shared(page) if openings else self.renderer.context(page)),
            "openings": openings,
            "ways": openings or self.renderer.ways(page),
            "home": edition.home,
            "menu": self._menu,
            "feed": edition.feed(),
            "site_description": edition.language.description,
            "direction": edition.formats.text_direction,
            "converted_from": edition.converter.source if edition.converter else "",
            "stylesheets": self._stylesheets,
            "search": edition.at(urls.SEARCH) if edition.catalogue.settings.search else "",
        }

    @cached_property
    def _menu(self) -> list[MenuLink]:
        """The menu: the front page, the news' own parts, and the standing pages in the order of `nav`."""
        edition = self.edition
        menu = [MenuLink(edition.messages("home"), edition.home, "home")]
        menu += [MenuLink(edition.messages(part), edition.at(f"{part}/"), part) for part in MENU_SECTIONS]
        menu.append(MenuLink(edition.messages("timeline"), edition.at(urls.TIMELINE), "timeline", footer=True))
        for entry in self._nav.pages:
            address = edition.own(page_path(entry.file.url))
            if address != edition.home:
                footer = entry.meta.get("menu") == "footer"
                menu.append(MenuLink(edition.convert(str(entry.title)), address, "", footer))
        return menu


class _Compiled(BytecodeCache):
    """Compiled templates in a folder, each behind its fingerprint, by which damage shows: Jinja's own trusts what it reads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept of a template, if it is what was written."""
        with suppress(OSError):
            data = (self._folder / bucket.key).read_bytes()
            compiled = data[FINGERPRINT:]
            if data[:FINGERPRINT] == fingerprint.digest(compiled).encode():
                bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template, where that can be written."""
        compiled = bucket.bytecode_to_string()
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            beside = self._folder / f"{bucket.key}.{os.getpid()}"
            beside.write_bytes(fingerprint.digest(compiled).encode() + compiled)
            beside.replace(self._folder / bucket.key)


def cache_templates(env: Environment, folder: Path) -> None:
    """Let an environment keep its compiled templates from one build to the next, in a folder of caches."""
    env.bytecode_cache = _Compiled(folder / TEMPLATES)


def lean_environment(theme: MkDocsTheme) -> Environment:
    """Return a theme's environment, which lists no icons.

    MkDocs asks it for every file of the theme to find what to publish, in each language anew, and
    Material 9 has fourteen thousand icons; templates still find each by its name.
    """
    env = MkDocsTheme.get_env(theme)
    names = sorted({name for folder in theme.dirs for name in _iter_theme_files(folder)})

    def list_templates(_extensions: object = None, filter_func: Callable[[str], bool] | None = None) -> list[str]:
        return [name for name in names if filter_func is None or filter_func(name)]

    env.list_templates = list_templates  # type: ignore[assignment, method-assign]
    return env


def _iter_theme_files(folder: str) -> Iterator[str]:
    """Yield the path of each file below a folder of the theme, except in hidden folders."""
    return (path for path, entry in walk_files(folder, skip=_is_hidden_folder) if entry.is_file())


def _is_hidden_folder(_path: str, entry: os.DirEntry[str]) -> bool:
    return entry.name.startswith(".") and entry.is_dir()


def page_path(url: str) -> str:
    """Return the address of a page that MkDocs knows by `url`."""
    return "" if url in (".", "./") else url


_read_engine_versions = cache(read_engine_versions)


def templates_digest(config: MkDocsConfig) -> str:
    """Return a fingerprint of all that makes pages: our code, our templates, the versions of the engines."""
    digest = hashlib.blake2b(digest_size=16)
    digest.update(repr((sys.version_info[:2], _read_engine_versions())).encode())
    for folder in sorted({PACKAGE, theme_folder(), Path(config.theme.custom_dir or theme_folder()).resolve()}):
        for name in sorted(name for name, _ in walk_files(str(folder))):
            if name.endswith((".py", ".yml", ".html")):
                digest.update(name.encode() + b"\0" + (folder / name).read_bytes())
    return digest.hexdigest()
