"""The tool that lists copied wording."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import copied_wording
from tools.copied_wording import find_copies, read_tokens

_SOURCE = (
    "The two sides agreed to launch a joint campaign against pirated goods in nine cities. They met twice that year."
)


def _copies(text: str, source: str = _SOURCE, names: tuple[str, ...] = ()) -> list[tuple[int, str]]:
    return [(copy.line, copy.words) for copy in find_copies(read_tokens(text, names), read_tokens(source, names))]


def test_a_phrase_of_eight_words_is_reported_with_its_line() -> None:
    text = "A plan of the spring:\n\nSix agencies launch a joint campaign against pirated goods in nine towns."
    assert _copies(text) == [(3, "launch a joint campaign against pirated goods in nine")]


def test_a_phrase_of_seven_words_is_not_reported() -> None:
    assert _copies("They launch a joint campaign against pirated goods everywhere.") == []


def test_a_phrase_is_recognised_across_lines_capitals_and_punctuation() -> None:
    text = "to Launch a joint\ncampaign, against **pirated** goods (in nine"
    assert _copies(text) == [(1, "to launch a joint campaign against pirated goods in nine")]


def test_a_short_sentence_is_reported_if_it_is_whole() -> None:
    assert _copies("They met twice that year.") == [(1, "they met twice that year")]
    assert _copies("They met twice that year in Macao.") == []


@pytest.mark.parametrize(
    "text",
    [
        "called the Office for the Promotion of Trade and Industry in Hong Kong",
        "called the harbour authority of the eastern islands and coasts",
    ],
)
def test_names_do_not_count(text: str) -> None:
    names = ("harbour authority of the eastern islands and coasts",)
    assert len(text.split()) >= 10
    assert _copies(text, text, names) == []


def test_two_chinese_characters_count_as_a_word() -> None:
    source = "雙方同意在九個城市展開打擊盜版貨品的聯合宣傳活動。"
    assert len("同意在九個城市展開打擊盜版貨品") == 15
    assert _copies("現已同意在九個城市展開打擊盜版貨品。", source) == []
    assert _copies("現已同意在九個城市展開打擊盜版貨品的行動。", source) == [
        (1, " ".join("同意在九個城市展開打擊盜版貨品的"))
    ]


def test_the_command_lists_what_is_copied_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in {
        "news/bodies.yml": "a: {names: [{name: {en: Harbour Board}}]}",
        "news/places.yml": "{}",
        "news/releases/2020/own.en.md": "---\ntitle: Own\n---\nIn our words.",
        "docs/copied.en.md": f"---\ntitle: Copied\n---\n{_SOURCE}",
        "sources/one.txt": _SOURCE,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    assert copied_wording.main([str(tmp_path / "sources"), "--root", str(tmp_path)]) == 1
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith("docs/copied.en.md:4: 20 words as in one.txt: the two sides agreed")
    assert last == "1 copied passages; 1 source documents."
    (tmp_path / "docs/copied.en.md").unlink()
    assert copied_wording.main([str(tmp_path / "sources"), "--root", str(tmp_path)]) == 0
