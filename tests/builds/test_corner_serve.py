"""`corner serve` shows the site, follows the editor, and goes on showing it while something is wrong."""

from __future__ import annotations

import socket
from pathlib import Path

from playwright.sync_api import Browser

from tests.support import corner_files, project, second_corner
from tests.support.preview import previewing

_RELEASE = "news/releases/2025/fog-signal.en.md"
_ADDRESS = "lights/news/2025/fog-signal/"


def test_edits_of_news_and_pages_are_shown_in_the_browser_and_a_broken_one_shows_its_mistakes(
    tmp_path: Path, browser: Browser
) -> None:
    root = second_corner.write(tmp_path / "corner")
    file, epoch = root / _RELEASE, corner_files.read(root).later
    good = file.read_text("utf-8")
    with previewing(root, epoch, standalone=True) as preview, browser.new_context() as context:
        said: list[str] = []
        context.on("console", lambda line: said.append(line.text))
        page = context.new_page()
        page.goto(preview.url)
        assert page.url == f"{preview.url}lights/"
        page.goto(preview.url + _ADDRESS)
        project.edit(file, "topics: [", "topics: [nosuch, ")
        preview.hear("[unknown-topic]")
        page.get_by_text("found 'nosuch'").wait_for()
        file.write_text(good + "\nA sentence that was corrected.\n", "utf-8")
        page.get_by_text("A sentence that was corrected.").wait_for()
        # The page has a policy, which lets the preview's own script run.
        assert page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1
        project.append(root / "docs/keepers-home.en.md", "\nA sentence that was added.\n")
        preview.wait(lambda: preview.shows("lights/keepers-home/", "A sentence that was added."))
        assert preview.media_type(f"{_ADDRESS}index.md") == "text/markdown"
        assert preview.get("lights/nosuch/") is None
        assert preview.shows("lights/status/", "guide/")
        assert said == []
    assert project.temporary(root) == []
    assert not (root / "site").exists()


def test_a_taken_port_is_reported_before_anything_is_built(tmp_path: Path) -> None:
    root = second_corner.write(tmp_path / "corner")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = project.run(["corner", "serve", "--port", str(port)], root, CORNER_LANG="en")
    assert run.code == 2
    assert run.output == (
        f"expected a free port, found another program at http://127.0.0.1:{port}/: use it if it is a preview, "
        f"end it with Ctrl and C in its window, or type `corner serve --port {port + 1}`\n"
    )
    assert project.temporary(root) == []
