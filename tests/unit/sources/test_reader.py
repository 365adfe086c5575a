"""Reading the files of `news/`: paths, encodings, line ends and front matter."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from corner.content.registry import built_in_types
from corner.diagnostics.problem import Problem
from corner.sources import frontmatter, reader, textfile
from corner.sources.frontmatter import SourceFile
from corner.sources.reader import SourceTree
from corner.storage.cache import Cache
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, GOOD, Corner, release

LOCALES = ("en", "zh-Hant")


def _read(root: Path, *locales: str) -> tuple[SourceTree, list[Problem]]:
    kinds = built_in_types().file_kinds
    return reader.read_tree(root, locales or LOCALES, kinds, Cache(root / "cache"))


def _fair(root: Path) -> SourceFile:
    tree, problems = _read(root)
    assert problems == []
    return next(source for source in tree.sources if source.path == FAIR)


def test_a_path_gives_key_and_language(corner: Corner) -> None:
    tree, _ = _read(corner())
    assert [(source.key, source.locale) for source in tree.sources] == [
        ("releases/2021/fair", "en"),
        ("releases/2021/fair", "zh-Hant"),
        ("summaries/2020", "en"),
        ("summaries/2020", "zh-Hant"),
    ]


@pytest.mark.parametrize(("change", "parsed"), [("", 0), ("More.\n", 1)])
def test_a_file_that_was_written_again_is_parsed_if_it_has_changed(
    corner: Corner, monkeypatch: pytest.MonkeyPatch, change: str, parsed: int
) -> None:
    monkeypatch.setattr(textfile, "_TICK", 0)
    root = corner()
    cache = Cache(root / "cache")
    kinds = built_in_types().file_kinds
    reader.read_tree(root, LOCALES, kinds, cache)
    cache.save()
    for name in (FAIR, FAIR_ZH):
        content = (root / name).read_text("utf-8") + (change if name == FAIR else "")
        (root / name).unlink()
        (root / name).write_text(content, "utf-8")
    calls: list[str] = []
    parse = frontmatter._parse_meta

    def note(head: str, body: str, path: str) -> Any:
        calls.append(path)
        return parse(head, body, path)

    monkeypatch.setattr(frontmatter, "_parse_meta", note)
    tree, _ = reader.read_tree(root, LOCALES, kinds, Cache(root / "cache"))
    assert len(calls) == parsed
    source = next(source for source in tree.sources if source.path == FAIR)
    assert source.body.endswith(change)
    assert source.meta["title"]


def test_front_matter_ends_at_the_second_fence(corner: Corner) -> None:
    source = _fair(corner({FAIR: "---\ntitle: A\n---\n\nOne.\n\n---\n\nTwo.\n"}))
    assert (source.meta, source.body, source.body_line) == ({"title": "A"}, "\nOne.\n\n---\n\nTwo.\n", 4)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf---\ntitle: A\n---\nOne.\n\nTwo.\n",
        b"---\r\ntitle: A\r\n---\r\nOne.\r\n\r\nTwo.\r\n",
        b"---\rtitle: A\r---\rOne.\r\rTwo.\r",
        b"---  \ntitle: A\n---\t\nOne.\n\nTwo.\n",
    ],
    ids=["byte-order mark", "Windows' line ends", "old Macintosh's", "spaces after the fences"],
)
def test_files_of_other_systems_are_read_alike(corner: Corner, content: bytes) -> None:
    source = _fair(corner({FAIR: content}))
    assert (source.meta, source.body, source.body_line) == ({"title": "A"}, "One.\n\nTwo.\n", 4)


def test_the_lines_of_problems_are_those_of_the_file(corner: Corner) -> None:
    lines = ["---", "title: A", "event:", "  start: x", "---", "One.", "", "Two two.", ""]
    source = _fair(corner({FAIR: "\n".join(lines)}))
    assert source.problem(("event", "start"), "c", "m").line == lines.index("  start: x") + 1
    assert source.body_problem(source.body.index("Two"), "c", "m").line == lines.index("Two two.") + 1
    assert source.body_problem(0, "c", "m").line == lines.index("One.") + 1


def test_other_files_are_kept_as_assets_and_hidden_ones_are_ignored(corner: Corner) -> None:
    names = ["releases/2021/map.pdf", "releases/2021/.DS_Store", ".git/config", "releases/2021/~tmp/x.jpg"]
    tree, problems = _read(corner({f"news/{name}": "x" for name in names}))
    assert (list(tree.assets), problems) == (["releases/2021/map.pdf", "releases/2021/~tmp/x.jpg"], [])


def test_without_news_there_is_one_problem(tmp_path: Path) -> None:
    _, problems = _read(tmp_path)
    assert [str(problem) for problem in problems] == [
        "news:1: file: expected the folder news/, found none [missing-file]"
    ]


def test_a_language_tag_may_hold_digits(corner: Corner) -> None:
    tree, problems = _read(corner({"news/releases/2021/fair.es-419.md": GOOD[FAIR]}), *LOCALES, "es-419")
    assert problems == []
    assert "es-419" in {source.locale for source in tree.sources}


def test_the_order_of_reading_does_not_depend_on_the_disk(corner: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    root = corner({f"news/releases/2021/{name}.en.md": release() for name in "cab"})
    scan = os.scandir

    @contextmanager
    def backwards(path: str) -> Iterator[Iterator[os.DirEntry[str]]]:
        with scan(path) as entries:
            yield iter(sorted(entries, key=lambda entry: entry.name, reverse=True))

    monkeypatch.setattr(os, "scandir", backwards)
    paths = [source.path for source in _read(root)[0].sources]
    assert paths == sorted(paths)


@pytest.mark.parametrize("target", [".", "..", "nowhere", "loop"])
def test_a_link_that_leads_back_is_walked_once(corner: Corner, target: str) -> None:
    root = corner()
    (root / "news" / "loop").symlink_to(target)
    assert all(line.startswith("news/loop") for line in corners.found(root))


NAMED = {
    "\u200b": " (zero width space)",
    "\u2060": " (word joiner)",
    "\ufeff": " (zero width no-break space)",
    "\u2029": " (paragraph separator)",
    "\u202e": " (right-to-left override)",
    "\u2066": " (left-to-right isolate)",
    "\ufffd": " (replacement character)",
}


@pytest.mark.parametrize(
    "character",
    [*NAMED, "\x00", "\x0b", "\x7f", "\x9f", "\ufdd0", "\uffff", "\ue000"],
)
def test_a_character_that_html_or_xml_forbids_is_refused(corner: Corner, character: str) -> None:
    name = "news/releases/2021/x.en.md"
    assert corners.found(corner({name: f"---\ntitle: A\n---\n{character}\n"})) == [
        f"{name}:4: file: expected printable text, found U+{ord(character):04X}{NAMED.get(character, '')} [forbidden-character]"
    ]


def test_every_line_with_an_invisible_character_is_reported(corner: Corner) -> None:
    text = "A\u200bB\u200bC\nD\n\u00adE\u2028F\n\u200d字\nX\u200eY\n"
    lines = corners.found(corner({FAIR: release(text)}))
    assert [line.partition("found ")[2] for line in lines] == [
        f"{name} [forbidden-character]"
        for name in (
            "U+200B (zero width space)",
            "U+00AD (soft hyphen)",
            "U+2028 (line separator)",
            "U+200D (zero width joiner)",
            "U+200E (left-to-right mark)",
        )
    ]
    first = int(lines[0].split(":")[1])
    assert [int(line.split(":")[1]) - first for line in lines] == [0, 2, 2, 3, 4]


@pytest.mark.parametrize(
    "character",
    ["\t", "\u00a0", "\u3000", "\U0001f3d9", "\U00020000", "א\u200f()", "א\u200e", "می\u200cخوا", "❤️\u200d🔥"],
)
def test_a_character_that_people_write_is_accepted(corner: Corner, character: str) -> None:
    assert corners.found(corner({FAIR: release(f"A{character}B")})) == []
