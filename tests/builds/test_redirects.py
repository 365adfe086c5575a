"""A reader who kept an old address of renamed news gets to the new one, in the same language, on any server."""

from __future__ import annotations

import http.client
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from corner.cli import main
from tests.support import caddy, crawl, nginx, project
from tests.support.browsing import serving
from tests.support.built import Built


@pytest.fixture(scope="module")
def renamed(second: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the second corner, served as at its address, after one release was renamed."""
    host = tmp_path_factory.mktemp("host")
    root = host / "corner"
    shutil.copytree(second.root, root)
    keys = "releases/2024/new-lens", "releases/2024/lens"
    assert CliRunner().invoke(main, ["rename", *keys, "--root", str(root)]).exit_code == 0
    run = project.build(root, "--strict", epoch=1_800_000_000)
    assert run.code == 0, run.output
    shutil.move(root / "site", host / "lights")
    # The servers' settings are for a site at the root of its host; here, the rules are below `/lights/`, as its URL is.
    shutil.copytree(host / "lights/.well-known", host / ".well-known")
    return host


def test_the_old_addresses_lead_readers_and_search_engines_to_the_new_ones(renamed: Path, browser: Browser) -> None:
    with serving(renamed) as host, browser.new_context() as context:
        page = context.new_page()
        for prefix in ("", "pt/"):
            page.goto(f"{host}/lights/{prefix}news/2024/new-lens/")
            page.wait_for_url(f"{host}/lights/{prefix}news/2024/lens/")
    site = crawl.Site(renamed / "lights", "https://bulletin.example/lights/")
    old = (renamed / "lights/pt/news/2024/new-lens/index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://bulletin.example/lights/pt/news/2024/lens/">' in old
    assert '<meta name="robots" content="noindex">' in old
    assert 'hreflang="en" href="https' not in old
    assert not site.pages["pt/news/2024/new-lens/"].indexed
    main_part = old[old.index("<main") : old.index("</main>")]
    assert "Esta página tem um novo endereço:" in main_part
    assert 'href="../../../../pt/news/2024/lens/"' in main_part
    assert "new-lens" not in (renamed / "lights/sitemap.xml").read_text(encoding="utf-8")
    markdown = (renamed / "lights/pt/news/2024/new-lens/index.md").read_bytes()
    assert markdown == (renamed / "lights/pt/news/2024/lens/index.md").read_bytes()
    assert b'url: "https://bulletin.example/lights/pt/news/2024/lens/"' in markdown


FORMER = {
    "news/2024/new-lens/": "news/2024/lens/",
    "news/2024/new-lens/index.md": "news/2024/lens/index.md",
}


@pytest.mark.parametrize("serve", [nginx.serving, caddy.serving], ids=["nginx", "caddy"])
def test_servers_answer_each_former_address_with_the_present_one(
    renamed: Path, serve: nginx.Serve, tmp_path: Path
) -> None:
    with serve(renamed, tmp_path) as origin:
        connection = http.client.HTTPConnection(urlsplit(origin).netloc)
        for prefix in ("/lights/", "/lights/pt/"):
            for former, present in FORMER.items():
                for query in ("", "?page=2&to=//evil.example/%0d%0aSet-Cookie:a"):
                    for method in ("GET", "HEAD"):
                        connection.request(method, f"{prefix}{former}{query}")
                        answer = connection.getresponse()
                        answer.read()
                        assert (answer.status, answer.headers["Location"]) == (301, f"{prefix}{present}{query}")
                        assert "Set-Cookie" not in answer.headers
                connection.request("GET", f"{prefix}{present}")
                answer = connection.getresponse()
                answer.read()
                assert answer.status == 200
        for address in (
            "/news/2024/new-lens/",
            "/lights/news/2024/new-lens/x",
            "//evil.example/lights/pt/news/2024/lens/",
        ):
            connection.request("GET", address)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 404
        connection.close()
