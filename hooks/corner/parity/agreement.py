"""Whether two texts say the same numbers, amounts, dates and times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corner.locales import Words
from corner.parity import han, latin
from corner.parity.quantities import Date, Found, Language, Number, Quantities, Time, Weight
from corner.parity.sides import Mismatch, Side
from corner.problems import Severity

Said = Number | Date | Time


def read(text: str, words: Words) -> Quantities:
    """Return what a text in the language of `words` says in numbers."""
    language = Language(words.locale.split("-")[0], words.months, words.decimal, words.money)
    return han.read(text, language) if language.code == "zh" else latin.read(text, language)


def compare(
    original: Side, translation: Side, of_original: Quantities, of_translation: Quantities
) -> Iterator[Mismatch]:
    """Yield what only one of the two texts says."""
    lost = list(_missing(of_original, Found(of_translation), translation.text))
    gained = list(_missing(of_translation, Found(of_original), original.text))
    for said in gained:
        partner = _partner(said, lost, original, translation)
        if partner is None:
            there = original.at(original.beside(translation, said.start))
            yield _tell(translation, said.start, f"expected what {there} says, found '{said.written}' only here", said)
        else:
            lost.remove(partner)
            message = f"expected '{partner.written}' as in {original.at(partner.start)}, found '{said.written}'"
            yield _tell(translation, said.start, message, partner, said)
    for said in lost:
        message = f"expected '{said.written}' as in {original.at(said.start)}, found no such thing in this text"
        yield _tell(translation, translation.beside(original, said.start), message, said)


def _missing(said: Quantities, other: Found, text: str) -> Iterator[Said]:
    """Yield, once each, what the other text does not say; words that it quotes as they are, it says."""
    seen: set[object] = set()
    found: list[tuple[object, Said]] = []
    for number in said.numbers:
        if number.weight is not Weight.OFFERED and not (
            other.number(number) or (number.written.isalpha() and number.written in text)
        ):
            found.append(((number.value, number.unit), number))
    for date in said.dates:
        if date.weight is not Weight.OFFERED and not other.date(date):
            found.append((date[:3], date))
    for time in said.times:
        if not other.time(time):
            found.append((("time", time.minutes), time))
    for key, each in sorted(found, key=lambda pair: pair[1].start):
        if key not in seen:
            seen.add(key)
            yield each


def _partner(said: Said, lost: Iterable[Said], original: Side, translation: Side) -> Said | None:
    """Return what the original most likely says in place of `said`: of the same kind, and in the same paragraph."""
    place = translation.block(said.start)
    for other in lost:
        if type(other) is type(said) and original.block(other.start) == place:
            return other
    return None


def _tell(side: Side, place: int, message: str, *said: Said) -> Mismatch:
    names = tuple(each.written for each in said)
    sure = any(getattr(each, "weight", Weight.SURE) is Weight.SURE for each in said)
    severity = Severity.ERROR if sure else Severity.WARNING
    if isinstance(said[0], Number):
        return side.mismatch(place, code="different-number", message=message, names=names, severity=severity)
    return side.mismatch(place, code="different-date", message=message, names=names, severity=severity)
