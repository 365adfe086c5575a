"""The rules for news: the code of each, what it means, and an example of what breaks and keeps it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from corner.diagnostics.problem import Severity

# TOML and not YAML, which belongs to `corner.sources`, above this package.
_FOLDER = Path(__file__).parent


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
    """Return each rule in English by its stable code, such as `unknown-topic`, in the order of the guide."""
    return {
        code: Rule(table["meaning"], table["wrong"], table["right"], Severity(table.get("severity", "error")))
        for code, table in _read_tables("rules.toml").items()
    }


def translate_rule(code: str, language: str) -> Rule:
    """Return a rule with its texts in a language; in English where there are none.

    Args:
        code: the code of a rule.
        language: the tag of the language.
    """
    english = load_rules()[code]
    texts = _read_tables(f"rules.{language}.toml").get(code)
    return Rule(**texts, severity=english.severity) if texts else english


def _read_tables(name: str) -> dict[str, dict[str, str]]:
    """Return the tables of a file of rules; none if there is no such file."""
    path = _FOLDER / name
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
