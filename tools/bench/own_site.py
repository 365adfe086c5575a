"""The corpus as a project of ours: this repository's own pages, hooks and settings around generated news, and its builds."""

from __future__ import annotations

import compileall
import re
import shutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.bench import corpus

REPOSITORY = Path(__file__).resolve().parents[2]
PARTS = ("docs", "hooks", "mkdocs.yml")
"""What makes a project besides its news."""
CONVERTED = re.compile(r"^    converted:\n(?: {6,}.*\n)+", re.MULTILINE)
"""The setting of editions that are made by machine."""
SWITCHES = ("search", "parity", "cards")
"""The settings that switch on what Hugo has no counterpart of, or only with other tools."""
EXTRAS = ("parity", "converted", "cards")
"""What costs are told of beside those of a build without: comparing languages, an edition by machine, social cards."""
EVERYTHING = ("search", "parity", "cards", "converted")
"""All that a user gets and Hugo lacks."""


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
    for name in PARTS:
        if (repository / name).is_dir():
            shutil.copytree(repository / name, folder / name)
        else:
            shutil.copy(repository / name, folder)
    return folder


def write(
    releases: Iterable[corpus.Release],
    root: Path,
    source: Path = REPOSITORY,
    *,
    extras: Collection[str] = (),
    locales: Collection[str] = corpus.LOCALES,
) -> Project:
    """Make a project of the releases in the folder `root`, which must not exist, with all else from `source`.

    Of what Hugo has no counterpart of, it makes `extras` alone. The releases are written in `locales`.
    """
    _write_settings(root, source, extras)
    return Project(root=root, newest=corpus.write(releases, root / "news", locales))


def write_copy(project: Project, root: Path, source: Path = REPOSITORY, *, extras: Collection[str] = ()) -> Project:
    """Make a project of another one's news in the new folder `root`, as `write` does: copying is faster than writing."""
    _write_settings(root, source, extras)
    shutil.copytree(project.root / "news", root / "news")
    return Project(root=root, newest=root / project.newest.relative_to(project.root))


def _write_settings(root: Path, source: Path, extras: Collection[str]) -> None:
    copy_repository(root, source)
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    switches = "|".join(SWITCHES)
    text = re.sub(rf"^    ({switches}): .*\n", "", text, flags=re.MULTILINE)
    chosen = "".join(f"    {name}: {str(name in extras).lower()}\n" for name in SWITCHES)
    text = text.replace("\n  corner:\n", f"\n  corner:\n{chosen}")
    if "converted" not in extras:
        text = CONVERTED.sub("", text)
    config.write_text(text, encoding="utf-8")
    compile_hooks(root)


def compile_hooks(root: Path) -> None:
    """Write the bytecode of the hooks, which is no cache of ours: an installed site has it, and only the first run would pay."""
    compileall.compile_dir(root / "hooks", quiet=2)
