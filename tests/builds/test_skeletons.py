"""Filling a skeleton gives the page that the theme's template gives when it is rendered in one piece."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import corner_files, crawl, project, rendered_whole
from tests.support.built import Built


@pytest.fixture(scope="module")
def folders(own: Built, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The site as published, and its pages rendered whole in the same build."""
    root = tmp_path_factory.mktemp("whole") / "corner"
    project.copy_built(own.root, root)
    project.edit(
        root / "mkdocs.yml", "  - hooks/publish.py\n", f"  - hooks/publish.py\n  - {rendered_whole.__file__}\n"
    )
    whole = root.parent / "whole"
    run = project.build(root, "--strict", epoch=corner_files.read(root).later, RENDERED_WHOLE=str(whole))
    assert run.code == 0, run.output
    return root / "site", whole


def test_each_page_of_the_news_is_byte_for_byte_the_template_rendered_whole(folders: tuple[Path, Path]) -> None:
    site, whole = folders
    rendered = project.contents(whole)
    published = project.contents(site)
    assert {name for name, html in rendered.items() if published.get(name) != html} == set()


def test_the_pages_rendered_whole_are_all_but_those_of_docs(folders: tuple[Path, Path]) -> None:
    site, whole = folders
    corner = corner_files.read(site.parent)
    standing = {
        corner.at(locale, "" if key == "index" else f"{key}/")
        for key, page in corner.standing.items()
        for locale in page.fronts
    }
    pages = crawl.Site(site, corner.site_url).pages
    assert crawl.Site(whole, corner.site_url).pages.keys() == pages.keys() - standing
    assert standing < pages.keys()
