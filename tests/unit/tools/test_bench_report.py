"""The benchmark's arithmetic: what it holds against which target, and what its tables say."""

from pathlib import Path

import pytest

from tools.bench import measure, output, report, results, summary
from tools.bench.results import (
    AGAINST,
    BUILDS,
    CHECKED,
    COLD,
    EDITED,
    EVERYTHING,
    HUGO,
    LEAN,
    PLAIN,
    UNCHANGED,
    Comparison,
    Findings,
    calculate_growth,
)
from tools.bench.targets import judge

VOLUME = output.Volume(files=30, bytes=2_000_000, pages=20, feeds=1)
TARGETS = [
    ("1,000, plain, cold, wall, x lean Hugo's", "1"),
    ("5,000, plain, cold, wall, x lean Hugo's", "0.6"),
    ("1,000, plain, cold, CPU, x lean Hugo's", "0.8"),
    ("5,000, plain, cold, CPU, x lean Hugo's", "0.5"),
    ("1,000, everything, cold, wall, x that of abc", "0.5"),
    ("5,000, everything, cold, wall, x that of abc", "0.45"),
    ("5,000, everything, one edit, wall, x lean Hugo's full build at 5,000", "0.1"),
    ("20,000, everything, one edit, wall, x lean Hugo's full build at 5,000", "0.15"),
    ("5,000, everything, nothing changed, wall s", "0.6"),
    ("20,000, everything, nothing changed, wall s", "1.2"),
    ("1,000, everything, edit to seen in an open browser, s", "0.3"),
    ("20,000, everything, edit to seen in an open browser, s", "1"),
    ("50,000, plain, cold, wall s", "150"),
    ("50,000, plain, cold, memory of all processes, MB", "900"),
    ("growth of plain, cold, wall from 5,000 to 50,000, exponent", "1"),
    ("5,000, everything, corner check FILE, warm, wall s", "0.5"),
    ("corner --help, wall s", "0.15"),
]
"""The first targets, in their order, with the most that each may be."""


def _usage(cpu: float, wall: float = 1.0, tree: int | None = 300_000_000) -> measure.Usage:
    return measure.Usage(wall=wall, cpu=cpu, peak=200_000_000, tree=tree)


def _findings() -> Findings:
    """Return findings in which each target of the main table is held, by a hair."""
    findings = Findings(revision="abc", start=_usage(0.1, 0.15))
    for size, wall, cpu in ((1000, 1.0, 0.8), (5000, 6.0, 5.0)):
        result = findings.result(size)
        result.note(COLD, PLAIN, _usage(cpu, wall))
        result.note(COLD, LEAN, _usage(1 if size == 1000 else 10, 1 if size == 1000 else 10))
        result.note(COLD, EVERYTHING, _usage(1, 5 if size == 1000 else 45))
        result.note(COLD, AGAINST, _usage(1, 10 if size == 1000 else 100))
    findings.result(5000).note(EDITED, EVERYTHING, _usage(1, 1.0))
    findings.result(5000).note(UNCHANGED, EVERYTHING, _usage(1, 0.6))
    findings.result(5000).note(CHECKED, EVERYTHING, _usage(1, 0.5))
    findings.result(20_000).note(EDITED, EVERYTHING, _usage(1, 1.5))
    findings.result(20_000).note(UNCHANGED, EVERYTHING, _usage(1, 1.2))
    findings.result(1000).seen[EVERYTHING] = 0.3
    findings.result(20_000).seen[EVERYTHING] = 1.0
    findings.result(50_000).note(COLD, PLAIN, _usage(1, 60, 900_000_000))
    return findings


def test_the_targets_are_the_table_of_targets() -> None:
    verdicts = judge(Findings(revision="abc"))
    assert [(one.target, one.limit) for one in verdicts[: len(TARGETS)]] == TARGETS
    assert {one.held for one in verdicts} == {None}


def test_each_target_is_held_at_its_limit() -> None:
    held = {one.target: one.held for one in judge(_findings())[: len(TARGETS)]}
    assert held == {name: True for name, _ in TARGETS}


