"""The corpus as a project of ours: this repository's own pages, hooks and settings around generated news, and its builds."""

from __future__ import annotations

import compileall
import re
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from . import corpus

REPOSITORY = Path(__file__).resolve().parents[2]
ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": str(int(corpus.NOW.timestamp()))}
CONVERTED = re.compile(r"^    converted:\n(?: {6,}.*\n)+", re.MULTILINE)
"""The setting of editions that are made by machine."""
BUILD = [sys.executable, "-m", "mkdocs", "build", "-q"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project in a scratch folder that `mkdocs build` can build."""

    root: Path
    newest: Path
    """The original file of the newest release, which is the one that is edited."""

    @property
    def site(self) -> Path:
        """Where the build writes."""
        return self.root / "site"

    @property
    def cache(self) -> Path:
        """What makes the next build warm."""
        return self.root / ".cache"

    @property
    def newest_address(self) -> str:
        """The newest release's page, from the root of the server that `mkdocs serve` starts."""
        config = (self.root / "mkdocs.yml").read_text(encoding="utf-8")
        found = re.search(r"^site_url:\s*['\"]?https?://[^/\s'\"]+(/[^\s'\"]*)?", config, re.MULTILINE)
        mount = ((found and found[1]) or "/").rstrip("/")
        year, slug = self.newest.parent.name, self.newest.name.split(".")[0]
        return f"{mount}/news/{year}/{slug}/"

    @property
    def feed_size(self) -> int | None:
        """The entries of the built feed of all news, or None without such a feed."""
        feed = self.site / "feeds" / "all.xml"
        return feed.read_text(encoding="utf-8").count("<item>") if feed.exists() else None


def copy_repository(folder: Path, repository: Path = REPOSITORY) -> Path:
    """Copy what makes a project besides its news into the new folder `folder`; return that folder.

    Once for a run, so that all sizes measure one state of the code, and a copy, so that nothing in the hooks can find
    its way back to the repository's own news.
    """
    folder.mkdir(parents=True)
    for name in ("docs", "hooks"):
        shutil.copytree(repository / name, folder / name)
    settings = (repository / "mkdocs.yml").read_text(encoding="utf-8")
    # Hugo's site has two languages: an edition that is made by machine would be a third; and it has no social cards.
    settings = CONVERTED.sub("", settings).replace("  corner:\n", "  corner:\n    cards: false\n", 1)
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return folder


def write(
    releases: Iterable[corpus.Release],
    root: Path,
    source: Path = REPOSITORY,
    *,
    search: bool = False,
    parity: bool = False,
) -> Project:
    """Make a project of the releases in the folder `root`, which must not exist, with all else from `source`.

    It has a search index if `search`, and compares its texts if `parity`.
    """
    copy_repository(root, source)
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    told = f"\n  corner:\n    search: {str(search).lower()}\n    parity: {str(parity).lower()}\n"
    text = re.sub(r"(\n    (search|parity): \w+)+\n", "\n", text)
    config.write_text(text.replace("\n  corner:\n", told), encoding="utf-8")
    # Bytecode is no cache of ours: an installed site has it, and only the first run would pay for it.
    compileall.compile_dir(root / "hooks", quiet=2)
    return Project(root=root, newest=corpus.write(releases, root / "news"))
