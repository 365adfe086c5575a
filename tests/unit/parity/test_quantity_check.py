"""Numbers, dates and times of two texts: those that agree in any form, those that differ, and those in another place."""

from __future__ import annotations

import pytest
import yaml

from corner.content import markdown_blocks
from corner.diagnostics.problem import Problem
from corner.parity import quantity_check, side
from corner.parity.alignment import Alignment
from corner.parity.lexicon import read_lexicon
from corner.parity.quantity_text import QuantityText
from corner.parity.readers.reader import read_quantities
from corner.parity.sentences import TextSegments
from tests.support.corners import REPOSITORY
from tests.support.texts import create_text

LEXICONS = {locale: read_lexicon(locale) for locale in ("en", "zh-Hant", "pt")}
SENTENCES = yaml.safe_load((REPOSITORY / "tests" / "sentences.yml").read_text(encoding="utf-8"))


def _compare(
    original: str, translation: str, locale: str = "zh-Hant", title: tuple[str, str] = ("", "")
) -> list[Problem]:
    """Return the problems of an English text and its translation."""
    sources = [
        create_text(name, body, heading)
        for name, heading, body in (("en", title[0], original), (locale, title[1], translation))
    ]
    texts, segments = [], []
    for source, other in zip(sources, sources[::-1], strict=True):
        text = side.create_text_side(source)
        lexicon = LEXICONS[source.locale]
        quantities = LEXICONS[other.locale].weigh(read_quantities(text.text, lexicon).sort())
        texts.append(QuantityText(text, quantities, lexicon))
        marks = markdown_blocks.iter_marks(source.body, "releases/2021")
        segments.append(TextSegments(text, lexicon, quantities, marks))
    mismatches = quantity_check.compare_quantities((texts[0], texts[1]), Alignment(segments[0], segments[1]))
    return [mismatch.problem for mismatch in mismatches]


@pytest.mark.parametrize(("english", "chinese"), SENTENCES["same"])
def test_sentences_that_say_the_same_have_no_problems(english: str, chinese: str) -> None:
    assert [problem.message for problem in _compare(english, chinese)] == []


@pytest.mark.parametrize(("english", "chinese"), SENTENCES["different"])
def test_sentences_that_differ_are_reported_with_both_list_lines(english: str, chinese: str) -> None:
    problems = _compare(f"A.\n\n{english}", f"甲。\n\n{chinese}")
    assert problems
    for problem in problems:
        assert (problem.path, problem.line) == ("a.zh-Hant.md", 6)
        assert "a.en.md:6" in problem.message


@pytest.mark.parametrize(("english", "portuguese"), SENTENCES["same_in_portuguese"])
def test_portuguese_sentences_that_say_the_same_have_no_problems(english: str, portuguese: str) -> None:
    assert [problem.message for problem in _compare(english, portuguese, "pt")] == []


@pytest.mark.parametrize(("english", "portuguese"), SENTENCES["different_in_portuguese"])
def test_portuguese_sentences_that_differ_are_reported(english: str, portuguese: str) -> None:
    assert _compare(f"A.\n\n{english}", f"B.\n\n{portuguese}", "pt")


def _list_lines(original: str, translation: str) -> list[tuple[int, str]]:
    """Return line and severity of each misplaced value."""
    problems = _compare(original, translation)
    assert {problem.code for problem in problems} <= {"misplaced-value"}
    return sorted((problem.line, problem.severity.value) for problem in problems)


TWO_ROWS = "| Day | Boats |\n| --- | --- |\n| Saturday | {} |\n| Sunday | {} |\n"
TWO_ITEMS = "- boats: {}\n- stalls: {}\n"
TWO_NOTES = "a[^1] b[^2]\n\n[^1]: {}\n[^2]: {}\n"
TWO_SECTIONS = "## A\n\na\n\nb {}\n\n## B\n\nc {}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{} boats.\n\n{} stalls.\n", [(4, "warning"), (6, "warning")]),
        (TWO_ROWS, [(6, "error"), (7, "error")]),
        ("| Boats | Stalls |\n| --- | --- |\n| {} | {} |\n", [(6, "error")]),
        (TWO_ITEMS, [(4, "warning"), (5, "warning")]),
        (TWO_NOTES, [(6, "warning"), (7, "warning")]),
        (TWO_SECTIONS, [(8, "warning"), (12, "warning")]),
        ("## {} boats\n\n## {} stalls\n", [(4, "warning"), (6, "warning")]),
        ("There were {} boats. There were {} stalls.\n", [(4, "warning")]),
        ("- a\n  - {}\n- b\n  - {}\n", [(5, "warning"), (7, "warning")]),
    ],
)
def test_two_exchanged_figures_are_reported(text: str, expected: list[tuple[int, str]]) -> None:
    assert _list_lines(text.format(60, 90), text.format(60, 90)) == []
    assert _list_lines(text.format(60, 90), text.format(90, 60)) == expected


