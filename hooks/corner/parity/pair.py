"""Everything that is compared between an original and one translation."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from datetime import date

from corner import markdown
from corner.locales import Words
from corner.parity import agreement, names, structure
from corner.parity.sides import Mismatch, Side
from corner.problems import Problem, Severity, nearest
from corner.sources import Source
from corner.vocabulary import Vocabulary


class Bench:
    """What comparing needs, made once for all texts."""

    def __init__(self, words: Mapping[str, Words], vocabulary: Vocabulary) -> None:
        """Take the languages of the site and the names of its bodies."""
        self._words = words
        self._vocabulary = vocabulary
        self._key = ""
        self._sides: dict[str, tuple[Side, list[names.Mention]]] = {}
        self._names = {locale: names.Names(vocabulary, locale) for locale in words}

    def side(self, source: Source) -> tuple[Side, list[names.Mention]]:
        """Return a text with the bodies that it names."""
        if source.key != self._key:
            self._key = source.key
            self._sides.clear()  # a text is looked at with the others of its key, and then no more
        if source.path not in self._sides:
            side = Side(source)
            self._sides[source.path] = side, self._names[source.locale].mentions(side.text)
        return self._sides[source.path]

    def alone(self, source: Source, days: tuple[date, date]) -> list[Problem]:
        """Return what is wrong with the names in one text."""
        side, mentions = self.side(source)
        return list(names.untimely(side, mentions, self._vocabulary, days, source.locale))

    def pair(self, original: Source, translation: Source, days: tuple[date, date]) -> Iterator[Problem]:
        """Yield where the two texts differ, but for what the translation's `parity` lets stand."""
        ignored = [" ".join(str(each["ignore"]).split()) for each in translation.meta.get("parity") or ()]
        used: set[str] = set()
        known: list[str] = []
        for mismatch in self._mismatches(original, translation, days):
            found = {" ".join(name.split()) for name in mismatch.names}
            silenced = found & set(ignored)
            used |= silenced
            known += sorted(found)
            if not silenced:
                yield mismatch.problem
        for position, name in enumerate(ignored):
            if name not in used:
                place = translation.problem(("parity", position, "ignore"), "unused-ignore", "")
                message = f"expected something in which the texts differ, found '{name}', which lets nothing stand"
                yield Problem(
                    place.path, place.line, place.field, place.code, message + nearest(name, known), Severity.WARNING
                )

    def _mismatches(self, original: Source, translation: Source, days: tuple[date, date]) -> Iterator[Mismatch]:
        (here, said_here), (there, said_there) = self.side(original), self.side(translation)
        words = self._words[original.locale], self._words[translation.locale]
        numbers = agreement.read(here.text, words[0]), agreement.read(there.text, words[1])
        yield from agreement.compare(here, there, *numbers)
        found = self._names[original.locale], self._names[translation.locale]
        yield from names.compare((here, there), (said_here, said_there), found, self._vocabulary, days)
        folder = posixpath.dirname(original.key)
        marks = markdown.marks(original.body, folder), markdown.marks(translation.body, folder)
        yield from structure.compare(here, there, *marks)
