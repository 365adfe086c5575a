"""Problems as people and programs read them: lines, JSON, annotations of GitHub, GitLab's code quality, SARIF."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from corner.diagnostics.problem import Problem, Severity
from corner.diagnostics.rules import RULES
from corner.storage import fingerprint

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def _text(problems: Sequence[Problem]) -> str:
    """Return a line for each problem."""
    return "\n".join(map(str, problems))


def _json(problems: Sequence[Problem]) -> str:
    """Return a list of objects."""
    return _dump(
        [
            {
                "path": each.path,
                "line": each.line,
                "field": each.field,
                "code": each.code,
                "severity": each.severity.value,
                "message": each.message,
            }
            for each in problems
        ]
    )


def _github(problems: Sequence[Problem]) -> str:
    """Return workflow commands, which GitHub Actions shows beside the lines of a pull request."""
    return "\n".join(
        f"::{each.severity.value} file={_property(each.path)},line={each.line},title={_property(each.code)}"
        f"::{_data(f'{each.field}: {each.message}')}"
        for each in problems
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _gitlab(problems: Sequence[Problem]) -> str:
    """Return a code quality report, which GitLab shows beside the lines of a merge request."""
    return _dump(
        [
            {
                "description": f"{each.field}: {each.message}",
                "check_name": each.code,
                "fingerprint": fingerprint.digest((each.path, each.line, each.field, each.code, each.message)),
                "severity": "major" if each.severity is Severity.ERROR else "minor",
                "location": {"path": each.path, "lines": {"begin": each.line}},
            }
            for each in problems
        ]
    )


def _sarif(problems: Sequence[Problem]) -> str:
    """Return a SARIF 2.1.0 log with one run, which knows the rules that it tells of."""
    codes = sorted({each.code for each in problems})
    driver = {
        "name": "corner",
        "version": version("co-operation-corner"),
        "rules": [_sarif_rule(code) for code in codes],
    }
    results = [_sarif_result(each, codes.index(each.code)) for each in problems]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _sarif_rule(code: str) -> dict[str, Any]:
    wanted = RULES[code]
    return {
        "id": code,
        "shortDescription": {"text": wanted.meaning},
        "help": {"text": f"Wrong: {wanted.wrong}\nRight: {wanted.right}"},
        "defaultConfiguration": {"level": wanted.severity.value},
    }


def _sarif_result(problem: Problem, rule: int) -> dict[str, Any]:
    place = {
        "artifactLocation": {"uri": quote(problem.path), "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": problem.line},
    }
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity.value,
        "message": {"text": f"{problem.field}: {problem.message}"},
        "locations": [{"physicalLocation": place}],
    }


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


FORMATS: Mapping[str, Callable[[Sequence[Problem]], str]] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "gitlab": _gitlab,
    "sarif": _sarif,
}
"""What makes a report of sorted problems, without the last line's end, by the name of its format."""
