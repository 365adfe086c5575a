"""The names of files that a colleague's Windows could not fetch."""

from __future__ import annotations

import pytest

from corner.sources.forbidden_names import explain_name


@pytest.mark.parametrize(
    "path",
    [
        "releases/2021/fair.zh-Hant.md",
        "releases/2021/con-fair.en.md",
        "releases/2021/Annual report (1).PDF",
        "topics.yml",
        "releases/2021/a.tar.gz",
        "words/en",
    ],
)
def test_usual_names_are_allowed(path: str) -> None:
    assert explain_name(path) is None


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("releases/2021/con.en.md", "con.en.md"),
        ("releases/2021/com1.md", "com1.md"),
        ("aux/2021/fair.en.md", "aux"),
        ("releases/lpt9/fair.en.md", "lpt9"),
        ("releases/2021/NUL.txt", "NUL.txt"),
        ("releases/2021/fair.en.md.", "fair.en.md."),
        ("releases/2021/fair. ", "fair. "),
        ("releases/2021./fair.en.md", "2021."),
        ("releases/2021/fair: one.md", "fair: one.md"),
        ("releases/2021/fair.e?n.md", "fair.e?n.md"),
    ],
)
def test_a_name_that_windows_forbids_is_explained(path: str, name: str) -> None:
    assert f"'{name}'" in str(explain_name(path))
