"""Terms that are translated in two ways: where most places agree, the others are reported, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from corner.cli import main
from corner.parity.consistency import find_different_terms
from corner.site.load import load
from tests.support.corners import NOW, Corner, release, translation

REGISTER = """\
    name: {en: Laws, zh-Hant: 法例}
    record: {en: Law, zh-Hant: 法例}
    description: {en: The laws., zh-Hant: 各項法例。}
    fields:
      opened: {type: date, name: {en: Opened, zh-Hant: 啟用日期}}
"""
LAWS = """\
    boats:
      name: {en: Harbour Boats Ordinance, zh-Hant: 海港船隻條例}
    stalls:
      name: {en: Market Stalls Ordinance, zh-Hant: 市場攤檔條例}
"""


def _texts(*bodies: tuple[str, str]) -> dict[str, str]:
    """Return releases with the given bodies of original and translation."""
    files = {}
    for number, (english, chinese) in enumerate(bodies, 1):
        files[f"news/releases/2021/r{number}.en.md"] = release(english, issued=f"2021-03-{number:02}")
        files[f"news/releases/2021/r{number}.zh-Hant.md"] = translation(chinese)
    return files


def _find(root: Path) -> list[str]:
    loaded = load(root, NOW)
    assert loaded.tree
    assert loaded.checked
    assert loaded.settings
    problems = find_different_terms(loaded.checked.contents, loaded.tree, loaded.settings.written)
    return [str(problem) for problem in problems]


def test_a_heading_that_is_translated_otherwise_than_twice_before_is_reported(corner: Corner) -> None:
    root = corner(
        _texts(
            ("## Opening Ceremony\n\na", "## 開幕典禮\n\n甲"),
            ("## Opening ceremony\n\na", "## 開幕禮\n\n甲"),
            ("a\n\n## Opening ceremony\n\na", "甲\n\n## 開幕典禮\n\n甲"),
        )
    )
    assert _find(root) == [
        (
            "news/releases/2021/r2.zh-Hant.md:5: warning: body: expected '開幕典禮' for 'Opening ceremony' as in "
            "news/releases/2021/r1.zh-Hant.md:5 and 1 more, found '開幕禮' [different-term]"
        )
    ]


TABLE = "| {} | {} |\n| --- | --- |\n| {} | 5 |\n"


@pytest.mark.parametrize(
    ("first", "second", "line"),
    [
        (
            (TABLE.format("Day", "Stalls", "Sunday"), TABLE.format("日子", "攤檔", "星期日")),
            (TABLE.format("Day", "Stalls", "Monday"), TABLE.format("日子", "檔位", "星期一")),
            5,
        ),
        (("- old boats\n- maps\n", "- 舊船\n- 地圖\n"), ("- maps\n- stalls\n", "- 圖則\n- 攤檔\n"), 5),
    ],
)
def test_cells_and_items_are_compared(
    corner: Corner, first: tuple[str, str], second: tuple[str, str], line: int
) -> None:
    [problem] = _find(corner(_texts(first, second)))
    assert problem.startswith(f"news/releases/2021/r2.zh-Hant.md:{line}: warning: body: expected ")


def test_labels_are_compared_across_releases(corner: Corner) -> None:
    files = {}
    for number, name in enumerate(("港務處", "港務局", "港務處（英文）"), 1):
        files[f"news/releases/2021/r{number}.en.md"] = release(source="{name: Harbour Office}")
        files[f"news/releases/2021/r{number}.zh-Hant.md"] = translation(labels=f"{{source.name: {name}}}")
    assert _find(corner(files)) == [
        (
            "news/releases/2021/r2.zh-Hant.md:4: warning: source.name: expected '港務處' for 'Harbour Office' as in "
            "news/releases/2021/r1.zh-Hant.md:4 and 1 more, found '港務局' [different-term]"
        )
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # What makes no difference: spaces, the case, a gloss in brackets, a colon.
        (("## The Fair", "## 市集：\n"), ("## The fair", "## 市 集（英文）\n")),
        # Numbers, sentences, and lists that do not have the same items are no terms.
        (("- 5 boats\n", "- 五艘船\n"), ("- 5 boats\n", "- 5艘船\n")),
        (("- The boats are old.\n", "- 船隻很舊。\n"), ("- The boats are old.\n", "- 這些船很舊。\n")),
        (("- boats\n- maps\n", "- 船\n- 地圖\n"), ("- boats\n- maps\n", "- 船隻及地圖\n")),
    ],
)
def test_what_is_no_other_translation_is_not_reported(
    corner: Corner, first: tuple[str, str], second: tuple[str, str]
) -> None:
    assert _find(corner(_texts(first, second))) == []


RECORDS = {"news/registers/laws/register.yml": REGISTER, "news/registers/laws/hk.yml": LAWS}
NAMED = ("The Harbour Boats Ordinance applies.", "《海港船隻條例》適用。")
OTHER = ("Since 1998\nthe Harbour Boats Ordinance applies.", "自1998年起《港口船艇條例》適用。")


def test_a_text_without_the_name_of_a_record_that_most_texts_use_is_reported(corner: Corner) -> None:
    root = corner({**RECORDS, **_texts(NAMED, NAMED, ("The boats.", "船。"), OTHER)})
    assert _find(root) == [
        (
            "news/releases/2021/r4.zh-Hant.md:5: warning: body: expected '海港船隻條例' for 'Harbour Boats Ordinance' in "
            "news/releases/2021/r4.en.md:9, as in news/releases/2021/r1.zh-Hant.md and 1 more, found no such name "
            "[different-term]"
        )
    ]


def test_a_name_that_only_half_of_the_texts_use_is_not_reported(corner: Corner) -> None:
    assert _find(corner({**RECORDS, **_texts(NAMED, NAMED, OTHER, OTHER)})) == []


def test_a_name_that_one_text_uses_is_not_reported(corner: Corner) -> None:
    assert _find(corner({**RECORDS, **_texts(NAMED)})) == []


def test_only_the_option_reports_terms(corner: Corner) -> None:
    root = corner(_texts(("## Opening\n\na", "## 開幕\n\n甲"), ("## Opening\n\na", "## 揭幕\n\n甲")))
    runner = CliRunner()
    plain = runner.invoke(main, ["check", "--root", str(root)])
    assert (plain.exit_code, plain.stdout) == (0, "")
    result = runner.invoke(main, ["check", "--root", str(root), "--consistency"])
    assert result.exit_code == 0
    assert "[different-term]" in result.stdout
    assert runner.invoke(main, ["check", "--root", str(root), "--consistency", "--strict"]).exit_code == 1
