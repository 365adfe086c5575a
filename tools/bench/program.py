"""The commands of ours that are measured: builds, previews and others, of the hooks in a project's own folder."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from tools.bench import corpus

CORNER = [sys.executable, "-c", "import sys; from corner.cli import run; sys.exit(run())"]
"""What the script does that `pip` makes for the command `corner`."""
MKDOCS = [sys.executable, "-m", "mkdocs"]
COMMANDS = ("mkdocs", "corner")


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What builds and previews a project."""

    command: str = "mkdocs"
    """One of `COMMANDS`."""
    jobs: int | None = None
    """The number of worker processes, or None for the program's own choice."""

    @property
    def build(self) -> list[str]:
        """The command that builds the site of the project in the current folder."""
        return [*MKDOCS, "build", "-q"] if self.command == "mkdocs" else [*CORNER, "build"]

    def serve(self, host: str, port: int) -> list[str]:
        """Return the command that previews the project in the current folder."""
        if self.command == "mkdocs":
            return [*MKDOCS, "serve", "-a", f"{host}:{port}"]
        return [*CORNER, "serve", "--port", str(port)]

    def environment(self, root: Path) -> dict[str, str]:
        """Return the variables with which commands run the hooks of the project in the folder `root`, and no others."""
        variables = {
            "NO_MKDOCS_2_WARNING": "1",
            "SOURCE_DATE_EPOCH": str(int(corpus.NOW.timestamp())),
            "PYTHONPATH": str(root / "hooks"),
        }
        return variables | ({"CORNER_JOBS": str(self.jobs)} if self.jobs else {})

    def __str__(self) -> str:
        """Return what is run, for people."""
        jobs = f" with {self.jobs} worker processes" if self.jobs else ""
        return f"`{self.command} build`{jobs}"
