"""A register of ten thousand records: its check ends, and reports what is wrong in one line each."""

from __future__ import annotations

from typing import Any

import pytest

from corner.sources import yaml
from tests.support.berths import BERTHS, DECLARATION
from tests.support.corners import Corner, found

_DAYS = "valid: {from: 2020-01-01, until: 2021-01-01}"


@pytest.mark.parametrize("count", [3000, pytest.param(10_000, marks=pytest.mark.full)])
def test_a_chain_of_thousands_of_records_is_followed_once(corner: Corner, count: int) -> None:
    # Each record is replaced by the next; followed from each one to the end, ten thousand were fifty million steps.
    lines = [
        f"b-{number}: {{name: {{en: B, zh-Hant: 乙}}, quay: quay, {_DAYS}, replaced_by: b-{number + 1}}}"
        for number in range(count)
    ]
    records = "\n".join(lines) + "\n"
    problems = found(corner({DECLARATION: BERTHS[DECLARATION], "news/registers/berths/many.yml": records}))
    last = f"news/registers/berths/many.yml:{count}: b-{count - 1}.replaced_by: "
    expected = f"expected the key of a record of this register, found 'b-{count}'; did you mean "
    (problem,) = problems
    assert problem.startswith(last + expected)
    assert problem.endswith("[unknown-record]")


def test_a_long_circle_is_one_line_that_names_its_ends(corner: Corner) -> None:
    lines = [
        f"b-{number}: {{name: {{en: B, zh-Hant: 乙}}, quay: quay, {_DAYS}, replaced_by: b-{(number + 1) % 2000}}}"
        for number in range(2000)
    ]
    records = "\n".join(lines) + "\n"
    (problem,) = found(corner({DECLARATION: BERTHS[DECLARATION], "news/registers/berths/many.yml": records}))
    assert problem.startswith("news/registers/berths/many.yml:1: b-0.replaced_by: ")
    assert problem.endswith("that it replaces itself: b-0 → b-1 → b-2 → … → b-1999 → b-0 [circular-reference]")


def test_a_file_is_parsed_once_for_the_lines_of_all_its_problems(
    corner: Corner, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"b-{number}: {{name: {{en: B, zh-Hant: 乙}}, quay: quay, length: x}}" for number in range(200)]
    records = "\n".join(lines) + "\n"
    root = corner({DECLARATION: BERTHS[DECLARATION], "news/registers/berths/many.yml": records})
    parsed: list[str] = []
    compose = yaml._compose

    def count(text: str) -> Any:
        parsed.append(text)
        return compose(text)

    monkeypatch.setattr(yaml, "_compose", count)
    problems = found(root)
    place = "news/registers/berths/many.yml:"
    assert [problem.partition(" ")[0] for problem in problems] == [f"{place}{line}:" for line in range(1, 21)]
    assert problems[-1].endswith("; and 180 more like it [wrong-value]")
    assert parsed.count(records) == 2, "once for the data, and once for the lines"
