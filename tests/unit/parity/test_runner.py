"""Parity of languages: numbers, dates, names and structure of a pair, and what a translation was made from."""

from __future__ import annotations

import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import cn2an
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from corner.cli import main
from corner.content.translation_state import TranslationState, digest_words, set_mark
from corner.diagnostics.problem import Severity
from corner.i18n import messages
from corner.i18n.formats import LocaleFormats
from corner.parity import quantity_check
from corner.parity.lexicon import Lexicon
from corner.parity.quantities import Confidence, Quantities, QuantityIndex
from corner.site.load import load
from corner.views import release as articles
from corner.views.types import Link
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, MKDOCS, NOW, REPOSITORY, Corner, release, translation

MESSAGES, _ = messages.read_messages(REPOSITORY, ("en", "zh-Hant", "pt"))
LEXICONS = {locale: Lexicon(LocaleFormats(locale, known.texts)) for locale, known in MESSAGES.items()}


def _read(text: str, locale: str) -> Quantities:
    return quantity_check.read_quantities(text, LEXICONS[locale])


def _unsaid(said: Quantities, other: Quantities) -> list[str]:
    """Return what `said` asks for and `other` does not say."""
    found = QuantityIndex(other)
    asked = [number for number in said.numbers if number.confidence is not Confidence.OPTIONAL]
    return [
        *(number.written for number in asked if not found.has_number(number)),
        *(
            date.written
            for date in said.dates
            if date.confidence is not Confidence.OPTIONAL and not found.has_date(date)
        ),
        *(
            time.written
            for time in said.times
            if time.confidence is not Confidence.OPTIONAL and not found.has_time(time)
        ),
    ]


def _agree(english: str, chinese: str, locale: str = "zh-Hant") -> bool:
    here, there = _read(english, "en"), _read(chinese, locale)
    return not _unsaid(here, there) and not _unsaid(there, here)


SAME = [
    ("1 090 people", "1 090人"),
    ("1,090 people", "1090人"),
    ("1090 people", "一千零九十人"),
    ("6.98 million items", "698萬件"),
    ("6.98 million items", "六百九十八萬件"),
    ("24.563 billion yuan", "245.63億元"),
    ("RMB 6.78 trillion", "人民幣6.78萬億元"),
    ("over RMB16.8 million", "人民幣1 680多萬元"),
    ("HK$2.3 million", "230萬港元"),
    ("on September 24, 2021", "2021年9月24日"),
    ("on 24 September 2021", "二○二一年九月二十四日"),
    ("on 2021-09-24", "2021年9月24日"),
    ("the 17th meeting", "第十七次會議"),
    ("the seventeenth meeting", "第17次會議"),
    ("a third meeting", "第三次會議"),
    ("12.5%", "百分之十二點五"),
    ("4 per cent", "4%"),
    ("30 per cent", "三成，"),
    ("twelve members", "十二名成員"),
    ("two hundred and fifty people", "250人"),
    ("July 29 and 30, 2019", "2019年7月29日及30日"),
    ("from August 19 to 30, 2024", "2024年8月19日至30日"),
    ("from December 31, 2025 to January 12, 2026", "2025年12月31日至2026年1月12日"),
    ("April to May 2021", "2021年4月至5月"),
    ("September 5, 2024", "2024年的一場於9月5日舉行"),
    ("for 2018-19", "2018至19年度"),
    ("from 2020 to mid-2022", "2020年至2022年年中"),
    ("at 4.30pm", "下午四時三十分"),
    ("at 16:43", "下午4時43分"),
    ("nine of the ten inventions", "十項發明，其中九項"),
    ("the 14th Five-Year Plan", "「十四五」規劃"),
    ("three days", "三天"),
    ("a dozen boats", "12艘船"),
]


