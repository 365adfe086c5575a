"""Publishes the corner through MkDocs: its events, from top to bottom in the order in which they fire.

static-i18n builds the first language and, when that is done, calls MkDocs' build once more for each
further one, with the same config. So `on_config` to `on_post_build` fire once a language; the first
call reads the news, each adds its language's pages, and the last event of the first build publishes.
MkDocs itself writes into a folder of ours, from which `site/` is made equal.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from jinja2 import FileSystemBytecodeCache
from mkdocs import utils
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from building import LAST, TEMPLATES, Build, alone, apart, begin, tell
from corner import addresses, feeds, memory, moments, output, pages, sitemap
from corner.cache import FOLDER
from corner.catalogue import load
from corner.edition import Edition
from corner.pages import Page
from corner.rendering import Made
from framing import Theme, address_of, lean_environment
from preview import prepare

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage

log = logging.getLogger("mkdocs.hooks.corner")

AFTER_I18N = -200
"""Priority of events that must follow static-i18n's, which have -100."""
UNUSED = re.compile(r"sitemap\.xml|assets/(javascripts|images)/.*|assets/stylesheets/.*\.map")
"""What MkDocs, Material and static-i18n would publish but no page uses."""
STYLESHEETS = ("assets/stylesheets/main.", "assets/stylesheets/palette.", "assets/corner.")
SHOWN = 2000
"""Pages between two lines of progress where there is no terminal."""

_clean_directory = utils.clean_directory


_build: Build | None = None
_previewed: output.Site | None = None
"""What a preview published last."""


def _running() -> Build:
    assert _build is not None, "on_config comes first"
    return _build


def _i18n(config: MkDocsConfig) -> Any:
    """Return static-i18n's plugin, of whose private protocol we use `building` and `current_language`."""
    return config.plugins["i18n"]


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> None:
    """Let a preview show edits at once, and go on with the last good pages while the news has errors."""
    prepare(server, builder)


def on_config(config: MkDocsConfig) -> None:
    """Read and check the news, before anything else happens."""
    global _build  # noqa: PLW0603 -- MkDocs gives a hook no place for what lasts through a build
    root = Path(config.config_file_path).parent
    if "i18n" not in config.plugins:
        tell(load(root, datetime.now(UTC)).problems)
        raise PluginError("Nothing was built: the settings have no languages.")
    if _i18n(config).building:
        return
    _close()
    if not os.environ.get("SOURCE_DATE_EPOCH", "unset"):
        del os.environ["SOURCE_DATE_EPOCH"]  # MkDocs takes an empty one for a number
    # Millions of small values that live to the end: collecting garbage among them costs a third of a build.
    gc.disable()
    try:
        now = moments.now()
    except ValueError as error:
        raise PluginError(str(error)) from None
    apart(root, config)
    lasting = Path(config.site_dir) == root / "site"
    # A preview has a folder of its own for each run, which nobody else uses and is not worth remembering.
    lock = alone(root / FOLDER) if lasting else None
    try:
        _build = begin(root, config, now, lock, _previewed)
    except BaseException:
        if lock:
            lock.release()
        raise
    config.site_dir = str(_build.stage)
    config.theme.get_env = cache(partial(lean_environment, config.theme))  # type: ignore[method-assign]
    # We make these ourselves: MkDocs' have the day of the build, and one language's 404 page for all.
    config.theme.static_templates -= {"404.html", "sitemap.xml"}


@event_priority(AFTER_I18N)
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Leave out what no page uses."""
    for file in list(files):
        wanted = file.is_documentation_page() or file.src_uri == config.theme["favicon"]
        if UNUSED.fullmatch(file.src_uri) and not wanted:
            files.remove(file)
    names = [file.src_uri for file in files.css_files()]
    _running().stylesheets = [name for start in STYLESHEETS for name in names if name.startswith(start)]


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Keep the menu for the pages that we make."""
    _running().nav = nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Make the news' pages and feeds in this language."""
    build = _running()
    edition = Edition(build.catalogue, build.listings, _i18n(config).current_language)
    with suppress(OSError):
        (build.cache / TEMPLATES).mkdir(parents=True, exist_ok=True)
        env.bytecode_cache = FileSystemBytecodeCache(str(build.cache / TEMPLATES))
    assert build.nav is not None
    build.theme = theme = Theme(env, config, build.nav, edition, build.stylesheets)
    if edition.locale in build.done:
        return  # static-i18n 1.3.1 builds a default language twice that is not the first of the list
    build.done.add(edition.locale)
    wanted = list(pages.of(edition))
    for made in _progress(theme.renderer.make(iter(wanted), build.site.stands, build.spool), len(wanted), edition):
        build.pages[made.page.file] = made.page
        build.add(made.page.file, output.Entry(made.make, made.page.source, made.fingerprint))
    for address, content in feeds.of(edition):
        build.add(address, output.Entry(content, "the feeds"))


