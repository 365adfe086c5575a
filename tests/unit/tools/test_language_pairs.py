"""The comparison of languages on whole texts, as it is measured: no message where they say the same, and one where they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.corners import REPOSITORY
from tools.language_pairs import __main__ as command
from tools.language_pairs import measure
from tools.language_pairs.checker import PairChecker
from tools.language_pairs.differences import CLASSES, PlantedDifference, plant_differences
from tools.language_pairs.figures import change_number, read_words
from tools.language_pairs.pairs import Judgement, PairText, TextPair, add_spaces, read_pairs, remove_spaces

PAIRS = read_pairs(REPOSITORY / "tests" / "pairs")
NAMES = [pair.name for pair in PAIRS]
LEAST = {
    "digits": 1.0,
    "date": 1.0,
    "scale": 1.0,
    "percentage": 1.0,
    "currency": 1.0,
    "ordinal": 0.85,
    "swap": 0.9,
    "time": 0.95,
    "phone": 1.0,
    "weekday": 0.95,
    "figure added": 1.0,
    "figure dropped": 1.0,
    "sentence": 0.9,
    "paragraph": 1.0,
    "list item": 1.0,
    "row": 1.0,
    "direction": 1.0,
    "more and less": 0.5,
    "negation": 0.55,  # the tables of Danish and Finnish have no words beside figures
    "place": 0.0,
}
"""The share of planted differences that is caught, for each class."""


@pytest.fixture(scope="module")
def checker() -> PairChecker:
    return PairChecker(text.locale for pair in PAIRS for text in pair.texts)


@pytest.mark.parametrize("change", [remove_spaces, add_spaces])
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_a_translation_that_says_the_same_has_no_message(pair: TextPair, change: object, checker: PairChecker) -> None:
    assert callable(change)
    assert [str(problem) for problem in checker.check(pair.rewrite(change)).problems] == []


def test_planted_differences_of_each_class_are_told(checker: PairChecker) -> None:
    counts = measure.count_caught(checker, PAIRS, seed=1, number=3)
    assert set(LEAST) == set(CLASSES)
    assert [kind for kind, count in counts.items() if count.tried < 6] == []
    shares = {kind: (count.caught / count.tried, count.missed) for kind, count in counts.items()}
    assert {kind: share for kind, share in shares.items() if share[0] < LEAST[kind]} == {}


def test_the_texts_have_all_languages_that_are_declared_and_enough_of_each_kind() -> None:
    locales = {pair.texts[1].locale for pair in PAIRS}
    assert locales == {"zh-Hant", "en", "pt", "da", "fi"}
    assert len(PAIRS) >= 8


def test_one_seed_plants_the_same_differences_and_another_one_others() -> None:
    first = [planted.change for planted in plant_differences(PAIRS[0], 1, 3)]
    assert [planted.change for planted in plant_differences(PAIRS[0], 1, 3)] == first
    assert [planted.change for planted in plant_differences(PAIRS[0], 2, 3)] != first


@pytest.mark.parametrize("pair", PAIRS, ids=NAMES)
def test_a_planted_difference_changes_one_line_of_one_text(pair: TextPair) -> None:
    for planted in plant_differences(pair, 1, 3):
        before, after = (other.texts[planted.side].lines for other in (pair, planted.pair))
        assert planted.pair.texts[1 - planted.side] == pair.texts[1 - planted.side]
        if len(before) == len(after):
            changed = [number for number, lines in enumerate(zip(before, after, strict=True)) if lines[0] != lines[1]]
            assert len(changed) == 1, planted.change
            assert changed[0] in planted.passage
        else:
            assert len(after) == len(before) - 1


def _pair(original: str, translation: str, judgements: tuple[Judgement, ...] = ()) -> TextPair:
    texts = PairText("en", tuple(original.split("\n"))), PairText("zh-Hant", tuple(translation.split("\n")))
    return TextPair("a", texts, judgements)


ONE_SLIP = _pair("Fair\n60 boats.\n\n70 stalls.", "市集\n60艘船。\n\n90個攤位。")
SLIP = "a.zh-Hant.md:7: body: expected '70' as in a.en.md:10, found '90' [different-number]"


@pytest.mark.parametrize(
    ("verdict", "reported", "useless", "false"),
    [("TRUE", 1, 0, 0), ("FALSE", 0, 0, 1), ("USELESS", 0, 1, 0), ("", 0, 0, 1)],
)
def test_messages_are_counted_by_the_verdict_of_a_reader(
    verdict: str, reported: int, useless: int, false: int, checker: PairChecker
) -> None:
    judgements = (Judgement(verdict, SLIP),) if verdict else ()
    count = measure.count_messages(checker, [TextPair("a", ONE_SLIP.texts, judgements)])
    assert (count.reported, len(count.useless), len(count.false)) == (reported, useless, false)
    assert count.slips == (verdict == "TRUE")
    assert count.codes == {"different-number": 1}


def test_a_slip_that_no_message_tells_is_not_counted_as_told(checker: PairChecker) -> None:
    judgement = Judgement("TRUE", SLIP.replace("'90'", "'80'").replace("'70'", "'71'"))
    count = measure.count_messages(checker, [TextPair("a", ONE_SLIP.texts, (judgement,))])
    assert (count.slips, count.reported, len(count.false)) == (1, 0, 1)


def test_only_a_new_message_about_the_passage_catches_a_difference(
    checker: PairChecker, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = _pair("Fair\n60 boats.\n\n70 stalls.", "市集\n60艘船。\n\n70個攤位。")
    differences = [difference for difference in plant_differences(pair, 1, 9) if difference.kind == "digits"]
    assert [difference.passage for difference in differences if "'70'" in difference.change] == [range(3, 4)] * 2

    def is_caught(planted: PlantedDifference) -> bool:
        monkeypatch.setattr(measure, "plant_differences", lambda *_: [planted])
        return measure.count_caught(checker, [pair], 1, 1)["digits"].caught == 1

    for planted in differences:
        assert is_caught(planted)
        assert not is_caught(planted._replace(pair=pair))
        other = range(3, 4) if planted.passage == range(1, 2) else range(1, 2)
        assert not is_caught(planted._replace(passage=other))


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("12", "date", "11"),
        ("1", "date", "2"),
        ("05", "time", "04"),
        ("二十四", "date", "二十三"),
        ("十", "ordinal", "九"),
        ("9,600", "digits", "1,600"),
    ],
)
def test_a_changed_number_is_another_one_of_the_same_form(text: str, kind: str, expected: str) -> None:
    position = 0.99 if kind == "date" else 0.0
    assert change_number(text, kind, position) == expected


def test_figures_are_recognised_by_their_kind() -> None:
    line = "In 2023 some 1,250 boats (12.5 per cent) came on 3 May at 4.30pm to the 17th fair, call 2555 0143, see [map](b/12.html)."
    figures = [(line[span.start : span.end], span.kind) for span in read_words("en").find_figures(line)]
    assert figures == [
        ("2023", "date"),
        ("1,250", "digits"),
        ("12.5", "percentage"),
        ("3", "date"),
        ("4", "time"),
        ("30", "time"),
        ("17", "ordinal"),
        ("2555 0143", "phone"),
    ]


def test_spaces_between_digits_and_chinese_characters_are_added_and_removed() -> None:
    assert add_spaces("9月共2000萬 of 3") == "9 月共 2000 萬 of 3"
    assert remove_spaces("9 月共 2000 萬 of 3") == "9月共2000萬 of 3"


def test_pairs_are_read_with_their_original_and_verdicts(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name, text in (
        ("sub/a.en.txt", "A\nx\n"),
        ("sub/a.zh.txt", "甲\n丁\n"),
        ("b.en.md", "---\ntitle: B\ndescription: d\n---\nx\n"),
        ("b.pt.md", "---\ntitle: B\ndescription: d\nissued: 2021-01-01\n---\nx\n"),
        ("SOURCES.tsv", "set\tname\toriginal\tsource\ns\ta\tzh\tt\n"),
        ("judged.tsv", "TRUE\ta.zh-Hant.md:5: body: x\n"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    first, second = read_pairs(tmp_path)
    assert [(pair.name, [text.locale for text in pair.texts]) for pair in (first, second)] == [
        ("b", ["pt", "en"]),
        ("a", ["zh-Hant", "en"]),
    ]
    assert second.judgements == (Judgement("TRUE", "a.zh-Hant.md:5: body: x"),)
    assert first.texts[0].lines == ("B", "x")


def test_the_command_prints_both_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.en.txt").write_text("Fair\n60 boats.\n\n70 stalls.\n", encoding="utf-8")
    (tmp_path / "a.zh.txt").write_text("市集\n60艘船。\n\n90個攤位。\n", encoding="utf-8")
    assert command.main([str(tmp_path), "--plants", "1", "--list", "--caught"]) == 0
    printed = capsys.readouterr().out
    assert "Without spaces: 1 pairs, 1 messages, 1.00 a pair" in printed
    assert "FALSE\ta.zh-Hant.md:7: body: expected '70' as in a.en.md:10" in printed
    assert "ms a pair" in printed
    assert "hard facts" in printed


def test_a_folder_without_pairs_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main([str(tmp_path)])
    assert "expected texts in two languages" in capsys.readouterr().err
