"""A group of pages is passed over only where each of its files is surely as it was published."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from corner.build import page_groups, state
from corner.build.page_groups import PageGroups
from corner.cli.console_log import create_log
from corner.render import routes
from corner.standalone.builder import BuildOptions, StandaloneBuilder
from tests.support import corners, project
from tests.support.corners import FAIR, Corner, release

PAGE, MARKDOWN = "news/2021/fair/index.html", "news/2021/fair/index.md"
OLD = "news/releases/2020/old.en.md"
BODIES = {
    "news/registers/bodies/register.yml": """\
        name: {en: Bodies, zh-Hant: 機構}
        record: {en: Body, zh-Hant: 機構}
        description: {en: All bodies., zh-Hant: 所有機構。}
        fields: {}
        """,
    "news/registers/bodies/records.yml": "harbour-office: {}\n",
}
"""A register that describes a body, whose listing is then a page of content."""


def test_a_group_that_is_published_with_all_its_files_is_current() -> None:
    groups = PageGroups(["group"], {PAGE: "page", MARKDOWN: "page"}.__getitem__)
    assert groups.is_current("group", [PAGE, MARKDOWN])
    assert groups.fingerprints == {"group"}


@pytest.mark.parametrize(
    ("published", "files"),
    [
        ("another", {PAGE: "page", MARKDOWN: "page"}),
        ("group", {PAGE: "", MARKDOWN: "page"}),
        ("group", {PAGE: "page", MARKDOWN: ""}),
    ],
)
def test_a_group_that_is_not_published_or_was_touched_is_compared_page_by_page(
    published: str, files: dict[str, str]
) -> None:
    groups = PageGroups([published], files.__getitem__)
    assert not groups.is_current("group", [PAGE, MARKDOWN])
    assert groups.fingerprints == {"group"}


@pytest.mark.parametrize("locale", ["en", "zh-Hant"])
def test_a_group_names_the_files_and_the_skeletons_of_just_the_pages_that_it_has(corner: Corner, locale: str) -> None:
    edition = corners.edition(corner(BODIES | {OLD: release(issued="2020-03-01")}), locale)
    groups = list(routes.iter_groups(edition))
    assert {group.section for group in groups} == {"news", "topics", "bodies"}
    for group in groups:
        assert [page.address for page in group.pages] == list(group.addresses)
        files = [page.file for page in group.pages] + [page.markdown for page in group.pages if page.markdown]
        assert sorted(group.files) == sorted(files)
        assert {page.skeleton_key for page in group.pages} == group.skeleton_keys
        assert all(page.indexed for page in group.pages)
    described = [group for group in groups if group.section == "bodies" and group.texts]
    assert len(described) == 1


def test_groups_are_known_from_one_build_to_the_next_until_something_else_is_published(tmp_path: Path) -> None:
    assert page_groups.read_groups(tmp_path) == frozenset()
    page_groups.save_groups(tmp_path, {"one", "other"})
    assert page_groups.read_groups(tmp_path) == {"one", "other"}
    page_groups.delete_groups(tmp_path)
    assert page_groups.read_groups(tmp_path) == frozenset()


def test_groups_in_a_damaged_file_are_not_known(tmp_path: Path) -> None:
    page_groups.save_groups(tmp_path, {"one"})
    file = tmp_path / page_groups.GROUPS_FILE
    file.write_bytes(file.read_bytes().replace(b"one", b"two"))
    assert page_groups.read_groups(tmp_path) == frozenset()


def test_after_a_build_that_failed_at_its_end_an_edit_can_be_undone(
    corner: Corner, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = create_log()
    log.logger.setLevel(logging.CRITICAL)
    root = corner({FAIR: release("First.")})
    page = root / "site" / PAGE

    def build(text: str) -> bool:
        (root / FAIR).write_text(release(text), "utf-8")
        StandaloneBuilder(root, log, BuildOptions()).build()
        return text in page.read_text("utf-8")

    assert build("First.")

    def fail(*_arguments: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as failing:
        failing.setattr(state, "save_state", fail)
        with pytest.raises(ZeroDivisionError):
            build("Second.")
    assert "Second." in page.read_text("utf-8")
    assert build("First.")


def _build(root: Path) -> dict[str, bytes]:
    """Build a corner with the memory of its last build, and return its files."""
    log = create_log()
    log.logger.setLevel(logging.CRITICAL)
    StandaloneBuilder(root, log, BuildOptions()).build()
    return project.contents(root / "site")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        # The pages of no year change, and yet a new one shows one of them.
        ("news/redirects.yml", "releases/2020/older: releases/2020/old\n"),
        # One page of the sitemap is new, one is gone.
        ("news/releases/2021/late.en.md", release(issued="2021-09-01", title="Late")),
        (FAIR, None),
        # The first pages of lists are named in the list for programs.
        ("docs/index.en.md", "# Another title\n"),
    ],
)
def test_with_groups_that_are_published_a_site_is_as_if_built_from_nothing(
    corner: Corner, tmp_path_factory: pytest.TempPathFactory, name: str, text: str | None
) -> None:
    files: dict[str, str | None] = {OLD: release(issued="2020-03-01"), "docs/index.en.md": "# Title\n"}
    root = corner(files)
    before = _build(root)
    changed = files | {name: text} | ({corners.FAIR_ZH: None} if text is None else {})
    for path in (name, *([corners.FAIR_ZH] if text is None else ())):
        if text is None:
            (root / path).unlink()
        else:
            (root / path).write_text(text, "utf-8")
    after = _build(root)
    assert project.differing(after, _build(corners.write(tmp_path_factory.mktemp("new"), changed))) == set()
    assert project.differing(before, after) != set()
