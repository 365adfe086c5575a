"""`corner new` keeps the answers that it was given when one of them is wrong."""

from __future__ import annotations

from click.testing import CliRunner

from corner.cli import main
from tests.support.corners import Corner


def test_a_name_that_another_release_has_is_asked_for_again_and_no_other_answer_is(corner: Corner) -> None:
    root = corner()
    answers = ["", "Fair", "notice", "boat", "boats", "", "yesterday", "2021-03-02", "Second Fair", "second-fair"]
    result = CliRunner().invoke(main, ["new", "--root", str(root)], input="\n".join(answers) + "\n")
    assert "found 'fair', which is that of fair.en.md" in result.stderr
    assert "found 'Second Fair'" in result.stderr
    assert result.stderr.count("Title") == 1
    text = (root / "news/releases/2021/second-fair.en.md").read_text("utf-8")
    assert 'title: "Fair"\n' in text
    assert "topics: [boats]\n" in text
    assert sorted(path.name for path in (root / "news/releases/2021").iterdir()) == [
        "fair.en.md",
        "fair.zh-Hant.md",
        "second-fair.en.md",
        "second-fair.zh-Hant.md",
    ]


def test_an_option_that_is_wrong_is_refused_before_the_first_question(corner: Corner) -> None:
    root = str(corner())
    for options in (["--topics", "boat"], ["--type", "news"], ["--date", "2021-02-30"], ["--languages", "fr"]):
        result = CliRunner().invoke(main, ["new", "--root", root, *options], input="\n")
        assert result.exit_code == 2
        assert "Title" not in result.stderr, options
        assert "expected" in result.stderr
