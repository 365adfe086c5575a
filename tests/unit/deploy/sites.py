"""Small sites that tests publish, without a build."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from corner.deploy.release import Origin

ORIGIN = Origin("https://corner.example/", "2026-11-29T00:00:00Z", "0123456789abcdef", changed=False)
FILES: Mapping[str, str] = {
    "index.html": "<p>home",
    "news/index.html": "<p>news",
    "news/2026/fair/index.html": "<p>fair",
    "feeds/all.xml": "<rss>",
    "assets/stylesheets/main.0a1b2c3d.min.css": "p{}",
    "search/newest/fragment/en_aa11.pf_fragment": "fair",
}
"""A site with one file of each kind."""
TIME = 1_790_000_000


def write(site: Path, files: Mapping[str, str | None]) -> Path:
    """Write files over a site; `None` deletes one. Each file has the same old time."""
    for name, text in files.items():
        path = site / name
        if text is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        os.utime(path, (TIME, TIME))
    return site
