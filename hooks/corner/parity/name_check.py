"""Check that texts call bodies by their official names, and that both texts name the same bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from corner.content.taxonomies import BodyName, Taxonomies, is_valid_between
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.parity.lexicon import Lexicon
from corner.parity.side import Mismatch, Side

if TYPE_CHECKING:
    # Only what compares pairs needs it at run time.
    from corner.parity.alignment import Alignment

_BRACKETS = {")": "(", "）": "（", "」": "「", "』": "『", "”": "“", '"': '"', "]": "[", "》": "《"}
_QUOTES = {closing: opening for closing, opening in _BRACKETS.items() if closing in '」』”"'}
_STOP = re.compile(r"[.;!?。；！？\n|]")
_VERB = "(?![織织合建隊队]|成(?!員|员))"
"""What does not follow 組 at the end of a name: 由專家組成 means experts, not a 專家組."""

_FEW = 20
"""The number of forms up to which looking for each one by one is quick."""


class NameForm(NamedTuple):
    """A form of the name of a body."""

    body: str
    position: int
    """The index of the name among the body's names."""
    is_forbidden: bool = False
    """Whether it must not be written."""


class NameMention(NamedTuple):
    """A body that a text names."""

    form: NameForm
    written: str
    start: int


class NameIndex:
    """The names of all bodies in one language, for finding them in texts."""

    def __init__(self, taxonomies: Taxonomies, locale: str, function_words: str = "") -> None:
        """Gather the names and short forms of `locale`; `function_words` are characters before which no name ends."""
        self.locale = locale
        self.function_words = function_words
        """The characters after which a name begins in a script without spaces between words."""
        self._full_names: dict[tuple[str, int], str] = {}
        self._forms: dict[str, list[NameForm]] = {}
        for key, body in taxonomies.bodies.items():
            for position, name in enumerate(body.names):
                self._full_names[key, position] = _flatten(name.name.get(locale) or "")
                for written in iter_forms(name, locale):
                    self._forms.setdefault(_flatten(written), []).append(NameForm(key, position))
        # The name of one body stays allowed if it is forbidden for another.
        allowed = frozenset(self._forms)
        for key, body in taxonomies.bodies.items():
            for position, name in enumerate(body.names):
                for written in map(_flatten, name.never.get(locale, ())):
                    if written not in allowed:
                        self._forms.setdefault(written, []).append(NameForm(key, position, is_forbidden=True))

    def is_short(self, mention: NameMention) -> bool:
        """Return whether a mention is not the full name of its body."""
        return mention.written != self._full_names.get((mention.form.body, mention.form.position))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest = sorted(self._forms, key=len, reverse=True)
        # The search tries each alternative: those with the same first letter are one.
        letters: dict[str, list[str]] = {}
        for form in longest:
            for first, rest in _compile_form(form, is_forbidden=self._forms[form][0].is_forbidden):
                letters.setdefault(first, []).append(rest)
        alternatives = (f"{re.escape(first)}(?:{'|'.join(forms)})" for first, forms in letters.items())
        return re.compile("|".join(alternatives) or "(?!)")

    @cached_property
    def _lower(self) -> frozenset[str]:
        """The forms in lower case, if they are so few that looking for each takes less time than a search for all."""
        is_quick = len(self._forms) <= _FEW and all(map(str.isascii, self._forms))
        return frozenset(map(str.lower, self._forms)) if is_quick else frozenset()

    def _has_none(self, text: str) -> bool:
        """Return whether a text certainly has no form; most texts of a small corner name no body."""
        lower = text.lower() if self._lower else ""
        return bool(self._lower) and not any(map(lower.__contains__, self._lower))

    def find_mentions(self, text: str) -> list[NameMention]:
        """Return every body that a text names, also by a forbidden form; the longest of names that begin together."""
        text = _flatten(text)
        mentions = []
        for match in () if self._has_none(text) else self._pattern.finditer(text):
            start = match.start()
            before = text[start - 1 : start]
            if match[0][0].isascii() and before.isascii() and (before.isalnum() or before == "-"):
                continue
            forms = self._forms.get(match[0]) or self._forms[match[0][0].upper() + match[0][1:]]
            mentions += [NameMention(form, match[0], start) for form in forms]
        return mentions


