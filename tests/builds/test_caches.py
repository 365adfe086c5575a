"""What is kept from one build to the next makes it quicker and never shows: a site is as if built from nothing."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import corner_files, project
from tests.support.built import Built

_EPOCH = 1_800_000_000
_LENS = "news/releases/2024/new-lens"


@pytest.fixture
def small(second: Built, tmp_path: Path) -> Path:
    """The second corner in a copy that a test may change, already built."""
    root = tmp_path / "corner"
    shutil.copytree(second.root, root)
    return root


def _from_nothing(root: Path, epoch: int = _EPOCH) -> dict[str, bytes]:
    """Return the site of `root` as it is built where nothing was built before."""
    fresh = root.with_name(f"fresh-{epoch}")
    shutil.copytree(root, fresh, ignore=lambda folder, _: {"site", ".cache"} if Path(folder) == root else set())
    run = project.build(fresh, epoch=epoch, CORNER_JOBS="1")
    assert run.code == 0, run.output
    return project.contents(fresh / "site")


def _again(root: Path) -> dict[str, bytes]:
    # With workers, which the build from nothing has not: their number changes nothing.
    run = project.build(root, epoch=_EPOCH, CORNER_JOBS="4")
    assert run.code == 0, run.output
    return project.contents(root / "site")


def _translate(root: Path) -> None:
    (root / "news/releases/2024/keepers-meeting.en.md").write_text(
        "---\ntitle: Meeting of the keepers\ndescription: Twelve keepers met.\n---\nThey spoke of lamps.\n", "utf-8"
    )


def _withdraw(root: Path) -> None:
    project.edit(
        root / f"{_LENS}.en.md",
        "topics: [lamps]\n",
        "topics: [lamps]\nwithdrawn: {date: 2024-06-01, reason: It broke.}\n",
    )
    project.edit(root / f"{_LENS}.pt.md", "labels:\n", "labels:\n  withdrawn.reason: Partiu-se.\n")


def _correct(root: Path) -> None:
    project.edit(
        root / f"{_LENS}.en.md",
        "topics: [lamps]\n",
        "topics: [lamps]\ncorrections: [{date: 2024-06-02, note: It weighs two.}]\n",
    )
    project.edit(
        root / f"{_LENS}.pt.md", "labels:\n", "translated: 2024-05-20\nlabels:\n  corrections.2024-06-02: Duas.\n"
    )


def _words(root: Path) -> None:
    (root / "news/words").mkdir()
    (root / "news/words/pt.yml").write_text("skip: Passar ao texto\nonly: Apenas em {language}\n", "utf-8")


def _settings(old: str, new: str) -> Callable[[Path], None]:
    return lambda root: project.edit(root / "mkdocs.yml", old, new)


def _texts(root: Path) -> None:
    project.append(root / "news/releases/2025/fog-signal.en.md", "\nIt *howls*.\n")
    project.edit(root / f"{_LENS}.pt.md", "Planta da lente", "Desenho da lente")


def _names(root: Path) -> None:
    project.edit(root / "news/bodies.yml", "Harbour Office", "Harbour Board")
    project.edit(root / "news/topics.yml", "pt: Tripulações", "pt: Equipas")


def _rename(root: Path) -> None:
    for path in sorted((root / "news/releases/2025").glob("fog-signal.*.md")):
        path.rename(path.with_name(path.name.replace("fog-signal", "foghorn")))
    (root / "news/redirects.yml").write_text("releases/2025/fog-signal: releases/2025/foghorn\n", "utf-8")


def _facts(root: Path) -> None:
    (root / "news/places.yml").write_text("quay:\n  name: {en: The quay, pt: O cais}\n", "utf-8")
    (root / "news/figures.yml").write_text("visitors:\n  name: {en: Visitors, pt: Visitantes}\n", "utf-8")
    facts = "places: [quay]\nevent: {start: 2024-05-04}\nfigures: [{figure: visitors, value: 12}]\n"
    project.edit(root / f"{_LENS}.en.md", "topics: [lamps]\n", f"topics: [lamps]\n{facts}")
    project.edit(root / "news/bodies.yml", "      grade: A\n", "      grade: A\n  place: quay\n")


def _another_year(root: Path) -> None:
    (root / "news/releases/2019").mkdir()
    text = "---\ntitle: Old\ndescription: Old.\ntype: notice\nissued: 2019-01-01\ntopics: [lamps]\n---\nOld.\n"
    (root / "news/releases/2019/old.en.md").write_text(text, "utf-8")


def _figures(root: Path) -> None:
    """Report figures, and build, so that a chart is kept; then change one of them."""
    kinds = "lamps:\n  name: {en: Lamps, pt: Lâmpadas}\n  unit: {en: '{value} lamps', pt: '{value} lâmpadas'}\n"
    (root / "news/figures.yml").write_text(kinds, "utf-8")
    old = '{figure: lamps, value: 7, period: "2023"}'
    figures = f'figures: [{old}, {{figure: lamps, value: 9, period: "2024"}}]\n'
    project.edit(root / f"{_LENS}.en.md", "topics: [lamps]\n", f"topics: [lamps]\n{figures}")
    assert b"<rect" in _again(root)["figures/index.html"]
    project.edit(root / f"{_LENS}.en.md", old, old.replace("7", "8"))


_EDITS: dict[str, Callable[[Path], None]] = {
    "texts": _texts,
    "names of a topic and a body": _names,
    "facts": _facts,
    "new name": _rename,
    "figures": _figures,
    "withdrawal": _withdraw,
    "words": _words,
    "address of the site": _settings("https://bulletin.example/lights/", "https://lights.example/"),
    "name of the site": _settings("site_name: Boletim dos Faróis", "site_name: O Boletim"),
}
_FURTHER_EDITS: dict[str, Callable[[Path], None]] = {
    "another year": _another_year,
    "type": lambda root: project.edit(root / "news/releases/2025/fog-signal.en.md", "type: notice", "type: event"),
    "translation": _translate,
    "correction": _correct,
    "size of an attachment": lambda root: project.append(root / "news/releases/2024/plan.pdf", "more"),
    "hub": _settings("feed_size: 2", "feed_size: 2\n    hub: https://hub.example/"),
    "name of a standing page": lambda root: project.edit(root / "docs/keepers-home.pt.md", "A casa", "O lar"),
    "time zone": _settings("Atlantic/Azores", "Asia/Tokyo"),
    "name of a language": _settings("name: Português\n", "name: Português europeu\n"),
    "authority": _settings("bulletin.example,2024", "bulletin.example,2025"),
}
"""Edits of what others are of: facts, texts and settings."""


@pytest.mark.parametrize("edit", [*_EDITS, *(pytest.param(edit, marks=pytest.mark.full) for edit in _FURTHER_EDITS)])
def test_after_an_edit_the_site_is_as_if_built_from_nothing(small: Path, edit: str) -> None:
    before = project.contents(small / "site")
    (_EDITS | _FURTHER_EDITS)[edit](small)
    after = _again(small)
    assert project.differing(after, _from_nothing(small)) == set()
    assert project.differing(before, after) != set()


def test_a_day_later_an_event_that_is_over_has_left_the_front_page(small: Path) -> None:
    project.edit(small / f"{_LENS}.en.md", "topics: [lamps]\n", "topics: [lamps]\nevent: {start: 2027-01-15}\n")
    upcoming = _again(small)
    assert "Upcoming events" in upcoming["index.html"].decode()
    again = project.build(small, epoch=_EPOCH + 24 * 3600)
    assert again.code == 0, again.output
    assert "Recent events" in project.contents(small / "site")["index.html"].decode()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("theme/pages/release.html", "<article", '<article data-edited="yes"'),
        ("corner/i18n/locales/pt.yml", "news: Notícias", "news: Novidades"),
    ],
)
def test_after_an_upgrade_of_the_hooks_the_site_is_as_if_built_from_nothing(
    small: Path, name: str, old: str, new: str
) -> None:
    project.copy_hooks(small)
    before = project.contents(small / "site")
    file = small / "hooks" / name
    assert old in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    after = _again(small)
    assert project.differing(after, _from_nothing(small)) == set()
    assert project.differing(before, after) != set()


def test_files_of_the_site_that_somebody_changed_or_deleted_are_put_back(small: Path) -> None:
    before = project.contents(small / "site")
    page = small / "site/news/2024/new-lens/index.html"
    page.write_bytes(page.read_bytes()[::-1])
    (small / "site/pt/index.html").write_text("", "utf-8")
    (small / "site/sitemap.xml").unlink()
    shutil.rmtree(small / "site/topics")
    assert project.differing(before, _again(small)) == set()


def test_a_build_that_verifies_names_and_restores_a_page_that_has_the_size_and_time_of_the_published_one(
    small: Path,
) -> None:
    before = project.contents(small / "site")
    page = small / "site/news/2024/new-lens/index.html"
    times = page.stat()
    page.write_bytes(page.read_bytes()[::-1])
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert project.differing(before, _again(small)) == {"news/2024/new-lens/index.html"}
    verified = project.run(["corner", "build", "--strict", "--verify"], small, _EPOCH)
    assert verified.code == 0, verified.output
    assert [line for line in verified.output.splitlines() if "after it was published" in line] == [
        f"INFO    -  {page} was changed after it was published; it is now as published."
    ]
    assert project.differing(before, project.contents(small / "site")) == set()


@pytest.mark.parametrize("damage", [b"\xff", b'{"index.html": 1}', None])
def test_a_memory_that_is_damaged_or_gone_changes_nothing_of_the_site(small: Path, damage: bytes | None) -> None:
    before = project.times(small / "site")
    for file in (small / ".cache").rglob("*"):
        if file.is_file() and damage is None:
            file.unlink()
        elif file.is_file():
            file.write_bytes(damage or b"")
    _again(small)
    assert project.times(small / "site") == before


def test_folders_in_place_of_all_files_of_the_memory_change_nothing_of_the_site(small: Path) -> None:
    before = project.times(small / "site")
    for file in sorted((small / ".cache").rglob("*")):
        if file.is_file() and file.name != "lock":
            file.unlink()
            (file / "folder").mkdir(parents=True)
    _again(small)
    assert project.times(small / "site") == before


def test_a_clock_that_jumps_changes_the_site_as_if_built_from_nothing(small: Path) -> None:
    project.edit(small / f"{_LENS}.en.md", "topics: [lamps]\n", "topics: [lamps]\nevent: {start: 2027-01-15}\n")
    for epoch in (_EPOCH, _EPOCH + 50 * 365 * 86_400, _EPOCH - 2 * 365 * 86_400):
        run = project.build(small, epoch=epoch)
        assert run.code == 0, run.output
        assert project.differing(project.contents(small / "site"), _from_nothing(small, epoch)) == set()


def test_a_byte_that_is_wrong_in_each_file_of_the_memory_changes_nothing_of_a_new_site(small: Path) -> None:
    project.edit(small / "mkdocs.yml", "name: Português\n", "name: Português europeu\n")
    for file in sorted((small / ".cache").rglob("*")):
        if file.is_file() and (data := bytearray(file.read_bytes())):
            times = file.stat()
            # Past the head of the file, in what it holds.
            data[len(data) * 3 // 4] ^= 0x11
            file.write_bytes(data)
            os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert project.differing(_again(small), _from_nothing(small)) == set()


def test_what_a_build_warned_of_is_said_again_where_nothing_has_changed(small: Path) -> None:
    (small / "news/releases/2024/unused.txt").write_text("Nobody links to this.", "utf-8")
    first, again = (project.build(small, epoch=_EPOCH) for _ in range(2))
    assert first.code == again.code == 0
    warned = [line for line in first.output.splitlines() if line.startswith("WARNING")]
    assert len(warned) == 1
    assert "[unused-file]" in warned[0]
    assert [line for line in again.output.splitlines() if line.startswith("WARNING")] == warned
    assert "Nothing has changed since the last build" in again.output
    assert project.build(small, "--strict", epoch=_EPOCH).code == 1


def test_a_site_that_was_deleted_is_built_again_whole(small: Path) -> None:
    before = project.contents(small / "site")
    shutil.rmtree(small / "site")
    assert project.differing(before, _again(small)) == set()


def test_what_is_kept_stands_in_the_cache_folder_alone(small: Path) -> None:
    assert {path.name for path in small.iterdir()} <= {"docs", "mkdocs.yml", "news", "site", ".cache"}


def test_a_failed_build_leaves_a_memory_that_the_next_one_can_trust(small: Path) -> None:
    release = small / f"{_LENS}.en.md"
    good = release.read_text("utf-8")
    project.append(small / "docs/index.en.md", "\nA line.\n")
    project.edit(release, "topics: [lamps]", "topics: [lamp]")
    assert project.build(small, epoch=_EPOCH).code == 1
    release.write_text(good, "utf-8")
    assert project.differing(_again(small), _from_nothing(small)) == set()
    assert corner_files.read(small).releases.keys() == {
        "releases/2025/fog-signal",
        "releases/2024/keepers-meeting",
        "releases/2024/new-lens",
    }


def test_the_time_of_a_file_alone_makes_no_page_anew(small: Path) -> None:
    before = project.times(small / "site")
    for file in (*(small / "news").rglob("*.md"), *(small / "docs").rglob("*.md")):
        os.utime(file)
    _again(small)
    assert project.times(small / "site") == before


@pytest.mark.parametrize("command", [["mkdocs", "build"], ["corner", "build"]])
def test_a_build_with_nothing_changed_loads_nothing_that_reads_or_renders(small: Path, command: list[str]) -> None:
    assert project.run(command, small, _EPOCH).code == 0
    run = project.run(command, small, _EPOCH, PYTHONPROFILEIMPORTTIME="1")
    assert f"Nothing has changed since the last build of {small / 'site'}." in run.output
    loaded = set(re.findall(r"^import time:.*\| +(\S+)$", run.output, re.MULTILINE))
    assert "corner.build.session" in loaded
    assert loaded & {"PIL", "asyncio", "comrak", "corner.build.plan", "lxml", "pydantic", "rapidfuzz"} == set()


def test_settings_that_are_kept_count_only_for_the_file_that_they_are_from(small: Path) -> None:
    build = ["corner", "build"]
    assert project.run(build, small, _EPOCH).code == 0
    project.edit(small / "mkdocs.yml", "theme:\n", "docs_dir: pages\ntheme:\n")
    (small / "docs").rename(small / "pages")
    (small / ".cache/corner/last.json").rename(small / ".cache/corner/before.json")
    run = project.run(build, small, _EPOCH)
    assert (run.code, "Nothing has changed" in run.output) == (0, False), run.output
