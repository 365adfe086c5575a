"""Readers of a server while releases are switched: each answer is of one release, and open pages find what they name."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

from corner.deploy.release import Origin
from corner.deploy.server_folder import ServerFolder
from corner.deploy.site_files import read_site
from tests.support import nginx
from tests.support.built import Built
from tests.unit.deploy import sites
from tools.publishing.switches import MarkedSite, PageReader

_PAGE = '<!doctype html><link href="{base}assets/stylesheets/main.0a1b2c3d.min.css" rel="stylesheet"><p>{name}'


def _write_site(own: Built, folder: Path) -> Path:
    """Write a small site with the rules for servers of a real one."""
    pages = {f"news/{number}/index.html": _PAGE.format(base="../../", name=number) for number in range(20)}
    site = sites.write(folder, {**sites.FILES, "index.html": _PAGE.format(base="", name="home"), **pages})
    shutil.copytree(own.root / "site/.well-known", site / ".well-known")
    for path in (site / "news/index.html", site / "news/2026/fair/index.html"):
        path.unlink()
    return site


def test_no_answer_is_mixed_or_fails_while_releases_are_switched(own: Built, tmp_path: Path) -> None:
    marked, dest = MarkedSite(_write_site(own, tmp_path / "site")), ServerFolder(tmp_path / "www")
    (tmp_path / "nginx").mkdir()

    def publish(number: int) -> None:
        marked.mark(number)
        with dest.lock(lambda: None):
            dest.publish(marked.site, read_site(marked.site), Origin("", "", "", changed=False), 2)

    publish(1)
    with nginx.serving(tmp_path / "www/current", tmp_path / "nginx") as url:
        reader = PageReader(url, marked.addresses)
        thread = threading.Thread(target=reader.read)
        thread.start()
        for number in range(2, 22):
            publish(number)
            # Each release is read before the next one comes, by a reader who was not waiting all the time for this one.
            read = reader.readings
            while reader.readings < read + 25 and not reader.broken and thread.is_alive():
                reader.progress.wait(1)
                reader.progress.clear()
        reader.is_done.set()
        thread.join()
    assert reader.broken == []
    assert reader.readings >= 500
