"""Punctuation of one text: what closes what, which marks belong to which script, and words written twice."""

from __future__ import annotations

import pytest

from corner.i18n.formats import find_script
from corner.parity.punctuation_check import PunctuationChecker
from corner.parity.script_check import ScriptChecker
from corner.parity.side import Side, create_text_side
from corner.parity.writing import read_writing
from tests.support.corners import REPOSITORY
from tests.support.texts import create_text


def _side(locale: str, body: str, title: str = "") -> Side:
    source = create_text(locale, body, title)
    return create_text_side(source)


def _find(locale: str, body: str, title: str = "") -> list[tuple[str, str]]:
    """Return code and written text of each mistake."""
    mistakes = PunctuationChecker(read_writing(locale)).find_mistakes(_side(locale, body, title))
    return [(mistake.problem.code, mistake.names[0]) for mistake in mistakes]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "It (the fair) opens [here](b.md) and [there](https://a.example/b_(c)?d=[e]). See a) and ii) below."),
        ("en", "(a) one; (b) two [1] and [^1].\n\n[^1]: a note (with `)` and \\( in it).\n"),
        ("en", "```\nf(x\n```\n\nThe ‘old’ fair’s map, 3.5–4 m (13 ft)."),
        ("en", "“One.\n\n“Two.” He left."),
        ("en", "The fair (市集，船展) and “海港。” open."),
        ("en", "He had had that. The Walla Walla fair. So so. In in-house use. It is on. On it."),
        ("zh-Hant", "（一）市集；二）船展。1）開放；a) 關閉。"),
        ("zh-Hant", "「甲。\n\n「乙。」他說：“丙”，見《丁》〈戊〉【己】。"),
        ("zh-Hant", "「甲。\n\n乙。」"),
        ("zh-Hant", "他說：「甲。（即「乙」、「丙」）丁。\n\n「戊（己）。"),
        ("en", "“One. “Two.” He left.\n\nThree.”"),
        ("zh-Hant", "1,200人於9:30至17:30入場，比數3:2，A, B及C: 三隊，見No. 5。喬治.布殊。"),
        ("zh-Hant", "目的的確立，的的確確，和和氣氣，的士與的士站。"),
        ("zh-Hant", "- 甲：乙\n- 丙\n\n| 時間 | 地點 |\n| --- | --- |\n| 9:00 | 甲(A) |\n"),
        ("da", "Han sagde: ”Hej.” (Ja) „Nej” «Ja»"),
        ("ja", "「会議」，(甲,乙)は開催"),
        ("qaa", "（what, the the。"[1:]),
    ],
)
def test_correct_punctuation_is_not_reported(locale: str, text: str) -> None:
    assert _find(locale, text) == []


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "It (the fair opens.", ("unclosed-bracket", "(")),
        ("en", "It the fair) opens.", ("unclosed-bracket", ")")),
        ("en", "It [the (fair] opens.", ("unclosed-bracket", "(")),
        ("en", "The department (the “Office) agreed.", ("unclosed-bracket", "“")),
        ("en", "- The “Office agreed.", ("unclosed-bracket", "“")),
        ("en", "1. The Office” agreed.", ("unclosed-bracket", "”")),
        ("zh-Hant", "## 「甲", ("unclosed-bracket", "「")),
        ("zh-Hant", "甲署（下稱「甲）同意。", ("unclosed-bracket", "「")),
        ("zh-Hant", "見《丁。", ("unclosed-bracket", "《")),
        ("zh-Hant", "見（丁)。", ("wrong-punctuation", ")")),
        ("zh-Hant", "甲;乙", ("wrong-punctuation", ";")),
        ("zh-Hant", "甲乙.", ("wrong-punctuation", ".")),
        ("pt", "A feira，aberta", ("wrong-punctuation", "，")),
        ("pt", "A feira de de barcos", ("doubled-word", "de de")),
        ("en", "The the fair", ("doubled-word", "The the")),
        ("en", "at the\nthe fair", ("doubled-word", "the the")),
        ("zh-Hans", "企业的的发展", ("doubled-word", "的的")),
        ("zh-Hant", "我們們", ("doubled-word", "們們")),
    ],
)
def test_a_mistake_is_reported_once(locale: str, text: str, expected: tuple[str, str]) -> None:
    assert _find(locale, text) == [expected]


def test_a_title_closes_its_own_brackets() -> None:
    assert _find("en", "fair) opens.", title="A (fair") == [("unclosed-bracket", "("), ("unclosed-bracket", ")")]


@pytest.mark.parametrize(
    ("locale", "script"),
    [
        ("en", "Latn"),
        ("zh", "Hans"),
        ("zh-Hant", "Hant"),
        ("zh-HK", "Hant"),
        ("sr", "Cyrl"),
        ("sr-Latn", "Latn"),
        ("qaa", ""),
    ],
)
def test_the_script_of_a_language_comes_from_cldr(locale: str, script: str) -> None:
    assert find_script(locale) == script


@pytest.mark.parametrize(
    ("locale", "text", "code"),
    [
        ("en", "市集在碼頭舉行。", "wrong-language"),
        ("ru", "The fair opens on the quay.", "wrong-language"),
        ("en", "Ярмарка открывается на набережной.", "wrong-language"),
        ("ja", "会議は東京で開催された。", ""),
        ("en", "WIPO GREEN", ""),
        ("en", "港務局", ""),
        ("zh-Hant", "WIPO GREEN及EPO", ""),
        ("qaa", "市集在碼頭舉行。", ""),
        ("zh-Hant", "后里台松干云准只，皇后里長准在舞台旁曬魚干", ""),
    ],
)
def test_a_text_in_another_script_is_an_error(locale: str, text: str, code: str) -> None:
    mistakes = list(ScriptChecker().find_wrong_language(_side(locale, text), is_original=False))
    assert [(mistake.problem.code, mistake.problem.severity.value) for mistake in mistakes] == (
        [(code, "error")] if code else []
    )


@pytest.mark.parametrize("sign", ["(", "「", ")", "[^", "](", "a)", "「\n\n", "`", "the ", "甲,"])
def test_a_long_text_of_one_sign_is_checked_in_its_length(sign: str) -> None:
    for locale in ("en", "zh-Hant"):
        assert len(_find(locale, sign * 20_000)) <= 3


def test_the_guides_are_written_as_the_check_expects() -> None:
    for locale in ("en", "zh-Hant"):
        for path in (REPOSITORY / "docs").glob(f"*.{locale}.md"):
            assert _find(locale, path.read_text(encoding="utf-8")) == [], path.name
