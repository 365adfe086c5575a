"""New corners as `corner init` writes them, with their first release published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner

from corner.cli import main

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
COMBINATIONS = (("en", "da"), ("en", "pt"), ("fr",), ("zh-Hant", "en"), ("ar", "en"))
"""Languages of new corners, that of the front page first; the fourth one has a converted edition, too."""


def write(folder: Path, languages: Sequence[str]) -> Path:
    """Write a new corner with one body, and publish its first release."""
    options = ["--languages", ",".join(languages), "--body", "port=" + "|".join(f"Port {tag}" for tag in languages)]
    options += ["--converted", "zh-Hans" if "zh-Hant" in languages else "none", "--now", NOW.isoformat(), "--yes"]
    result = CliRunner().invoke(main, ["init", *options, str(folder)], env={"CORNER_LANG": "en"})
    if result.exit_code:
        raise RuntimeError(result.output)
    (original,) = folder.glob(f"news/releases/2026/*.{languages[0]}.md")
    original.write_text(original.read_text("utf-8").replace("status: draft\n", ""), "utf-8")
    return folder
