"""Texts that are parsed while the program is loaded: a first build finds them in its cache, and all else as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corner.content.registry import built_in_types
from corner.sources import frontmatter, reader, reading_ahead, textfile
from corner.sources.reader import SourceTree
from corner.sources.reading_ahead import TextsAhead
from corner.storage.cache import CACHE_FOLDER, Cache
from corner.workers import background
from tests.support.corners import FAIR, SUMMARY, Corner

_TEXTS = CACHE_FOLDER / "texts"


@pytest.fixture(autouse=True)
def forking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process be forked, whatever threads other tests have started in it; and trust the times of new files."""
    for module in (reading_ahead, background):
        monkeypatch.setattr(module, "can_fork", lambda: True)
        monkeypatch.setattr(module, "count_jobs", lambda: 2)
    monkeypatch.setattr(textfile, "_TICK", 0)


def _read_ahead(root: Path) -> None:
    ahead = TextsAhead(root)
    ahead.keep()
    ahead.close()


def _read(root: Path, cache: Cache) -> tuple[SourceTree, list[str]]:
    tree, problems = reader.read_tree(root, ("en", "zh-Hant"), built_in_types().file_kinds, cache)
    return tree, [problem.code for problem in problems]


def _list_parsed(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the texts that are still to be parsed when a build reads the news."""
    parsed: list[str] = []

    def parse(data: bytes, path: str, *rest: Any) -> Any:
        parsed.append(path)
        return frontmatter.parse_source(data, path, *rest)

    monkeypatch.setattr(reader, "parse_source", parse)
    _read(root, Cache(root / _TEXTS))
    return parsed


def test_a_build_parses_no_text_that_was_parsed_ahead(corner: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    root = corner()
    plain, _ = _read(root, Cache(None))
    _read_ahead(root)
    assert _list_parsed(root, monkeypatch) == []
    tree, problems = _read(root, Cache(root / _TEXTS))
    assert problems == []
    assert [(source.path, source.meta, source.digest) for source in tree.sources] == [
        (source.path, source.meta, source.digest) for source in plain.sources
    ]


def test_what_there_is_no_time_for_is_left_to_the_build(corner: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_ahead, "_TEXTS", 3)
    root = corner()
    _read_ahead(root)
    assert len(_list_parsed(root, monkeypatch)) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("---\ntitle: [\n---\nText.\n", "wrong-yaml"),
        ("No fence.\n", "no-front-matter"),
        (b"---\ntitle: \xff\n---\nText.\n", "not-utf-8"),
        ("---\ntitle: A\n---\n" + "x" * 200_000, "large-file"),
    ],
)
def test_what_is_wrong_with_a_text_is_found_by_the_build(corner: Corner, content: str | bytes, code: str) -> None:
    root = corner({FAIR: content})
    _read_ahead(root)
    assert _read(root, Cache(root / _TEXTS))[1] == [code]


def test_a_text_that_changes_after_it_was_parsed_is_parsed_again(
    corner: Corner, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = corner()
    ahead = TextsAhead(root)
    ahead.keep()
    (root / FAIR).write_text("---\ntitle: Another fair\n---\nText.\n", "utf-8")
    assert _list_parsed(root, monkeypatch) == [FAIR]


def test_texts_behind_links_are_left_to_the_build(corner: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    root = corner()
    (root / SUMMARY).rename(root / "news/real.md")
    (root / SUMMARY).symlink_to("../real.md")
    _read_ahead(root)
    assert FAIR in _list_parsed(root, monkeypatch)


def test_the_cache_of_an_earlier_build_stays(corner: Corner) -> None:
    root = corner()
    ahead = TextsAhead(root)
    (root / _TEXTS).parent.mkdir(parents=True)
    (root / _TEXTS).write_bytes(b"of another build")
    ahead.keep()
    ahead.close()
    _read_ahead(root)
    assert (root / _TEXTS).read_bytes() == b"of another build"


def test_nothing_is_written_before_a_build_wants_it(corner: Corner) -> None:
    root = corner()
    TextsAhead(root).close()
    assert not (root / ".cache").exists()


@pytest.mark.parametrize(("name", "answer"), [("can_fork", False), ("count_jobs", 1)])
def test_a_process_that_is_alone_parses_nothing_ahead(
    corner: Corner, monkeypatch: pytest.MonkeyPatch, name: str, answer: object
) -> None:
    monkeypatch.setattr(reading_ahead, name, lambda: answer)
    root = corner()
    _read_ahead(root)
    assert not (root / ".cache").exists()


def test_where_the_cache_cannot_be_written_the_build_parses(corner: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    root = corner()
    (root / ".cache").write_text("a file", "utf-8")
    _read_ahead(root)
    assert len(_list_parsed(root, monkeypatch)) == 4
