"""A signed corner: its pages say how to check a text, and their own commands do so, on the published site."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from corner.cli import main
from tests.browser.test_accessibility import AXE, RULES
from tests.support import corners, project
from tests.support.corners import MKDOCS
from tests.support.loopback import running
from tests.unit.deploy.keys import make_key, public

MANIFEST = ".well-known/corner-manifest.json"
PAGE = "news/2021/fair/index.html"


class SignedSite(NamedTuple):
    """A corner that is published, signed and served."""

    root: Path
    dest: Path
    """The folder of the server, with releases."""
    url: str
    key: Path

    def publish(self, *options: str) -> tuple[int, str]:
        """Run `corner publish`; return its status and what it prints."""
        arguments = ["publish", "--root", str(self.root), *options, str(self.dest)]
        result = CliRunner().invoke(main, arguments, env={"SOURCE_DATE_EPOCH": str(int(corners.NOW.timestamp()))})
        return result.exit_code, result.output


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SignedSite]:
    """The tiny corner below a path of a server, in two languages."""
    folder = tmp_path_factory.mktemp("signed")
    key, host = make_key(folder), folder / "host"
    host.mkdir()
    (host / "base").symlink_to(folder / "dest/current")
    with running(ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(host)))) as server:
        url = f"http://127.0.0.1:{server.server_address[1]}/base/"
        settings = MKDOCS.replace("https://corner.example/base/", url).replace(
            "        page_size: 2\n",
            f"        page_size: 2\n        signing: {{keys: ['{public(key).read_text('utf-8').strip()}']}}\n",
        )
        (folder / "project").mkdir()
        root = corners.write(folder / "project", {"mkdocs.yml": settings})
        run = project.build(root, "--strict", epoch=int(corners.NOW.timestamp()))
        assert run.code == 0, run.output
        site = SignedSite(root, folder / "dest", url, key)
        code, output = site.publish("--sign", str(key))
        assert code == 0, output
        yield site


def _commands(page: str) -> list[list[str]]:
    """Return the lines of each block of code of a page."""
    return [
        unescape(block).strip().splitlines()
        for block in re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", page, re.DOTALL)
    ]


def test_the_commands_of_the_page_check_the_site_in_each_language(signed: SignedSite, tmp_path: Path) -> None:
    for prefix in ("", "zh-Hant/"):
        page = (signed.dest / f"current/{prefix}verify/index.html").read_text("utf-8")
        keys, program, openssh, one = _commands(page)
        assert keys == [" ".join(public(signed.key).read_text("utf-8").split()[:2])]
        (tmp_path / "corner.pub").write_text(keys[0] + "\n", "utf-8")
        assert program == [f"corner verify {signed.url} --key corner.pub --path /{prefix}news/2021/fair/"]
        arguments = program[0].replace("corner.pub", str(tmp_path / "corner.pub")).split()[1:]
        result = CliRunner().invoke(main, arguments)
        assert (result.exit_code, result.output.splitlines()[1:]) == (
            0,
            [f"as signed: {prefix}{PAGE}", "1 of 1 files are as they were signed."],
        )
        script = "set -e\n" + "\n".join(line.replace("curl ", "curl -s ", 1) for line in (*openssh, *one))
        done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
        lines = done.stdout.splitlines()
        assert done.returncode == 0, done.stderr
        assert lines[0].startswith('Good "corner-manifest" signature for 127.0.0.1 with ED25519 key SHA256:')
        assert lines[1].split()[0] in lines[2]


def test_a_page_that_was_changed_on_the_server_is_named(signed: SignedSite) -> None:
    page = signed.dest / "current" / PAGE
    before = page.read_bytes()
    try:
        page.write_bytes(before.replace(b"quay", b"pier"))
        result = CliRunner().invoke(main, ["verify", signed.url, "--key", str(public(signed.key))])
        assert result.exit_code == 1
        assert f"changed: {PAGE}" in result.output.splitlines()
    finally:
        page.write_bytes(before)
    result = CliRunner().invoke(main, ["verify", signed.url, "--key", str(public(signed.key))])
    assert result.exit_code == 0, result.output


def test_releases_and_the_footer_lead_to_the_page_and_the_sitemap_has_it(signed: SignedSite) -> None:
    current = signed.dest / "current"
    for prefix, title in (("", "How to check a text"), ("zh-Hant/", "如何核實文本")):
        release = (current / f"{prefix}{PAGE}").read_text("utf-8")
        depth = "../" * (3 + prefix.count("/"))
        main_part, footer = release[: release.index("</main>")], release[release.index("</main>") :]
        assert f'<a href="{depth}{prefix}verify/">{title}</a>' in main_part
        assert title in footer
        assert title in (current / f"{prefix}index.html").read_text("utf-8")
        assert f"{signed.url}{prefix}verify/" in (current / "sitemap.xml").read_text("utf-8")
    line = f'127.0.0.1 namespaces="corner-manifest" {" ".join(public(signed.key).read_text("utf-8").split()[:2])}\n'
    assert (current / ".well-known/corner-allowed-signers").read_text("utf-8") == line


def test_a_corner_that_promises_a_signature_is_published_with_its_own_key_only(signed: SignedSite) -> None:
    before = (signed.dest / "current").readlink()
    assert signed.publish() == (
        1,
        "--sign: expected a key, because extra.corner.signing in mkdocs.yml promises a signed site\n",
    )
    other = make_key(signed.key.parent, "other")
    (signed.root / "site/about.html").write_text("<p>more", "utf-8")
    code, output = signed.publish("--sign", str(other))
    (signed.root / "site/about.html").unlink()
    assert (code, output.count("\n")) == (1, 1)
    assert output.startswith(
        f"{other}: expected a key that extra.corner.signing.keys in mkdocs.yml has, found another: the manifest is signed"
    )
    assert (signed.dest / "current").readlink() == before
    assert signed.publish("--sign", str(signed.key)) == (0, "Nothing has changed since release 1.\n")


def test_the_page_can_be_read_by_all(signed: SignedSite, still_browser: Browser) -> None:
    page = still_browser.new_page(viewport={"width": 360, "height": 800})
    for prefix in ("", "zh-Hant/"):
        page.goto(f"{signed.url}{prefix}verify/")
        page.evaluate(AXE.read_text("utf-8"))
        faults = "async (tags) => (await axe.run({ runOnly: tags })).violations.map(({ id }) => id)"
        assert page.evaluate(faults, RULES) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.close()
