"""The rules for the headers of files: what hosts send by them, the limits of hosts, and what has no say in them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from corner.render.headers import write_headers
from tests.support import corners
from tests.support.corners import MKDOCS, Corner
from tests.support.host_headers import read_rules, send_from_cloudflare, send_from_netlify

Send = Callable[[str, str], dict[str, str]]
HOSTS = [send_from_cloudflare, send_from_netlify]
AT_ROOT = {"mkdocs.yml": MKDOCS.replace("/base/", "/")}
NGINX, CADDY = ".well-known/corner/headers.nginx.conf", ".well-known/corner/headers.caddy"
FORM = "default-src 'none'; script-src 'self' blob:"
NAMES = [
    "index.html",
    "news/2021/fair/index.html",
    "news/2021/plan.pdf",
    "news/2021/PLAN.PDF",
    "news/2021/map.svg",
    "feeds/all.atom",
    "data/releases.json",
    "assets/corner.css",
    "admin/index.html",
]


def _write(corner: Corner, form: str = "") -> str:
    return dict(write_headers(corners.catalogue(corner(AT_ROOT)), NAMES, form))["_headers"].decode()


@pytest.mark.parametrize("send", HOSTS)
def test_pages_load_from_their_site_and_files_run_nothing(corner: Corner, send: Send) -> None:
    text = _write(corner)

    for page in ("/", "/news/2021/fair/", "/nowhere/", "/news/2021/fair/index.html"):
        sent = send(text, page)
        assert sent["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';")
        assert "frame-ancestors 'none'" in sent["Content-Security-Policy"]
        assert sent["Cross-Origin-Resource-Policy"] == sent["Cross-Origin-Opener-Policy"] == "same-origin"
        assert sent["X-Content-Type-Options"] == "nosniff"
        assert "camera=()" in sent["Permissions-Policy"]
        assert "Content-Disposition" not in sent
    for file in ("plan.pdf", "PLAN.PDF", "map.svg"):
        sent = send(text, f"/news/2021/{file}")
        assert sent["Content-Security-Policy"].startswith("sandbox; default-src 'none';"), file
        assert sent["Cross-Origin-Resource-Policy"] == "cross-origin", file
        assert sent["X-Content-Type-Options"] == "nosniff", file
        assert sent.get("Content-Disposition") == ("attachment" if file == "map.svg" else None), file
    for file in ("feeds/all.atom", "data/releases.json"):
        assert send(text, f"/{file}")["Access-Control-Allow-Origin"] == "*"
        assert send(text, f"/{file}")["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("send", HOSTS)
def test_the_form_for_editors_has_the_policy_that_it_needs(corner: Corner, send: Send) -> None:
    sent = send(_write(corner, FORM), "/admin/")
    assert sent["Content-Security-Policy"] == FORM
    assert sent["Cross-Origin-Opener-Policy"] == "same-origin-allow-popups"
    assert sent["X-Content-Type-Options"] == "nosniff"


def test_hosts_read_all_rules(corner: Corner) -> None:
    catalogue = corners.catalogue(corner(AT_ROOT))
    names = [f"file.{first}{second}" for first in "abcdefghijklmnopqrstuvwxyz" for second in "dfgprsvx"]
    text = dict(write_headers(catalogue, names, FORM))["_headers"].decode()
    rules = read_rules(text)
    assert len(rules) <= 100
    assert len({path for path, _ in rules}) == len(rules)
    assert all(path.count("*") <= 1 for path, _ in rules)
    assert max(map(len, text.splitlines())) < 2_000
    assert all(re.fullmatch(r"[!-~ ]*", line) for line in text.splitlines())


def test_a_site_below_a_path_has_no_rules_that_hosts_read_in_their_root_only(corner: Corner) -> None:
    rules = dict(write_headers(corners.catalogue(corner()), NAMES, FORM))
    assert rules.keys() == {NGINX, CADDY}
    assert b'"^/base/admin/"' in rules[NGINX]
    assert b'"~(?i)^/base/admin/"' in rules[CADDY]


@pytest.mark.parametrize("path", ["/a;b/", "/a$uri/", "/{env.HOME}/", '/a"b/', "/a`b/"])
def test_an_address_that_means_more_to_a_server_is_not_in_its_rules(corner: Corner, path: str) -> None:
    catalogue = corners.catalogue(corner({"mkdocs.yml": MKDOCS.replace("/base/", path.replace('"', "%22"))}))
    for content in dict(write_headers(catalogue, NAMES, FORM)).values():
        assert path.encode() not in content


def test_what_a_corner_adds_is_in_the_rules_and_only_there(corner: Corner) -> None:
    added = "        policy:\n          sources:\n            img-src: [https://images.example.org]\n"
    settings = AT_ROOT["mkdocs.yml"].replace("        page_size", f"{added}        page_size")
    rules = dict(write_headers(corners.catalogue(corner({"mkdocs.yml": settings})), NAMES))
    for content in rules.values():
        assert b"img-src 'self' data: https://images.example.org;" in content
        assert content.count(b"require-trusted-types-for") >= 1
    assert rules["_headers"].count(b"https://images.example.org") == 1
