"""A page that stays open in Chromium, and reports when it shows a word: `python -m tools.bench.browser ADDRESS SECONDS`.

A program of its own, so that it does not make the bench larger. It prints `absent` without Chromium, or `open` when the
page is there; then it reads words from its input, one a line, and prints each as soon as the page's first heading shows it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.support.browsing import CHROMIUM
from tools.bench.serve import ABSENT

SHOWS = "word => document.querySelector('h1')?.textContent.includes(word)"


def main(address: str, seconds: float) -> None:
    """Open the page, and wait at most that many seconds for each word."""
    if not Path(CHROMIUM).exists():
        _report(ABSENT)
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address)
        _report("open")
        for line in sys.stdin:
            word = line.strip()
            page.wait_for_function(SHOWS, arg=word, timeout=seconds * 1000)
            _report(word)
        browser.close()


def _report(word: str) -> None:
    print(word, flush=True)  # noqa: T201 - what the program is for


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