def _compile_form(form: str, *, is_forbidden: bool) -> Iterator[tuple[str, str]]:
    """Yield the patterns of a form, each the first letter and the rest.

    A name of several words may begin in lower case; none is part of a longer word.
    """
    # In scripts without spaces nothing marks the end of a name.
    end = r"(?![A-Za-z0-9])" if form[-1:].isascii() and form[-1:].isalnum() else ""
    if is_forbidden and form[-1:] in "組组":
        end = _VERB
    rest = re.escape(form[1:]) + end
    yield form[0], rest
    if form[:1].isupper() and form[1:2].islower() and " " in form:
        yield form[0].lower(), rest


def _flatten(text: str) -> str:
    """Return text on one line, with plain apostrophes, so that all positions stay."""
    return text.replace("\n", " ").replace("\u00a0", " ").replace("’", "'")


def iter_forms(name: BodyName, locale: str) -> list[str]:
    """Return the forms in which a name may be written in a language: in full, short, and others allowed."""
    forms = [name.name.get(locale), name.short.get(locale), *name.also.get(locale, ())]
    return [form for form in forms if form]


def compare_names(
    sides: tuple[Side, Side],
    alignment: Alignment,
    mentions: tuple[list[NameMention], list[NameMention]],
    names: tuple[NameIndex, NameIndex],
    taxonomies: Taxonomies,
    days: tuple[date, date],
) -> Iterator[Mismatch]:
    """Yield the bodies that one text names and the other does not, in both directions.

    Args:
        sides: the original and its translation.
        alignment: the alignment of the two.
        mentions: the bodies that each of them names.
        names: the names in the language of each.
        taxonomies: the corner's taxonomies.
        days: the first and last day that the news is about.
    """
    for here, there in ((0, 1), (1, 0)):
        known = {mention.form.body for mention in mentions[there]}
        for mention in mentions[here]:
            key = mention.form.body
            if key in known or mention.form.is_forbidden or _is_part(sides[here].text, mention, names[here]):
                continue
            known.add(key)
            name = next((name for name in taxonomies.bodies[key].names if is_valid_between(name, *days)), None)
            locale = names[there].locale
            if name is None or name.grade == "D" or locale not in name.name:
                continue
            position = alignment.find_counterpart(here, mention.start)
            yield _report_absent_name(sides[there], sides[here], position, mention, name, locale)


def _is_part(text: str, mention: NameMention, names: NameIndex) -> bool:
    """Return whether a short name may be the end of the name of another body: 國務院專家組 is not the 專家組."""
    before = text[mention.start - 1 : mention.start]
    is_glued = before.isalpha() and not before.isascii() and not mention.written[0].isascii()
    return is_glued and names.is_short(mention) and before not in names.function_words


def _report_absent_name(
    side: Side, other: Side, position: int, mention: NameMention, name: BodyName, locale: str
) -> Mismatch:
    """Return that a text lacks, at a position, a body that the other text names."""
    from rapidfuzz import fuzz  # noqa: PLC0415 -- most texts have all names

    expected = name.name[locale]
    similar = Message("none")
    near = fuzz.partial_ratio_alignment(expected, side.text, score_cutoff=75)
    if near is not None and near.dest_end - near.dest_start >= len(expected) - 1:
        position = near.dest_start
        similar = Message("'{value}'", value=" ".join(side.text[near.dest_start : near.dest_end].split()))
    message = Message(
        "expected {forms} for '{written}' in {location}, found {similar}",
        forms=_join_forms(iter_forms(name, locale)),
        written=mention.written,
        location=other.format_location(mention.start),
        similar=similar,
    )
    severity = Severity.WARNING if name.grade == "C" else Severity.ERROR
    return side.create_mismatch(
        position, code="different-name", message=message, names=(expected, mention.written), severity=severity
    )