@pytest.mark.parametrize(
    ("english", "right", "wrong"),
    [
        (
            "Exports were HK$550 billion, and imports HK$500 billion.",
            "出口為5,500億港元，進口為5,000億港元。",
            "出口為5,000億港元，進口為5,500億港元。",
        ),
        ("It took 24 hours and 183 ships.", "歷時24小時，動用183艘船。", "歷時183小時，動用24艘船。"),
        # Each language has its own order: a whole with its part, and a figure that rose from another.
        ("Of 90 boats 60 were new.", "60艘屬新船，總數為90艘。", None),
        ("It rose to 33 per cent from 30 per cent.", "由30%升至33%。", None),
        ("The ratio was 841 men per 1,000 women.", "每1,000名女性對841名男性。", None),
        ("There were 50 boats in 2019, and 100 boats in 2021.", "2021年有船100艘，2019年有船50艘。", None),
        # The figures of a range, a score and a list keep their order, and a range may begin with a small numeral.
        ("They won by 17.5 to 12.5.", "他們以17.5比12.5勝出。", "他們以12.5比17.5勝出。"),
        ("She won 6&5.", "她以6&5勝出。", "她以5&6勝出。"),
        ("It has a record of 13-21-3.", "戰績為13勝21敗3和。", "戰績為21勝13敗3和。"),
        ("Blocks 3 to 5 are shut.", "第三至五座關閉。", "第五至三座關閉。"),
        ("Voters were 18- to 29-year-olds.", "選民為18至29歲。", "選民為29至18歲。"),
        # A part is less than its whole, which the other language may put first.
        ("They lost six of their last eight games.", "最近8場比賽中輸了6場。", "最近6場比賽中輸了8場。"),
        ("They took three points out of seven.", "取得7分中的3分。", "取得3分中的7分。"),
        ("They won three out of seven.", "取得7分中的3分。", "取得3分中的7分。"),
        # A name or a year that is beside a figure belongs to it.
        (
            "She has a 2.53 ERA and 300 wins in 220 games.",
            "她在220場比賽中有2.53 ERA和300勝。",
            "她在2.53場比賽中有220 ERA和300勝。",
        ),
        (
            "Some 1,127 came last year, compared with 2,706 in 2011.",
            "2011年有2,706人前來，去年則有1,127人。",
            "2011年有1,127人前來，去年則有2,706人。",
        ),
        # Figures that are repeated correspond in their order.
        (
            "Some 72 per cent chose tea, 72 per cent milk, 69 per cent rice and 63 per cent soup.",
            "選茶的有72%，選奶的有72%，選飯的有69%，選湯的有63%。",
            "選茶的有72%，選奶的有69%，選飯的有72%，選湯的有63%。",
        ),
        (
            "They won 4&3 in the foursomes and lost 2&1 at home.",
            "他們在四人賽以4&3勝出，主場以2&1落敗。",
            "他們在四人賽以1&3勝出，主場以2&4落敗。",
        ),
        # A year before or after a figure does not say that the figure has moved.
        (
            "It was 16 per cent, against 34 per cent in the poll of 2016, and 66 per cent stayed away.",
            "比率為16%，有別於2016年投票的34%，而66%沒有前來。",
            "比率為16%，有別於2016年投票的66%，而34%沒有前來。",
        ),
        (
            "It was 34 per cent of all voters in 2016, and 66 per cent later.",
            "2016年，比率為34%，其後為66%。",
            "2016年，比率為66%，其後為34%。",
        ),
        # The unit of one figure is that of the other one.
        (
            "It saw 1,259 cases, 2.5 times more, with 1,272 persons.",
            "共有1,259宗，增加2.5倍，涉及1,272人。",
            "共有1,259宗，增加1,272倍，涉及2.5人。",
        ),
        # “Of” is no sign of a part in a list, and “from” belongs to the figure after it.
        ("They saw 312 boxes of tea and 88 boxes of rice.", "發現312箱茶和88箱米。", "發現88箱茶和312箱米。"),
        ("The share fell from 9.5% to 8.6%.", "佔比由9.5%下降至8.6%。", "佔比由8.6%下降至9.5%。"),
    ],
)
def test_two_figures_that_change_places_in_a_sentence_are_reported(english: str, right: str, wrong: str | None) -> None:
    assert [problem.message for problem in _compare(english, right)] == []
    if wrong:
        [problem] = _compare(english, wrong)
        assert (problem.code, problem.severity.value) == ("misplaced-value", "warning")