@pytest.mark.parametrize(("english", "chinese"), SAME)
def test_the_same_in_other_words_agrees(english: str, chinese: str) -> None:
    assert _agree(english, chinese)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("1 090 people", "1 900人"),
        ("1,090 people", "一千零九人"),
        ("6.98 million items", "69.8萬件"),
        ("24.563 billion yuan", "24.563億元"),
        ("HK$2.3 million", "230萬美元"),
        ("on September 24, 2021", "2021年9月25日"),
        ("on September 24, 2021", "二○二○年九月二十四日"),
        ("on September 24, 2021", "2021年9月"),
        ("the 17th meeting", "第十八次會議"),
        ("a third meeting", "第四次會議"),
        ("12.5%", "百分之十二"),
        ("12.5%", "12.5"),
        ("twelve members", "十三名成員"),
        ("from August 19 to 30, 2024", "2024年8月19日至31日"),
        ("for 2018-19", "2018至20年度"),
        ("at 4.30pm", "上午四時三十分"),
        ("seven ships", "八艘船"),
    ],
)
def test_another_number_date_or_time_is_told_in_both_directions(english: str, chinese: str) -> None:
    here, there = _read(english, "en"), _read(chinese, "zh-Hant")
    assert _unsaid(here, there)
    assert _unsaid(there, here) or chinese == "2021年9月"


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("The two sides met, both at once; one of them spoke.", "雙方會面。"),
        ("The authorities of the places agreed.", "三地部門同意。"),
        ("Some agreed.", "一些人同意，統一口徑，十分順利，萬一下雨則另議。"),
        ("Members of the three authorities.", "各方成員。"),
        ("It was held on Friday.", "活動於星期五舉行。"),
        ("Millions came; half a year passed.", "數以百萬計的人前來，半年過去。"),
        ("Those who may come in March, do.", "來者可來，三月再來。"),
        ("Cut COVID-19 and the G20 short.", "疫情及峰會從略。"),
        (
            "1. First\n2. Second\n\nSee [it](https://a.example/2021/7).",
            "- 一\n- 二\n\n見[此](https://a.example/2022/8)。",
        ),
    ],
)
def test_figures_of_speech_raise_no_alarm(english: str, chinese: str) -> None:
    from corner.parity.quantities import mask_markup  # noqa: PLC0415 -- what a side does before it reads

    assert _agree(mask_markup(english), mask_markup(chinese))


def _grouped(number: int) -> list[str]:
    return [str(number), f"{number:,}", f"{number:,}".replace(",", " "), f"{number:,}".replace(",", "\u00a0")]


@given(st.integers(11, 999_999_999), st.integers(0, 3), st.integers(0, 3))
def test_a_number_is_the_same_however_it_is_written(number: int, here: int, there: int) -> None:
    spelled = num2words(number)
    traditional = cn2an.an2cn(number, "low").translate(str.maketrans("万亿", "萬億"))
    english = [*_grouped(number), f"{spelled} people"]
    chinese = [*_grouped(number), f"{traditional}人"]
    for left in (english[here], english[-1]):
        for right in (chinese[there], chinese[-1]):
            assert _agree(left, right), (left, right)


@given(st.integers(11, 999_999_999), st.data())
def test_one_wrong_digit_is_told(number: int, data: st.DataObject) -> None:
    digits = str(number)
    place = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from([digit for digit in "123456789" if digit != digits[place]]))
    wrong = int(digits[:place] + other + digits[place + 1 :])
    for left in (f"{number:,}", num2words(number)):
        for right in (str(wrong), cn2an.an2cn(wrong, "low")):
            assert not _agree(f"{left} people", f"{right}人"), (left, right)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_the_same_in_each_language(day: date) -> None:
    han = cn2an.transform(f"{day.year}年{day.month}月{day.day}日", "an2cn")
    english = f"on {day:%B} {day.day}, {day.year}"
    assert _agree(english, f"{day.year}年{day.month}月{day.day}日")
    assert _agree(english, han.replace("零", "○"))
    portuguese = f"em {day.day} de {list(LEXICONS['pt'].months)[day.month - 1]} de {day.year}"
    assert _agree(english, portuguese, "pt")


@given(st.integers(11, 999_999))
def test_a_third_language_has_its_numbers_read_too(number: int) -> None:
    assert _agree(f"{number:,} people", f"{number:,} pessoas".replace(",", "."), "pt")
    assert _agree(f"{number:,} people", f"{num2words(number, lang='pt')} pessoas", "pt")
    assert not _agree(f"{number:,} people", f"{number + 1:,} pessoas".replace(",", "."), "pt")


def test_scales_and_decimals_follow_the_language() -> None:
    [number] = _read("2,5 milhões", "pt").numbers
    assert (number.value, number.written) == (Decimal(2500000), "2,5 milhões")
    [amount] = _read("HK$2.3m", "en").numbers
    assert (amount.value, amount.unit) == (Decimal(2300000), "HKD")