def _progress(made: Iterator[Made], total: int, edition: Edition) -> Iterator[Made]:
    """Yield what is made, telling how far it is: a bar on a terminal, plain lines elsewhere."""
    label = f"Pages in {edition.language.name}"
    if sys.stderr.isatty() and log.isEnabledFor(logging.INFO):
        with click.progressbar(made, length=total, label=label, file=sys.stderr) as bar:
            yield from bar
        return
    for number, one in enumerate(made, 1):
        if number % SHOWN == 0:
            log.info("%s: %d of %d", label, number, total)
        yield one


@event_priority(AFTER_I18N)
def on_page_context(context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> None:
    """Hand a standing page to the theme as the news' pages are."""
    build = _running()
    assert build.theme is not None
    edition = build.theme.edition
    here = _standing(page, edition)
    build.pages[here.file] = build.here = here
    build.standing[here.file] = f"docs/{page.file.src_uri}"
    context.update(build.theme.context(here), front=edition.front, feeds=edition.feeds, openings=None)


def on_post_page(output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    """Finish a standing page: its shared pieces do not know yet where they stand."""
    build = _running()
    assert build.theme is not None
    assert build.here is not None
    return build.theme.renderer.settle(output, build.here)


def _standing(page: MkDocsPage, edition: Edition) -> Page:
    """Return a page of `docs/` as the theme and the sitemap see it."""
    # static-i18n gives its files a locale and alternates, which MkDocs' types do not know.
    file: Any = page.file
    found = {locale: address_of(other.url) for locale, other in sorted(file.alternates.items())}
    several = len(found) > 1
    home = address_of(file.url) == edition.home
    updated = page.meta.get("updated")
    newest = next(iter(edition.listings.all.releases), None)
    modified = updated if isinstance(updated, date) else None
    if home and newest and (modified is None or newest.changed.day > modified):
        modified = newest.changed.day
    return Page(
        kind="standing",
        section="home" if home else "",
        locale=edition.locale,
        address=address_of(file.url),
        title=str(page.title),
        description=str(page.meta.get("description") or edition.language.description),
        alternates=found if several else {},
        default=found.get(edition.catalogue.settings.default) if several else None,
        feeds=(edition.feed(),),
        modified=modified,
    )


@event_priority(AFTER_I18N)
def on_post_build(config: MkDocsConfig) -> None:
    """Publish, when all languages are there."""
    global _previewed  # noqa: PLW0603 -- as in `on_config`
    build = _running()
    if _i18n(config).building:
        return
    warned = bool(build.warnings.get_counts())
    if config.strict and warned:
        raise PluginError("Nothing was published: a strict build stops on warnings.")
    for name, path in build.catalogue.assets.items():
        build.add(addresses.of_asset(name), output.Entry(path, f"news/{name}"))
    content = sitemap.of(build.pages.values(), build.catalogue.addresses)
    build.add(sitemap.ADDRESS, output.Entry(content, "the sitemap"))
    for path in sorted(build.stage.rglob("*")):
        if path.is_file():
            name = path.relative_to(build.stage).as_posix()
            build.add(name, output.Entry(path, build.standing.get(name, f"docs/{name}")))
    try:
        if build.lock:
            memory.forget(build.cache / LAST)
        changes = build.site.publish(build.files)
    except OSError as error:
        where = error.filename or build.site.folder
        raise PluginError(f"{where}: expected to be able to publish, found: {error.strerror}") from None
    if build.lock is None:
        _previewed = build.site
    log.info(_report(build, changes))
    if build.inputs and not warned:
        memory.remember(build.cache / LAST, build.inputs, build.catalogue.span)
    _close()


def _report(build: Build, changes: output.Changes) -> str:
    offered = sum("feeds/" in name for name in build.files)
    seconds = time.monotonic() - build.started
    return (
        f"{len(build.catalogue.releases)} releases, {len(build.pages)} pages, {offered} feeds; {changes.new} files new, "
        f"{changes.changed} changed, {changes.gone} gone, in {build.site.folder} after {seconds:.2f} s"
    )


def on_build_error(error: Exception) -> None:
    """Leave nothing behind."""
    # static-i18n 1.3.1 disarms this function for its nested builds and does not mend it when one fails.
    utils.clean_directory = _clean_directory
    _close()


def _close() -> None:
    global _build  # noqa: PLW0603 -- as in `on_config`
    if _build is not None and _build.lock:
        # This process ends, and what it holds need not be taken apart first; a preview's does not.
        gc.freeze()
    gc.enable()
    if _build is not None:
        logging.getLogger("mkdocs").removeHandler(_build.warnings)
        shutil.rmtree(_build.stage, ignore_errors=True)
        if _build.lock:
            _build.lock.release()
        _build = None
