"""What the bench is asked for on its command line."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.bench.program import COMMANDS, Program
from tools.bench.results import OWN_SIDES

PHASES = ("cold", "hugo", "warm", "edit", "serve", "check", "start", "floor")
_HUGO_SIZES = "sizes of which Hugo builds its two sites, if they are measured (default: %(default)s)"
_SIDES = "which builds of ours: without what Hugo lacks, with all that a user gets, or both (default: %(default)s)"
_RECORDS = "records of a register, to compare with as many releases in one language; 0: none (default: %(default)s)"
_AGAINST = "a git revision of this program that makes the cold build of everything, too"
_SCRATCH = "folder to work in (default: /dev/shm, if it has enough room, or else the system's temporary folder)"
_RESULTS = "a file of results (JSON): what it holds is added to the tables, and it is written again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What was asked for on the command line."""

    sizes: list[int]
    hugo_sizes: list[int]
    runs: int
    records: int
    """The number of records of a register that are compared with as many releases in one language; 0 for none."""
    phases: list[str]
    sides: list[str]
    """Some of `OWN_SIDES`."""
    search: bool
    extras: bool
    program: Program
    against: str
    """The other revision that is measured, or nothing."""
    scratch: Path | None
    results: Path | None
    summary: bool

    @property
    def richest(self) -> str:
        """The side on which previews and checks are measured."""
        return self.sides[-1]


def parse_options(arguments: Sequence[str] | None, description: str | None) -> Options:
    """Return the options; end with a message where one is wrong."""
    parser = _create_parser(description)
    given = parser.parse_args(arguments)
    for name, allowed in (("only", PHASES), ("sides", OWN_SIDES)):
        names = set(_split(getattr(given, name)))
        if not names or names - set(allowed):
            unknown = ", ".join(sorted(names - set(allowed))) or "none"
            parser.error(f"--{name}: expected some of {', '.join(allowed)}, found {unknown}")
    for name in ("runs", "jobs"):
        number = getattr(given, name)
        if number is not None and number < 1:
            parser.error(f"--{name}: expected at least 1, found {number}")
    if given.scratch:
        given.scratch.mkdir(parents=True, exist_ok=True)
    return Options(
        sizes=_read_sizes(parser, "sizes", given.sizes),
        hugo_sizes=_read_sizes(parser, "hugo-sizes", given.hugo_sizes),
        runs=given.runs,
        records=given.records,
        phases=_split(given.only),
        sides=[side for side in OWN_SIDES if side in _split(given.sides)],
        search=given.search,
        extras=given.extras,
        program=Program(command=given.command, jobs=given.jobs),
        against=given.against,
        scratch=given.scratch,
        results=given.results,
        summary=given.summary,
    )


def _create_parser(description: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=description)
    parser.add_argument("--sizes", default="100,1000,5000", help="numbers of bilingual releases (default: %(default)s)")
    parser.add_argument("--hugo-sizes", default="100,1000,5000", help=_HUGO_SIZES)
    parser.add_argument("--runs", type=int, default=3, help="runs of each build (default: %(default)s)")
    parser.add_argument("--records", type=int, default=5000, help=_RECORDS)
    parser.add_argument("--only", default=",".join(PHASES), help="what to measure (default: %(default)s)")
    parser.add_argument("--sides", default=",".join(OWN_SIDES), help=_SIDES)
    parser.add_argument("--command", choices=COMMANDS, default=COMMANDS[0], help="what builds (default: %(default)s)")
    parser.add_argument("--jobs", type=int, help="worker processes of our builds (default: the program's own choice)")
    parser.add_argument("--against", metavar="REVISION", default="", help=_AGAINST)
    parser.add_argument("--search", action="store_true", help="add a Pagefind index to the plain builds and Hugo's")
    parser.add_argument("--extras", action="store_true", help="add cold builds with what Hugo lacks, one at a time")
    parser.add_argument("--scratch", type=Path, help=_SCRATCH)
    parser.add_argument("--results", type=Path, help=_RESULTS)
    parser.add_argument("--summary", action="store_true", help="print the tables of README, too")
    return parser


def _read_sizes(parser: argparse.ArgumentParser, name: str, text: str) -> list[int]:
    try:
        return [int(size) for size in _split(text)]
    except ValueError:
        parser.error(f"--{name}: expected numbers such as 100,1000, found {text}")


def _split(text: str) -> list[str]:
    parts: Iterable[str] = (part.strip() for part in text.split(","))
    return [part for part in parts if part]
