"""Words of a language for months, days of the week and currencies."""

from __future__ import annotations

from pathlib import Path

from corner.i18n import messages
from corner.i18n.formats import LocaleFormats
from corner.parity.lexicon import Lexicon


def _create_lexicon(locale: str) -> Lexicon:
    known, _ = messages.read_messages(Path("/nowhere"), (locale,))
    return Lexicon(LocaleFormats(locale, known[locale].texts))


def test_months_and_weekdays_have_the_names_of_the_language() -> None:
    english, portuguese = _create_lexicon("en"), _create_lexicon("pt")
    assert (english.months["september"], english.months["sep"], english.months["sept"]) == (9, 9, 9)
    assert portuguese.months["março"] == 3
    assert (english.weekdays["monday"], english.weekdays["sunday"]) == (1, 7)


def test_the_decimal_sign_is_that_of_the_language() -> None:
    assert (_create_lexicon("en").decimal, _create_lexicon("pt").decimal) == (".", ",")


def test_a_currency_has_its_code_by_sign_and_name() -> None:
    money = _create_lexicon("en").money
    assert (money["hk$"], money["hong kong dollars"], money["rmb"], money["$"]) == ("HKD", "HKD", "CNY", "$")


def test_names_that_are_other_words_are_no_currencies_and_dollars_may_be_any() -> None:
    money = _create_lexicon("en").money
    assert "units" not in money
    assert money["dollars"] == "$"
