"""Whether texts call a body by its official name, and both texts name the same bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from rapidfuzz import fuzz

from corner.content.taxonomies import BodyName, Taxonomies, is_valid_between
from corner.diagnostics.problem import Problem, Severity
from corner.parity.alignment import Alignment
from corner.parity.side import Mismatch, Side

_BRACKETS = {")": "(", "）": "（", "」": "「", "』": "『", "”": "“", '"': '"', "]": "[", "》": "《"}
_QUOTES = {closing: opening for closing, opening in _BRACKETS.items() if closing in '」』”"'}
_STOP = re.compile(r"[.;!?。；！？\n|]")
_VERB = "(?![織织合建隊队]|成(?!員|员))"
"""What does not follow where 組 ends a name: 由專家組成 speaks of experts, not of a 專家組."""
_FORMER: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:former|formerly|then|renamed|until|since|previous|previously|now|later|became|earlier|old|new) ?"
    ),
    "zh": re.compile(
        "前身|前稱|原稱|舊稱|改稱|改名|更名|易名|現稱|現為|當時|其後|后来|改为|前称|原称|旧称|现称|現改|以前"
    ),
    "pt": re.compile(r"\b(?:antig[oa]|ex-|então|actual|atual|até|desde|passou|designad[oa]) ?"),
}
"""Words of a sentence that tells of a change of names, by language."""


class NameForm(NamedTuple):
    """A way to write the name of a body."""

    body: str
    position: int
    """Which of the body's names it is, from 0."""
    never: bool = False
    """Whether it is one that must not be written."""


class NameMention(NamedTuple):
    """A body that a text names."""

    form: NameForm
    written: str
    start: int


class NameIndex:
    """The names of all bodies in one language, for finding them in texts."""

    def __init__(self, taxonomies: Taxonomies, locale: str) -> None:
        """Gather the names and short forms of `locale`."""
        self.locale = locale
        self._forms: dict[str, list[NameForm]] = {}
        for key, body in taxonomies.bodies.items():
            for position, name in enumerate(body.names):
                for written in iter_forms(name, locale):
                    self._forms.setdefault(_flat(written), []).append(NameForm(key, position))
        # What is the name of one body stays allowed where it is a mistake for another.
        allowed = frozenset(self._forms)
        for key, body in taxonomies.bodies.items():
            for position, name in enumerate(body.names):
                for written in map(_flat, name.never.get(locale, ())):
                    if written not in allowed:
                        self._forms.setdefault(written, []).append(NameForm(key, position, never=True))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest = sorted(self._forms, key=len, reverse=True)
        return re.compile("|".join(_as_written(form, never=self._forms[form][0].never) for form in longest) or "(?!)")

    def mentions(self, text: str) -> list[NameMention]:
        """Return every body that a text names, also by a form never to be written; the longest where several begin together."""
        text = _flat(text)
        found = []
        for match in self._pattern.finditer(text):
            start = match.start()
            before = text[start - 1 : start]
            if match[0][0].isascii() and before.isascii() and (before.isalnum() or before == "-"):
                continue
            forms = self._forms.get(match[0]) or self._forms[match[0][0].upper() + match[0][1:]]
            found += [NameMention(form, match[0], start) for form in forms]
        return found


def _as_written(form: str, *, never: bool) -> str:
    """Return the pattern of a form: one of several words may begin small in a sentence; none is part of a longer word."""
    # In scripts without spaces only the length tells where a name ends.
    end = r"(?![A-Za-z0-9])" if form[-1:].isascii() and form[-1:].isalnum() else ""
    if never and form[-1:] in "組组":
        end = _VERB
    pattern = re.escape(form) + end
    if form[:1].isupper() and form[1:2].islower() and " " in form:
        # Each way begins with a letter of its own: only so the search is quick.
        pattern += f"|{form[0].lower()}{re.escape(form[1:])}{end}"
    return pattern


def _flat(text: str) -> str:
    """Return text on one line, with plain apostrophes: all is where it was."""
    return text.replace("\n", " ").replace("\u00a0", " ").replace("’", "'")


def iter_forms(name: BodyName, locale: str) -> list[str]:
    """Return the ways in which a name may be written in a language: in full, short, and others allowed."""
    forms = [name.name.get(locale), name.short.get(locale), *name.also.get(locale, ())]
    return [form for form in forms if form]


def compare_names(
    pair: tuple[Side, Side],
    alignment: Alignment,
    mentions: tuple[list[NameMention], list[NameMention]],
    names: tuple[NameIndex, NameIndex],
    taxonomies: Taxonomies,
    days: tuple[date, date],
) -> Iterator[Mismatch]:
    """Yield the bodies that one text names and the other does not, in both directions.

    Args:
        pair: the original and its translation.
        alignment: how the two answer to each other.
        mentions: what each of them names.
        names: the names in the language of each.
        taxonomies: the taxonomies of the corner.
        days: the first and last day that the news is about.
    """
    for here, there in ((0, 1), (1, 0)):
        known = {mention.form.body for mention in mentions[there]}
        for mention in mentions[here]:
            key = mention.form.body
            if key in known or mention.form.never:
                continue
            known.add(key)
            name = next((name for name in taxonomies.bodies[key].names if is_valid_between(name, *days)), None)
            locale = names[there].locale
            if name is None or name.grade == "D" or locale not in name.name:
                continue
            place = alignment.beside(pair[here], mention.start)
            yield _absent(pair[there], pair[here], place, mention, name, locale)