# Names

BODIES = """\
    office:
      names:
        - {name: {en: Office of Tides, zh-Hant: 潮汐署}, also: {en: [Director of Tides]}, from: 2018-10, grade: GRADE}
        - {name: {en: Tide Board, zh-Hant: 潮汐局}, until: 2018-10, grade: A}
    """


@pytest.mark.parametrize(("grade", "told"), [("A", "error"), ("B", "error"), ("C", "warning"), ("D", None)])
def test_how_sure_a_name_is_tells_how_strictly_it_is_asked_for(corner: Corner, grade: str, told: str | None) -> None:
    root = corner(
        {
            "news/bodies.yml": BODIES.replace("GRADE", grade),
            FAIR: release("The Office of Tides spoke."),
            FAIR_ZH: translation("署方發言。"),
        }
    )
    found = [problem for problem in load(root, NOW).problems if problem.code == "different-name"]
    assert [problem.severity.value for problem in found] == ([told] if told else [])


@pytest.mark.parametrize(("issued", "name"), [("2018-09-30", "潮汐局"), ("2018-10-01", "潮汐署")])
def test_the_name_asked_for_is_that_of_the_day(corner: Corner, issued: str, name: str) -> None:
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


def test_the_nearest_words_stand_beside_the_name_that_is_missing(corner: Corner) -> None:
    root = corner(
        {
            "news/bodies.yml": BODIES.replace("GRADE", "A"),
            FAIR: release("潮。", title="T"),
            FAIR_ZH: None,
            "news/releases/2021/visit.zh-Hant.md": release("潮汐署發言。"),
            "news/releases/2021/visit.en.md": "---\ntitle: T\ndescription: D\n---\nThe Ofice of Tides spoke.\n",
        }
    )
    [line] = corners.found(root)
    assert line.endswith(
        "expected 'Office of Tides' or 'Director of Tides' for '潮汐署' in news/releases/2021/visit.zh-Hant.md:8, "
        "found 'Ofice of Tides' [different-name]"
    )


# What a translation was made from


def test_the_mark_is_of_the_words_and_not_of_their_spaces() -> None:
    mark = digest_words("Title", "What.", {"event.venue": "Quay"}, "One two.\n\nThree.\n")
    assert mark == digest_words("Title ", "What.", {"event.venue": " Quay"}, "One\ntwo.\n\n\nThree.")
    assert len({mark, digest_words("Title", "What.", {}, "One two.\n\nThree.\n"), digest_words("T", "W", {}, "")}) == 3


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_mark_changes_nothing_else_in_the_file(end: str) -> None:
    lines = ["---", "title:  消息 # why", "labels:", "  a: b", "---", "文。", "---", "translated_from: no"]
    data = end.join(lines).encode()
    once = set_mark(data, "0123456789abcdef")
    assert once == end.join([*lines[:4], 'translated_from: "0123456789abcdef"', *lines[4:]]).encode()
    assert set_mark(once, "fedcba9876543210") == once.replace(b"0123456789abcdef", b"fedcba9876543210")


def _translated(root: Path, *words: str) -> list[str]:
    result = CliRunner().invoke(main, ["translated", "--root", str(root), *words])
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def test_each_text_has_a_state(corner: Corner) -> None:
    root = corner(
        {
            "news/releases/2021/alone.en.md": release(),
            "news/releases/2021/only.en.md": release(untranslated="[zh-Hant]"),
        }
    )
    _translated(root, "summaries/2020")
    states = {(each.key, each.locale): each.state for each in load(root, NOW).translations}
    assert states == {
        ("releases/2021/alone", "en"): TranslationState.ORIGINAL,
        ("releases/2021/alone", "zh-Hant"): TranslationState.MISSING,
        ("releases/2021/fair", "en"): TranslationState.ORIGINAL,
        ("releases/2021/fair", "zh-Hant"): TranslationState.UNTRACKED,
        ("releases/2021/only", "en"): TranslationState.ORIGINAL,
        ("releases/2021/only", "zh-Hant"): TranslationState.UNPLANNED,
        ("summaries/2020", "en"): TranslationState.ORIGINAL,
        ("summaries/2020", "zh-Hant"): TranslationState.CURRENT,
    }
    assert "missing      zh-Hant  releases/2021/alone" in _translated(root)


