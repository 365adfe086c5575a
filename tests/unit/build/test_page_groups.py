"""A group of pages is passed over only where each of its files is surely as it was published."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from corner.build import page_groups, state
from corner.build.page_groups import PageGroups
from corner.cli.console_log import create_log
from corner.render.page import Page
from corner.standalone.builder import BuildOptions, StandaloneBuilder
from tests.support import corners
from tests.support.corners import FAIR, Corner, release

PAGE, MARKDOWN = "news/2021/fair/index.html", "news/2021/fair/index.md"


@pytest.fixture
def fair(corner: Corner) -> Page:
    """The page of the one release of a corner."""
    edition = corners.edition(corner())
    (release,) = edition.catalogue.releases.values()
    make: object = release.content_type.page
    assert callable(make)
    page = make(edition, release)
    assert isinstance(page, Page)
    return page


def test_a_group_that_is_published_has_its_pages_with_their_markdown(fair: Page) -> None:
    groups = PageGroups(["group"], {PAGE: "page", MARKDOWN: "page"}.__getitem__)
    files = groups.list_files("group", [fair])
    assert [path for path, _ in files] == [PAGE, MARKDOWN]
    assert {tuple(file) for _, file in files} == {(None, "news/releases/2021/fair.en.md", "page")}
    assert groups.fingerprints == {"group"}


@pytest.mark.parametrize(
    ("published", "files"),
    [
        ("another", {PAGE: "page", MARKDOWN: "page"}),
        ("group", {PAGE: "", MARKDOWN: "page"}),
        ("group", {PAGE: "page", MARKDOWN: ""}),
        ("group", {PAGE: "page", MARKDOWN: "earlier"}),
        ("group", {PAGE: "", MARKDOWN: ""}),
    ],
)
def test_a_group_that_is_not_published_or_was_touched_is_compared_page_by_page(
    fair: Page, published: str, files: dict[str, str]
) -> None:
    groups = PageGroups([published], files.__getitem__)
    assert groups.list_files("group", [fair]) == []
    assert groups.fingerprints == {"group"}


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
