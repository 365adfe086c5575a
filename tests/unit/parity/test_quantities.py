"""Numbers, dates and times as the readers of each language find them, and whether they agree."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from corner.parity.lexicon import read_lexicon
from corner.parity.quantities import Confidence, Quantities, QuantityIndex, mask_markup
from corner.parity.readers.reader import read_quantities

LEXICONS = {locale: read_lexicon(locale) for locale in ("en", "zh-Hant", "pt")}


def _read(text: str, locale: str) -> Quantities:
    return read_quantities(text, LEXICONS[locale])


def _list_missing(quantities: Quantities, other: Quantities) -> list[str]:
    """Return the quantities that `other` lacks."""
    index = QuantityIndex(other.sort())
    required = [quantity for quantity in quantities.sort() if quantity.confidence is not Confidence.OPTIONAL]
    return [quantity.written for quantity in required if not index.has(quantity)]


def _agree(english: str, chinese: str, locale: str = "zh-Hant") -> bool:
    here, there = _read(english, "en"), _read(chinese, locale)
    return not _list_missing(here, there) and not _list_missing(there, here)


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
def test_the_same_in_another_form_agrees(english: str, chinese: str) -> None:
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
def test_another_number_date_or_time_is_missing_in_both_directions(english: str, chinese: str) -> None:
    here, there = _read(english, "en"), _read(chinese, "zh-Hant")
    assert _list_missing(here, there)
    assert _list_missing(there, here) or chinese == "2021年9月"


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
def test_figures_of_speech_are_no_problem(english: str, chinese: str) -> None:
    assert _agree(mask_markup(english), mask_markup(chinese))


def _grouped(number: int) -> list[str]:
    return [str(number), f"{number:,}", f"{number:,}".replace(",", " "), f"{number:,}".replace(",", "\u00a0")]


@given(st.integers(11, 999_999_999), st.integers(0, 3), st.integers(0, 3))
def test_a_number_is_the_same_in_each_form(number: int, here: int, there: int) -> None:
    spelled = num2words(number)
    traditional = cn2an.an2cn(number, "low").translate(str.maketrans("万亿", "萬億"))
    english = [*_grouped(number), f"{spelled} people"]
    chinese = [*_grouped(number), f"{traditional}人"]
    for left in (english[here], english[-1]):
        for right in (chinese[there], chinese[-1]):
            assert _agree(left, right), (left, right)


@given(st.integers(11, 999_999_999), st.data())
def test_one_wrong_digit_is_reported(number: int, data: st.DataObject) -> None:
    digits = str(number)
    position = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from([digit for digit in "123456789" if digit != digits[position]]))
    wrong = int(digits[:position] + other + digits[position + 1 :])
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
def test_numbers_of_a_third_language_are_read(number: int) -> None:
    assert _agree(f"{number:,} people", f"{number:,} pessoas".replace(",", "."), "pt")
    assert _agree(f"{number:,} people", f"{num2words(number, lang='pt')} pessoas", "pt")
    assert not _agree(f"{number:,} people", f"{number + 1:,} pessoas".replace(",", "."), "pt")


def test_scales_and_decimals_follow_the_language() -> None:
    [number] = _read("2,5 milhões", "pt").numbers
    assert (number.value, number.written) == (Decimal(2500000), "2,5 milhões")
    [amount] = _read("HK$2.3m", "en").numbers
    assert (amount.value, amount.unit) == (Decimal(2300000), "HKD")


def test_years_of_another_calendar_are_read_where_the_corner_has_them() -> None:
    text = "一百零一年五月三日，三年後"
    lexicon = read_lexicon("zh-Hant", has_era=True)
    values = [number.value for number in read_quantities(text, lexicon).numbers]
    assert Decimal(2012) in values
    assert Decimal(2012) not in [number.value for number in _read(text, "zh-Hant").numbers]
    assert Decimal(1914) not in values


def test_a_number_word_right_before_digits_is_no_number() -> None:
    assert [number.written for number in _read("There were million1 boats and three010.", "en").numbers] == ["1", "010"]
