"""Publishes the corner through MkDocs: its events, from top to bottom in the order in which they fire.

static-i18n builds the first language and, when that is done, calls MkDocs' build once more for each
further one, with the same config. So `on_config` to `on_post_build` fire once a language; the first
call reads the news, each adds its language's pages, and the last event of the first build publishes.
MkDocs itself writes into a folder of ours, from which `site/` is made equal.
"""

from __future__ import annotations

import logging
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from mkdocs import utils
from mkdocs.commands.build import get_context
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from corner import addresses, feeds, listings, moments, output, pages, shells, sitemap
from corner.catalogue import Catalogue, load
from corner.edition import Edition
from corner.listings import Listings
from corner.problems import Problem, Severity

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage

log = logging.getLogger("mkdocs.hooks.corner")

AFTER_I18N = -200
"""Priority of events that must follow static-i18n's, which have -100."""
OPENINGS = ("head", "languages", "content")
UNUSED = re.compile(r"sitemap\.xml|assets/(javascripts|images)/.*|assets/stylesheets/.*\.map")
"""What MkDocs, Material and static-i18n would publish but no page uses."""

_clean_directory = utils.clean_directory


@dataclass
class Build:
    """One run, through all languages."""

    catalogue: Catalogue
    listings: Listings
    site: Path
    """The folder to publish in."""
    stage: Path
    """The folder that MkDocs writes into."""
    started: float
    """When it began, in seconds of the monotonic clock."""
    nav: Navigation | None = None
    """MkDocs' navigation of the language being built."""
    stylesheets: list[str] = field(default_factory=list)
    """The theme's style sheets, by address."""
    pages: dict[str, pages.Page] = field(default_factory=dict)
    """Every page by file, standing ones too."""
    files: dict[str, output.Content] = field(default_factory=dict)
    """What to publish besides MkDocs' own output, by path in the site."""
    standing: dict[str, str] = field(default_factory=dict)
    """What in `docs/` each standing page came from, by file."""
    owners: dict[str, str] = field(default_factory=dict)
    """What each address came from, for telling of two in one place."""

    def add(self, file: str, content: output.Content, owner: str) -> None:
        """Add a file to publish.

        Raises:
            PluginError: something else stands at that address already.
        """
        other = self.owners.setdefault(file, owner)
        if other != owner:
            message = f"expected one source for the address /{file}, found {other} too"
            raise PluginError(str(Problem(owner, 1, "file", "duplicate-address", message)))
        self.files[file] = content


@dataclass(frozen=True)
class MenuLink:
    """A standing page in the menu."""

    title: str
    address: str
    footer: bool
    """Whether it stands in the footer, as its front matter's `menu: footer` asks."""


_build: Build | None = None


def _running() -> Build:
    assert _build is not None, "on_config comes first"
    return _build


def _i18n(config: MkDocsConfig) -> Any:
    """Return static-i18n's plugin, of whose private protocol we use `building` and `current_language`."""
    return config.plugins["i18n"]


def on_config(config: MkDocsConfig) -> None:
    """Read and check the news, before anything else happens."""
    global _build  # noqa: PLW0603 -- MkDocs gives a hook no place for what lasts through a build
    if _i18n(config).building:
        return
    _close()
    root = Path(config.config_file_path).parent
    try:
        now = moments.now()
    except ValueError as error:
        raise PluginError(str(error)) from None
    loaded = load(root, now, config.site_url)
    for problem in loaded.problems:
        log.log(logging.WARNING if problem.severity is Severity.WARNING else logging.ERROR, "%s", problem)
    if loaded.catalogue is None:
        raise PluginError(f"Nothing was built: {len(loaded.problems)} problem(s) in the news.")
    stage = Path(tempfile.mkdtemp(prefix="corner-"))
    _build = Build(
        catalogue=loaded.catalogue,
        listings=listings.of(loaded.catalogue),
        site=Path(config.site_dir),
        stage=stage,
        started=time.monotonic(),
    )
    config.site_dir = str(stage)
    # We make these ourselves: MkDocs' have the day of the build, and one language's 404 page for all.
    config.theme.static_templates -= {"404.html", "sitemap.xml"}


@event_priority(AFTER_I18N)
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Leave out what no page uses."""
    build = _running()
    for file in list(files):
        if UNUSED.fullmatch(file.src_uri) and not file.is_documentation_page():
            files.remove(file)
    names = [file.src_uri for file in files.css_files()]
    order = ["assets/stylesheets/main.", "assets/stylesheets/palette.", "assets/corner."]
    build.stylesheets = [name for start in order for name in names if name.startswith(start)]


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Keep the menu for the pages that we make."""
    _running().nav = nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Make the news' pages and feeds in this language."""
    build = _running()
    edition = _edition(build, config)
    for page in (*pages.of(edition), pages.not_found(edition)):
        build.pages[page.file] = page
    wanted = [page for page in build.pages.values() if page.locale == edition.locale and page.kind != "standing"]
    for page, html in _render(wanted, env, config, build, edition):
        build.add(page.file, html.encode(), _owner(page))
    for address, content in feeds.of(edition):
        build.add(address, content, "the feeds")


def _owner(page: pages.Page) -> str:
    """Return what a page came from: the file of a text, or the kind of the page."""
    text = getattr(page.subject, "texts", {}).get(page.locale)
    return text.path if text else f"the news' own page '{page.kind}'"


