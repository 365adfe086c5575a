"""The rules for news: the code of each, what it means, and an example of what breaks and keeps it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from corner.diagnostics.problem import Severity

# TOML and not YAML, which belongs to `corner.sources`, above this package.
_FILE = Path(__file__).with_name("rules.toml")


class Rule(NamedTuple):
    """A rule; its texts are Markdown, as in the editors' guide."""

    meaning: str
    wrong: str
    """What breaks the rule."""
    right: str
    """What keeps it."""
    severity: Severity
    """The highest severity that a problem of the rule has."""


@cache
def load_rules() -> Mapping[str, Rule]:
    """Return each rule by its stable code, such as `unknown-topic`, in the order of the guide."""
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        code: Rule(table["meaning"], table["wrong"], table["right"], Severity(table.get("severity", "error")))
        for code, table in tables.items()
    }