@pytest.mark.parametrize(
    ("size", "build", "side", "missed"),
    [
        (1000, COLD, PLAIN, {TARGETS[0][0], TARGETS[2][0]}),
        (5000, COLD, EVERYTHING, {TARGETS[5][0]}),
        (5000, EDITED, EVERYTHING, {TARGETS[6][0]}),
        (20_000, EDITED, EVERYTHING, {TARGETS[7][0]}),
        (5000, UNCHANGED, EVERYTHING, {TARGETS[8][0]}),
        (20_000, UNCHANGED, EVERYTHING, {TARGETS[9][0]}),
        (50_000, COLD, PLAIN, {TARGETS[12][0], TARGETS[13][0], TARGETS[14][0]}),
        (5000, CHECKED, EVERYTHING, {TARGETS[15][0]}),
    ],
)
def test_what_costs_more_misses_its_target(size: int, build: str, side: str, missed: set[str]) -> None:
    findings = _findings()
    findings.result(size).note(build, side, _usage(200, 200, 950_000_000))
    assert {one.target for one in judge(findings)[: len(TARGETS)] if not one.held} == missed


def test_slow_edits_and_starts_miss_their_targets() -> None:
    findings = _findings()
    findings.result(1000).seen[EVERYTHING] = 0.31
    findings.result(20_000).seen[EVERYTHING] = 1.01
    findings.start = _usage(0.1, 0.16)
    missed = {one.target for one in judge(findings)[: len(TARGETS)] if not one.held}
    assert missed == {TARGETS[10][0], TARGETS[11][0], TARGETS[16][0]}


def test_what_is_seen_without_a_browser_is_no_measurement_of_the_browser() -> None:
    findings = Findings()
    findings.result(1000).shown[EVERYTHING] = 0.1
    assert {one.held for one in judge(findings)} == {None}


def test_builds_with_a_search_index_are_compared_with_those_of_full_hugo_alone() -> None:
    for with_search, has_search, compared in ((False, True, set()), (True, False, set()), (True, True, {HUGO})):
        findings = Findings(with_search=with_search)
        result = findings.result(1000)
        result.has_search = has_search
        for side in (PLAIN, HUGO, LEAN):
            result.note(COLD, side, _usage(1))
        names = {one.target for one in judge(findings) if one.held is not None}
        assert {side for side in (HUGO, LEAN) if any(side in name for name in names)} == compared


def test_growth_is_the_exponent_between_two_sizes() -> None:
    findings = Findings()
    findings.result(1000).note(COLD, PLAIN, _usage(1, 1))
    assert calculate_growth(findings.results, (1000, 5000)) is None
    findings.result(5000).note(COLD, PLAIN, _usage(25, 5))
    assert calculate_growth(findings.results, (1000, 5000)) == pytest.approx(2.0)
    assert calculate_growth(findings.results, (1000, 5000), what="wall") == pytest.approx(1.0)


def test_a_converted_edition_is_at_most_a_fifth_of_a_build() -> None:
    for cpu, held in ((1.25, True), (1.26, False)):
        findings = Findings()
        findings.result(5000).extras["converted"] = (_usage(cpu), _usage(1))
        verdicts = {one.target: one.held for one in judge(findings)}
        assert verdicts["5,000, with the converted edition, cold, CPU, x without"] is held


def test_a_comparison_of_languages_costs_three_milliseconds_a_pair() -> None:
    for cpu, held in ((24.9, True), (25.1, False)):
        findings = Findings()
        findings.result(5000).extras["parity"] = (_usage(cpu), _usage(10))
        verdicts = {one.target: one.held for one in judge(findings)}
        assert verdicts["5,000, comparison of languages, cold, CPU ms a pair"] is held


def test_records_may_cost_what_as_many_releases_in_one_language_cost() -> None:
    compared = Comparison(
        count=5000,
        records={build: _usage(cpu) for build, cpu in zip(BUILDS, (2.0, 3.0, 4.0), strict=True)},
        releases={build: _usage(3.0) for build in BUILDS},
        register_site=VOLUME,
        release_site=VOLUME,
    )
    findings = Findings(compared=compared)
    assert [one.held for one in judge(findings)[-3:]] == [True, True, False]
    text = report.text(findings)
    assert ["cold build, CPU s", "2.00", "3.00", "0.67"] in _cells(text)
    assert ["5,000 records, one edit, CPU, x releases in one language", "1", "1.33", "NOT HELD"] in _cells(text)
    assert "releases in two languages" not in text


