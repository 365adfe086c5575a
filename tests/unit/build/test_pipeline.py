"""A site is built by a host that is not MkDocs: whatever renders skeletons and parts."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from corner.build.errors import BuildError
from corner.build.pipeline import build_site as build
from corner.build.preview import PreviewPublisher
from corner.build.shares import FilesBeside
from corner.content.mkdocs_yml import read_settings
from corner.content.settings import Settings
from corner.render.page import Page
from corner.render.renderer import RenderedPage, Renderer
from corner.render.skeleton import Skeleton, SkeletonKey, StaticPage, slot_marker
from corner.storage.output_file import OutputFile
from corner.storage.output_folder import OutputFolder
from corner.views.edition import Edition
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, MKDOCS, NOW, Corner, release


class _NamingTheme:
    """A theme whose parts are their names and the title of the page."""

    digest = "theme"
    card_locales: frozenset[str] = frozenset()
    icon = ""

    def page(self, kind: str) -> Callable[[Mapping[str, Any]], str]:
        return self.partial(kind)

    def partial(self, name: str) -> Callable[[Mapping[str, Any]], str]:
        return lambda context: f"<{name}>{context['current'].title if 'current' in context else ''}"


class _PlainHost:
    """A host with one skeleton for all pages, and the static files that it is given."""

    def __init__(self, static_files: Mapping[str, OutputFile]) -> None:
        self.theme = _NamingTheme()
        self._static_files = static_files

    def skeletons(self, edition: Edition) -> Mapping[SkeletonKey, Skeleton]:
        slots = ["head", "content", *(language.locale for language in edition.languages)]
        return {page.skeleton_key: Skeleton.cut("|".join(map(slot_marker, slots))) for page in corners.pages(edition)}

    def static_pages(self, _edition: Edition) -> Sequence[tuple[StaticPage, Skeleton]]:
        return []

    def static_files(self) -> Mapping[str, OutputFile]:
        return self._static_files


def _settings(root: Path) -> Settings:
    settings, _ = read_settings(root / "mkdocs.yml")
    assert settings is not None
    return settings


def test_a_host_without_mkdocs_gives_a_whole_site(corner: Corner) -> None:
    root = corner()
    host = _PlainHost({"style.css": OutputFile(b"a {}", "docs/style.css")})
    report = build(_settings(root), root, host, OutputFolder(root / "site"), NOW)
    page = (root / "site/news/2021/fair/index.html").read_text("utf-8")
    assert page.startswith("<head>Spring fair|<release>Spring fair|")
    assert "zh-Hant/news/2021/fair/" in page
    for name in ("style.css", "sitemap.xml", "feeds/all.xml", "zh-Hant/feeds/all.json", "search/settings.js"):
        assert (root / "site" / name).is_file(), name
    assert report.releases == 1
    assert report.changes.new == sum(path.is_file() for path in (root / "site").rglob("*"))


@pytest.mark.parametrize(
    ("site_url", "static_files", "expected"),
    [
        (
            "https://corner.example/",
            {},
            b"User-agent: *\nAllow: /\n\nSitemap: https://corner.example/sitemap.xml\n",
        ),
        ("https://corner.example/", {"robots.txt": b"User-agent: *\nDisallow: /\n"}, b"User-agent: *\nDisallow: /\n"),
        # Crawlers ask the root of the host, and nothing below it.
        ("https://corner.example/base/", {}, None),
    ],
)
def test_crawlers_are_led_to_the_sitemap_unless_the_corner_has_rules_of_its_own(
    corner: Corner, site_url: str, static_files: Mapping[str, bytes], expected: bytes | None
) -> None:
    root = corner({"mkdocs.yml": MKDOCS.replace("https://corner.example/base/", site_url)})
    host = _PlainHost({name: OutputFile(content, f"docs/{name}") for name, content in static_files.items()})
    build(_settings(root), root, host, OutputFolder(root / "site"), NOW)
    path = root / "site/robots.txt"
    assert (path.read_bytes() if path.exists() else None) == expected


def test_a_second_build_of_the_same_changes_nothing(corner: Corner) -> None:
    root = corner()
    memory = root / ".cache/site.json"
    for _ in range(2):
        report = build(_settings(root), root, _PlainHost({}), OutputFolder(root / "site", memory), NOW)
    assert (report.changes.new, report.changes.changed, report.changes.gone) == (0, 0, 0)


def test_all_files_at_an_address_of_another_are_reported_and_nothing_is_written(corner: Corner) -> None:
    root = corner()
    names = ("news/2021/fair/index.html", "feeds/all.xml", "search/settings.js", "sitemap.xml")
    host = _PlainHost({name: OutputFile(b"", f"docs/{name}") for name in names})
    with pytest.raises(BuildError, match="4 file") as error:
        build(_settings(root), root, host, OutputFolder(root / "site"), NOW)
    assert [problem.path for problem in error.value.problems] == sorted(f"docs/{name}" for name in names)
    assert {problem.code for problem in error.value.problems} == {"duplicate-address"}
    assert not (root / "site").exists()


def test_a_file_at_the_address_of_a_page_in_an_unchanged_group_is_reported(corner: Corner) -> None:
    root, page, markdown = corner(), "news/2021/fair/index.html", "news/2021/fair/index.md"
    folder = OutputFolder(root / "site")
    report = build(_settings(root), root, _PlainHost({}), folder, NOW)
    host = _PlainHost({name: OutputFile(b"", f"docs/{name}") for name in (page, markdown)})
    again = OutputFolder(root / "site", None, folder.published)
    with pytest.raises(BuildError, match="2 file") as error:
        build(_settings(root), root, host, again, NOW, groups=report.groups)
    assert [str(problem).partition(" [")[0] for problem in error.value.problems] == [
        f"docs/{path}:1: file: expected one source for the address /{path}, found {FAIR} too"
        for path in (page, markdown)
    ]


def test_a_file_at_the_address_of_a_card_that_stays_is_reported_where_its_page_does_not(corner: Corner) -> None:
    root, page, card = corner(), "news/2021/fair/index.html", "cards/news/2021/fair.png"
    folder = OutputFolder(root / "site")
    report = build(_settings(root), root, _PlainHost({}), folder, NOW)
    again = OutputFolder(root / "site", None, {**folder.published, page: ("", 0, 0)})
    host = _PlainHost({card: OutputFile(b"", f"docs/{card}")})
    with pytest.raises(BuildError, match="1 file") as error:
        build(_settings(root), root, host, again, NOW, groups=report.groups)
    (problem,) = error.value.problems
    assert str(problem).startswith(
        f"docs/{card}:1: file: expected one source for the address /{card}, found {FAIR} too"
    )


def test_news_with_errors_is_not_built(corner: Corner) -> None:
    root = corner({"news/releases/2021/fair.en.md": "---\ntitle: [\n---\n"})
    with pytest.raises(BuildError, match=r"^Nothing was built: \d+ problem") as error:
        build(_settings(root), root, _PlainHost({}), OutputFolder(root / "site"), NOW)
    assert error.value.problems
    assert not (root / "site").exists()


def test_pages_of_a_year_that_are_as_published_are_not_compared_one_by_one(
    corner: Corner, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = corner({FAIR: release(), FAIR_ZH: None, "news/releases/2020/old.en.md": release(issued="2020-03-01")})
    host = _PlainHost({})
    folder = OutputFolder(root / "site")
    report = build(_settings(root), root, host, folder, NOW)
    compared: list[str] = []
    render = Renderer.render

    def render_and_note(self: Renderer, pages: Sequence[Page], *others: Any) -> list[RenderedPage]:
        compared.extend(page.file for page in pages)
        return render(self, pages, *others)

    monkeypatch.setattr(Renderer, "render", render_and_note)
    (root / FAIR).write_text(release("Other text."), "utf-8")
    build(_settings(root), root, host, OutputFolder(root / "site", None, folder.published), NOW, groups=report.groups)
    assert "news/2021/fair/index.html" in compared
    assert "news/2020/old/index.html" not in compared


def test_what_works_beside_a_build_that_fails_is_ended(corner: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    root, host = corner(), _PlainHost({})
    folder = OutputFolder(root / "site")
    build(_settings(root), root, host, folder, NOW)
    ended: list[FilesBeside] = []

    def note(self: FilesBeside) -> None:
        ended.append(self)

    monkeypatch.setattr(FilesBeside, "close", note)

    def fail(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Renderer, "render", fail)
    with pytest.raises(ZeroDivisionError):
        build(_settings(root), root, host, OutputFolder(root / "site", None, folder.published), NOW)
    assert len(ended) == 1


class _PagesFirst(PreviewPublisher):
    """Publishes the pages of a preview and never the rest."""

    def publish_rest(self, *_arguments: object) -> None:
        """Publish nothing."""


def test_a_page_that_is_deleted_leaves_a_preview_with_the_first_publication(corner: Corner) -> None:
    old = "news/releases/2020/old.en.md"
    root, host = corner({old: release(issued="2020-03-01")}), _PlainHost({})
    publisher = _PagesFirst(logging.getLogger("test"))
    folder = OutputFolder(root / "site")
    build(_settings(root), root, host, folder, NOW, preview=publisher)
    page, feed = root / "site/news/2020/old/index.html", root / "site/feeds/all.xml"
    assert page.exists()
    (root / old).unlink()
    again = OutputFolder(root / "site", None, folder.published)
    build(_settings(root), root, host, again, NOW, preview=publisher)
    assert not page.exists()
    assert feed.exists()