def _outdated(root: Path) -> Link | None:
    """Return what the fair's Chinese page says of its original."""
    edition = corners.edition(root, "zh-Hant")
    return articles.release_view(edition, edition.catalogue.releases["releases/2021/fair"]).outdated


def test_a_change_of_the_original_is_told_shown_and_settled(corner: Corner) -> None:
    root = corner()
    git = ["git", "-C", str(root), "-c", "user.name=E", "-c", "user.email=e@corner.example"]
    subprocess.run([*git, "init", "-q"], check=True)
    assert _translated(root, "releases/2021/fair") == [f"{FAIR_ZH}: marked"]
    subprocess.run([*git, "add", "news"], check=True)
    subprocess.run([*git, "commit", "-qm", "News"], check=True)
    text = (root / FAIR).read_text(encoding="utf-8")
    (root / FAIR).write_text(text.replace("The fair opens on", "The fair closed on"), encoding="utf-8")

    [problem] = load(root, NOW).problems
    assert (problem.path, problem.line, problem.code) == (FAIR_ZH, 4, "outdated-translation")
    assert problem.severity is Severity.WARNING
    shown = _translated(root, "--diff")
    assert shown[:2] == [
        f"{FAIR_ZH}: made from an earlier text of {FAIR}",
        "  body: The fair [-opens-]{+closed+} on the quay.",
    ]
    assert _outdated(root) == ("Spring fair", "news/2021/fair/", "en", "")

    assert _translated(root, "releases/2021/fair") == [f"{FAIR_ZH}: marked"]
    assert _translated(root, "releases/2021/fair") == [f"{FAIR_ZH}: is marked already"]
    assert load(root, NOW).problems == ()
    assert _outdated(root) is None


def test_an_earlier_text_that_nobody_has_is_said_to_be_gone(corner: Corner) -> None:
    root = corner({FAIR_ZH: translation(translated_from='"0123456789abcdef"')})
    assert _translated(root, "--diff")[1:] == ["  what it was made from is not in the history of this checkout"]


def test_only_a_known_key_can_be_marked(corner: Corner) -> None:
    result = CliRunner().invoke(main, ["translated", "--root", str(corner()), "releases/2021/fiar"])
    assert result.exit_code == 2
    assert "found 'releases/2021/fiar'" in result.stderr


def test_what_a_reason_lets_stand_is_silent_whatever_the_spaces(corner: Corner) -> None:
    root = corner({FAIR: release("There were 1 090 boats."), FAIR_ZH: translation("船有1 091艘。")})
    assert len(corners.found(root)) == 1
    reasoned = translation("船有1 091艘。", parity="[{ignore: 1\u00a0091, reason: 已核實。}]")
    (root / FAIR_ZH).write_text(reasoned, encoding="utf-8")
    assert corners.found(root) == []


def test_rows_that_each_language_sorts_in_its_own_way_may_stand(corner: Corner) -> None:
    table = "| {} | {} |\n| --- | --- |\n| {} | 60 |\n| {} | 90 |\n"
    chinese = "| 船 | 數目 |\n| --- | --- |\n| 乙 | 90 |\n| 甲 | 60 |\n"
    root = corner({FAIR: release(table.format("Boat", "Number", "A", "B")), FAIR_ZH: translation(chinese)})
    assert [line.rpartition(" ")[2] for line in corners.found(root)] == ["[misplaced-value]"] * 2
    reasoned = translation(chinese, parity="[{ignore: tables, reason: 按筆畫排列。}]")
    (root / FAIR_ZH).write_text(reasoned, encoding="utf-8")
    assert corners.found(root) == []


def test_where_a_corner_does_not_compare_states_are_told_all_the_same(corner: Corner) -> None:
    off = dedent(MKDOCS).replace("    page_size:", "    parity: false\n    page_size:")
    files = {FAIR: release("There were 1 090 boats."), FAIR_ZH: translation("船有1 091艘。")}
    root = corner(files)
    assert len(corners.found(root)) == 1
    (root / "mkdocs.yml").write_text(off, encoding="utf-8")
    assert corners.found(root) == []
    stale = translation("船有1 091艘。", translated_from='"0123456789abcdef"')
    (root / FAIR_ZH).write_text(stale, encoding="utf-8")
    (line,) = corners.found(root)
    assert line.endswith("[outdated-translation]")