def test_each_row_says_what_was_built_and_what_it_cost() -> None:
    findings = _findings()
    findings.program, findings.place = "`corner build`", "in memory (tmpfs)"
    findings.result(1000).volumes[PLAIN] = VOLUME
    findings.result(1000).touched[PLAIN] = 0
    text = report.text(findings)
    cells = _cells(text)
    assert ["what", "which", "wall s", "CPU s", "largest process MB", "all processes MB"] in cells
    assert [COLD, "plain", "1.00", "0.80", "200", "300"] in cells
    assert [COLD, "everything, abc", "10.00", "1.00", "200", "300"] in cells
    assert ["edit until seen in an open browser", "everything", "0.30", "", "", ""] in cells
    assert ["plain", "20", "1", "30", "2.0"] in cells
    assert "Files that plain wrote when nothing had changed: 0." in text
    assert "Built by `corner build`, in memory (tmpfs)." in text
    for side in (PLAIN, EVERYTHING, LEAN):
        assert f"- {side}: {results.SIDES[side]}." in text
    assert f"- {HUGO}: " not in text


def test_memory_that_was_not_sampled_is_left_out() -> None:
    findings = Findings()
    findings.result(1000).note(COLD, PLAIN, _usage(1, tree=None))
    assert [COLD, "plain", "1.00", "1.00", "200", ""] in _cells(report.text(findings))


def test_the_tables_of_readme_show_what_a_user_gets_beside_hugo() -> None:
    findings = _findings()
    findings.result(5000).note(COLD, HUGO, _usage(33, 17, None))
    findings.result(5000).volumes[PLAIN] = VOLUME
    cells = _cells(summary.text(findings))
    sizes = ["1,000 releases", "5,000 releases", "20,000 releases"]
    assert cells[0] == ["everything that a user gets, seconds", *sizes]
    assert ["first build", "5.0", "45.0", ""] in cells
    assert ["after one edit", "", "1.0", "1.5"] in cells
    assert ["from an edit until an open browser shows it", "0.30", "", "1.0"] in cells
    compared = cells.index(
        [
            "5,000 releases in two languages",
            "this, plain",
            "this, everything",
            "Hugo, the same site",
            "Hugo, a usual site",
        ]
    )
    assert cells[compared + 2 :] == [
        ["pages", "20", "", "", ""],
        ["first build, seconds", "6.0", "45.0", "17.0", "10.0"],
        ["first build, seconds of CPU", "5.0", "1.0", "33.0", "10.0"],
        ["after one edit, seconds", "", "1.0", "17.0", "10.0"],
        ["memory, MB", "300", "300", "200", "300"],
    ]


def test_results_of_two_runs_come_together_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    first = results.read(file)
    first.begin("`mkdocs build`", with_search=False)
    first.result(1000).note(COLD, PLAIN, _usage(1))
    first.result(1000).extras["cards"] = (_usage(2), _usage(1))
    results.write(first, file)
    second = results.read(file)
    assert second == first
    second.begin("`mkdocs build`", with_search=False)
    second.result(1000).note(COLD, LEAN, _usage(2))
    second.result(5000).note(COLD, PLAIN, _usage(3))
    results.write(second, file)
    assert results.read(file).result(1000).usages == {COLD: {PLAIN: _usage(1), LEAN: _usage(2)}}
    for program, with_search in (("`corner build`", False), ("`mkdocs build`", True)):
        with pytest.raises(results.MismatchError, match="`mkdocs build` without --search; give another file"):
            results.read(file).begin(program, with_search=with_search)


def _cells(text: str) -> list[list[str]]:
    """Return the cells of all rows of all tables."""
    return [[cell.strip() for cell in line[1:-1].split("|")] for line in text.splitlines() if line.startswith("|")]
