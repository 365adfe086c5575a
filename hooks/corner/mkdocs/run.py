"""One run of a build: how it begins, what it gathers through all languages, and how it ends.

MkDocs makes what the news does not change: the frames of all pages, the standing pages, the theme's files.
That is remembered, so that a build in which only texts changed is made without MkDocs.
Not a hook itself: `publish.py` imports it.
"""

from __future__ import annotations

import gc
import logging
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.nav import Navigation
from mkdocs.theme import Theme as MkDocsTheme

from corner.build import state
from corner.build.inputs import BuildInputs
from corner.build.search_job import PUBLISH_GUARD, SearchJob
from corner.diagnostics.problem import Problem, Severity
from corner.feeds import build as feeds
from corner.feeds import icalendar
from corner.mkdocs.theme import FrameRenderer, JinjaTheme, cache_templates
from corner.render import routes, sitemap
from corner.render.charts import ChartRenderer
from corner.render.page import Page
from corner.render.renderer import RenderedPage, Renderer
from corner.render.skeleton import SkeletonSet, StaticPage
from corner.site import listings
from corner.site.catalogue import Catalogue
from corner.site.listings import Listings
from corner.site.load import LoadResult, load
from corner.social.fonts import find_fonts
from corner.social.store import CARDS_FOLDER, SocialCards
from corner.sources.clock import read_clock
from corner.storage import lock as storage_lock
from corner.storage import output_file, output_folder
from corner.storage.cache import CACHE_FOLDER, Cache
from corner.views.edition import Edition

log = logging.getLogger("mkdocs.hooks.corner")

SITE, LAST, LOCK, FRAMES, CHARTS = "site.json", "last.json", "lock", "frames", "charts"
"""Files of the cache folder."""
SHOWN = 2000
"""Pages between two lines of progress where there is no terminal."""


@dataclass(frozen=True, slots=True)
class KeptFrames:
    """What MkDocs made that the news does not change."""

    made_from: str
    """A fingerprint of all that it was made from."""
    frames: dict[str, SkeletonSet]
    """The frames of each edition, by locale."""
    static: list[tuple[str, str]]
    """Path in the site and source of each file that was published as it is."""


@dataclass(frozen=True, slots=True)
class PreviewState:
    """What a preview published last."""

    config: MkDocsConfig
    site: output_folder.OutputFolder
    loaded: LoadResult | None
    kept: KeptFrames | None


