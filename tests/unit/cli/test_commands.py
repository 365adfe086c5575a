"""The command `corner`: what it prints where, and how it exits."""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from corner.cli import main
from corner.cli.state_names import measure_width
from corner.diagnostics.reporters import FORMATS
from corner.site.load import load
from tests.support.corners import FAIR, FAIR_ZH, NOW, Corner, release

LEFT = {"news/releases/2021/left.pdf": "x"}
LEFT_LINE = (
    "news/releases/2021/left.pdf:1: warning: file: expected a release that shows or links this file, found none "
    "[unused-file]\n"
)


def _check(root: Path, *options: str, **environment: str | None) -> Result:
    return CliRunner().invoke(
        main, ["check", "--root", str(root), *options], env={"SOURCE_DATE_EPOCH": None, **environment}
    )


def test_a_good_corner_passes_and_is_counted(corner: Corner) -> None:
    result = _check(corner())
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Visible releases: 1; summaries: 1; items: 2.\n"


def test_each_problem_is_a_line_and_the_exit_says_so(corner: Corner) -> None:
    result = _check(corner({FAIR: release(topics="[boat]"), FAIR_ZH: None}))
    assert result.exit_code == 1
    assert result.stdout == (
        f"{FAIR}:6: topics.0: expected a key of news/topics.yml, found 'boat'; did you mean 'boats'? [unknown-topic]\n"
    )


@pytest.mark.parametrize(("options", "status"), [([], 0), (["--strict"], 1)])
def test_a_warning_fails_a_strict_check_only(corner: Corner, options: list[str], status: int) -> None:
    result = _check(corner(LEFT), *options)
    assert (result.exit_code, result.stdout) == (status, LEFT_LINE)


# The tiny corner's zone is nine hours ahead of UTC: the release of half past nine is there at half past midnight UTC.
@pytest.mark.parametrize(
    ("now", "count"),
    [
        ("2021-05-01T00:29:59Z", 0),
        ("2021-05-01T00:30Z", 1),
        ("2021-05-01T09:29:59+09:00", 0),
        ("2021-05-01T09:29:59", 0),
        ("2021-05-01T09:30", 1),
        ("2021-05-01", 0),
        ("2021-05-02", 1),
    ],
)
def test_the_moment_to_judge_for_is_in_the_corners_zone_unless_it_names_one(
    corner: Corner, now: str, count: int
) -> None:
    root = corner({FAIR: release(issued="2021-05-01 09:30"), FAIR_ZH: None})
    assert f"releases: {count}" in _check(root, "--now", now).stderr


def test_the_environment_can_name_the_moment(corner: Corner) -> None:
    root = corner()
    assert "releases: 0" in _check(root, SOURCE_DATE_EPOCH="0").stderr
    assert "releases: 1" in _check(root, SOURCE_DATE_EPOCH="1900000000").stderr


def test_an_option_counts_more_than_the_environment(corner: Corner) -> None:
    assert "releases: 1" in _check(corner(), "--now", "2022-01-01T00:00Z", SOURCE_DATE_EPOCH="0").stderr