def find_wrong_forms(
    side: Side, mentions: list[NameMention], taxonomies: Taxonomies, locale: str
) -> Iterator[Mismatch]:
    """Yield each mention of a body by a forbidden form, except in quotations."""
    for mention in mentions:
        if mention.form.is_forbidden and not is_quoted(side.text, mention.start, mention.start + len(mention.written)):
            forms = iter_forms(taxonomies.bodies[mention.form.body].names[mention.form.position], locale)
            right = _join_forms(forms) or Message("another name")
            message = Message(
                "expected {right}, found '{written}', which is never right", right=right, written=mention.written
            )
            yield side.create_mismatch(mention.start, code="different-name", message=message, names=(mention.written,))


def _join_forms(forms: Sequence[str]) -> str:
    """Return the forms of a name, as a message offers them."""
    joined: str = Message("'{value}'", value=forms[0]) if forms else ""
    for form in forms[1:]:
        joined = Message("{others} or {last}", others=joined, last=Message("'{value}'", value=form))
    return joined


def _explain_use(name: BodyName, day: date) -> Message:
    """Return when a name that is not the one of a day is in use."""
    if name.since and name.since.start > day:
        return Message("used from {day}", day=name.since.text)
    return Message("used until {day}", day=name.until.text) if name.until else Message("used at another time")


def check_validity(
    side: Side, mentions: list[NameMention], taxonomies: Taxonomies, days: tuple[date, date], lexicon: Lexicon
) -> Iterator[Problem]:
    """Yield a problem for each name that was not valid on the days that the news is about.

    A name in brackets or quotation marks, or in a sentence about the change of a name, may be of another time.
    """
    locale = lexicon.locale
    reports: set[tuple[str, str]] = set()
    mentions = [mention for mention in mentions if not mention.form.is_forbidden]
    valid = {(mention.form.body, mention.start) for mention in mentions if _is_valid(mention, taxonomies, days)}
    for mention in mentions:
        key = mention.form.body
        if (key, mention.start) in valid or (key, mention.written) in reports:
            continue
        name = taxonomies.bodies[key].names[mention.form.position]
        right = next((other for other in taxonomies.bodies[key].names if is_valid_between(other, *days)), None)
        if name.grade == "D" or right is None or locale not in right.name or _is_past_name(side.text, mention, lexicon):
            continue
        reports.add((key, mention.written))
        message = Message(
            "expected '{name}', the name on {day}, found '{written}', {use}",
            name=right.name[locale],
            day=days[1],
            written=mention.written,
            use=_explain_use(name, days[1]),
        )
        line, field = side.find_line(mention.start), side.find_field(mention.start)
        yield Problem(side.path, line, field, "untimely-name", message, Severity.WARNING)


def _is_valid(mention: NameMention, taxonomies: Taxonomies, days: tuple[date, date]) -> bool:
    return is_valid_between(taxonomies.bodies[mention.form.body].names[mention.form.position], *days)


def _is_past_name(text: str, mention: NameMention, lexicon: Lexicon) -> bool:
    """Return whether a name is in brackets or quotation marks, or in a sentence about a change of names."""
    end = mention.start + len(mention.written)
    stop = _STOP.search(text, end)
    begin = max((match.end() for match in _STOP.finditer(text, 0, mention.start)), default=0)
    sentence = text[begin : stop.start() if stop else len(text)]
    if lexicon.table.name_change_pattern.search(sentence.lower()):
        return True
    return _is_enclosed(text[begin : mention.start], text[end : stop.start() if stop else len(text)], _BRACKETS)


def is_quoted(text: str, start: int, end: int) -> bool:
    """Return whether the text from `start` to `end` is in quotation marks."""
    begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return _is_enclosed(text[begin:start], text[end : stop if stop >= 0 else len(text)], _QUOTES)


def _is_enclosed(before: str, after: str, marks: Mapping[str, str]) -> bool:
    """Return whether one of the pairs of marks opens before and closes after."""
    return any(
        before.rfind(opening) > before.rfind(closing) or (opening == closing and before.count(opening) % 2)
        for closing, opening in marks.items()
        if closing in after
    )
