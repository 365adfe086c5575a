"""The Nu Html Checker, with which the W3C judges markup."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

from tests.support import project

_PROGRAM = project.ROOT / "tests/checkers/node_modules/vnu-jar/build/dist/vnu.jar"
# A run is over before the compiler and the collector for long ones have saved what they cost.
_JAVA = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m"]
_OPTIONS = ["--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html", "--skip-info-messages"]

_INLINE = re.compile(r"Inline script violates Content Security Policy")
_OWN = re.compile(r"Resource violates Content Security Policy \(meta tag\): [a-z ]+ “[^:”]+” blocked by")
"""About a relative address."""


def judge(*paths: Path) -> list[dict[str, Any]]:
    """Return the errors and warnings of pages, and of all pages in folders."""
    command = [*_JAVA, "-jar", str(_PROGRAM), *_OPTIONS, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=300)
    messages: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return [message for message in messages if not _is_mistaken(message)]


def _is_mistaken(message: dict[str, Any]) -> bool:
    """Return whether the checker errs about a page's policy.

    It takes data for scripts, and a file on disk has no origin, so that to it `'self'` is no place. Browsers judge policies
    in `tests/browser/test_policy.py`.
    """
    text = message["message"]
    if _INLINE.match(text):
        return '<script type="application/ld+json">' in message["extract"]
    return bool(_OWN.match(text))
