"""One run of a build: how it begins, and what it gathers through all languages.

Not a hook itself: `publish.py` imports it.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.nav import Navigation

from corner import listings, memory, output
from corner.cache import FOLDER
from corner.catalogue import Catalogue, load
from corner.listings import Listings
from corner.pages import Page
from corner.problems import Problem, Severity
from framing import Theme

log = logging.getLogger("mkdocs.hooks.corner")

SITE, LAST, LOCK, TEMPLATES = "site.json", "last.json", "lock", "templates"
"""Files of the cache folder."""


@dataclass
class Build:
    """One run, through all languages."""

    catalogue: Catalogue
    listings: Listings
    site: output.Site
    """What is published already."""
    cache: Path
    """The folder of caches."""
    inputs: str | None
    """What it is made from; `None` where nothing is remembered."""
    lock: memory.Lock | None
    """What keeps other builds of the same folder away."""
    warnings: utils.CountHandler
    """Counts what the log warns of."""
    stage: Path
    """The folder that MkDocs writes into."""
    started: float
    """When it began, in seconds of the monotonic clock."""
    nav: Navigation | None = None
    """MkDocs' navigation of the language being built."""
    theme: Theme | None = None
    """The theme in the language being built."""
    stylesheets: list[str] = field(default_factory=list)
    """The theme's style sheets, by address."""
    spool: output.Spool = field(default_factory=output.Spool)
    """Where pages wait for their publication."""
    done: set[str] = field(default_factory=set)
    """The languages whose pages are made."""
    pages: dict[str, Page] = field(default_factory=dict)
    """Every page by file, standing ones too."""
    here: Page | None = None
    """The standing page that MkDocs is rendering."""
    files: dict[str, output.Entry] = field(default_factory=dict)
    """What to publish, by path in the site."""
    standing: dict[str, str] = field(default_factory=dict)
    """What in `docs/` each standing page came from, by file."""

    def add(self, name: str, entry: output.Entry) -> None:
        """Add a file to publish.

        Raises:
            PluginError: something else stands at that address already.
        """
        other = self.files.setdefault(name, entry)
        if other is not entry:
            message = f"expected one source for the address /{name}, found {other.source} too"
            raise PluginError(str(Problem(entry.source, 1, "file", "duplicate-address", message)))


def begin(
    root: Path, config: MkDocsConfig, now: datetime, lock: memory.Lock | None, previewed: output.Site | None
) -> Build:
    """Return a build of the news as it is now.

    Raises:
        PluginError: the news has errors.
        SystemExit: nothing has changed since the last build.
    """
    started = time.monotonic()
    cache = root / FOLDER
    folder = Path(config.site_dir)
    # A preview publishes in one folder again and again, in one process.
    before = previewed.published if previewed and previewed.folder == folder else None
    try:
        site = output.Site(folder, cache / SITE if lock else None, before)
    except OSError as error:
        raise PluginError(f"{folder}: expected a folder to publish in, found: {error.strerror}") from None
    inputs = _inputs(root, config) if lock else None
    if inputs and memory.unchanged(cache / LAST, inputs, now) and site.intact:
        log.info("Nothing has changed since the last build of %s.", folder)
        raise SystemExit(0)
    warnings = utils.CountHandler()
    warnings.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(warnings)
    loaded = load(root, now, config.site_url)
    tell(loaded.problems)
    if loaded.catalogue is None:
        logging.getLogger("mkdocs").removeHandler(warnings)
        raise PluginError(f"Nothing was built: {len(loaded.problems)} problem(s) in the news.")
    return Build(
        catalogue=loaded.catalogue,
        listings=listings.of(loaded.catalogue),
        site=site,
        cache=cache,
        inputs=inputs,
        lock=lock,
        warnings=warnings,
        stage=Path(tempfile.mkdtemp(prefix="corner-")),
        started=started,
    )


def tell(problems: Iterable[Problem]) -> None:
    """Log problems as `corner check` prints them."""
    for problem in problems:
        log.log(logging.WARNING if problem.severity is Severity.WARNING else logging.ERROR, "%s", problem)


def apart(root: Path, config: MkDocsConfig) -> None:
    """Refuse to publish where something is that a build is made from: what is published there alone would stay.

    Raises:
        PluginError: the folder to publish in holds the project or a part of it, or lies in one.
    """
    site = Path(config.site_dir).resolve()
    parts = [
        root / "news",
        Path(config.docs_dir),
        Path(__file__).parent,
        Path(config.theme.custom_dir or root / "news"),
    ]
    for part in (part.resolve() for part in parts):
        if part.is_relative_to(site) or site.is_relative_to(part):
            raise PluginError(f"Nothing was built: expected a folder for the site alone, found {site}, with {part}.")
    if (site / ".git").exists():
        raise PluginError(f"Nothing was built: expected a folder for the site alone, found a checkout in {site}.")


def alone(cache: Path) -> memory.Lock | None:
    """Take the lock of a checkout, waiting for another build that holds it; `None` where there can be none."""
    try:
        lock = memory.Lock(cache / LOCK)
    except OSError:
        return None  # a checkout that cannot be written to has no caches
    if not lock.take(wait=False):
        log.info("Another build is under way here; waiting for it.")
        lock.take(wait=True)
    return lock


def _inputs(root: Path, config: MkDocsConfig) -> str:
    """Return a fingerprint of all that a build is made from."""
    own = Path(__file__).parent
    places = {root / "news", Path(config.docs_dir), Path(config.theme.custom_dir or own), own}
    settings = Path(config.config_file_path).read_text(encoding="utf-8")
    # A setting may be taken from any variable of the environment.
    taken = sorted(os.environ.items()) if "!ENV" in settings else []
    return memory.inputs(sorted(places), (settings, taken, config.site_url, config.strict, sys.version))
