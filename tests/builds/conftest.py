"""Builds that several tests look at: each is made once and never changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.builds import crawl, project, tiny, told
from tests.builds.browsing import CHROMIUM, serving
from tests.builds.built import Built, build


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The project's own site, built strictly from a copy of the checkout."""
    return build(project.copy(tmp_path_factory.mktemp("own") / "corner"))


@pytest.fixture(scope="session")
def second(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Another corner, built strictly with the project's hooks."""
    return build(tiny.write(tmp_path_factory.mktemp("second") / "corner"))


@pytest.fixture(params=["own", "second"], scope="session")
def built(request: pytest.FixtureRequest) -> Built:
    """Each of the two, for what must hold in every corner."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Built)
    return found


@pytest.fixture
def editable(own: Built, tmp_path: Path) -> Built:
    """A copy of the project's own corner and its built site, which a test may change."""
    root = tmp_path / "corner"
    shutil.copytree(own.root, root)
    return Built(root, told.read(root), crawl.Site(root / "site", own.site.url), own.run)


@pytest.fixture(scope="module")
def origin(own: Built) -> Iterator[str]:
    """Where the project's own site is served, without a closing slash."""
    with serving(own.site.folder) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


@pytest.fixture
def context(browser: Browser, origin: str) -> Iterator[BrowserContext]:
    with browser.new_context(base_url=origin, color_scheme="light") as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
