"""The site as nginx and Caddy serve it with the settings of `deploy/`: types, times, 304, what is not there, and feeds in Chromium."""

from __future__ import annotations

import gzip
import http.client
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Error

from corner.deploy.headers import Headers, headers_for
from tests.browser.test_accessibility import AXE, RULES
from tests.support import caddy, corner_files, crawl, nginx, project
from tests.support.built import Built

_FAULTS = """async (tags) => (await axe.run({ runOnly: tags })).violations.map(({ id }) => id)"""

TYPES = {
    "feeds/all.xml": "application/xml; charset=utf-8",
    "zh-Hant/feeds/topics/exchange.atom": "application/xml; charset=utf-8",
    "feeds/all/2021.atom": "application/xml; charset=utf-8",
    "feeds/all.json": "application/feed+json",
    "feeds/corner.opml": "text/x-opml; charset=utf-8",
    "calendars/all.ics": "text/calendar; charset=utf-8",
}


@pytest.fixture
def served(own: Built) -> Built:
    """The corner whose site is served; a test that builds it again puts a copy in its place."""
    return own


@pytest.fixture(params=[nginx.serving, pytest.param(caddy.serving, marks=pytest.mark.full)], ids=["nginx", "caddy"])
def origin(request: pytest.FixtureRequest, served: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the served site, with a closing slash."""
    with request.param(served.root / "site", tmp_path_factory.mktemp("server")) as url:
        yield url


def _get(origin: str, address: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(urlsplit(origin).netloc)
    connection.request("GET", f"/{address}", headers={name.replace("_", "-"): told for name, told in headers.items()})
    answer = connection.getresponse()
    answer.read_body = answer.read()  # type: ignore[attr-defined]
    connection.close()
    return answer


def test_each_kind_of_file_has_its_type_and_may_be_compressed_and_kept(own: Built, origin: str) -> None:
    for address, told in TYPES.items():
        answer = _get(origin, address, Accept_Encoding="gzip")
        assert (answer.status, answer.headers["Content-Type"]) == (200, told), address
        assert answer.headers["Content-Encoding"] == "gzip", address
        assert answer.headers["Cache-Control"].startswith("public, max-age="), address
        content = gzip.decompress(answer.read_body)  # type: ignore[attr-defined]
        assert content == (own.root / "site" / address).read_bytes(), address
    ages = {address: _get(origin, address).headers["Cache-Control"] for address in TYPES}
    assert ages["feeds/all.xml"] == "public, max-age=900"
    assert ages["feeds/all/2021.atom"] == "public, max-age=86400"


def test_what_programs_read_is_text_that_they_ask_for_each_time(own: Built, origin: str) -> None:
    types = {
        "news/2021/sme-seminar/index.md": "text/markdown",
        "zh-Hant/news/2021/sme-seminar/index.md": "text/markdown",
    }
    types |= {"llms.txt": "text/plain", "zh-Hans/news/2021/llms.txt": "text/plain"}
    for address, media_type in types.items():
        answer = _get(origin, address, Accept_Encoding="gzip")
        assert (answer.status, answer.headers["Content-Type"]) == (200, f"{media_type}; charset=utf-8"), address
        assert answer.headers["Content-Encoding"] == "gzip", address
        content = gzip.decompress(answer.read_body)  # type: ignore[attr-defined]
        assert content == (own.root / "site" / address).read_bytes(), address
        assert answer.headers["Cache-Control"] == "no-cache", address
        assert _get(origin, address, If_None_Match=_get(origin, address).headers["ETag"]).status == 304, address


def test_what_a_name_marks_is_kept_and_pages_are_asked_for_anew(own: Built, origin: str) -> None:
    site = own.root / "site"
    marked = [*site.glob("assets/stylesheets/*.css"), *site.rglob("*.pf_fragment"), *site.rglob("*.pf_index")]
    assert len(marked) > 3
    for path in marked:
        age = _get(origin, path.relative_to(site).as_posix()).headers["Cache-Control"]
        assert age == "public, max-age=31536000, immutable", path
    for address in ("", "assets/corner.css", "assets/corner.js", "sitemap.xml", "search/newest/pagefind-entry.json"):
        headers = _get(origin, address).headers
        assert headers["Cache-Control"] == "no-cache", address
        assert _get(origin, address, If_None_Match=headers["ETag"]).status == 304, address


def test_what_is_uploaded_has_the_types_and_ages_that_nginx_gives(
    own: Built, tmp_path_factory: pytest.TempPathFactory
) -> None:
    site = own.root / "site"
    kinds: dict[tuple[str, Headers], str] = {}
    for path in sorted(site.rglob("*")):
        if path.is_file():
            name = path.relative_to(site).as_posix()
            kinds.setdefault((path.suffix, headers_for(name)), name)
    assert len(kinds) > 20
    with nginx.serving(site, tmp_path_factory.mktemp("server")) as url:
        for (_, headers), name in kinds.items():
            answer = _get(url, quote(name))
            given = (
                answer.headers.get(header, "") for header in ("Content-Type", "Cache-Control", "Content-Disposition")
            )
            assert tuple(given) == headers, name


def test_what_is_not_there_is_told_in_the_language_of_the_edition(own: Built, origin: str) -> None:
    for locale in own.corner.locales:
        for address in ("nowhere", "news/2021/nowhere/", "feeds/nowhere.xml", "qq/nowhere/"):
            answer = _get(origin, own.corner.at(locale, address))
            assert (answer.status, answer.headers["Content-Type"]) == (404, "text/html; charset=utf-8"), address
            page = own.root / "site" / own.corner.at(locale, "404.html")
            assert answer.read_body == page.read_bytes(), (locale, address)  # type: ignore[attr-defined]


def test_a_page_may_fetch_from_its_own_site_alone_and_needs_no_more(own: Built, origin: str, browser: Browser) -> None:
    page = browser.new_page()
    told: list[str] = []
    # For what has no icon of its own, as a feed, a browser asks for one at an old address.
    page.on("console", lambda line: told.append(line.text) if "favicon.ico" not in line.location["url"] else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    newest = next(iter(own.corner.releases.values()))
    for address in ("", newest.address, "figures/", "follow/", "feeds/all.xml", "zh-Hant/search/?q=知識產權"):
        page.goto(origin + address)
        page.wait_for_load_state("networkidle")
    assert page.locator("main li a", has_text="知識產權").count() > 0
    assert told == []
    page.evaluate("fetch('https://corner.example/').catch(() => {})")
    assert "Content Security Policy" in "".join(told)
    for address in ("", "nowhere/", "nowhere.svg", "feeds/all.xml"):
        headers = _get(origin, address).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self' "), address
        assert "unsafe-inline" not in headers["Content-Security-Policy"], address
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], address
        assert headers["X-Content-Type-Options"] == "nosniff", address
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin", address
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", address
        assert "camera=()" in headers["Permissions-Policy"], address
        assert headers["Content-Disposition"] is None, address
    page.close()


def test_other_sites_may_read_feeds_and_data_and_no_page(origin: str) -> None:
    for address in (*TYPES, "data/releases.json", "data/releases.csv", "news/2021/sme-seminar/index.md", "llms.txt"):
        headers = _get(origin, address).headers
        shared = (headers["Access-Control-Allow-Origin"], headers["Cross-Origin-Resource-Policy"])
        assert shared == ("*", "cross-origin"), address
    for address in ("", "news/2021/sme-seminar/", "assets/corner.js", "news/2021/sme-seminar/index.html"):
        headers = _get(origin, address).headers
        shared = (headers["Access-Control-Allow-Origin"], headers["Cross-Origin-Resource-Policy"])
        assert shared == (None, "same-origin"), address


_ACTIVE = "<script>document.title = 'ran'</script>"
_FILES = {
    "plan.pdf": ("%PDF-1.4", None),
    "plan.DOCX": ("x", None),
    "odd.xyz": (_ACTIVE, None),
    "picture.png": ("x", None),
    "map.svg": (f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{_ACTIVE}</svg>', "attachment"),
    "MAP.SVG": ("<svg/>", "attachment"),
    "page.html": (_ACTIVE, "attachment"),
    "page.xhtml": (f'<html xmlns="http://www.w3.org/1999/xhtml">{_ACTIVE}</html>', "attachment"),
    "feed.xml": (f'<html xmlns="http://www.w3.org/1999/xhtml">{_ACTIVE}</html>', "attachment"),
}
"""Content of attachments, and how a server must let a browser take them."""


@pytest.mark.parametrize("serve", [nginx.serving, caddy.serving], ids=["nginx", "caddy"])
def test_nothing_in_an_attachment_runs_and_drawings_and_pages_are_saved(
    own: Built, browser: Browser, serve: nginx.Serve, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(own.site.folder / ".well-known", site / ".well-known")
    folder = site / "news/2021"
    folder.mkdir(parents=True)
    for name, (content, _) in _FILES.items():
        (folder / name).write_text(content, "utf-8")
    (site / "index.html").write_text('<img src="/news/2021/map.svg">', "utf-8")
    with serve(site, tmp_path) as url, browser.new_context() as context:
        for name, (_, disposition) in _FILES.items():
            headers = _get(url, f"news/2021/{name}").headers
            assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none';"), name
            assert headers["X-Content-Type-Options"] == "nosniff", name
            assert headers["Content-Disposition"] == disposition, name
        page = context.new_page()
        page.goto(url)
        assert page.evaluate("document.images[0].decode().then(() => document.images[0].naturalWidth)") == 9
        for name in ("map.svg", "page.html", "page.xhtml"):
            with page.expect_download() as download, suppress(Error):
                page.goto(f"{url}news/2021/{name}")
            assert download.value.suggested_filename == name


def test_a_feed_that_is_opened_in_chromium_is_a_page_with_its_address_and_links(
    own: Built, origin: str, browser: Browser
) -> None:
    corner, site = own.corner, own.site
    newest = next(release for release in corner.releases.values() if len(release.fronts) == len(corner.locales))
    page = browser.new_page()
    for locale in corner.locales:
        for address in (corner.at(locale, f"feeds/all.{ending}") for ending in ("xml", "atom")):
            page.goto(origin + address)
            page.evaluate(AXE.read_text("utf-8"))
            assert page.locator("code").text_content() == site.url + address
            assert page.locator("code").is_visible()
            link = page.locator("item > a, entry > a").first
            assert link.is_visible()
            assert link.text_content() == newest.title(locale)
            assert link.get_attribute("href") == site.url + corner.at(locale, newest.address)
            day = page.locator("item > pubDate, entry > published").first
            width, told = day.evaluate("each => [each.clientWidth, each.textContent]")
            letter = day.evaluate("""each => {
                const context = document.createElementNS("http://www.w3.org/1999/xhtml", "canvas").getContext("2d");
                context.font = getComputedStyle(each).font;
                return context.measureText("0").width;
            }""")
            seen = told[: round(width / letter)]
            assert re.fullmatch(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4}|\d{4}-\d{2}-\d{2}", seen), seen
            # The colours are the same in all languages.
            for scheme in ("light", "dark") if locale == corner.default else ("light",):
                page.emulate_media(color_scheme=scheme)
                assert page.evaluate(_FAULTS, RULES) == []
            for hidden in ("guid", "category", "entry > id", "entry > content", "generator"):
                assert page.locator(hidden).first.is_hidden(), hidden
    page.close()


class TestBuildingAgain:
    """What a server answers after another build of the small corner."""

    feeds = (
        "feeds/all.xml",
        "feeds/all/2019.atom",
        "feeds/all.json",
        "pt/feeds/topics/lamps.atom",
        "feeds/corner.opml",
    )

    @pytest.fixture
    def served(self, second: Built, tmp_path: Path) -> Built:
        """A copy that may be built again, with news of a closed year."""
        root = tmp_path / "corner"
        shutil.copytree(second.root, root)
        old = root / "news/releases/2019/old.en.md"
        old.parent.mkdir()
        old.write_text(
            "---\ntitle: Old\ndescription: Old.\ntype: notice\nissued: 2019-01-01\ntopics: [lamps]\n---\nOld.\n",
            "utf-8",
        )
        assert project.build(root, epoch=second.corner.later).code == 0
        return Built(root, corner_files.read(root), crawl.Site(root / "site", second.site.url), second.run)

    def test_after_a_rebuild_without_changes_each_feed_is_answered_with_304(self, served: Built, origin: str) -> None:
        before = {address: _get(origin, address).headers for address in self.feeds}
        project.delete_cheap_caches(served.root)
        assert project.build(served.root, epoch=served.corner.later).code == 0
        for address, headers in before.items():
            assert _get(origin, address, If_None_Match=headers["ETag"]).status == 304, address
            assert _get(origin, address, If_Modified_Since=headers["Last-Modified"]).status == 304, address

    def test_after_a_change_the_feed_is_answered_anew_and_a_closed_year_is_not(
        self, served: Built, origin: str
    ) -> None:
        before = {address: _get(origin, address).headers["ETag"] for address in self.feeds}
        newest = next(iter(served.corner.releases.values()))
        assert not newest.key.startswith("releases/2019/")
        project.append(Path(served.root, "news", f"{newest.key}.en.md"), "\nA sentence more.\n")
        assert project.build(served.root, epoch=served.corner.later).code == 0
        assert _get(origin, "feeds/all.xml", If_None_Match=before["feeds/all.xml"]).status == 200
        assert _get(origin, "feeds/all/2019.atom", If_None_Match=before["feeds/all/2019.atom"]).status == 304
