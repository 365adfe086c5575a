"""States of translations, and the differences that a corner ignores."""

from __future__ import annotations

import pickle
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner

from corner.cli import main
from corner.content.translation_state import TranslationState, digest_words, set_mark
from corner.diagnostics.problem import Severity, from_values
from corner.parity.runner import ComparedTexts, LanguageComparison
from corner.site.load import load
from corner.views import release as articles
from corner.views.types import Link
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, MKDOCS, NOW, Corner, release, translation


def test_the_mark_depends_on_words_and_not_on_spaces() -> None:
    mark = digest_words("Title", "What.", {"event.venue": "Quay"}, "One two.\n\nThree.\n")
    assert mark == digest_words("Title ", "What.", {"event.venue": " Quay"}, "One\ntwo.\n\n\nThree.")
    assert len({mark, digest_words("Title", "What.", {}, "One two.\n\nThree.\n"), digest_words("T", "W", {}, "")}) == 3


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_mark_changes_nothing_else_in_the_file(end: str) -> None:
    lines = ["---", "title:  消息 # why", "labels:", "  a: b", "---", "文。", "---", "translated_from: no"]
    data = end.join(lines).encode()
    once = set_mark(data, "0123456789abcdef")
    assert once == end.join([*lines[:4], 'translated_from: "0123456789abcdef"', *lines[4:]]).encode()
    assert set_mark(once, "fedcba9876543210") == once.replace(b"0123456789abcdef", b"fedcba9876543210")


