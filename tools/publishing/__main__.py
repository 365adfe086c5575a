"""`python -m tools.publishing`: publish to a real S3 store and under load, and print what was seen and what it cost."""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner

from corner.cli import main as corner
from tests.support import project
from tools.bench import corpus, own_site
from tools.bench.edit import editing
from tools.publishing import proxy, seaweed, storage, switches


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.publishing", description=__doc__)
    parser.add_argument(
        "--releases", type=int, default=1000, help="releases of the corner that is uploaded; 0 for this corner"
    )
    parser.add_argument("--cuts", type=int, default=6, help="uploads during which the line is cut")
    parser.add_argument("--switches", type=int, default=20, help="releases that are switched under load")
    parser.add_argument("--only", choices=["storage", "switches"], help="try only this")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the random moments")
    return parser.parse_args()


def _write_corner(folder: Path, releases: int) -> tuple[Path, Path]:
    """Write a corner; return its root and the file of the release that is edited."""
    if releases:
        written = own_site.write(corpus.releases(releases), folder / "corner", extras=("search",))
        return written.root, written.newest
    root = project.copy(folder / "corner")
    return root, max((root / "news/releases").glob("*/*.en.md"), key=lambda path: path.as_posix())


def _build(root: Path) -> None:
    run = project.build(root, epoch=int(corpus.NOW.timestamp()))
    if run.code:
        sys.exit(run.output)


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 -- what the program is for


def _try_storage(root: Path, change: Callable[[str], None], folder: Path, options: argparse.Namespace) -> list[str]:
    """Publish to the store; print what it cost, and return what was wrong."""

    def edit(word: str) -> None:
        change(word)
        _build(root)

    with seaweed.serving(folder / "store") as port, proxy.passing_on(port) as line:
        storage.set_environment(line.url)
        storage.make_bucket()
        publisher = storage.StorePublisher(root, line)
        storage.try_storage(publisher, edit, random.Random(options.seed), options.cuts)
    size = len(publisher.read_site())
    _say(f"\nObject storage, {size:,} files:")
    for name, seconds, requests, sent, files in publisher.measures:
        _say(f"  {name:26} {seconds:6.1f} s {files:6,} files {sent:12,} bytes   {requests}")
    return publisher.wrong


def _try_folder(root: Path, change: Callable[[str], None], folder: Path) -> None:
    """Publish in a folder; print how long it takes."""
    _say("\nFolder of a server:")
    for name, word in (("first release", ""), ("nothing changed", ""), ("one edit", "Folder")):
        if word:
            change(word)
            _build(root)
        start = time.monotonic()
        result = CliRunner().invoke(corner, ["publish", "--root", str(root), str(folder / "www")])
        _say(f"  {name:26} {time.monotonic() - start:6.1f} s {result.output.strip().replace(str(folder), '')}")


def _try_switches(root: Path, folder: Path, options: argparse.Namespace) -> list[str]:
    """Switch releases under load; print figures, and return what was wrong."""
    site = folder / "site"
    shutil.copytree(root / "site", site)
    report = switches.try_switches(site, folder, options.switches)
    _say(
        f"\nnginx under wrk, {len(report.publications)} switches: {report.requests:,} requests, {report.rate:,.0f} in a second, "
        f"half within {report.p50:.1f} ms, 99 % within {report.p99:.1f} ms; {report.failed} failed, {report.mixed} mixed; "
        f"{report.readings:,} pages read with what they name, {len(report.broken)} broken; "
        f"a publication took {statistics.median(report.publications):.1f} s, {max(report.publications):.1f} s at most"
    )
    wrong = [f"{report.failed} answers failed"] if report.failed else []
    return [*wrong, *([f"{report.mixed} answers are mixed"] if report.mixed else []), *report.broken]


def main() -> int:
    """Try all; return 1 where something did not hold."""
    options = _parse()
    with tempfile.TemporaryDirectory(prefix="corner-publishing-") as scratch:
        folder = Path(scratch)
        root, newest = _write_corner(folder, options.releases)
        _build(root)
        (folder / "load").mkdir()
        wrong: list[str] = []
        if options.only != "switches":
            with editing(newest) as change:
                wrong += _try_storage(root, change, folder, options)
                _try_folder(root, change, folder)
        if options.only != "storage":
            wrong += _try_switches(root, folder / "load", options)
    for line in wrong:
        _say(f"wrong: {line}")
    _say("Nothing was wrong." if not wrong else f"{len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
