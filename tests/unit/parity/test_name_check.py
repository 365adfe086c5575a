"""Names of bodies: the official ones, of the right day, in both texts."""

from __future__ import annotations

import pytest

from corner.site.load import load
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, NOW, Corner, release, translation

BODIES = """\
    office:
      names:
        - {name: {en: Office of Tides, zh-Hant: 潮汐署}, also: {en: [Director of Tides]}, from: 2018-10, grade: GRADE}
        - {name: {en: Tide Board, zh-Hant: 潮汐局}, until: 2018-10, grade: A}
    """


@pytest.mark.parametrize(("grade", "severity"), [("A", "error"), ("B", "error"), ("C", "warning"), ("D", None)])
def test_the_grade_of_a_name_decides_the_severity(corner: Corner, grade: str, severity: str | None) -> None:
    root = corner(
        {
            "news/bodies.yml": BODIES.replace("GRADE", grade),
            FAIR: release("The Office of Tides spoke."),
            FAIR_ZH: translation("署方發言。"),
        }
    )
    problems = [problem for problem in load(root, NOW).problems if problem.code == "different-name"]
    assert [problem.severity.value for problem in problems] == ([severity] if severity else [])


@pytest.mark.parametrize(("issued", "name"), [("2018-09-30", "潮汐局"), ("2018-10-01", "潮汐署")])
def test_the_expected_name_is_that_of_the_day(corner: Corner, issued: str, name: str) -> None:
    english = {"潮汐局": "Tide Board", "潮汐署": "Director of Tides"}[name]
    files = {
        FAIR: None,
        FAIR_ZH: None,
        "news/bodies.yml": BODIES.replace("GRADE", "A"),
        "news/releases/2018/visit.en.md": release(f"The {english} spoke.", issued=issued),
    }
    path = "news/releases/2018/visit.zh-Hant.md"
    root = corner({**files, path: translation(f"{name}發言。")})
    assert corners.found(root) == []
    wrong = {"潮汐局": "潮汐署", "潮汐署": "潮汐局"}[name]
    (root / path).write_text(translation(f"{wrong}發言。"), encoding="utf-8")
    lines = corners.found(root)
    assert [line.split("[")[-1] for line in lines] == ["untimely-name]"]
    assert f"expected '{name}'" in lines[0]


def test_the_most_similar_text_is_shown_with_a_missing_name(corner: Corner) -> None:
    root = corner(
        {
            "news/bodies.yml": BODIES.replace("GRADE", "A"),
            FAIR: release("潮。", title="T"),
            FAIR_ZH: None,
            "news/releases/2021/visit.zh-Hant.md": release("潮汐署發言。"),
            "news/releases/2021/visit.en.md": "---\ntitle: Visit\ndescription: D\n---\nThe Ofice of Tides spoke.\n",
        }
    )
    [line] = corners.found(root)
    assert line.endswith(
        "expected 'Office of Tides' or 'Director of Tides' for '潮汐署' in news/releases/2021/visit.zh-Hant.md:8, "
        "found 'Ofice of Tides' [different-name]"
    )