@dataclass(slots=True)
class Build:
    """One run, through all languages."""

    root: Path
    catalogue: Catalogue
    listings: Listings
    loaded: LoadResult | None
    """What a preview goes on from; a build that ends lets go of it."""
    site: output_folder.OutputFolder
    """What is published already."""
    inputs: BuildInputs
    lock: storage_lock.BuildLock | None
    """What keeps other builds of the same folder away; without one, nothing is remembered on the disk."""
    warnings: utils.CountHandler
    """Counts what the log warns of."""
    warned: int
    """How often the news was warned of."""
    started: float
    """When it began, in seconds of the monotonic clock."""
    cards: SocialCards | None
    """The social cards, where there are any."""
    charts: ChartRenderer
    """The charts of figures."""
    stage: Path | None = None
    """The folder that MkDocs writes into."""
    nav: Navigation | None = None
    """MkDocs' navigation of the language being built."""
    themes: list[FrameRenderer] = field(default_factory=list)
    """The theme in the language being built, and in those made from it by machine."""
    stylesheets: list[str] = field(default_factory=list)
    """The theme's style sheets, by address."""
    here: StaticPage | None = None
    """The standing page that MkDocs is rendering."""
    context: dict[str, Any] = field(default_factory=dict)
    """What MkDocs hands to its template."""
    editions: dict[str, tuple[Renderer, list[Page]]] = field(default_factory=dict)
    """What renders each edition, and the pages that the news makes in it, by locale."""
    search: SearchJob | None = None
    """The indexes for readers, where they can search."""
    spool: output_file.Spool = field(default_factory=output_file.Spool)
    """Where pages wait for their publication."""
    pages: dict[str, Page] = field(default_factory=dict)
    """Every page by file, standing ones too."""
    files: dict[str, output_file.OutputFile] = field(default_factory=dict)
    """What to publish, by path in the site."""
    static: dict[str, output_file.OutputFile] = field(default_factory=dict)
    """What MkDocs made that is published as it is, by path in the site."""

    def add(self, name: str, entry: output_file.OutputFile) -> None:
        """Add a file to publish.

        Raises:
            PluginError: something else stands at that address already.
        """
        other = self.files.setdefault(name, entry)
        if other is not entry:
            message = f"expected one source for the address /{name}, found {other.source} too"
            raise PluginError(str(Problem(entry.source, 1, "file", "duplicate-address", message)))

    def gather(self) -> None:
        """Add all that the news makes: pages, feeds, the sitemap, and the files beside it.

        Raises:
            PluginError: two things would stand at one address.
        """
        if self.search:
            self.search.begin([(renderer.edition, renderer.frames.standing) for renderer, _ in self.editions.values()])
        for renderer, wanted in self.editions.values():
            edition = renderer.edition
            every = [*wanted, *(routes.static_page(edition, *each) for each in renderer.frames.standing)]
            made = renderer.make(iter(every), self.site.is_current, self.spool)
            for one in _iter_progress(made, len(every), edition):
                self.pages[one.page.file] = one.page
                self.add(one.page.file, output_file.OutputFile(one.make, one.page.source, one.fingerprint))
            for address, entry in feeds.iter_feeds(edition, renderer.code, self.site.is_current, self.spool):
                self.add(address, entry)
            for address, entry in icalendar.iter_calendars(edition, renderer.code, self.site.is_current):
                self.add(address, entry)
        for name, path in self.catalogue.assets.items():
            self.add(self.catalogue.content_types.asset_path(name), output_file.OutputFile(path, f"news/{name}"))
        for name, entry in self.static.items():
            self.add(name, entry)
        if self.catalogue.settings.admin:
            self._add_form()
        content = sitemap.build_sitemap(self.pages.values(), self.catalogue.addresses)
        self.add(sitemap.ADDRESS, output_file.OutputFile(content, "the sitemap"))

    def _add_form(self) -> None:
        from corner.authoring.cms_bundle import iter_form_files  # noqa: PLC0415 -- few corners have one

        try:
            for name, entry in iter_form_files(self.catalogue, self.root):
                self.add(name, entry)
        except FileNotFoundError as error:
            raise PluginError(str(error)) from None

    def add_cards(self) -> None:
        """Add the social cards, where there are any."""
        editions = [renderer.edition for renderer, _ in self.editions.values()]
        for address, entry in self.cards.iter_files(editions, self.site.is_current) if self.cards else ():
            self.add(address, entry)

    def publish(self, config: MkDocsConfig) -> KeptFrames | None:
        """Make the site equal to what was gathered; return what MkDocs made, if that may be used again.

        Raises:
            PluginError: there were warnings and the build is strict, or the site cannot be written to.
        """
        counted = sum(count for _, count in self.warnings.get_counts())
        if config.strict and counted:
            raise PluginError("Nothing was published: a strict build stops on warnings.")
        cache = self.root / CACHE_FOLDER
        try:
            if self.lock:
                state.delete_state(cache / LAST)
            if self.search:
                for name, entry in self.search.entries(self.site):
                    self.add(name, entry)
            if self.cards:
                self.cards.draw()
            changes = PUBLISH_GUARD.publish(self.site, self.files)
        except OSError as error:
            where = error.filename or self.site.folder
            raise PluginError(f"{where}: expected to be able to publish, found: {error.strerror}") from None
        self.charts.save()
        if self.cards:
            self.cards.prune()
        offered = sum("feeds/" in name for name in self.files)
        log.info(
            "%d releases, %d pages, %d feeds; %d files new, %d changed, %d gone, in %s after %.2f s",
            len(self.catalogue.releases),
            len(self.pages),
            offered,
            changes.new,
            changes.changed,
            changes.gone,
            self.site.folder,
            time.monotonic() - self.started,
        )
        if self.lock and not counted:
            state.save_state(cache / LAST, self.inputs.all, self.catalogue.span)
        if counted > self.warned:
            return None  # what MkDocs warns of is to be told each time
        frames = {locale: renderer.frames for locale, (renderer, _) in self.editions.items()}
        static = [(name, entry.source) for name, entry in self.static.items()]
        return KeptFrames(self.inputs.frames, frames, static)

    def close(self) -> None:
        """Leave nothing behind."""
        if self.lock:
            # This process ends, and what it holds need not be taken apart first; a preview's does not.
            gc.freeze()
        logging.getLogger("mkdocs").removeHandler(self.warnings)
        if self.search:
            self.search.close()
        if self.stage:
            shutil.rmtree(self.stage, ignore_errors=True)
        if self.lock:
            self.lock.release()


