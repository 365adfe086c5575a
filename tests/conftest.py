"""Fixtures that tests of several folders use, and the settings of hypothesis."""

from __future__ import annotations

import gc
import os
import re
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import hypothesis
import pytest
from filelock import FileLock
from hypothesis.configuration import set_hypothesis_home_dir
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from corner.authoring.importers import limited_process
from tests.support import corner_files, corners, crawl, forked, project, second_corner
from tests.support.browsing import CHROMIUM, FURTHER, LAYOUTS, borrowing, opening_tab, reading, serving
from tests.support.built import Built, build, read_build

# Tests expect messages in English, whatever the system speaks; a test of other languages names them.
os.environ["CORNER_LANG"] = "en"

# What Python and the theme compile is kept, as it is for an editor, also where the environment of these tests forbids it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# The same examples in each run, and nothing left in the repository.
hypothesis.settings.register_profile("house", derandomize=True, database=None, deadline=None)
hypothesis.settings.load_profile("house")
set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "corner-hypothesis")


_MEMORY = Path("/dev/shm")
"""The folder whose files Linux keeps in memory."""
_ROOM = 4 << 30
"""Bytes from which memory has room for what tests write."""


def _has_room_in_memory() -> bool:
    """Return whether tests can keep their files in memory: there is enough, and files there may be programs and devices."""
    if sys.platform != "linux" or not _MEMORY.is_dir():
        return False
    stat = os.statvfs(_MEMORY)
    available = re.search(r"^MemAvailable: +(\d+) kB$", Path("/proc/meminfo").read_text("ascii"), re.MULTILINE)
    room = min(stat.f_bavail * stat.f_frsize, int(available[1]) * 1024 if available else 0)
    return room >= _ROOM and not stat.f_flag & (os.ST_NOEXEC | os.ST_NODEV | os.ST_RDONLY)


# A disk takes a fifth of the time of a build to write the files of its site, and longer to delete them.
if _has_room_in_memory():
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


_LONGEST = ("test_tutorial.py", "test_serve.py")
"""The modules with the tests that take longest."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect no garbage while tests are collected, and look through what stays to the end no more."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest tests, so that no process is left alone with one at the end."""
    items.sort(key=lambda item: item.path.name not in _LONGEST)


@pytest.fixture
def corner(tmp_path: Path) -> corners.Corner:
    """Return a function that writes the good corner with the given files over it, and returns its root."""

    def write(files: corners.Files | None = None) -> Path:
        return corners.write(tmp_path, files or {})

    return write


def _build_once(name: str, write: Callable[[Path], Path], factory: pytest.TempPathFactory) -> Built:
    """Build a corner in the first process of the tests that needs it; the others read what it has built."""
    shared = factory.getbasetemp().parent if os.environ.get("PYTEST_XDIST_WORKER") else factory.getbasetemp()
    root = shared / name / "corner"
    with FileLock(shared / f"{name}.lock"):
        return read_build(root) or build(write(root))


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The project's own site, built strictly from a copy of the checkout."""
    return _build_once("own", project.copy, tmp_path_factory)


