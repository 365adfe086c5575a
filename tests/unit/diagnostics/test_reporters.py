"""The formats of a report: lines, JSON, SARIF, and the annotations of two forges."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from corner.diagnostics.problem import Problem, Severity
from corner.diagnostics.reporters import FORMATS
from tests.support.corners import REPOSITORY

PROBLEMS = (
    Problem("news/releases/2021/a, b: 50%.en.md", 3, "title", "wrong-value", "expected 100%, found: a\r\nb"),
    Problem("news/releases/2021/表.pdf", 1, "file", "unused-file", "expected use, found none", Severity.WARNING),
)


def _parsed(name: str, problems: tuple[Problem, ...] = PROBLEMS) -> Any:
    return json.loads(FORMATS[name](problems))


def test_text_is_the_line_that_builds_and_commands_print() -> None:
    assert FORMATS["text"](PROBLEMS[1:]) == (
        "news/releases/2021/表.pdf:1: warning: file: expected use, found none [unused-file]"
    )


def test_json_has_a_name_for_every_part() -> None:
    assert _parsed("json")[1] == {
        "path": "news/releases/2021/表.pdf",
        "line": 1,
        "field": "file",
        "code": "unused-file",
        "severity": "warning",
        "message": "expected use, found none",
        "more": 0,
    }


# The escapes are those of the runner: % everywhere, and : , in properties.
def test_annotations_of_github_escape_what_would_end_them() -> None:
    assert FORMATS["github"](PROBLEMS) == (
        "::error file=news/releases/2021/a%2C b%3A 50%25.en.md,line=3,title=wrong-value"
        "::title: expected 100%25, found: a b\n"
        "::warning file=news/releases/2021/表.pdf,line=1,title=unused-file::file: expected use, found none"
    )


def test_a_code_quality_report_has_what_gitlab_asks_for() -> None:
    report = _parsed("gitlab", (*PROBLEMS, Problem("news/a.md", 4, "title", "wrong-value", "no")))
    assert [issue["severity"] for issue in report] == ["major", "minor", "major"]
    assert report[1]["location"] == {"path": "news/releases/2021/表.pdf", "lines": {"begin": 1}}
    assert report[1]["description"] == "file: expected use, found none"
    assert report[1]["check_name"] == "unused-file"
    assert len({issue["fingerprint"] for issue in report}) == 3


def test_a_sarif_log_is_valid() -> None:
    log = _parsed("sarif")
    schema = json.loads((REPOSITORY / "tests/schemas/sarif.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["unused-file", "wrong-value"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["wrong-value", "unused-file"]
    assert [result["level"] for result in run["results"]] == ["error", "warning"]
    location = run["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "news/releases/2021/a%2C%20b%3A%2050%25.en.md"
    assert location["region"] == {"startLine": 3}


@pytest.mark.parametrize(("name", "empty"), [("text", ""), ("json", []), ("github", ""), ("gitlab", [])])
def test_every_format_has_a_report_without_problems(name: str, empty: object) -> None:
    report = FORMATS[name](())
    assert (report if isinstance(empty, str) else json.loads(report)) == empty


def test_a_sarif_log_without_results_has_a_run() -> None:
    assert _parsed("sarif", ())["runs"][0]["results"] == []
