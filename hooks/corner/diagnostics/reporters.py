"""Reports of problems in English: lines of text, JSON, annotations for GitHub, GitLab's code quality report, SARIF."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from corner.diagnostics.problem import Problem, Severity
from corner.diagnostics.rules import load_rules
from corner.storage import fingerprint
from corner.storage.versions import read_own_version

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def _format_text(problems: Sequence[Problem]) -> str:
    """Return one line per problem."""
    return "\n".join(map(str, problems))


def _format_json(problems: Sequence[Problem]) -> str:
    """Return a JSON list of objects."""
    return _dump_json(
        [
            {
                "path": problem.path,
                "line": problem.line,
                "field": problem.field,
                "code": problem.code,
                "severity": problem.severity.value,
                "message": problem.message,
                "more": problem.more,
            }
            for problem in problems
        ]
    )


def _format_github(problems: Sequence[Problem]) -> str:
    """Return workflow commands, which GitHub Actions shows beside the lines of a pull request."""
    return "\n".join(
        f"::{problem.severity.value} file={_escape_property(problem.path)},line={problem.line},title={_escape_property(problem.code)}"
        f"::{_escape_data(problem.text)}"
        for problem in problems
    )


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")


def _format_gitlab(problems: Sequence[Problem]) -> str:
    """Return a code quality report, which GitLab shows beside the lines of a merge request."""
    return _dump_json(
        [
            {
                "description": problem.text,
                "check_name": problem.code,
                "fingerprint": fingerprint.digest(
                    (problem.path, problem.line, problem.field, problem.code, problem.message[:])
                ),
                "severity": "major" if problem.severity is Severity.ERROR else "minor",
                "location": {"path": problem.path, "lines": {"begin": problem.line}},
            }
            for problem in problems
        ]
    )


def _format_sarif(problems: Sequence[Problem]) -> str:
    """Return a SARIF 2.1.0 log with one run, which describes the rules of its results."""
    codes = sorted({problem.code for problem in problems})
    driver = {
        "name": "corner",
        "version": read_own_version(),
        "rules": [_build_sarif_rule(code) for code in codes],
    }
    results = [_build_sarif_result(problem, codes.index(problem.code)) for problem in problems]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _dump_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _build_sarif_rule(code: str) -> dict[str, Any]:
    entry = load_rules()[code]
    return {
        "id": code,
        "shortDescription": {"text": entry.meaning},
        "help": {"text": f"Wrong: {entry.wrong}\nRight: {entry.right}"},
        "defaultConfiguration": {"level": entry.severity.value},
    }


def _build_sarif_result(problem: Problem, rule: int) -> dict[str, Any]:
    location = {
        "artifactLocation": {"uri": quote(problem.path), "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": problem.line},
    }
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity.value,
        "message": {"text": problem.text},
        "locations": [{"physicalLocation": location}],
    }


def _dump_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


FORMATS: Mapping[str, Callable[[Sequence[Problem]], str]] = {
    "text": _format_text,
    "json": _format_json,
    "github": _format_github,
    "gitlab": _format_gitlab,
    "sarif": _format_sarif,
}
"""The function that formats sorted problems, by the name of its format; the report has no final line end."""
