"""The lines that editors read: their format, their order, and what they suggest."""

from __future__ import annotations

import pytest

from corner.diagnostics.problem import Problem, Severity, sort_problems
from corner.diagnostics.suggestions import show_value, suggest


def test_a_line_names_file_line_field_message_and_rule() -> None:
    problem = Problem("news/a.md", 3, "event.start", "wrong-date", "expected a date, found 'x'")
    assert str(problem) == "news/a.md:3: event.start: expected a date, found 'x' [wrong-date]"


def test_a_warning_is_marked() -> None:
    problem = Problem("news/a.md", 3, "file", "unused-file", "expected use, found none", Severity.WARNING)
    assert str(problem) == "news/a.md:3: warning: file: expected use, found none [unused-file]"


def test_problems_are_ordered_by_file_and_line_without_repetitions() -> None:
    lines = [("b", 2), ("b", 10), ("a", 9), ("b", 2)]
    problems = sort_problems(Problem(path, line, "file", "c", "m") for path, line in lines)
    assert [(problem.path, problem.line) for problem in problems] == [("a", 9), ("b", 2), ("b", 10)]


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("titel", "; did you mean 'title'?"),
        ("Title", "; did you mean 'title'?"),
        ("desciption", "; did you mean 'description'?"),
        ("colour", ""),
        ("", ""),
    ],
)
def test_the_nearest_known_name_is_suggested_where_one_is_near(name: str, suggestion: str) -> None:
    assert suggest(name, ["title", "description", "issued"]) == suggestion


def test_nothing_is_suggested_where_nothing_is_known() -> None:
    assert suggest("title", []) == ""


@pytest.mark.parametrize("value", ["a\nb", ["a\n", "b"], {"a": "\r\n"}, "x" * 500, list(range(500))])
def test_a_value_is_quoted_short_and_on_one_line(value: object) -> None:
    assert len(show_value(value)) <= 60
    assert len(show_value(value).splitlines()) == 1