def _run_translated(root: Path, *arguments: str) -> list[str]:
    result = CliRunner().invoke(main, ["translated", "--root", str(root), *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def test_each_text_has_a_state(corner: Corner) -> None:
    root = corner(
        {
            "news/releases/2021/alone.en.md": release(),
            "news/releases/2021/only.en.md": release(untranslated="[zh-Hant]"),
        }
    )
    _run_translated(root, "summaries/2020")
    states = {(status.key, status.locale): status.state for status in load(root, NOW).translations}
    assert states == {
        ("releases/2021/alone", "en"): TranslationState.ORIGINAL,
        ("releases/2021/alone", "zh-Hant"): TranslationState.MISSING,
        ("releases/2021/fair", "en"): TranslationState.ORIGINAL,
        ("releases/2021/fair", "zh-Hant"): TranslationState.UNTRACKED,
        ("releases/2021/only", "en"): TranslationState.ORIGINAL,
        ("releases/2021/only", "zh-Hant"): TranslationState.UNPLANNED,
        ("summaries/2020", "en"): TranslationState.ORIGINAL,
        ("summaries/2020", "zh-Hant"): TranslationState.CURRENT,
    }
    assert "missing      zh-Hant  releases/2021/alone" in _run_translated(root)


def _find_outdated(root: Path) -> Link | None:
    """Return the link to the changed original on the fair's Chinese page."""
    edition = corners.edition(root, "zh-Hant")
    return articles.release_view(edition, edition.catalogue.releases["releases/2021/fair"]).outdated


def test_a_change_of_the_original_is_reported_shown_and_marked(corner: Corner) -> None:
    root = corner()
    git = ["git", "-C", str(root), "-c", "user.name=E", "-c", "user.email=e@corner.example"]
    subprocess.run([*git, "init", "-q"], check=True)
    assert _run_translated(root, "releases/2021/fair") == [f"{FAIR_ZH}: marked"]
    subprocess.run([*git, "add", "news"], check=True)
    subprocess.run([*git, "commit", "-qm", "News"], check=True)
    text = (root / FAIR).read_text(encoding="utf-8")
    (root / FAIR).write_text(text.replace("The fair opens on", "The fair closed on"), encoding="utf-8")

    [problem] = load(root, NOW).problems
    assert (problem.path, problem.line, problem.code) == (FAIR_ZH, 4, "outdated-translation")
    assert problem.severity is Severity.WARNING
    lines = _run_translated(root, "--diff")
    assert lines[:2] == [
        f"{FAIR_ZH}: made from an earlier version of {FAIR}",
        "  body: The fair [-opens-]{+closed+} on the quay.",
    ]
    assert _find_outdated(root) == ("Spring fair", "news/2021/fair/", "en", "")

    assert _run_translated(root, "releases/2021/fair") == [f"{FAIR_ZH}: marked"]
    assert _run_translated(root, "releases/2021/fair") == [f"{FAIR_ZH}: is marked already"]
    assert load(root, NOW).problems == ()
    assert _find_outdated(root) is None


def test_an_earlier_text_that_is_not_in_the_history_is_reported(corner: Corner) -> None:
    root = corner({FAIR_ZH: translation(translated_from='"0123456789abcdef"')})
    assert _run_translated(root, "--diff")[1:] == [
        "  the version that it was made from is not in the history of this checkout"
    ]


def test_only_a_known_key_can_be_marked(corner: Corner) -> None:
    result = CliRunner().invoke(main, ["translated", "--root", str(corner()), "releases/2021/fiar"])
    assert result.exit_code == 2
    assert "found 'releases/2021/fiar'" in result.stderr


def test_an_ignored_difference_is_no_problem_whatever_its_spaces(corner: Corner) -> None:
    root = corner({FAIR: release("There were 1 090 boats."), FAIR_ZH: translation("船有1 091艘。")})
    assert len(corners.found(root)) == 1
    reasoned = translation("船有1 091艘。", parity="[{ignore: 1\u00a0091, reason: 已核實。}]")
    (root / FAIR_ZH).write_text(reasoned, encoding="utf-8")
    assert corners.found(root) == []


def test_differently_sorted_rows_can_be_ignored(corner: Corner) -> None:
    table = "| {} | {} |\n| --- | --- |\n| {} | 60 |\n| {} | 90 |\n"
    chinese = "| 船 | 數目 |\n| --- | --- |\n| 乙 | 90 |\n| 甲 | 60 |\n"
    root = corner({FAIR: release(table.format("Boat", "Number", "A", "B")), FAIR_ZH: translation(chinese)})
    assert [line.rpartition(" ")[2] for line in corners.found(root)] == ["[misplaced-value]"] * 2
    reasoned = translation(chinese, parity="[{ignore: tables, reason: 按筆畫排列。}]")
    (root / FAIR_ZH).write_text(reasoned, encoding="utf-8")
    assert corners.found(root) == []


def test_states_are_reported_also_without_comparison(corner: Corner) -> None:
    off = dedent(MKDOCS).replace("    page_size:", "    parity: false\n    page_size:")
    files = {FAIR: release("There were 1 090 boats."), FAIR_ZH: translation("船有1 091艘。")}
    root = corner(files)
    assert len(corners.found(root)) == 1
    (root / "mkdocs.yml").write_text(off, encoding="utf-8")
    assert corners.found(root) == []
    stale = translation("船有1 091艘。", translated_from='"0123456789abcdef"')
    (root / FAIR_ZH).write_text(stale, encoding="utf-8")
    (line,) = corners.found(root)
    assert line.endswith("[outdated-translation]")


def test_only_what_changed_is_compared(corner: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    compare_texts = LanguageComparison.compare_texts

    def record(comparison: LanguageComparison, pending: Iterable[str]) -> list[ComparedTexts]:
        compared.extend(pending)
        return compare_texts(comparison, pending)

    monkeypatch.setattr(LanguageComparison, "compare_texts", record)
    root = corner({FAIR: release("There were 1 090 boats."), FAIR_ZH: translation("船有1 090艘。")})
    assert load(root, NOW).problems == ()
    assert compared == ["releases/2021/fair", "summaries/2020"]
    compared.clear()
    assert load(root, NOW).problems == ()
    assert compared == []
    (root / FAIR_ZH).write_text(translation("船有1 091艘。"), encoding="utf-8")
    assert [problem.code for problem in load(root, NOW).problems] == ["different-number"]
    assert compared == ["releases/2021/fair"]


def test_a_message_names_the_present_file_of_a_renamed_text(corner: Corner) -> None:
    root = corner({FAIR: release("There were 1 090 boats."), FAIR_ZH: translation("船有1 091艘。")})
    assert [line.partition(":")[0] for line in corners.found(root)] == [FAIR_ZH]
    for path in (FAIR, FAIR_ZH):
        (root / path).rename(root / path.replace("fair", "show"))
    assert [line.partition(":")[0] for line in corners.found(root)] == [FAIR_ZH.replace("fair", "show")]


def test_shares_that_are_compared_elsewhere_give_the_same_problems(
    corner: Corner, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = corner({FAIR: release("There were 1 090 boats."), FAIR_ZH: translation("船有1 091艘（。")})
    expected = load(root, NOW).problems
    assert [problem.code for problem in expected] == ["different-number", "unclosed-bracket"]
    shutil.rmtree(root / ".cache")
    compare_texts = LanguageComparison.compare_texts
    shares = []

    def share(comparison: LanguageComparison, pending: Iterable[str]) -> list[ComparedTexts]:
        for content in [*pending][::-1]:
            sent = pickle.loads(pickle.dumps([content]))
            shares.append(pickle.loads(pickle.dumps(compare_texts(comparison, sent)))[0])
        return shares[::-1]

    monkeypatch.setattr(LanguageComparison, "compare_texts", share)
    assert load(root, NOW).problems == expected
    assert len(shares) == 2


def test_what_is_wrong_with_a_text_is_in_its_file(corner: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check of one text compares no other."""
    compare_texts = LanguageComparison.compare_texts
    compared: list[tuple[str, ComparedTexts]] = []

    def record(comparison: LanguageComparison, pending: Iterable[str]) -> list[ComparedTexts]:
        results = compare_texts(comparison, list(pending))
        compared.extend(zip(pending, results, strict=True))
        return results

    monkeypatch.setattr(LanguageComparison, "compare_texts", record)
    english = "On 31 February 2021 the the Boat Club met (there were 1 090 boats.\n\nIt ended early. See [it](https://one.example/)."
    chinese = "船會於2021年2月30日開會（船有1 091艘。\n\n## 部\n\n跌了5%。"
    root = corner({FAIR: release(english), FAIR_ZH: translation(chinese)})
    assert len({problem.code for problem in load(root, NOW).problems}) > 3
    for key, results in compared:
        for locale, (*_, problems) in results.items():
            assert {from_values(values).path for values in problems} <= {f"news/{key}.{locale}.md"}
