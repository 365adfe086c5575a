"""The lines that editors read: their form, their order, and what they suggest."""

from __future__ import annotations

import pytest

from corner.diagnostics.problem import Problem, Severity, sort_problems
from corner.diagnostics.suggestions import show_value, suggest


def test_a_line_tells_place_field_message_and_rule() -> None:
    problem = Problem("news/a.md", 3, "event.start", "wrong-date", "expected a date, found 'x'")
    assert str(problem) == "news/a.md:3: event.start: expected a date, found 'x' [wrong-date]"


def test_a_warning_says_that_it_is_one() -> None:
    problem = Problem("news/a.md", 3, "file", "unused-file", "expected use, found none", Severity.WARNING)
    assert str(problem) == "news/a.md:3: warning: file: expected use, found none [unused-file]"


def test_problems_stand_by_file_and_line_each_once() -> None:
    places = [("b", 2), ("b", 10), ("a", 9), ("b", 2)]
    found = sort_problems(Problem(path, line, "file", "c", "m") for path, line in places)
    assert [(problem.path, problem.line) for problem in found] == [("a", 9), ("b", 2), ("b", 10)]


@pytest.mark.parametrize(
    ("found", "suggestion"),
    [
        ("titel", "; did you mean 'title'?"),
        ("Title", "; did you mean 'title'?"),
        ("desciption", "; did you mean 'description'?"),
        ("colour", ""),
        ("", ""),
    ],
)
def test_the_nearest_known_word_is_suggested_where_one_is_near(found: str, suggestion: str) -> None:
    assert suggest(found, ["title", "description", "issued"]) == suggestion


def test_nothing_is_suggested_where_nothing_is_known() -> None:
    assert suggest("title", []) == ""


@pytest.mark.parametrize("value", ["a\nb", ["a\n", "b"], {"a": "\r\n"}, "x" * 500, list(range(500))])
def test_a_value_is_quoted_short_and_on_one_line(value: object) -> None:
    assert len(show_value(value)) <= 60
    assert len(show_value(value).splitlines()) == 1
