"""Prints Lighthouse's scores of four kinds of page of `site/`, and fails where one is below 99."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support import corner_files, nginx
from tests.support.corners import REPOSITORY

_PROGRAM = Path(__file__).parent / "node_modules/.bin/lighthouse"
_CHROMIUM = "/usr/bin/chromium"
_LEAST = 99


def main() -> int:
    """Return the exit code."""
    corner = corner_files.read(REPOSITORY)
    release = next(iter(corner.releases.values()))
    pages = ["", release.address, f"topics/{release.facts['topics'][0]}/", "search/"]
    good = True
    with tempfile.TemporaryDirectory() as folder, nginx.serving(REPOSITORY / "site", Path(folder)) as url:
        for page in pages:
            scores = _judge(url + page)
            good = good and min(scores.values()) >= _LEAST
            print(f"/{page}", *(f"{name} {score}" for name, score in scores.items()), sep="\t", flush=True)  # noqa: T201
    return 0 if good else 1


def _judge(url: str) -> dict[str, int]:
    """Return the score of a page, of 100, in each category."""
    options = ["--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox"]
    environment = {**os.environ, "CHROME_PATH": _CHROMIUM}
    done = subprocess.run([_PROGRAM, url, *options], env=environment, stdout=subprocess.PIPE, check=True)
    report = json.loads(done.stdout)
    for audit in report["audits"].values():
        if audit["score"] is not None and audit["score"] < 0.9:
            print("  ", audit["title"], audit.get("displayValue", ""))  # noqa: T201
    return {name: round(100 * each["score"]) for name, each in report["categories"].items()}


if __name__ == "__main__":
    sys.exit(main())
