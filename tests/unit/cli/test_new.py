"""`corner new` keeps the answers that it was given when one of them is wrong."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from corner.cli import main
from tests.support.corners import Corner

LOCALES = Path("hooks/corner/i18n/locales")


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


def test_questions_name_what_may_be_answered_in_the_language_of_the_editor(corner: Corner) -> None:
    answers = ["", "Fair", "notices", "notice"]
    result = CliRunner().invoke(
        main, ["new", "--lang", "zh-Hant", "--root", str(corner())], input="\n".join(answers) + "\n"
    )
    assert re.findall(r"^  (?:en|zh-Hant) .*[㐀-鿿]", result.stderr, re.MULTILINE) != []
    assert "語言（原文的語言在先） [zh-Hant,en]：" in result.stderr
    names = (LOCALES / "zh-Hant.yml").read_text("utf-8")
    listed = dict(re.findall(r"^  ([a-z-]+) +([^ \n]+)(?: / .+)?$", result.stderr, re.MULTILINE))
    assert listed["notice"] in names
    assert re.search("[㐀-鿿]", listed["notice"])
    assert (
        "應為以下其中一項：press-release、notice、event、measures；現為「notices」；是否指「notice」？" in result.stderr
    )
    assert "未有回答「專題的代號，以逗號分隔」，因此沒有寫入任何內容" in result.stderr


def test_comments_in_new_files_are_in_the_language_of_an_editor_who_reads_no_english(corner: Corner) -> None:
    root = corner()
    options = ["--title", "New light", "--type", "notice", "--topics", "boats", "--date", "2021-03-05"]
    for tag, languages in (("en", "en,zh-Hant"), ("zh-Hant", "en,zh-Hant")):
        arguments = [
            "new",
            "--lang",
            tag,
            "--root",
            str(root),
            "--languages",
            languages,
            "--slug",
            f"light-{tag.lower()}",
        ]
        assert CliRunner().invoke(main, [*arguments, *options]).exit_code == 0
    for tag, locale, is_chinese in (
        ("en", "en", False),
        ("en", "zh-hant", True),
        ("zh-hant", "en", True),
        ("zh-hant", "zh-hant", True),
    ):
        name = f"light-{tag}.{'zh-Hant' if locale == 'zh-hant' else locale}.md"
        text = (root / "news/releases/2021" / name).read_text("utf-8")
        assert ("# 標題" in text or "標題" in text.partition("title:")[0]) == is_chinese, name
        # What readers of the page would see stays in the language of the file.
        assert ("[[Write the text here]]" in text) == (locale == "en"), name
