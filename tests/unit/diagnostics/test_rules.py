"""The rules: every one that the code reports has an entry, and no other."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from corner.cli import main
from corner.diagnostics.problem import Severity
from corner.diagnostics.rules import load_rules
from tests.support import rule_codes
from tests.support.golden_cases import CASES, list_expected

RULES = load_rules()
LINE = re.compile(r"^\S+:\d+: (warning: )?.* \[([a-z0-9-]+)\]$")


def test_every_rule_that_the_code_reports_has_an_entry_and_no_other() -> None:
    assert set(RULES) == rule_codes.given()


def test_golden_cases_report_a_rule_at_most_with_its_severity() -> None:
    lines = [line for case in CASES for line in list_expected(case)]
    assert len(lines) > 100
    for line in lines:
        match = LINE.match(line)
        assert match, line
        assert match[2] in RULES
        assert match[1] or RULES[match[2]].severity is Severity.ERROR, line


@pytest.mark.parametrize("code", RULES)
def test_the_command_explains_a_rule_with_wrong_and_right(code: str) -> None:
    result = CliRunner().invoke(main, ["check", "--explain", code])
    assert result.exit_code == 0
    first, wrong, right = result.stdout.splitlines()
    assert first.startswith((f"{code} (error): ", f"{code} (warning): "))
    assert wrong.removeprefix("Wrong: ") != right.removeprefix("Right: ")
    assert (wrong, right) == (f"Wrong: {RULES[code].wrong}", f"Right: {RULES[code].right}")


def test_the_nearest_code_is_suggested_for_an_unknown_one() -> None:
    result = CliRunner().invoke(main, ["check", "--explain", "unknow-topic"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "found 'unknow-topic'; did you mean 'unknown-topic'?" in result.stderr