@pytest.fixture(scope="session")
def second(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Another corner, built strictly with the project's hooks."""
    return _build_once("second", second_corner.write, tmp_path_factory)


def _write_with_guide(folder: Path, own: Built) -> Path:
    root = project.copy(folder)
    project.copy_costly_caches(own.root, root)
    project.edit(root / "mkdocs.yml", "  corner:\n", "  corner:\n    publish_guide: true\n")
    return root


@pytest.fixture(scope="session")
def with_guide(own: Built, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The project's own site with the editors' guide, which its settings keep to previews."""
    return _build_once("with-guide", lambda folder: _write_with_guide(folder, own), tmp_path_factory)


@pytest.fixture(params=["own", "second"], scope="session")
def built(request: pytest.FixtureRequest) -> Built:
    """Each of the two, for tests of what must hold in every corner."""
    corner = request.getfixturevalue(request.param)
    assert isinstance(corner, Built)
    return corner


@pytest.fixture
def editable(own: Built, tmp_path: Path) -> Built:
    """A copy of the project's own corner and its built site, which a test may change."""
    root = tmp_path / "corner"
    project.copy_built(own.root, root)
    return Built(root, corner_files.read(root), crawl.Site(root / "site", own.site.url), own.run)


@pytest.fixture
def document_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read documents in processes that are forked from one that has imported all: this one may have threads, and is large."""
    forked.start_server()
    monkeypatch.setattr(limited_process, "choose_start_method", lambda: "forkserver")


@pytest.fixture(scope="session")
def origin(own: Built) -> Iterator[str]:
    """Serve the project's own site; give its URL without a closing slash."""
    with serving(own.site.folder) as url:
        yield url


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The program that drives browsers."""
    with sync_playwright() as playwright:
        yield playwright


def _launch(playwright: Playwright, *arguments: str) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", *arguments])
    try:
        yield browser
    finally:
        browser.close()


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A browser without a window."""
    yield from _launch(playwright)


@pytest.fixture(scope="session")
def still_browser(playwright: Playwright) -> Iterator[Browser]:
    """A browser that draws only what it must, for tests that look at pages by script and press keys, but never click.

    A click waits for frames that this one may never draw; in return, a pressed key costs it a third.
    """
    yield from _launch(playwright, "--disable-threaded-compositing")


@pytest.fixture
def context(browser: Browser, origin: str) -> Iterator[BrowserContext]:
    """A reader of the project's own site whose system is light."""
    with reading(browser, origin, color_scheme="light") as context:
        yield context


@pytest.fixture(scope="session")
def tab(browser: Browser, origin: str) -> Iterator[Page]:
    """A page for the project's own site that many tests use one after the other."""
    with opening_tab(browser, origin) as tab:
        yield tab


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """The page of a reader whose system is light and whose browser has stored nothing."""
    with borrowing(tab) as page:
        yield page


@pytest.fixture(scope="session")
def still_tab(still_browser: Browser, origin: str) -> Iterator[Page]:
    """A page that many tests use one after the other, in the browser that draws only what it must."""
    with opening_tab(still_browser, origin) as tab:
        yield tab


@pytest.fixture
def still_page(still_tab: Page) -> Iterator[Page]:
    """The page of that reader, in the browser that draws only what it must."""
    with borrowing(still_tab) as page:
        yield page


@pytest.fixture(params=[pytest.param("en", marks=pytest.mark.full), "zh-Hant"])
def locale(request: pytest.FixtureRequest) -> str:
    """Each language."""
    return str(request.param)


@pytest.fixture
def kinds(own: Built, locale: str) -> dict[str, str]:
    """One page of each kind in one language, by address in the default edition."""
    corner, pages = own.corner, own.site.pages
    everywhere = len(corner.locales)
    single = next(
        release for release in corner.releases.values() if locale in release.fronts and len(release.fronts) < everywhere
    )
    # The one with the most to show.
    release = max(
        corner.releases.values(), key=lambda release: (len(release.fronts), len(release.facts.get("figures", [])))
    )
    addresses = {
        "home": "",
        "news": "news/",
        "a later page of news": "news/page/2/",
        "release": release.address,
        "release in one language": single.address,
        "topics": "topics/",
        "topic": f"topics/{release.facts['topics'][0]}/",
        "year": f"news/{release.key.split('/')[1]}/",
        "year of a topic": f"topics/{release.facts['topics'][0]}/{release.key.split('/')[1]}/",
        "bodies": "bodies/",
        "body": f"bodies/{release.facts['bodies'][0]}/",
        "summaries": "summaries/",
        "summary": next(summary.address for summary in corner.summaries.values() if "items" in summary.facts),
        "overview": next(summary.address for summary in corner.summaries.values() if "items" not in summary.facts),
        "items": "items/",
        "item": "items/patent-competition/",
        "events": "events/",
        "data": "data/",
        "register": "laws/",
        "register with long words": "contacts/",
        "record": "laws/cn-trademark-2027/",
        "body with contacts": "bodies/hk-customs/",
        "standing page": "about/",
        "follow": "follow/",
        "search": "search/",
        "figures": "figures/",
        "timeline": "timeline/",
        "not found": "404.html",
    }
    assert addresses.keys() == {*LAYOUTS, *FURTHER}
    assert {corner.at(locale, address) for address in addresses.values()} <= pages.keys()
    return addresses


@pytest.fixture(
    params=[pytest.param(LAYOUTS, id="layouts"), pytest.param(FURTHER, id="further", marks=pytest.mark.full)]
)
def pages(request: pytest.FixtureRequest, kinds: dict[str, str]) -> dict[str, str]:
    """One page of each layout in one language, or of each kind that has the layout of one of those, by address."""
    return {kind: kinds[kind] for kind in request.param}
