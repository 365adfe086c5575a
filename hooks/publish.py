"""Publishes the corner through MkDocs: its events, from top to bottom in the order in which they fire.

static-i18n builds the first language and, when that is done, calls MkDocs' build once more for each
further one, with the same config. So `on_config` to `on_post_build` fire once a language; the first
call reads the news, each makes its language's frames, and the last event of the first build fills them
and publishes. MkDocs itself writes into a folder of ours, from which `site/` is made equal. Where only
texts of the news have changed since the last build, its frames are filled anew, and MkDocs makes nothing.
"""

from __future__ import annotations

import errno
import gc
import re
import sys
import tempfile
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs import utils
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

from corner.build.inputs import BuildInputs
from corner.build.search_job import PUBLISH_GUARD
from corner.mkdocs.livereload import handle_sigterm, prepare_server
from corner.mkdocs.run import (
    Build,
    PreviewState,
    acquire_lock,
    check_output_dir,
    load_frames,
    log_problems,
    rebuild_from_frames,
    save_frames,
    start_build,
)
from corner.mkdocs.theme import FrameRenderer, JinjaTheme, cache_templates, lean_environment, page_path
from corner.render import routes
from corner.render.renderer import Renderer
from corner.render.skeleton import Skeleton, SkeletonSet, StaticPage
from corner.site.catalogue import Catalogue
from corner.site.load import load
from corner.storage import output_file
from corner.storage.cache import CACHE_FOLDER
from corner.views.edition import Edition

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage

AFTER_I18N = -200
"""Priority of events that must follow static-i18n's, which have -100."""
UNUSED = re.compile(r"sitemap\.xml|assets/(javascripts|images)/.*|assets/stylesheets/.*\.map")
"""What MkDocs, Material and static-i18n would publish but no page uses."""
SEARCHING = re.compile(r"assets/search\..*")
"""What only a search uses."""
TIDYING = 0.3
"""Seconds after a build in a preview until what the one before left is taken apart."""
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the system says where there is no room."""
STYLESHEETS = ("assets/stylesheets/main.", "assets/stylesheets/palette.", "assets/corner.")
_clean_directory = utils.clean_directory
_command = ""
"""The command of MkDocs that runs."""
_build: Build | None = None
_preview: PreviewState | None = None


def _running() -> Build:
    assert _build is not None, "on_config comes first"
    return _build


def _i18n(config: MkDocsConfig) -> Any:
    """Return static-i18n's plugin, of whose private protocol we use `building` and `current_language`."""
    return config.plugins["i18n"]


def on_startup(command: str, dirty: bool) -> None:  # noqa: FBT001 -- MkDocs' own signature
    """Keep in mind what MkDocs was called for."""
    global _command  # noqa: PLW0603 -- MkDocs gives a hook no place for what lasts through a build
    _command = command
    if command == "serve":
        handle_sigterm()


def on_shutdown() -> None:
    """Let nothing be published in a preview's folder when it goes, and leave nothing of a build that it broke off."""
    PUBLISH_GUARD.end()
    _close()


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> None:
    """Let a preview show edits at once, and go on with the last good pages while the news has errors."""

    def build() -> None:
        if not _again():
            builder()

    prepare_server(server, build)


def _again() -> bool:
    """Show in a preview what changed in the news' texts alone; return whether that was all."""
    global _build  # noqa: PLW0603 -- as in `on_startup`
    if _preview is None or _preview.kept is None:
        return False
    config = _preview.config
    gc.disable()
    try:
        root = Path(config.config_file_path).parent
        inputs = BuildInputs.of(root, config, whole=False)
        if inputs.frames != _preview.kept.made_from:
            return False
        _build = start_build(root, _preview.site.folder, config, before=_preview, inputs=inputs, later=True)
        if not rebuild_from_frames(_build, config, _preview.kept):
            return False
        _publish(config)
    finally:
        _close()
    return True


def on_config(config: MkDocsConfig) -> None:
    """Read and check the news, before anything else happens."""
    global _build  # noqa: PLW0603 -- as in `on_startup`
    root = Path(config.config_file_path).parent
    if "i18n" not in config.plugins:
        log_problems(load(root, datetime.now(UTC)).problems)
        raise PluginError("Nothing was built: the settings have no languages.")
    if _i18n(config).building:
        return
    _close()
    # Millions of small values that live to the end: collecting garbage among them costs a third of a build.
    gc.disable()
    check_output_dir(root, config)
    lasting = Path(config.site_dir) == root / "site"
    # A preview has a folder of its own for each run, which nobody else uses and is not worth remembering.
    lock = acquire_lock(root / CACHE_FOLDER) if lasting else None
    # Another command goes on with the site when it is built: `gh-deploy`.
    ends = lock is not None and _command == "build"
    try:
        previews = _command == "serve"
        _build = start_build(root, Path(config.site_dir), config, lock, before=_preview, ends=ends, later=previews)
        if ends and rebuild_from_frames(_build, config, load_frames(root, _build.inputs.frames)):
            _publish(config)
            sys.exit(0)
    except BaseException:
        if _build is None and lock:
            lock.release()
        _close()
        raise
    _build.stage = Path(tempfile.mkdtemp(prefix="corner-"))
    config.site_dir = str(_build.stage)
    config.theme.get_env = cache(partial(lean_environment, config.theme))  # type: ignore[method-assign]
    # We make these ourselves: MkDocs' have the day of the build, and one language's 404 page for all.
    config.theme.static_templates -= {"404.html", "sitemap.xml"}


