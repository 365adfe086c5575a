"""Try every target for a share of the time, and say how many inputs were tried and which break a property.

Half of the time Hypothesis makes the inputs, half of it atheris, which follows what the code does with them and keeps
the inputs that lead further in `.cache/fuzz/`. An input that breaks a property is kept in `.cache/fuzz/broken/`.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.fuzz.targets import TARGETS

_ROOT = Path(__file__).parents[2]
_FOLDER = _ROOT / ".cache/fuzz"
_RUNS = re.compile(r"Done (\d+) runs|stat::number_of_executed_units: (\d+)")
_LINES = 12
"""How many lines of an error are printed."""


class _Outcome(NamedTuple):
    runs: int
    error: str
    """The end of what was printed where a property did not hold."""


def main() -> None:
    """Run the engines on each target in turn."""
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=300, help="for all targets together")
    parser.add_argument("--targets", nargs="*", choices=[*TARGETS, []], default=[], help="by default all of them")
    options = parser.parse_args()
    names = options.targets or list(TARGETS)
    share = max(1.0, options.seconds / len(names) / 2)
    failures = 0
    for name in names:
        for engine in ("hypothesis", "atheris"):
            outcome = _run(engine, name, share)
            failures += bool(outcome.error)
            mark = f" BROKEN\n{outcome.error}" if outcome.error else ""
            sys.stdout.write(f"{name:16}{engine:12}{outcome.runs:10,} inputs{mark}\n")
            sys.stdout.flush()
    sys.exit(failures > 0)


def _run(engine: str, name: str, seconds: float) -> _Outcome:
    """Run one engine in a process of its own, as it may end or hang."""
    command = [sys.executable, "-m", "tools.fuzz.engines", engine, name, str(round(seconds))]
    limit = 3 * seconds + 120
    # An engine that is ended leaves its temporary files.
    with tempfile.TemporaryDirectory(prefix="corner-fuzz-") as folder:
        environment = {**os.environ, "TMPDIR": folder}
        try:
            done = subprocess.run(
                command,
                cwd=_ROOT,
                env=environment,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=limit,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return _Outcome(0, f"no answer after {limit:.0f} s")
    output = done.stdout + done.stderr
    runs = max((int(first or second) for first, second in _RUNS.findall(output)), default=0)
    return _Outcome(runs, _show_error(output) if done.returncode else "")


def _show_error(output: str) -> str:
    """Return the end of the first traceback, or of all output where there is none."""
    _, begin, rest = output.partition("Traceback")
    lines = (begin + rest if begin else output).splitlines()
    end = next((number for number, line in enumerate(lines) if line.startswith("==")), len(lines))
    return "\n".join(lines[max(0, end - _LINES) : end] or lines[-_LINES:])


if __name__ == "__main__":
    main()
