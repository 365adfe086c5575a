"""Languages whose number words the readers do not know: correct texts have no problem, and others have warnings only."""

from __future__ import annotations

from datetime import date

import pytest

from corner.content.taxonomies import Taxonomies
from corner.diagnostics.problem import Problem, Severity
from corner.i18n import messages
from corner.i18n.formats import LocaleFormats
from corner.parity.comparator import Comparator
from tests.support.corners import REPOSITORY
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


def _compare(text: str, locale: str, english: str = ENGLISH) -> list[Problem]:
    """Return the problems of a translation of an English text."""
    known, _ = messages.read_messages(REPOSITORY, ("en", locale))
    formats = {name: LocaleFormats(name, words.texts) for name, words in known.items()}
    original, translation = (create_text(name, body, "A") for name, body in (("en", english), (locale, text)))
    taxonomies = Taxonomies(
        topics={}, bodies={}, places={}, figures={}, types={}, digest="", written={}, broken=frozenset(), default="en"
    )
    day = date(2021, 9, 24)
    return list(Comparator(formats, taxonomies).compare_pair(original, translation, ({}, {}), (day, day)))


@pytest.mark.parametrize(("text", "locale"), [(DANISH, "da"), (FINNISH, "fi")])
def test_a_correct_text_in_another_language_has_no_problem(text: str, locale: str) -> None:
    assert [problem.message for problem in _compare(text, locale)] == []


@pytest.mark.parametrize(("text", "locale"), [(DANISH, "da"), (FINNISH, "fi")])
def test_another_figure_is_a_warning(text: str, locale: str) -> None:
    [problem] = _compare(text.replace("1.250", "1.520").replace("1 250", "1 520"), locale)
    assert problem.severity is Severity.WARNING
    assert "'1,250'" in problem.message


@pytest.mark.parametrize(("text", "locale"), [(DANISH, "da"), (FINNISH, "fi")])
def test_a_paragraph_with_a_figure_that_is_missing_is_a_warning(text: str, locale: str) -> None:
    [problem] = _compare(
        text, locale, f"{ENGLISH}\n{'The harbour office sold 77 boats to the people of the town. ' * 4}\n"
    )
    assert (problem.code, problem.severity) == ("missing-passage", Severity.WARNING)