def _edition(build: Build, config: MkDocsConfig) -> Edition:
    return Edition(build.catalogue, build.listings, _i18n(config).current_language)


def _render(
    wanted: list[pages.Page], env: Environment, config: MkDocsConfig, build: Build, edition: Edition
) -> Iterator[tuple[pages.Page, str]]:
    """Yield each page with its HTML: the theme once for all that share it, their parts one by one."""
    head, languages = env.get_template("parts/head.html"), env.get_template("parts/languages.html")
    found: dict[tuple[str, int], shells.Shell] = {}
    for page in wanted:
        place = (page.section, page.depth)
        if place not in found:
            found[place] = shells.Shell.cut(_full(page, env, config, build, edition, openings=True))
        context = {"view": page, "corner": edition}
        parts = {
            "head": head.render(context),
            "languages": languages.render(context),
            "content": env.get_template(f"parts/{page.kind}.html").render(context),
        }
        yield page, found[place].fill(parts)


def _full(
    page: pages.Page, env: Environment, config: MkDocsConfig, build: Build, edition: Edition, *, openings: bool
) -> str:
    """Return a page as the theme renders it whole, with openings in place of its parts when `openings` is set."""
    # The `url` filter asks the page for its address; a page that may stand anywhere has none.
    stand_in = None if page.root else SimpleNamespace(url=page.address, meta={}, title=page.title)
    assert build.nav is not None
    base = (page.root or page.base).rstrip("/") or "/"
    context: dict[str, Any] = {**get_context(build.nav, (), config, stand_in, base_url=base)}  # type: ignore[arg-type]
    context |= _shared(build, edition, page)
    context["shell"] = {name: shells.marker(name) for name in OPENINGS} if openings else None
    return env.get_template("generated.html").render(context)


def _shared(build: Build, edition: Edition, page: pages.Page) -> dict[str, Any]:
    """Return what every page of the theme is handed."""
    assert build.nav is not None
    menu = [
        MenuLink(title=str(entry.title), address=_address(entry.file.url), footer=entry.meta.get("menu") == "footer")
        for entry in build.nav.pages
        if _address(entry.file.url) != edition.home
    ]
    return {"corner": edition, "view": page, "menu": menu, "stylesheets": build.stylesheets}


@event_priority(AFTER_I18N)
def on_page_context(context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> None:
    """Hand a standing page to the theme as the news' pages are."""
    build = _running()
    edition = _edition(build, config)
    view = _standing(page, edition)
    build.pages[view.file] = view
    build.standing[view.file] = f"docs/{page.file.src_uri}"
    context.update(_shared(build, edition, view))


def _standing(page: MkDocsPage, edition: Edition) -> pages.Page:
    """Return a page of `docs/` as the theme and the sitemap see it."""
    # static-i18n gives its files a locale and alternates, which MkDocs' types do not know.
    file: Any = page.file
    found = {locale: _address(other.url) for locale, other in sorted(file.alternates.items())}
    several = len(found) > 1
    home = _address(file.url) == edition.home
    updated = page.meta.get("updated")
    newest = next(iter(edition.listings.all.releases), None)
    modified = updated if isinstance(updated, date) else None
    if home and newest and (modified is None or newest.changed.day > modified):
        modified = newest.changed.day
    return pages.Page(
        kind="standing",
        locale=edition.locale,
        address=_address(file.url),
        title=str(page.title),
        description=str(page.meta.get("description") or edition.language.description),
        alternates=found if several else {},
        default=found.get(edition.catalogue.settings.default) if several else None,
        feeds=(edition.feed(),),
        modified=modified,
        home=home,
    )


def _address(url: str) -> str:
    return "" if url in (".", "./") else url


@event_priority(AFTER_I18N)
def on_post_build(config: MkDocsConfig) -> None:
    """Publish, when all languages are there."""
    build = _running()
    if _i18n(config).building:
        return
    counters = [handler for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, utils.CountHandler)]
    if config.strict and any(counter.get_counts() for counter in counters):
        raise PluginError("Nothing was published: a strict build stops on warnings.")
    for name, path in build.catalogue.assets.items():
        build.add(addresses.of_asset(name), path, f"news/{name}")
    build.add(sitemap.ADDRESS, sitemap.of(build.pages.values(), build.catalogue.addresses), "the sitemap")
    for path in sorted(build.stage.rglob("*")):
        if path.is_file():
            name = path.relative_to(build.stage).as_posix()
            build.add(name, path, build.standing.get(name, f"docs/{name}"))
    changes = output.publish(build.site, build.files)
    log.info(_report(build, changes))
    _close()


def _report(build: Build, changes: output.Changes) -> str:
    made = sum(file.endswith(".html") for file in build.files)
    offered = sum("feeds/" in file for file in build.files)
    seconds = time.monotonic() - build.started
    return (
        f"{len(build.catalogue.releases)} releases, {made} pages, {offered} feeds; {changes.new} files new, "
        f"{changes.changed} changed, {changes.gone} gone, in {build.site} after {seconds:.2f} s"
    )


def on_build_error(error: Exception) -> None:
    """Leave nothing behind."""
    # static-i18n 1.3.1 disarms this function for its nested builds and does not mend it when one fails.
    utils.clean_directory = _clean_directory
    _close()


def _close() -> None:
    global _build  # noqa: PLW0603 -- as in `on_config`
    if _build is not None:
        shutil.rmtree(_build.stage, ignore_errors=True)
        _build = None
