"""The Nu Html Checker, with which the W3C judges markup."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from tests.support import project

_PROGRAM = project.ROOT / "tests/checkers/node_modules/vnu-jar/build/dist/vnu.jar"
# A run is over before the compiler and the collector for long ones have saved what they cost.
_JAVA = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m"]
_OPTIONS = ["--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html", "--skip-info-messages"]


def judge(*paths: Path) -> list[dict[str, Any]]:
    """Return the errors and warnings of pages, and of all pages in folders."""
    command = [*_JAVA, "-jar", str(_PROGRAM), *_OPTIONS, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=300)
    messages: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return messages
