"""Everything that is compared between an original and one translation."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from corner.content import markdown_blocks
from corner.content.markdown_blocks import BlockMark
from corner.content.taxonomies import Taxonomies
from corner.content.types import Content
from corner.diagnostics.problem import Problem, Severity
from corner.diagnostics.suggestions import suggest
from corner.i18n.formats import LocaleFormats
from corner.parity import figure_check, name_check, quantity_check, script_check, structure_check
from corner.parity import side as sides
from corner.parity.alignment import Alignment
from corner.parity.lexicon import Lexicon
from corner.parity.quantities import Quantities, mask_markup
from corner.parity.side import Mismatch, Side
from corner.sources.frontmatter import SourceFile

Labels = Mapping[str, str]
"""The words among the facts in one language, by label."""


class _ComparedText:
    """A text with what it says, read when it is asked for."""

    def __init__(self, side: Side, lexicon: Lexicon, known: name_check.NameIndex) -> None:
        self.side = side
        self.lexicon = lexicon
        self.names = known

    @cached_property
    def said(self) -> Quantities:
        """Its numbers, dates and times."""
        return quantity_check.read_quantities(self.side.text, self.lexicon)

    @cached_property
    def mentions(self) -> list[name_check.NameMention]:
        """The bodies that it names."""
        return self.names.mentions(self.side.text)

    @cached_property
    def marks(self) -> tuple[BlockMark, ...]:
        """What its body is built of."""
        return markdown_blocks.iter_marks(self.side.source.body, posixpath.dirname(self.side.source.key))


class Comparator:
    """What comparing needs, made once for all texts."""

    def __init__(self, formats: Mapping[str, LocaleFormats], taxonomies: Taxonomies) -> None:
        """Take the formats of the site's languages and the names of its bodies."""
        self._lexicons = {locale: Lexicon(known) for locale, known in formats.items()}
        self._taxonomies = taxonomies
        self._key = ""
        self._texts: dict[str, _ComparedText] = {}
        self._scripts = script_check.ScriptChecker()
        self._names = {locale: name_check.NameIndex(taxonomies, locale) for locale in formats}

    def _text(self, source: SourceFile) -> _ComparedText:
        """Return a whole text."""
        if source.key != self._key:
            self._key = source.key
            self._texts.clear()  # a text is looked at with the others of its key, and then no more
        if source.path not in self._texts:
            self._texts[source.path] = self._read(sides.whole_text(source))
        return self._texts[source.path]

    def _read(self, side: Side) -> _ComparedText:
        locale = side.source.locale
        return _ComparedText(side, self._lexicons[locale], self._names[locale])

    def alone(self, source: SourceFile, days: tuple[date, date]) -> list[Problem]:
        """Return what is wrong with the names in one text, whatever the other texts say."""
        text = self._text(source)
        return list(name_check.check_validity(text.side, text.mentions, self._taxonomies, days, source.locale))

    def original(self, source: SourceFile) -> Iterator[Problem]:
        """Yield what an original must not hold; in a translation `pair` tells it, and `parity` may let it stand."""
        return (mismatch.problem for mismatch in self._mistaken(self._text(source)))

    def _mistaken(self, text: _ComparedText) -> Iterator[Mismatch]:
        yield from name_check.find_wrong_forms(text.side, text.mentions, self._taxonomies, text.side.source.locale)
        yield from self._scripts.characters(text.side)

    def reported(self, content: Content, original: SourceFile, texts: Iterable[SourceFile]) -> Iterator[Problem]:
        """Yield the figures among the facts that no text says.

        Args:
            content: the release or summary.
            original: the file with the facts.
            texts: the files of all its texts.
        """
        for report in content.figure_reports:
            said = [self._part(source, report.section) for source in texts] if report.figures else []
            for position, figure in enumerate(report.figures):
                units = self._taxonomies.figures[figure.figure].unit
                written = ((locale, unit.replace("{value}", str(figure.value))) for locale, unit in units.items())
                forms = (
                    quantity_check.read_quantities(text, self._lexicons[name])
                    for name, text in written
                    if name in self._lexicons
                )
                yield from figure_check.find_unsaid(original, (*report.path, position), figure, said, forms)

    def _part(self, source: SourceFile, section: int | None) -> Quantities:
        """Return what a text says, or one of its sections."""
        if section is None:
            return self._text(source).said
        heading, _, text = markdown_blocks.split_sections(source.body)[1][section]
        return quantity_check.read_quantities(f"{heading}\n{mask_markup(text)}", self._lexicons[source.locale])

    def pair(
        self, original: SourceFile, translation: SourceFile, labels: tuple[Labels, Labels], days: tuple[date, date]
    ) -> Iterator[Problem]:
        """Yield where the two texts differ, but for what the translation's `parity` lets stand.

        Args:
            original: the text that was translated.
            translation: its translation.
            labels: the words among the facts in the language of each.
            days: the first and last day that the news is about.
        """
        ignored = [" ".join(str(each["ignore"]).split()) for each in translation.meta.get("parity") or ()]
        used: set[str] = set()
        known: list[str] = []
        for mismatch in self._mismatches(original, translation, labels, days):
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
                    place.path, place.line, place.field, place.code, message + suggest(name, known), Severity.WARNING
                )

    def _mismatches(
        self, original: SourceFile, translation: SourceFile, labels: tuple[Labels, Labels], days: tuple[date, date]
    ) -> Iterator[Mismatch]:
        here, there = self._text(original), self._text(translation)
        alignment = Alignment(here.side, there.side, here.marks, there.marks)
        yield from self._said(here, there, alignment, days)
        named = [mention.written for mention in here.mentions]
        han = here.lexicon.locale.startswith("zh"), there.lexicon.locale.startswith("zh")
        yield from script_check.find_untranslated((here.side, there.side), alignment, named, han=han)
        yield from structure_check.compare_structure(here.side, there.side, here.marks, there.marks)
        for name, words in labels[0].items():
            if name in labels[1]:
                ours, theirs = (
                    sides.label_text(original, name, words),
                    sides.label_text(translation, name, labels[1][name]),
                )
                alignment = Alignment(ours, theirs, (), ())
                yield from self._said(self._read(ours), self._read(theirs), alignment, days)

    def _said(
        self, here: _ComparedText, there: _ComparedText, alignment: Alignment, days: tuple[date, date]
    ) -> Iterator[Mismatch]:
        """Yield what two texts or labels do not both say."""
        both = here.side, there.side
        yield from quantity_check.compare_quantities(
            both, (here.said, there.said), (here.lexicon, there.lexicon), alignment
        )
        known, mentions = (here.names, there.names), (here.mentions, there.mentions)
        yield from name_check.compare_names(both, alignment, mentions, known, self._taxonomies, days)
        yield from self._mistaken(there)