@event_priority(AFTER_I18N)
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Leave out what no page uses."""
    build = _running()
    for file in list(files):
        wanted = file.is_documentation_page() or file.src_uri == config.theme["favicon"]
        unused = UNUSED.fullmatch(file.src_uri) or (SEARCHING.fullmatch(file.src_uri) and not build.search)
        if unused and not wanted:
            files.remove(file)
    names = [file.src_uri for file in files.css_files()]
    build.stylesheets = [name for start in STYLESHEETS for name in names if name.startswith(start)]


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Keep the menu for the pages that we make."""
    _running().nav = nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Make the frames of the news' pages in this language."""
    build = _running()
    cache_templates(env, build.root / CACHE_FOLDER)
    assert build.nav is not None
    language = _i18n(config).current_language
    made = [locale for locale, converter in build.catalogue.converters.items() if converter.source == language]
    parts = JinjaTheme(env, config, build.charts, with_cards=build.cards is not None)
    build.themes = []
    for locale in (language, *made):
        edition = Edition(build.catalogue, build.listings, locale)
        renderer = Renderer(edition, parts, SkeletonSet())
        wanted = list(routes.iter_pages(edition))
        theme = FrameRenderer(env, config, build.nav, renderer, build.stylesheets)
        theme.shells(wanted)
        build.themes.append(theme)
        # static-i18n 1.3.1 builds a default language twice that is not the first of the list.
        build.editions[locale] = (renderer, wanted)


@event_priority(AFTER_I18N)
def on_page_context(context: dict[str, Any], page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> None:
    """Hand a standing page to the theme as the news' pages are."""
    build = _running()
    theme = build.themes[0]
    build.here = _standing(page, build.catalogue)
    build.context = {**context}
    page.content = theme.renderer.scrolling(page.content or "")
    context.update(theme.context(routes.static_page(theme.edition, build.here), theme.openings))


def on_post_page(output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
    """Keep a standing page as a shell, to be filled as the news' pages are."""
    build = _running()
    assert build.here is not None
    first, *others = build.themes
    _keep(first, build.here, output)
    template = str(page.meta.get("template", "main.html"))
    for theme in others:
        edition = theme.edition
        here = build.here._replace(
            address=edition.own(build.here.address),
            title=edition.convert(build.here.title),
            description=edition.convert(build.here.description),
        )
        shown = routes.static_page(edition, here)
        _keep(theme, here, theme.again(build.context, template, page.content or "", shown, build.here.address))
    return output


def _keep(theme: FrameRenderer, here: StaticPage, html: str) -> None:
    settled = theme.renderer.settle(html, routes.static_page(theme.edition, here))
    theme.renderer.frames.standing.append((here, Skeleton.cut(settled)))


def _standing(page: MkDocsPage, catalogue: Catalogue) -> StaticPage:
    """Return what is known of a page of `docs/`."""
    # static-i18n gives its files a locale and alternates, which MkDocs' types do not know.
    file: Any = page.file
    updated = page.meta.get("updated")
    found = {locale: page_path(other.url) for locale, other in sorted(file.alternates.items())}
    for locale, converter in catalogue.converters.items():
        if converter.source in found:
            own = found[converter.source].removeprefix(catalogue.addresses.edition_path(converter.source))
            found[locale] = catalogue.addresses.edition_path(locale, own)
    return StaticPage(
        kind=str(page.meta.get("template", "standing")).removesuffix(".html"),
        address=page_path(file.url),
        title=str(page.title),
        description=str(page.meta.get("description") or ""),
        alternates=tuple(found.items()),
        updated=updated.isoformat()[:10] if isinstance(updated, date) else "",
        source=f"docs/{file.src_uri}",
    )


@event_priority(AFTER_I18N)
def on_post_build(config: MkDocsConfig) -> None:
    """Publish, when all languages are there."""
    build = _running()
    if _i18n(config).building:
        return
    assert build.stage is not None
    filled = {standing.file for renderer, _ in build.editions.values() for standing, _ in renderer.frames.standing}
    for path in sorted(build.stage.rglob("*")):
        name = path.relative_to(build.stage).as_posix()
        if path.is_file() and name not in filled:
            build.static[name] = output_file.OutputFile(path, f"docs/{name}")
    _publish(config)
    _close()


def _publish(config: MkDocsConfig) -> None:
    global _preview  # noqa: PLW0603 -- as in `on_startup`
    build = _running()
    build.gather()
    if _command != "serve":
        build.add_cards()  # nobody shares a preview
    kept = build.publish(config)
    if build.lock is None:
        _preview = PreviewState(config, build.site, build.loaded, kept)
        if build.search and _command == "serve":
            build.search.follow(build.site)
            build.search = None
    elif kept and build.stage:
        save_frames(build.root, kept)


def on_build_error(error: Exception) -> None:
    """Leave nothing behind, and say in one line which file or folder the system refused.

    Raises:
        PluginError: a file could not be read or written.
    """
    # static-i18n 1.3.1 disarms this function for its nested builds and does not mend it when one fails.
    utils.clean_directory = _clean_directory
    _close()
    if isinstance(error, OSError) and error.errno in FULL:
        folder = tempfile.gettempdir()
        raise PluginError(f"Nothing was published: expected room in {folder}, found: {error.strerror}.") from None
    if isinstance(error, OSError) and error.filename:
        message = f"Nothing was published: expected to be able to use {error.filename}, found: {error.strerror}."
        raise PluginError(message) from None


def _close() -> None:
    global _build  # noqa: PLW0603 -- as in `on_startup`
    if _build is not None:
        _build.close()
        _build = None
    if _command == "serve":
        # Taking apart what the build before left would keep the reader of the new page waiting.
        tidying = threading.Timer(TIDYING, gc.collect)
        tidying.daemon = True
        tidying.start()
    else:
        gc.enable()