def _absent(side: Side, other: Side, place: int, mention: NameMention, name: BodyName, locale: str) -> Mismatch:
    """Return that a text does not name what the other names, which it should do at `place`."""
    expected = name.name[locale]
    found = "none"
    near = fuzz.partial_ratio_alignment(expected, side.text, score_cutoff=75)
    if near is not None and near.dest_end - near.dest_start >= len(expected) - 1:
        place = near.dest_start
        found = f"'{' '.join(side.text[near.dest_start : near.dest_end].split())}'"
    short = "".join(f" or '{form}'" for form in iter_forms(name, locale)[1:])
    message = f"expected '{expected}'{short} for '{mention.written}' in {other.at(mention.start)}, found {found}"
    severity = Severity.WARNING if name.grade == "C" else Severity.ERROR
    return side.mismatch(
        place, code="different-name", message=message, names=(expected, mention.written), severity=severity
    )


def find_wrong_forms(
    side: Side, mentions: list[NameMention], taxonomies: Taxonomies, locale: str
) -> Iterator[Mismatch]:
    """Yield each place where a text calls a body what it must never be called, but for what it quotes."""
    for mention in mentions:
        if mention.form.never and not is_quoted(side.text, mention.start, mention.start + len(mention.written)):
            forms = iter_forms(taxonomies.bodies[mention.form.body].names[mention.form.position], locale)
            right = " or ".join(f"'{form}'" for form in forms) or "another name"
            message = f"expected {right}, found '{mention.written}', which is never right"
            yield side.mismatch(mention.start, code="different-name", message=message, names=(mention.written,))


def check_validity(
    side: Side, mentions: list[NameMention], taxonomies: Taxonomies, days: tuple[date, date], locale: str
) -> Iterator[Problem]:
    """Yield a problem for each name that was not valid on the days that the news is about.

    A name in brackets or quotation marks, or in a sentence that tells of the change, may be of another time.
    """
    told: set[tuple[str, str]] = set()
    mentions = [mention for mention in mentions if not mention.form.never]
    spoken = {(mention.form.body, mention.start) for mention in mentions if _valid(mention, taxonomies, days)}
    for mention in mentions:
        key = mention.form.body
        if (key, mention.start) in spoken or (key, mention.written) in told:
            continue
        name = taxonomies.bodies[key].names[mention.form.position]
        right = next((each for each in taxonomies.bodies[key].names if is_valid_between(each, *days)), None)
        if name.grade == "D" or right is None or locale not in right.name or _aside(side.text, mention, locale):
            continue
        told.add((key, mention.written))
        period = f"from {name.since.text}" if name.since and name.since.start > days[1] else ""
        period = period or (f"until {name.until.text}" if name.until else "at another time")
        message = f"expected '{right.name[locale]}', the name on {days[1]}, found '{mention.written}', used {period}"
        yield Problem(
            side.path, side.line(mention.start), side.field(mention.start), "untimely-name", message, Severity.WARNING
        )


def _valid(mention: NameMention, taxonomies: Taxonomies, days: tuple[date, date]) -> bool:
    return is_valid_between(taxonomies.bodies[mention.form.body].names[mention.form.position], *days)


def _aside(text: str, mention: NameMention, locale: str) -> bool:
    """Return whether a name stands in brackets or quotation marks, or where a change of names is told."""
    end = mention.start + len(mention.written)
    stop = _STOP.search(text, end)
    begin = max((match.end() for match in _STOP.finditer(text, 0, mention.start)), default=0)
    sentence = text[begin : stop.start() if stop else len(text)]
    former = _FORMER.get(locale.split("-", maxsplit=1)[0])
    if former and former.search(sentence.lower()):
        return True
    return _enclosed(text[begin : mention.start], text[end : stop.start() if stop else len(text)], _BRACKETS)


def is_quoted(text: str, start: int, end: int) -> bool:
    """Return whether what stands from `start` to `end` is in quotation marks."""
    begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return _enclosed(text[begin:start], text[end : stop if stop >= 0 else len(text)], _QUOTES)


def _enclosed(before: str, after: str, marks: Mapping[str, str]) -> bool:
    """Return whether one of the pairs of marks opens before and closes after."""
    return any(
        before.rfind(opening) > before.rfind(closing) or (opening == closing and before.count(opening) % 2)
        for closing, opening in marks.items()
        if closing in after
    )