@pytest.mark.parametrize("options", [["--now", "yesterday"], ["--now", ""], ["--root", "/nowhere"], ["--colour"]])
def test_what_cannot_run_exits_with_2_and_no_traceback(corner: Corner, options: list[str]) -> None:
    result = _check(corner(), *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr
    assert "Traceback" not in result.stderr


def test_a_wrong_epoch_exits_with_2(corner: Corner) -> None:
    result = _check(corner(), SOURCE_DATE_EPOCH="now")
    assert result.exit_code == 2
    assert "SOURCE_DATE_EPOCH" in result.stderr


def test_the_version_is_that_of_the_package() -> None:
    result = CliRunner().invoke(main, ["--version"])
    assert result.stdout == f"corner, version {version('co-operation-corner')}\n"


def test_paths_limit_the_report_to_their_files_and_the_exit_to_that(corner: Corner) -> None:
    root = corner({FAIR: release(topics="[boat]"), FAIR_ZH: None, **LEFT})
    assert FAIR in _check(root, str(root / FAIR)).stdout
    for path in ("news/releases/2021/left.pdf", "news/summaries", "docs"):
        result = _check(root, str(root / path))
        assert result.exit_code == 0
        assert FAIR not in result.stdout
    for path in (".", "news", "news/releases/2021"):
        result = _check(root, str(root / path))
        assert result.exit_code == 1
        assert FAIR in result.stdout
    assert _check(root, str(root / FAIR), str(root / "docs")).exit_code == 1


@pytest.mark.parametrize("path", ["news/releases/2021/nothing.en.md", ".."])
def test_a_path_that_is_not_there_or_not_the_corners_exits_with_2(corner: Corner, path: str) -> None:
    root = corner()
    result = _check(root, str(root / path))
    assert (result.exit_code, result.stdout) == (2, "")


def test_paths_are_relative_to_the_current_folder(corner: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    root = corner(LEFT)
    monkeypatch.chdir(root / "news")
    result = CliRunner().invoke(main, ["check", "--root", "..", "releases/2021/left.pdf"])
    assert (result.exit_code, result.stdout) == (0, LEFT_LINE)


@pytest.mark.parametrize("form", FORMATS)
def test_all_formats_report_the_same_problems_with_the_same_exit_status(corner: Corner, form: str) -> None:
    root = corner(LEFT)
    result = _check(root, "--strict", "--format", form)
    assert result.exit_code == 1
    assert result.stdout == FORMATS[form](load(root, NOW).problems) + "\n"


def test_a_good_corner_is_a_report_of_nothing_that_programs_can_read(corner: Corner) -> None:
    assert json.loads(_check(corner(), "--format", "json").stdout) == []


@pytest.mark.parametrize(
    "words", [["digest", "--since", "2020-01-01", "--output", "{root}/file/x"], ["schema", "--write"]]
)
def test_an_unwritable_file_is_reported_in_one_line(corner: Corner, words: list[str]) -> None:
    root = corner({"file": "x", "schemas": "x"})
    arguments = [word.format(root=root) for word in words]
    result = CliRunner().invoke(main, [*arguments, "--root", str(root)])
    assert (result.exit_code, isinstance(result.exception, SystemExit)) == (2, True)
    assert result.stderr.count("\n") == 1
    assert f"{root}/" in result.stderr
    assert "expected to be able to read and write files, found: " in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["--locale", "zh-hant"],
            "expected a language of the site (en, zh-Hant), found 'zh-hant'; did you mean 'zh-Hant'?",
        ),
        (["releases/2021/fairs"], "found 'releases/2021/fairs'; did you mean 'releases/2021/fair'?"),
    ],
)
def test_what_has_no_translation_is_refused(corner: Corner, words: list[str], said: str) -> None:
    result = CliRunner().invoke(main, ["translated", *words, "--root", str(corner())])
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_without_settings_nothing_is_translated(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["translated", "--root", str(tmp_path)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: expected the file mkdocs.yml")


# The language of messages


@pytest.mark.parametrize("options", [["--lang", "zh-Hant"], ["--lang=zh_HK.UTF-8"], []])
def test_messages_are_in_the_language_that_is_named(corner: Corner, options: list[str]) -> None:
    root = corner(LEFT)
    language = None if options else "zh_HK"
    result = _check(root, *options, CORNER_LANG=language, LANG="C")
    assert result.stdout.startswith("news/releases/2021/left.pdf:1: 警告：file: ")


def test_the_language_may_be_named_before_the_command(corner: Corner) -> None:
    result = CliRunner().invoke(main, ["--lang", "zh-Hant", "check", "--root", str(corner(LEFT))])
    assert "警告：" in result.stdout


@pytest.mark.parametrize("format_name", sorted(FORMATS.keys() - {"text"}))
def test_formats_for_programs_are_in_english(corner: Corner, format_name: str) -> None:
    root = corner(LEFT)
    english, chinese = (_check(root, "--format", format_name, "--lang", tag) for tag in ("en", "zh-Hant"))
    assert chinese.stdout == english.stdout


@pytest.mark.parametrize("arguments", [[], ["check"], ["publish"], ["import"]])
def test_help_is_in_the_language_and_fits_the_terminal(arguments: list[str]) -> None:
    result = CliRunner().invoke(main, [*arguments, "--lang", "zh-Hant", "--help"], terminal_width=80)
    assert result.output.startswith("用法：")
    assert all(measure_width(line) <= 80 for line in result.output.splitlines())
    assert re.findall(r"\b(?:the|of|and|is|that|OPTIONS|ARGS|TEXT|INTEGER)\b|:$", result.output, re.MULTILINE) == []
    assert CliRunner().invoke(main, [*arguments, "--help"]).output.startswith("Usage: ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chekc"], "錯誤：沒有指令「chekc」；是否指「check」？"),
        (["check", "--stric"], "錯誤：沒有選項「--stric」"),
        (["check", "--explain", "unknown-topik"], "錯誤：--explain有誤：應為規則代號；現為「unknown-topik」"),
        (["rename", "a"], "錯誤：請在指令之後加上"),
        (["check", "--now", "yesterday"], "應為時間，例如2026-11-22T09:00+08:00；現為「yesterday」"),
        (["serve", "--port", "one"], "應為數字；現為「one」"),
    ],
)
def test_errors_of_the_command_line_are_in_the_language(arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(main, ["--lang", "zh-Hant", *arguments])
    assert message in result.output
    assert result.exit_code == 2


def test_what_is_visible_is_counted_by_the_names_of_the_language(corner: Corner) -> None:
    assert _check(corner(), "--lang", "zh-Hant").stderr == "公眾可見：稿件1；摘要1；項目2。\n"


def test_a_rule_is_explained_in_the_language() -> None:
    result = CliRunner().invoke(main, ["check", "--lang", "zh-Hant", "--explain", "unknown-topic"])
    assert result.stdout == (
        "unknown-topic（錯誤）：`topics.yml`沒有該代號。\n錯：`topics: [exchanges]`\n對：`topics: [exchange]`\n"
    )
