"""Languages whose number words the readers do not know: correct texts have no problem, and others have warnings only."""

from __future__ import annotations

import re
from datetime import date

import pytest

from corner.content.taxonomies import Taxonomies
from corner.diagnostics.problem import Problem, Severity
from corner.parity.comparator import Comparator
from tests.support.texts import create_text

ENGLISH = """The 17th spring fair took place on September 24, 2021, from 9.30am to 5pm. It drew 1,250 visitors, twelve per cent
more than in 2020. Two thirds of them came by boat.

Goods worth 2.5 million euros were sold, or 40 per cent of the total. Three ships and twelve boats were open. The next fair
is on Friday, 30 September 2022.
"""
DANISH = """Den 17. forårsmesse fandt sted den 24. september 2021 fra kl. 9.30 til 17.00. Den tiltrak 1.250 besøgende, tolv procent
flere end i 2020. To tredjedele af dem kom med båd.

Der blev solgt varer for 2,5 millioner euro, eller 40 procent af det hele. Tre skibe og tolv både var åbne. Den næste messe
er fredag den 30. september 2022.
"""
FINNISH = """Seitsemästoista kevätmessut pidettiin 24. syyskuuta 2021 klo 9.30–17. Ne houkuttelivat 1 250 kävijää, kaksitoista
prosenttia enemmän kuin vuonna 2020. Kaksi kolmasosaa heistä tuli veneellä.

Tavaroita myytiin 2,5 miljoonan euron arvosta eli 40 prosenttia kaikista. Kolme laivaa ja kaksitoista venettä oli avoinna.
Seuraavat messut ovat perjantaina 30. syyskuuta 2022.
"""
FRENCH = """La 17e foire de printemps s’est tenue le 24 septembre 2021, de 9 h 30 à 17 h. Elle a attiré 1\u202f250 visiteurs, soit
douze pour cent de plus qu’en 2020. Les deux tiers d’entre eux sont venus en bateau.

Des marchandises d’une valeur de 2,5 millions d’euros ont été vendues, soit 40 % du total. Trois navires et douze bateaux
étaient ouverts au public. La prochaine foire aura lieu le vendredi 30 septembre 2022.
"""
ARABIC = """أُقيم معرض الربيع السابع عشر في 24 سبتمبر 2021 من الساعة 9:30 صباحًا إلى الساعة 5 مساءً. واستقطب 1,250 زائرًا، بزيادة قدرها
اثنا عشر في المئة عن عام 2020. وجاء ثلثاهم بالقوارب.

وبيعت بضائع بقيمة 2.5 مليون يورو، أي 40 في المئة من المجموع. وكانت ثلاث سفن واثنا عشر قاربًا مفتوحة للزوار. ويُقام المعرض المقبل
يوم الجمعة 30 سبتمبر 2022.
"""
LEVANTINE = ARABIC.replace("سبتمبر", "أيلول").translate(str.maketrans("0123456789.,", "٠١٢٣٤٥٦٧٨٩.٬"))
"""The same with the digits and the names of months of the Levant."""
TEXTS = [(DANISH, "da"), (FINNISH, "fi"), (FRENCH, "fr"), (ARABIC, "ar"), (LEVANTINE, "ar")]


def _compare(text: str, locale: str, english: str = ENGLISH) -> list[Problem]:
    """Return the problems of a translation of an English text."""
    original, translation = (create_text(name, body, "A") for name, body in (("en", english), (locale, text)))
    taxonomies = Taxonomies(
        topics={}, bodies={}, places={}, figures={}, types={}, digest="", written={}, broken=frozenset(), default="en"
    )
    day = date(2021, 9, 24)
    return list(Comparator(("en", locale), taxonomies).compare_pair(original, translation, ({}, {}), (day, day)))


@pytest.mark.parametrize(("text", "locale"), TEXTS)
def test_a_correct_text_in_another_language_has_no_problem(text: str, locale: str) -> None:
    assert [problem.message for problem in _compare(text, locale)] == []


@pytest.mark.parametrize(("text", "locale"), [(DANISH, "da"), (FINNISH, "fi"), (ARABIC, "ar"), (LEVANTINE, "ar")])
def test_another_figure_is_a_warning(text: str, locale: str) -> None:
    [problem] = _compare(re.sub("([1١].)[2٢][5٥]([0٠])", r"\g<1>77\2", text), locale)
    assert problem.severity is Severity.WARNING
    assert "'1,250'" in problem.message


@pytest.mark.parametrize(
    ("written", "other", "expected"),
    [
        ("1\u202f250", "1\u202f520", "'1,250'"),
        ("9 h 30", "9 h 40", "'9.30am'"),
        ("deux tiers", "trois quarts", "'Two thirds'"),
        ("douze pour cent", "dix pour cent", "'twelve per cent'"),
        ("24 septembre", "25 septembre", "'September 24, 2021'"),
        ("vendredi", "jeudi", "'Friday'"),
    ],
)
def test_another_figure_in_french_is_an_error(written: str, other: str, expected: str) -> None:
    problems = _compare(FRENCH.replace(written, other), "fr")
    assert any(expected in problem.message for problem in problems if problem.severity is Severity.ERROR)


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("on July 24 and 25", "le 24 et le 25 juillet"),
        ("from July 1 to 3, 2026", "du 1er au 3 juillet 2026"),
        ("in March 2021", "en mars 2021"),
        ("in the first quarter", "au 1er trimestre"),
        ("EUR 24 million", "24 M€"),
        ("3.5 percentage points", "3,5 points de pourcentage"),
        ("the 3rd meeting", "la 3e réunion"),
        ("a boat of 3 m", "un bateau de 3 m"),
    ],
)
def test_forms_of_french_administrations_are_read(english: str, french: str) -> None:
    assert [problem.message for problem in _compare(f"Open {french}.", "fr", f"Open {english}.")] == []


@pytest.mark.parametrize(("text", "locale"), [(DANISH, "da"), (FINNISH, "fi")])
def test_a_paragraph_with_a_figure_that_is_missing_is_a_warning(text: str, locale: str) -> None:
    [problem] = _compare(
        text, locale, f"{ENGLISH}\n{'The harbour office sold 77 boats to the people of the town. ' * 4}\n"
    )
    assert (problem.code, problem.severity) == ("missing-passage", Severity.WARNING)
