"""Tables of languages: each file can be read, and a language without a file has an empty table."""

from __future__ import annotations

import pytest

from corner.parity.readers import tables
from tests.support.corners import REPOSITORY

FOLDER = REPOSITORY / "hooks" / "corner" / "parity" / "readers"
FILES = sorted(file for file in FOLDER.glob("*.yml") if file.stem != "latin")


@pytest.mark.parametrize("code", [file.stem for file in FILES])
def test_each_table_can_be_read(code: str) -> None:
    table = tables.read_table(code)
    assert table.optional_numbers
    assert table.name_changes


def test_a_language_without_a_file_has_the_common_patterns_only() -> None:
    assert (
        tables.read_table("cy").patterns == tables.read_table("latin").patterns[: len(tables.read_table("cy").patterns)]
    )
    assert not tables.read_table("cy").optional_numbers
    assert tables.read_table("cy").name_change_pattern.search("formerly") is None


@pytest.mark.parametrize(
    ("code", "sentence", "expected"),
    [
        ("en", "the office, formerly the board", True),
        ("en", "performers spoke", False),
        ("zh", "該署前稱潮汐局", True),
        ("zh", "潮汐署發言", False),
        ("pt", "a antiga comissão", True),
        ("fr", "l’ancien comité", True),
        ("ar", "الهيئة، المعروفة سابقًا", True),
        ("ar", "المسابقة الدولية", False),
    ],
)
def test_a_change_of_names_is_recognised(code: str, sentence: str, *, expected: bool) -> None:
    assert bool(tables.read_table(code).name_change_pattern.search(sentence)) is expected
