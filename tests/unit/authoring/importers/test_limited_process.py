"""A function that reads a document has little time and memory, and ends with a result or one line."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corner.authoring.importers import limited_process
from corner.authoring.importers.errors import DocumentError
from corner.authoring.importers.limited_process import ProcessLimits, run_limited

PART = "import a part of the document, or save its text as .txt"


def _answer(text: str) -> dict[str, Any]:
    return {"text": text, "process": os.getpid()}


def _refuse() -> dict[str, Any]:
    raise DocumentError("expected text, found none")


def _spin() -> dict[str, Any]:
    while True:
        pass


def _wait() -> dict[str, Any]:
    threading.Event().wait()
    return {}


def _fill_memory(megabytes: int = 900) -> dict[str, Any]:
    return {"size": len(bytearray(megabytes << 20))}


def _nest(level: int = 0) -> dict[str, Any]:
    return _nest(level + 1)


def _abort() -> dict[str, Any]:
    os.abort()


def _die() -> dict[str, Any]:
    os.write(2, b"nobody reads this")
    raise KeyError("x")


def _answer_at_length() -> dict[str, Any]:
    return {"text": "x" * 9_000_000}


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_result_comes_from_another_process(monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    monkeypatch.setattr(limited_process, "choose_start_method", lambda: method)
    result = run_limited(_answer, ("船\ud800",), ProcessLimits(5))
    assert result["text"] == "船\ud800"
    assert result["process"] != os.getpid()


@pytest.mark.parametrize(
    ("function", "limits", "reason"),
    [
        (_refuse, ProcessLimits(5), "expected text, found none"),
        (_spin, ProcessLimits(1), f"expected a document that takes at most 1 s; {PART}, or type --seconds 10"),
        (_wait, ProcessLimits(0), f"expected a document that takes at most 0 s; {PART}, or type --seconds 0"),
        (_fill_memory, ProcessLimits(5, 50), f"expected a document that needs at most 50 MB of memory; {PART}"),
        (_nest, ProcessLimits(5), "expected a few levels of nesting, found hundreds"),
        (_abort, ProcessLimits(5), f"expected a document that needs at most 400 MB of memory; {PART}"),
        (
            _die,
            ProcessLimits(5),
            f"expected a document that the converters can read, found one that stops them; {PART}",
        ),
        (
            _answer_at_length,
            ProcessLimits(5),
            f"expected a document that the converters can read, found one that stops them; {PART}",
        ),
    ],
)
def test_a_process_that_reaches_a_limit_or_dies_is_one_line(
    capfd: pytest.CaptureFixture[str], function: Callable[[], dict[str, Any]], limits: ProcessLimits, reason: str
) -> None:
    with pytest.raises(DocumentError) as raised:
        run_limited(function, (), limits)
    assert str(raised.value) == reason
    assert capfd.readouterr() == ("", "")


def test_as_much_memory_as_is_allowed_can_be_used() -> None:
    assert run_limited(_fill_memory, (60,), ProcessLimits(5, 100)) == {"size": 60 << 20}


def _write(path: str) -> dict[str, Any]:
    Path(path).write_text("x", "utf-8")
    return {}


def test_the_process_cannot_write_files(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="stops them"):
        run_limited(_write, (str(tmp_path / "x"),), ProcessLimits(5))
    assert (tmp_path / "x").read_bytes() == b""
