"""A preview shows the page of an edited text at once, as the build that follows makes it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import jinja2
import pytest

from corner.cli.console_log import create_log
from corner.render.renderer import Renderer
from corner.standalone.builder import BuildOptions, StandaloneBuilder
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, release, translation

_PAGE, _PAGE_ZH, _LIST = "news/2021/fair/index.html", "zh-Hant/news/2021/fair/index.html", "news/index.html"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a corner with two releases; return its folder."""
    files = {"news/releases/2021/boats.en.md": release(title="Boats"), FAIR: release(title="Fair"), FAIR_ZH: None}
    return corners.write(tmp_path_factory.mktemp("corner"), files)


@pytest.fixture(scope="module")
def builder(root: Path) -> Iterator[StandaloneBuilder]:
    """Return what builds a preview of the corner, built once."""
    log = create_log()
    log.logger.setLevel(logging.CRITICAL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2022, 1, 1, tzinfo=UTC).timestamp())))
        builder = StandaloneBuilder(root, log, BuildOptions(site_dir=root / "shown"), in_preview=True)
        builder.build()
        yield builder
        builder.stop()


@pytest.fixture
def preview(builder: StandaloneBuilder, root: Path) -> Iterator[StandaloneBuilder]:
    """Return the preview, which has the good texts again after each test."""
    good = {path: path.read_bytes() for path in (root / "news/releases").rglob("*.md")}
    yield builder
    for path in {*good, *(root / "news/releases").rglob("*.md")}:
        if path not in good:
            path.unlink()
        elif not path.exists() or path.read_bytes() != good[path]:
            path.write_bytes(good[path])
    builder.build()


@pytest.fixture
def shown(root: Path) -> Path:
    """Return the folder of the preview."""
    return root / "shown"


def _edit(root: Path, name: str, old: str, new: str) -> Path:
    """Replace words of a text; return its file."""
    file = root / "news" / name
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")
    return file


def _read(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.html")}


def test_the_page_of_an_edited_text_is_there_before_the_build_as_that_makes_it(
    preview: StandaloneBuilder, shown: Path, root: Path
) -> None:
    before = _read(shown)
    # Twice, for the last build has read a file that was just written.
    for old, new in (("Text.", "Words."), ("Words.", "Other words.")):
        file = _edit(root, "releases/2021/fair.en.md", old, new)
        assert preview.show_edited([file, file.with_name("4913")])
        early = _read(shown)
        assert {path for path in early if early[path] != before[path]} == {_PAGE}
        assert new.encode() in early[_PAGE]
        preview.build()
        before = _read(shown)
        assert before[_PAGE] == early[_PAGE]


def test_a_new_title_is_on_the_page_first_and_in_lists_after_the_build(
    preview: StandaloneBuilder, shown: Path, root: Path
) -> None:
    file = _edit(root, "releases/2021/fair.en.md", "title: Fair", "title: Autumn fair")
    assert preview.show_edited({file})
    early = _read(shown)
    assert b"Autumn fair</h1>" in early[_PAGE]
    assert b"Autumn fair" not in early[_LIST]
    preview.build()
    late = _read(shown)
    assert late[_PAGE] == early[_PAGE]
    assert b"Autumn fair" in late[_LIST]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Fair", "title: [Fair"),
        ("title: Fair", "nosuch: 1\ntitle: Fair"),
        ("topics:", "# topics:"),
        ("issued: 2021-03-01", "issued: 2021-03-02"),
        ("Text.", "<script>alert(1)</script> Text."),
    ],
)
def test_a_text_with_errors_or_with_other_facts_waits_for_the_build(
    preview: StandaloneBuilder, shown: Path, root: Path, old: str, new: str
) -> None:
    before = _read(shown)
    file = _edit(root, "releases/2021/fair.en.md", old, new)
    assert not preview.show_edited({file})
    assert _read(shown) == before
    file.write_text(file.read_text("utf-8").replace(new, old).replace("Text.", "Words."), "utf-8")
    assert preview.show_edited({file})


def test_a_template_that_is_wrong_is_left_to_the_build(
    preview: StandaloneBuilder, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise jinja2.TemplateSyntaxError("no such tag", 1)

    monkeypatch.setattr(Renderer, "render_parts", fail)
    file = _edit(root, "releases/2021/fair.en.md", "Text.", "Words.")
    assert not preview.show_edited({file})
    monkeypatch.undo()
    assert preview.show_edited({file})


def test_a_new_text_and_a_deleted_one_wait_for_the_build(preview: StandaloneBuilder, shown: Path, root: Path) -> None:
    before = _read(shown)
    file = root / FAIR_ZH
    file.write_text(translation(title="市集"), "utf-8")
    assert not preview.show_edited({file})
    boats = root / "news/releases/2021/boats.en.md"
    boats.unlink()
    assert not preview.show_edited({boats})
    assert _read(shown) == before
    preview.build()
    assert (shown / _PAGE_ZH).exists()
    assert preview.show_edited({_edit(root, "releases/2021/fair.zh-Hant.md", "文。", "字。")})
    assert "字。" in (shown / _PAGE_ZH).read_text("utf-8")


def test_many_edited_texts_wait_for_the_build(preview: StandaloneBuilder, root: Path) -> None:
    file = _edit(root, "releases/2021/fair.en.md", "Text.", "Words.")
    assert not preview.show_edited({file, *(file.with_name(f"x{number}.en.md") for number in range(4))})
    assert preview.show_edited({file})
