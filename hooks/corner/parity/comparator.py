"""Comparison of an original with one translation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial
from itertools import chain

from corner.content import markdown_blocks
from corner.content.frontmatter import Figure
from corner.content.taxonomies import Taxonomies
from corner.content.types import Content
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.diagnostics.suggestions import suggest
from corner.parity import date_check, figure_check, item_check, name_check, script_check
from corner.parity.compared_text import ComparedText
from corner.parity.lexicon import read_lexicon
from corner.parity.punctuation_check import PunctuationChecker
from corner.parity.quantities import Quantities, mask_markup
from corner.parity.readers.reader import read_quantities
from corner.parity.side import Mismatch, Side, create_label_side, create_text_side
from corner.parity.writing import read_writing
from corner.sources.frontmatter import SourceFile

Labels = Mapping[str, str]
"""The texts among the facts in one language, by label."""


class Comparator:
    """Compares the texts of a site; one instance serves all of them."""

    def __init__(
        self,
        locales: Sequence[str],
        taxonomies: Taxonomies,
        era_years: frozenset[str] = frozenset(),
    ) -> None:
        """Take the site's languages, the names of its bodies, and the languages with another calendar."""
        self._lexicons = {locale: read_lexicon(locale, has_era=locale in era_years) for locale in locales}
        self._taxonomies = taxonomies
        self._key = ""
        self._texts: dict[str, ComparedText] = {}
        self._scripts = script_check.ScriptChecker()
        self._punctuation = {locale: PunctuationChecker(read_writing(locale)) for locale in locales}
        self._names = {
            locale: name_check.NameIndex(taxonomies, locale, self._lexicons[locale].table.function_words)
            for locale in locales
        }

    def check_name_dates(self, source: SourceFile, days: tuple[date, date]) -> list[Problem]:
        """Return a problem for each name in one text that was not valid on the days that the news is about."""
        text = self._get_text(source)
        problems = name_check.check_validity(text.side, text.mentions, self._taxonomies, days, text.lexicon)
        return list(problems)

    def check_original(self, source: SourceFile) -> Iterator[Problem]:
        """Yield the wrong names and characters of an original; `compare_pair` yields those of a translation."""
        text = self._get_text(source)
        mistakes = chain(self._scripts.find_wrong_language(text.side, is_original=True), self._find_mistakes(text))
        return (mismatch.problem for mismatch in mistakes)

    def check_figures(self, content: Content, original: SourceFile, texts: Iterable[SourceFile]) -> Iterator[Problem]:
        """Yield the figures among the facts that no text says.

        Args:
            content: the content.
            original: the file with the facts.
            texts: the files of all its texts.
        """
        for report in content.figure_reports:
            read_section: Callable[[SourceFile], Quantities] = partial(self._read_section, section=report.section)
            if report.section is not None:
                read_section = cache(read_section)
            for index, figure in enumerate(report.figures):
                path = (*report.path, index)
                quantities, forms = map(read_section, texts), self._read_figure_forms(figure)
                yield from figure_check.find_unreported_figure(original, path, figure, quantities, forms)

    def check_items(self, content: Content, source: SourceFile) -> Iterator[Problem]:
        """Yield what one text says of the items of content, and they do not have."""
        text = self._get_text(source)
        return item_check.check_words(content, text.side, text.quantities, text.lexicon)

    def compare_pair(
        self, original: SourceFile, translation: SourceFile, labels: tuple[Labels, Labels], days: tuple[date, date]
    ) -> Iterator[Problem]:
        """Yield the differences between two texts, except those that the translation's `parity` ignores.

        Args:
            original: the text that was translated.
            translation: its translation.
            labels: the texts among the facts in the language of each.
            days: the first and last day that the news is about.
        """
        ignored = [" ".join(str(entry["ignore"]).split()) for entry in translation.meta.get("parity") or ()]
        used: set[str] = set()
        known: list[str] = []
        for mismatch in self._find_mismatches(original, translation, labels, days):
            names = {" ".join(name.split()) for name in mismatch.names}
            used |= names & set(ignored)
            known += sorted(names)
            if names.isdisjoint(ignored):
                yield mismatch.problem
        for index, name in enumerate(ignored):
            if name not in used:
                message = Message(
                    "expected something in which the texts differ, found '{name}', in which they do not differ{suggestion}",
                    name=name,
                    suggestion=suggest(name, known),
                )
                problem = translation.problem(("parity", index, "ignore"), "unused-ignore", message)
                yield replace(problem, severity=Severity.WARNING)

    def _get_text(self, source: SourceFile) -> ComparedText:
        """Return title, description and body of a file."""
        if source.key != self._key:
            self._key = source.key
            self._texts.clear()  # a text is compared only with the others of its key
        if source.path not in self._texts:
            self._texts[source.path] = self._create_text(create_text_side(source))
        return self._texts[source.path]

    def _create_text(self, side: Side) -> ComparedText:
        locale = side.source.locale
        return ComparedText(side, self._lexicons[locale], self._names[locale])

    def _read_section(self, source: SourceFile, section: int | None) -> Quantities:
        """Return the quantities of a text, or of one of its sections."""
        if section is None:
            return self._get_text(source).quantities
        heading, _, text = markdown_blocks.split_sections(source.body)[1][section]
        return read_quantities(f"{heading}\n{mask_markup(text)}", self._lexicons[source.locale])

    def _read_figure_forms(self, figure: Figure) -> Iterator[Quantities]:
        """Yield the quantities of a figure in the form of each language."""
        kind = self._taxonomies.figures.get(figure.figure)  # `None` where the taxonomy has a fault there
        for locale, unit in (kind.unit if kind else {}).items():
            if locale in self._lexicons:
                text = unit.replace("{value}", str(figure.value))
                yield read_quantities(text, self._lexicons[locale])

    def _find_mistakes(self, text: ComparedText) -> Iterator[Mismatch]:
        yield from name_check.find_wrong_forms(text.side, text.mentions, self._taxonomies, text.lexicon.locale)
        yield from self._scripts.find_wrong_characters(text.side)
        yield from date_check.find_impossible_dates(text.side, text.quantities, text.lexicon)
        yield from self._punctuation[text.lexicon.locale].find_mistakes(text.side)

    def _find_mismatches(
        self, original: SourceFile, translation: SourceFile, labels: tuple[Labels, Labels], days: tuple[date, date]
    ) -> Iterator[Mismatch]:
        # Many checks are of one text, and what compares pairs takes longer to load than to read one.
        from corner.parity import pair_comparison  # noqa: PLC0415

        here, there = self._get_text(original), self._get_text(translation)
        texts = pair_comparison.align_texts(here, there)
        yield from pair_comparison.compare_contents(texts, self._taxonomies, days)
        yield from self._find_mistakes(there)
        yield from self._scripts.find_wrong_language(there.side, is_original=False)
        yield from pair_comparison.compare_forms(texts)
        for name, label in labels[0].items():
            if name in labels[1]:
                ours = self._create_text(create_label_side(original, name, label))
                theirs = self._create_text(create_label_side(translation, name, labels[1][name]))
                yield from pair_comparison.compare_labels(ours, theirs, self._taxonomies, days)
                yield from self._find_mistakes(theirs)
