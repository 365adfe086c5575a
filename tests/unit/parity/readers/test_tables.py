"""Tables of languages: each file can be read, and a language without a file has an empty table."""

from __future__ import annotations

import pytest

from corner.parity.readers import tables
from corner.parity.readers.phrases import PhraseReader
from tests.support.corners import REPOSITORY

FILES = sorted((REPOSITORY / "hooks" / "corner" / "parity" / "readers").glob("*.yml"))


@pytest.mark.parametrize("code", [file.stem for file in FILES])
def test_each_table_can_be_read(code: str) -> None:
    table = tables.read_table(code)
    assert table.optional_numbers
    assert table.name_changes
    if table.phrase_table:
        PhraseReader(table.phrase_table)


def test_a_language_without_a_file_has_an_empty_table() -> None:
    assert tables.read_table("cy") == tables.LanguageTable()
    assert tables.read_table("cy").name_change_pattern.search("formerly") is None


@pytest.mark.parametrize(
    ("code", "sentence", "expected"),
    [
        ("en", "the office, formerly the board", True),
        ("en", "performers spoke", False),
        ("zh", "該署前稱潮汐局", True),
        ("zh", "潮汐署發言", False),
        ("pt", "a antiga comissão", True),
    ],
)
def test_a_change_of_names_is_recognised(code: str, sentence: str, *, expected: bool) -> None:
    assert bool(tables.read_table(code).name_change_pattern.search(sentence)) is expected
