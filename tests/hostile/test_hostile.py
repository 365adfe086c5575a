"""No hostile corner does anything but what its case says: one clear line a problem, or harmless text."""

from __future__ import annotations

import re
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.cases import Case, expand_lines, iter_texts, match_line, read_cases, write_corner
from tests.support import corners, forked, project
from tests.support.kept_process import KeptProcess, Limits

CASES = read_cases()
LIMITS = Limits(memory=500 * 1024 * 1024, seconds=10)
_WAIT = 60
"""Seconds after which a command that waits for something is killed; it may be one of several on a busy machine."""
_LONGEST = 64 * 1024
"""The most characters that a command may print."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_COUNTS = "Visible "
"""How the line begins with which a check without errors ends."""


@pytest.fixture(scope="module")
def process() -> Iterator[KeptProcess]:
    """The process in which the commands run."""
    process = KeptProcess(LIMITS)
    yield process
    process.end()


def _run(process: KeptProcess, root: Path, case: Case) -> project.Run:
    variables = project.environment(root, int(corners.NOW.timestamp()))
    return project.Run(*process.run(case.command, root, variables, project.hooks(root), _WAIT))


def _find_problems(case: Case, run: project.Run) -> list[str]:
    """Return the lines of problems that a command has printed."""
    if case.command[:2] != ["corner", "check"]:
        return run.problems
    return [line for line in run.output.splitlines() if not line.startswith(_COUNTS)]


def _assert_lines(expected: list[str], lines: list[str]) -> None:
    """Check that the lines are the expected ones, and show both whole where they are not."""
    matches = len(expected) == len(lines) and all(map(match_line, expected, lines))
    assert matches, "\n".join(["expected:", *expected, "found:", *(line[:400] for line in lines[:60])])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.area}-{case.name}".replace(" ", "-"))
def test_a_hostile_corner_gives_plain_problems_or_harmless_text(
    process: KeptProcess, tmp_path: Path, case: Case
) -> None:
    root = tmp_path / "corner"
    root.mkdir()
    write_corner(root, case)
    run = _run(process, root, case)
    lines = run.output.splitlines()
    assert "Traceback" not in run.output, run.output[-3000:]
    assert run.code >= 0, f"killed by signal {-run.code}: {run.output[-1000:]}"
    assert len(run.output) <= _LONGEST, f"{len(run.output)} characters, {len(lines)} lines"
    assert [line for line in run.output.split("\n") if _CONTROL.search(line)] == []
    _assert_lines(expand_lines(case.problems), _find_problems(case, run))
    assert run.code == case.exit_code, run.output[-3000:]
    for expected in case.output.splitlines():
        assert any(match_line(expected, line) for line in lines), f"{expected}\nfound:\n{run.output[-3000:]}"
    if case.command[:2] == ["corner", "import"] and case.exit_code == 2:
        assert len(lines) == 1, run.output
    _assert_files(root, case)
    assert project.temporary(root) == []


def _assert_files(root: Path, case: Case) -> None:
    """Check what is in the files that the command has written."""
    for pattern, expected in case.present.items():
        texts = [path.read_bytes() for path in root.glob(pattern)]
        for text in iter_texts(expected):
            assert any(text.encode() in content for content in texts), f"{pattern}: expected {text!r} in one"
    for pattern, expected in case.absent.items():
        paths = [path for path in root.glob(pattern) if path.is_file()]
        assert paths, f"{pattern}: expected files, found none"
        for text in iter_texts(expected):
            assert [str(path) for path in paths if text.encode() in path.read_bytes()] == [], repr(text)
    assert [path for path in case.missing if [*root.glob(path)]] == []


def test_no_two_cases_have_one_name() -> None:
    names = Counter(case.name for case in CASES)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(("wanted", "expected"), [("memory", (1, "MemoryError")), ("time", (-signal.SIGXCPU, ""))])
def test_a_process_that_wants_too_much_memory_or_time_is_ended(
    tmp_path: Path, wanted: str, expected: tuple[int, str]
) -> None:
    process = KeptProcess(LIMITS._replace(seconds=1))
    command = ["tests.hostile.greedy:main", wanted]
    code, output = process.run(command, tmp_path, project.environment(tmp_path, None), forked.HOOKS, _WAIT)
    process.end()
    last = output.splitlines()[-1] if output else ""
    assert (code, last) == expected