def test_exchanged_dates_and_times_are_reported() -> None:
    english = TWO_ROWS.format("March 6, 2021, 9am", "March 7, 2021, 2pm")
    right = TWO_ROWS.format("2021年3月6日上午9時", "2021年3月7日下午2時")
    assert _list_lines(english, right) == []
    assert _list_lines(
        english, right.replace("3月6日", "3月0日").replace("3月7日", "3月6日").replace("3月0日", "3月7日")
    )
    assert _list_lines(english, right.replace("上午9時", "下午2時", 1).replace("3月7日下午2時", "3月7日上午9時"))


def test_a_row_has_all_values_of_the_same_row_in_the_other_text() -> None:
    english = "There were 60 boats and 90 stalls.\n\n" + TWO_ROWS.format("60 and 90", "5")
    chinese = "有船60艘及攤位90個。\n\n" + TWO_ROWS.format("60", "5")
    [problem] = _compare(english, chinese)
    assert (problem.code, problem.line, problem.severity.value) == ("misplaced-value", 8, "error")
    assert problem.message == (
        "expected '90' as in a.en.md:8: “Saturday | 60 and 90”, found no such thing in this row: “60”"
    )


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        # Paragraphs and lists with different numbers of parts are compared as one.
        ("60 boats.\n\n90 stalls.\n\n70 maps.", "60艘船及90個攤位。\n\n70張地圖。"),
        ("- 60 boats\n- 90 stalls\n- 70 maps\n", "- 60艘船及90個攤位\n- 70張地圖\n"),
        # The order within a sentence is that of the language.
        ("Of 90 boats 60 were new.", "60艘屬新船，總數為90艘。"),
        # A heading of another level has the same position.
        ("## A\n\n60\n\n## B\n\n90\n", "## 甲\n\n60\n\n### 乙\n\n90\n"),
        # The year of a date may be elsewhere.
        ("On June 3, 2021 a.\n\nOn June 4, 2021 b.", "2021年6月3日甲。\n\n6月4日乙。"),
    ],
)
def test_a_different_wording_is_no_problem(english: str, chinese: str) -> None:
    assert [problem.message for problem in _compare(english, chinese)] == []


@pytest.mark.parametrize(
    ("english", "chinese", "message"),
    [
        (
            "There were 16 measures.\n\nOf the 16 measures 12 are in force.",
            "有16條措施。\n\n措施之中12條已落實。",
            "expected '16' as in a.en.md:6: “Of the 16 measures 12 are in…”, found no such thing in “措施之中12條已落實。”",
        ),
        (
            "There were 60 boats.\n\nThere were 90 stalls.",
            "有船60艘。\n\n60艘船以外，有攤位90個。",
            "expected what a.en.md:6 says, “There were 90 stalls.”, found '60' in “60艘船以外，有攤位90個” only here",
        ),
    ],
)
def test_a_figure_that_one_text_repeats_is_reported_although_it_is_elsewhere(
    english: str, chinese: str, message: str
) -> None:
    [problem] = _compare(english, chinese)
    assert (problem.line, problem.severity.value, problem.message) == (6, "warning", message)


def test_a_title_has_the_values_of_the_other_title() -> None:
    body = "The 17th meeting; the 18th follows.\n", "第十七次會議；第十八次隨後。\n"
    assert _compare(*body, title=("The 17th meeting", "第十七次會議")) == []
    [problem] = _compare(*body, title=("The 17th meeting", "第十八次會議"))
    assert (problem.field, problem.line, problem.severity.value) == ("title", 2, "warning")
    assert problem.message == (
        "expected '17th' as in a.en.md:2: “The 17th meeting”, found '十八' in “第十八次會議”, which is in a.en.md:4"
    )


def test_a_number_that_both_texts_say_once_is_in_the_same_part() -> None:
    [problem] = _compare("There were 60 boats.\n\nThere were stalls.", "有船。\n\n有攤位60個。")
    assert str(problem) == (
        "a.zh-Hant.md:6: warning: body: expected '60' as in a.en.md:4: “There were 60 boats” in the same place, "
        "found it here [misplaced-value]"
    )


