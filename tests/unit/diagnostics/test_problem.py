"""Problems are one printable line each, and those of one rule in one file are few."""

from __future__ import annotations

from corner.diagnostics.problem import Problem, Severity, count_problems, sort_problems


def _problem(line: int, code: str = "unknown-link", severity: Severity = Severity.ERROR) -> Problem:
    return Problem("news/a.en.md", line, "body", code, f"expected a page, found {line}", severity)


def test_a_problem_is_one_printable_line_whatever_it_quotes() -> None:
    problem = Problem("news/a\u202e.md", 1, "ti\ntle", "wrong-value", "found a\r\nb\x1b[2J\x00\u2066c\ud800\td")
    assert str(problem) == ("news/a\\u202e.md:1: ti tle: found a b\\x1b[2J\\x00\\u2066c\\ud800\\td [wrong-value]")


def test_a_long_message_loses_its_middle() -> None:
    message = Problem("a", 1, "b", "wrong-value", f"expected x, found {'y' * 10_000}; did you mean 'z'?").message
    assert len(message) == 603
    assert message.startswith("expected x, found yyy")
    assert message.endswith("yyy; did you mean 'z'?")


def test_of_many_problems_of_one_rule_in_one_file_the_first_are_listed_and_the_others_counted() -> None:
    others = [
        _problem(7, "raw-html"),
        _problem(400, severity=Severity.WARNING),
        Problem("news/b.en.md", 1, "c", "raw-html", "x"),
    ]
    problems = sort_problems([*map(_problem, range(1, 333)), *others])
    assert [problem.line for problem in problems] == [*range(1, 8), 7, *range(8, 21), 400, 1]
    assert str(problems[20]) == "news/a.en.md:20: body: expected a page, found 20; and 312 more like it [unknown-link]"
    assert [problem.more for problem in problems] == [0] * 20 + [312, 0, 0]
    assert count_problems(problems) == 335
    assert sort_problems(problems) == problems


def test_problems_that_are_added_later_count_with_those_that_were_left_out_before() -> None:
    problems = sort_problems([*sort_problems(map(_problem, range(1, 333))), _problem(500), _problem(0)])
    assert [problem.line for problem in problems] == [*range(20)]
    assert [problem.more for problem in problems] == [0] * 19 + [314]
    assert count_problems(problems) == 334


def test_no_problem_is_left_out_of_as_many_as_are_listed() -> None:
    assert sort_problems(map(_problem, range(1, 21))) == tuple(map(_problem, range(1, 21)))
