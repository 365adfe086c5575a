"""Where the pages and files of `docs/` are published, and what else is there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from corner.build.docs_paths import find_file_path, find_page_path, list_sections, may_be_covered
from corner.build.plan import BuildPlan
from corner.cli import main
from corner.content.mkdocs_yml import read_settings
from corner.content.settings import Settings
from corner.i18n.editor_language import EditorLanguage
from corner.site.load import load
from tests.support import second_corner
from tests.support.corners import NOW, Corner


@pytest.fixture
def settings(corner: Corner) -> Settings:
    read, problems = read_settings(corner() / "mkdocs.yml")
    assert read, problems
    return read


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("about.en.md", "about/index.html"),
        ("about.md", "about/index.html"),
        ("about.zh-Hant.md", "zh-Hant/about/index.html"),
        ("about.fr.md", ""),
        ("a/b.v2.md", "a/b.v2/index.html"),
        ("a/index.zh-Hant.md", "zh-Hant/a/index.html"),
        ("README.md", "index.html"),
    ],
)
def test_a_page_is_in_the_edition_of_its_ending(settings: Settings, name: str, path: str) -> None:
    assert find_page_path(name, settings) == path


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("a/plan.pdf", "a/plan.pdf"),
        ("a/plan.zh-Hant.pdf", "zh-Hant/a/plan.pdf"),
        ("plan.fr.pdf", ""),
        ("CNAME", "CNAME"),
    ],
)
def test_a_file_may_have_a_language(settings: Settings, name: str, path: str) -> None:
    assert find_file_path(name, settings) == path


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("zh-Hant/about.md", "zh-Hant/about/index.html"),
        ("en/about.md", "about/index.html"),
        ("x/y.md", "x/y/index.html"),
    ],
)
def test_a_language_may_have_a_folder(settings: Settings, name: str, path: str) -> None:
    host = settings.host.model_copy(update={"has_language_folders": True})
    assert find_page_path(name, settings.model_copy(update={"host": host})) == path


def test_the_check_reports_each_address_that_something_else_has(corner: Corner) -> None:
    names = {
        "docs/about.en.md": "docs/about.md",
        "docs/calendars/all.ics": "/calendars/all.ics",
        "docs/data/topics.csv": "/data/topics.csv",
        "docs/news/2021/fair.zh-Hant.md": "news/releases/2021/fair.zh-Hant.md",
        "docs/topics/index.en.md": "/topics/index.html",
    }
    root = corner(dict.fromkeys((*names, "docs/about.md", "docs/free.en.md"), "Text.\n"))
    command = ["check", "--root", str(root), "--now", NOW.isoformat()]
    lines = CliRunner().invoke(main, command).stdout.splitlines()
    assert [line.split(":")[0] for line in lines if line.endswith("[duplicate-address]")] == [
        "docs/about.md" if name == "docs/about.en.md" else name for name in names
    ]
    assert [what for what, line in zip(names.values(), lines, strict=True) if what not in line and what[0] == "/"] == []


def test_each_page_has_a_first_part_by_which_the_check_knows_that_it_may_cover_another(tmp_path: Path) -> None:
    root = second_corner.write(tmp_path)
    loaded = load(root, NOW, preview=EditorLanguage())
    assert loaded.catalogue is not None
    plan = BuildPlan(root, loaded.catalogue)
    files = [page.file for locale in plan.locales for page in plan.pages(locale)]
    assert len({page.kind for locale in plan.locales for page in plan.pages(locale)}) > 9
    prefixes = tuple(f"{locale}/" for locale in plan.locales[1:])
    parts = {file.split("/")[1 if file.startswith(prefixes) else 0] for file in files}
    assert parts <= list_sections(loaded.catalogue)


@pytest.mark.parametrize(
    ("name", "may_be"),
    [
        ("docs/about.zh-Hant.md", False),
        ("docs/a/news/index.md", False),
        ("docs/index.md", True),  # beside docs/index.en.md
        ("docs/news/x.en.md", True),
        ("docs/feeds/x.zh-Hant.xml", True),
        ("docs/boats/llms.txt", True),
        ("docs/404.html", True),
        ("docs/sitemap.xml", True),
        ("docs/release.json", True),
        ("docs/zh-Hant/news/x.txt", True),
    ],
)
def test_pages_are_made_for_the_check_only_where_an_address_may_have_two_sources(
    corner: Corner, name: str, *, may_be: bool
) -> None:
    loaded = load(corner(), NOW)
    assert loaded.catalogue is not None
    assert loaded.docs is not None
    assert not may_be_covered(loaded.catalogue, loaded.docs)
    path = name.removeprefix("docs/")
    if path.endswith(".md"):
        tree = replace(loaded.docs, page_names=[*loaded.docs.page_names, path])
    else:
        tree = replace(loaded.docs, files={path: Path(name)})
    assert may_be_covered(loaded.catalogue, tree) is may_be
