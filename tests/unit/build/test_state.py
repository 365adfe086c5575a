"""What lasts from one build to the next: whether anything has changed, and who is building."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corner.build import state
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.i18n.editor_language import EditorLanguage
from corner.site.visibility import VisibilityWindow

NOON = datetime(2021, 3, 1, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
_ENGLISH = EditorLanguage()


class _Text(str):
    """A text that `marshal` does not know."""

    __slots__ = ()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "news" / "2021").mkdir(parents=True)
    (tmp_path / "news" / "2021" / "a.md").write_text("A", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: A", encoding="utf-8")
    return tmp_path


def _inputs(folder: Path, others: str = "") -> str:
    return state.digest_inputs([folder / "news", folder / "mkdocs.yml"], others)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _turn_back(path: Path) -> None:
    """Change a text of one length into another and give the file its old time again."""
    told = path.stat()
    path.write_text("B", encoding="utf-8")
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "another text": lambda folder: _write(folder / "news" / "2021" / "a.md", "A longer text"),
    "another text of one length with the old time": lambda folder: _turn_back(folder / "news" / "2021" / "a.md"),
    "a new file": lambda folder: _write(folder / "news" / "2022" / "b.md", "B"),
    "a file gone": lambda folder: (folder / "news" / "2021" / "a.md").unlink(),
    "another name": lambda folder: (folder / "news" / "2021" / "a.md").rename(folder / "news" / "2021" / "b.md"),
    "another folder": lambda folder: (folder / "news" / "2021").rename(folder / "news" / "2022"),
    "another setting": lambda folder: _write(folder / "mkdocs.yml", "site_name: Another"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_build_is_made_from_is_another_after(folder: Path, change: str) -> None:
    before = _inputs(folder)
    assert _inputs(folder) == before
    CHANGES[change](folder)
    assert _inputs(folder) != before


def test_no_files_are_other_inputs_than_some(folder: Path) -> None:
    assert state.digest_inputs([], "") not in (_inputs(folder), state.digest_inputs([], "x"))


def test_what_else_a_build_depends_on_counts(folder: Path) -> None:
    assert _inputs(folder, "https://a.example/") != _inputs(folder, "https://b.example/")


def test_packages_that_are_installed_count(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packages = folder / "lib" / "site-packages"
    packages.mkdir(parents=True)
    os.utime(packages, ns=(0, 0))
    monkeypatch.setattr(sys, "path", [*sys.path, str(packages), str(folder / "missing" / "dist-packages")])
    before = _inputs(folder)
    assert _inputs(folder) == before
    (packages / "a.dist-info").mkdir()
    assert _inputs(folder) != before


def test_what_python_leaves_beside_code_does_not_count(folder: Path) -> None:
    before = _inputs(folder)
    _write(folder / "news" / "__pycache__" / "a.pyc", "")
    assert _inputs(folder) == before


@pytest.mark.parametrize("target", ["nowhere", "."])
def test_a_link_that_leads_nowhere_or_back_stops_nothing(folder: Path, target: str) -> None:
    before = _inputs(folder)
    (folder / "news" / "link").symlink_to(target)
    assert _inputs(folder) != before


@pytest.mark.parametrize(
    ("span", "now", "holds"),
    [
        (VisibilityWindow(NOON, NOON + SECOND), NOON, True),
        (VisibilityWindow(NOON, NOON + SECOND), NOON - SECOND, False),
        (VisibilityWindow(NOON, NOON + SECOND), NOON + SECOND, False),
        (VisibilityWindow(None, NOON), NOON - SECOND, True),
        (VisibilityWindow(None, NOON), NOON, False),
        (VisibilityWindow(NOON, None), NOON + 1000 * SECOND, True),
        (VisibilityWindow(None, None), NOON, True),
    ],
)
def test_a_build_holds_for_the_time_in_which_the_same_is_visible(
    tmp_path: Path, span: VisibilityWindow, now: datetime, *, holds: bool
) -> None:
    state.save_state(tmp_path / "cache" / "last", "inputs", span)
    assert state.read_warnings(tmp_path / "cache" / "last", "inputs", now, _ENGLISH) == ([] if holds else None)
    assert state.read_warnings(tmp_path / "cache" / "last", "other inputs", now, _ENGLISH) is None


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"7", b'["inputs"]', b'["inputs", 1, 2]', b'["inputs", "x", null]', b"\xff"]
)
def test_a_damaged_memory_is_no_memory(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "last").write_bytes(content)
    assert state.read_warnings(tmp_path / "last", "inputs", NOON, _ENGLISH) is None


def test_what_was_forgotten_or_never_known_is_looked_at_anew(tmp_path: Path) -> None:
    state.save_state(tmp_path / "last", "inputs", VisibilityWindow(None, None))
    state.delete_state(tmp_path / "last")
    state.delete_state(tmp_path / "last")
    assert state.read_warnings(tmp_path / "last", "inputs", NOON, _ENGLISH) is None


@pytest.mark.parametrize(("tag", "word"), [("en", "warning: "), ("zh-Hant", "警告：")])
def test_what_a_build_warned_of_is_kept_with_its_state_in_each_language(tmp_path: Path, tag: str, word: str) -> None:
    language = EditorLanguage(tag)
    message = Message("expected {number} lamps, found {names}", number=2, names=["one", Message("none")])
    warned = [Problem("news/a.en.md", 10, _Text("body"), "unused-file", message, Severity.WARNING, more=4)]
    state.save_state(tmp_path / "last", "inputs", VisibilityWindow(None, None), warned)
    kept = state.read_warnings(tmp_path / "last", "inputs", NOON, language)
    assert kept == [language.say(problem) for problem in warned]
    assert kept[0].startswith(f"news/a.en.md:10: {word}body: ")
