"""Words of a language for months, days of the week and currencies."""

from __future__ import annotations

from corner.parity.lexicon import read_lexicon


def test_months_and_weekdays_have_the_names_of_the_language() -> None:
    english, portuguese = read_lexicon("en"), read_lexicon("pt")
    assert (english.months["september"], english.months["sep"], english.months["sept"]) == (9, 9, 9)
    assert portuguese.months["março"] == 3
    assert (english.weekdays["monday"], english.weekdays["sunday"]) == (1, 7)


def test_the_decimal_sign_is_that_of_the_language() -> None:
    assert (read_lexicon("en").decimal, read_lexicon("pt").decimal) == (".", ",")


def test_a_currency_has_its_code_by_sign_and_name() -> None:
    money = read_lexicon("en").money
    assert (money["hk$"], money["hong kong dollars"], money["rmb"], money["$"]) == ("HKD", "HKD", "CNY", "$")


def test_names_that_are_other_words_are_no_currencies_and_dollars_may_be_any() -> None:
    money = read_lexicon("en").money
    assert "units" not in money
    assert money["dollars"] == "$"


def test_a_language_is_read_once_in_a_process_for_each_calendar() -> None:
    assert read_lexicon("en") is read_lexicon("en")
    assert read_lexicon("en", has_era=True) is not read_lexicon("en")