def start_build(
    root: Path,
    folder: Path,
    config: MkDocsConfig,
    lock: storage_lock.BuildLock | None = None,
    *,
    before: PreviewState | None = None,
    inputs: BuildInputs | None = None,
    ends: bool = False,
    later: bool = False,
) -> Build:
    """Return a build of the news as it is now.

    Args:
        root: the project's root.
        folder: where to publish.
        config: MkDocs' settings.
        lock: what keeps other builds away.
        before: what a preview published last, in this process.
        inputs: what it is made from, where that is known.
        ends: whether the process ends with the build.
        later: whether it is a preview: the indexes for readers follow the pages, and drafts are shown.

    Raises:
        PluginError: the news has errors.
        SystemExit: nothing has changed since the last build.
    """
    started = time.monotonic()
    try:
        now = read_clock()
    except ValueError as error:
        raise PluginError(str(error)) from None
    cache = root / CACHE_FOLDER
    published = before.site.published if before and before.site.folder == folder else None
    try:
        site = output_folder.OutputFolder(folder, cache / SITE if lock else None, published)
    except OSError as error:
        raise PluginError(f"{folder}: expected a folder to publish in, found: {error.strerror}") from None
    inputs = inputs or BuildInputs.of(root, config, whole=lock is not None)
    if ends and state.is_unchanged(cache / LAST, inputs.all, now) and site.intact:
        log.info("Nothing has changed since the last build of %s.", folder)
        raise SystemExit(0)
    warnings = utils.CountHandler()
    warnings.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(warnings)
    loaded = load(root, now, config.site_url, before.loaded if before else None, preview=later)
    log_problems(loaded.problems)
    if loaded.catalogue is None:
        logging.getLogger("mkdocs").removeHandler(warnings)
        raise PluginError(f"Nothing was built: {len(loaded.problems)} problem(s) in the news.")
    return Build(
        root=root,
        catalogue=loaded.catalogue,
        listings=listings.build_listings(loaded.catalogue),
        loaded=None if lock else loaded,
        site=site,
        inputs=inputs,
        lock=lock,
        warnings=warnings,
        warned=sum(count for _, count in warnings.get_counts()),
        started=started,
        search=SearchJob(cache, alone=lock is not None, later=later) if loaded.catalogue.settings.search else None,
        cards=_create_cards(root) if loaded.catalogue.settings.cards else None,
        charts=ChartRenderer(root / CACHE_FOLDER / CHARTS),
    )


def _create_cards(root: Path) -> SocialCards | None:
    """Return the social cards of a project, `None` where the font to draw them with is missing."""
    fonts = find_fonts()
    if fonts is None:
        log.info("No social cards are made: expected the font Noto Sans CJK (Debian: fonts-noto-cjk), found none.")
        return None
    return SocialCards(root / CACHE_FOLDER / CARDS_FOLDER, fonts)


def rebuild_from_frames(build: Build, config: MkDocsConfig, kept: KeptFrames | None) -> bool:
    """Make the editions in frames that MkDocs made before; return whether that can be done."""
    if (
        kept is None
        or kept.made_from != build.inputs.frames
        or not all(build.site.is_current(name, "") for name, _ in kept.static)
    ):
        return False
    env = MkDocsTheme.get_env(config.theme)
    cache_templates(env, build.root / CACHE_FOLDER)
    parts = JinjaTheme(env, config, build.charts, with_cards=build.cards is not None)
    for locale, frames in kept.frames.items():
        edition = Edition(build.catalogue, build.listings, locale)
        wanted = list(routes.iter_pages(edition))
        if frames.lack(page.place for page in wanted):
            return False
        build.editions[locale] = (Renderer(edition, parts, frames), wanted)
    build.static = {name: output_file.OutputFile(None, source) for name, source in kept.static}
    return True


def load_frames(root: Path, made_from: str) -> KeptFrames | None:
    """Return what MkDocs made before in a checkout from what `made_from` tells."""
    told = Cache(root / CACHE_FOLDER / FRAMES).get(made_from)
    if told is None:
        return None
    frames, static = told
    return KeptFrames(made_from, {locale: SkeletonSet.of(plain) for locale, plain in frames.items()}, static)


def save_frames(root: Path, kept: KeptFrames) -> None:
    """Remember what MkDocs made for the next build of a checkout."""
    cache = Cache(root / CACHE_FOLDER / FRAMES)
    frames = {locale: frames.plain() for locale, frames in kept.frames.items()}
    cache.put(kept.made_from, (frames, kept.static))
    cache.save()


def log_problems(problems: Iterable[Problem]) -> None:
    """Log problems as `corner check` prints them."""
    for problem in problems:
        log.log(logging.WARNING if problem.severity is Severity.WARNING else logging.ERROR, "%s", problem)


def check_output_dir(root: Path, config: MkDocsConfig) -> None:
    """Refuse to publish where something is that a build is made from: what is published there alone would stay.

    Raises:
        PluginError: the folder to publish in holds the project or a part of it, or lies in one.
    """
    site = Path(config.site_dir).resolve()
    parts = [
        root / "news",
        Path(config.docs_dir),
        Path(__file__).parents[2],
        Path(config.theme.custom_dir or root / "news"),
    ]
    for part in (part.resolve() for part in parts):
        if part.is_relative_to(site) or site.is_relative_to(part):
            raise PluginError(f"Nothing was built: expected a folder for the site alone, found {site}, with {part}.")
    if (site / ".git").exists():
        raise PluginError(f"Nothing was built: expected a folder for the site alone, found a checkout in {site}.")


def acquire_lock(cache: Path) -> storage_lock.BuildLock | None:
    """Take the lock of a checkout, waiting for another build that holds it; `None` where there can be none."""
    try:
        return storage_lock.acquire_lock(
            cache / LOCK, lambda: log.info("Another build is under way here; waiting for it.")
        )
    except OSError:
        return None  # a checkout that cannot be written to has no caches


def _iter_progress(made: Iterator[RenderedPage], total: int, edition: Edition) -> Iterator[RenderedPage]:
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