@pytest.mark.parametrize(
    ("english", "portuguese"),
    [
        (
            "On Friday, in the third quarter, two-thirds came.",
            "Na sexta-feira, no terceiro trimestre, vieram dois terços.",
        ),
        ("at noon on March 3", "ao meio-dia de 3 de Março"),
        ("It opens at 4.30pm.", "Abre às 16h30."),
    ],
)
def test_unknown_phrases_of_a_language_are_no_problem(english: str, portuguese: str) -> None:
    assert [problem.message for problem in _compare(english, portuguese, "pt")] == []


@pytest.mark.parametrize(
    ("english", "chinese", "expected"),
    [
        # Figures that are elsewhere in the text, too: small ones, ordinals, small words and those of glosses.
        ("Rain of 2 to 4 inches fell. Some 2 boats sank.", "雨量達至4英吋。約2艘船沉沒。", "expected '2'"),
        ("The score was 1-0. It was the 1st game.", "比數為1-。這是第1場。", "expected '0'"),
        ("The boats rested. There were 2.5 litres on 9 boats.", "船隻停泊2.5。9艘船上有2.5公升。", "found '2.5'"),
        ("It is the fourth blow. The 4 boats left.", "這是打擊。4艘船離開。", "expected 'fourth'"),
        ("They lost four games. The 4 boats left.", "他們輸了比賽。4艘船離開。", "expected 'four'"),
        (
            "It is 45 miles (72 kilometres) off. Some 72 boats lie there.",
            "距離為45英里（公里）。72艘船在此。",
            "expected '72'",
        ),
        ("He spoke of hope. The 20 boats left.", "他談到「希望。」20。20艘船離開。", "found '20'"),
        ("He saw Iraq 2,000. The 2,000 boats left.", "他見伊拉克。2,000艘船離開。", "expected '2,000'"),
        (
            "It opened on 5 May 2021. Boats left on 5 May 2021.",
            "於2021年5月5日啟用。船隻離開。",
            "expected '5 May 2021'",
        ),
        ("They met at 3 pm. They left at 3 pm.", "他們下午3時會合。他們離開。", "expected '3 pm'"),
        (
            "Prices rose by 5 per cent. Boats rose by 5 per cent.",
            "物價上升百分之五。船隻上升。",
            "expected '5 per cent'",
        ),
        ("Phases 1 & 2 ended. The 2 boats left.", "第1期均完成。2艘船離開。", "expected '2'"),
        ("He has 5 boats. The 7 men and 5 women left.", "他有7隻船。7男5女離開。", "found '7'"),
        ("He was third. The third and fourth boats left.", "他第四。第三及第四艘船離開。", "found '四'"),
        # A year is not in the place of a number of boats.
        ("The fair was in 2020. The 2020 fair had 25 boats.", "市集有25隻船。2020年市集有25隻船。", "found '25'"),
        # The same figure two paragraphs farther is another one.
        (
            "The 5 boats left.\n\nA man.\n\nHe left. The 5 boats came.",
            "船離開。\n\n一人。\n\n5人離開。5隻船來。",
            "expected '5'",
        ),
    ],
)
def test_a_figure_that_is_elsewhere_too_is_reported_where_it_is_missing(
    english: str, chinese: str, expected: str
) -> None:
    messages = [problem.message for problem in _compare(english, chinese)]
    assert [message for message in messages if expected in message], messages


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("There were three in 2020 and another three in 2021.", "2020年及2021年各有三次。"),
        ("The 14th Five-Year Plan began. The 14 boats and five men left.", "「十四五」規劃展開。14艘船和五人離開。"),
        ("He faces a charge. The 1 boat left.", "他面對1項控罪。1艘船離開。"),
        ("They played in the final third. The 3 boats left.", "他們打到最後。3艘船離開。"),
        ("They met. Rain fell.\n\nThe five winners left.", "他們見面，5名優勝者在場。下雨了。\n\n優勝者離開。"),
        ("Prices rose in the first quarter of 2021. The first quarter was wet.", "2021年第一季物價上升。季內多雨。"),
        ("Prices rose in the first quarter of 2021. It was wet.", "2021年第一季物價上升。第一季多雨。"),
        ("He won the race. The four boats left.", "他贏得四人賽。四艘船離開。"),
        ("The 20th congress met. The 20th boat left.", "大會舉行。第20艘船離開。"),
        # The rows of a table are compared as such.
        ("| a | 5 and 5 |\n|---|---|\n| b | 5 and 5 |", "| 甲 | 5 |\n|---|---|\n| 乙 | 5和5 |"),
        ("It has 300 km of coast. The 190 boats left.", "海岸長300公里（190英里）。190艘船離開。"),
    ],
)
def test_what_grammar_or_an_idiom_leaves_out_is_not_reported(english: str, chinese: str) -> None:
    assert [problem.message for problem in _compare(english, chinese)] == []
