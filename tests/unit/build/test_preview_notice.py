"""The notice at the head of a preview's pages."""

from __future__ import annotations

from corner.build.preview_notice import add_notice, make_notice
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.i18n.editor_language import EditorLanguage

PAGE = b'<body><main class="md-typeset" id="content"><h1>News</h1></main></body>'
ENGLISH = EditorLanguage()


def _problem(number: int, severity: Severity = Severity.ERROR) -> Problem:
    return Problem("news/a.en.md", number, "title", "missing-field", Message("expected a value, found none"), severity)


def test_a_page_begins_with_what_is_wrong() -> None:
    page = add_notice(PAGE, make_notice([_problem(2)], ENGLISH)).decode()
    before, _, after = page.partition("<h1>")
    assert "news/a.en.md:2: title: expected a value, found none [missing-field]" in before
    assert after == "News</h1></main></body>"


def test_what_is_wrong_is_said_in_the_editors_language_and_escaped() -> None:
    notice = make_notice([_problem(2)], EditorLanguage("zh-Hant"), failure="<b>").decode()
    assert 'lang="zh-Hant"' in notice
    assert "expected" not in notice
    assert "<b>" not in notice


def test_a_long_list_is_cut_and_says_how_much_is_left_out() -> None:
    notice = make_notice([_problem(line) for line in range(1, 9)], ENGLISH).decode()
    assert "news/a.en.md:5:" in notice
    assert "news/a.en.md:6:" not in notice
    assert "and 3 more" in notice


def test_warnings_alone_need_no_notice() -> None:
    assert make_notice([_problem(2, Severity.WARNING)], ENGLISH) == b""
    assert add_notice(PAGE, b"") == PAGE


def test_a_page_that_shows_mistakes_itself_has_no_notice() -> None:
    page = PAGE.replace(b"<h1>", b"<aside data-mistakes></aside><h1>")
    assert add_notice(page, make_notice([_problem(2)], ENGLISH)) == page
