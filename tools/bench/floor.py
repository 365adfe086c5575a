"""The floor below which no build of this kind can come: read all files, parse their YAML, convert them with comrak, write the result.

A program of its own (`floor.py NEWS OUTPUT LOG`), so that it is measured as the builds are.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import comrak
import yaml


def main(news: Path, output: Path, log: Path) -> None:
    """Do the work for every release in `news`, with the bodies into the new folder `output`, and CPU seconds by step into `log`."""
    steps: dict[str, float] = {}
    start = time.process_time()

    def done(step: str) -> None:
        nonlocal start
        now = time.process_time()
        steps[step] = now - start
        start = now

    texts = {path.relative_to(news): path.read_text(encoding="utf-8") for path in sorted(news.rglob("*.md"))}
    done("read")

    parts = {path: text.split("---\n", 2)[1:] for path, text in texts.items()}
    for front, _ in parts.values():
        yaml.load(front, Loader=yaml.CSafeLoader)
    done("yaml")

    options = comrak.ExtensionOptions()
    options.table = True
    options.strikethrough = True
    options.footnotes = True
    options.cjk_friendly_emphasis = True
    pages = {path: comrak.render_markdown(body, extension_options=options) for path, (_, body) in parts.items()}
    done("comrak")

    for path, page in pages.items():
        folder = output / path.with_suffix("")
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(page, encoding="utf-8")
    done("write")

    log.write_text(json.dumps(steps), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
