"""Parity of languages: states of translations and problems of parity, for all content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from corner.checks import placeholders
from corner.content.taxonomies import Taxonomies
from corner.content.translation_state import FIELD, TranslationState, TranslationStatus, digest_words, find_state
from corner.content.types import Content
from corner.diagnostics.message import Message, from_plain, to_plain
from corner.diagnostics.problem import Problem, Severity
from corner.diagnostics.suggestions import suggest
from corner.i18n.formats import LocaleFormats
from corner.sources.frontmatter import SourceFile
from corner.sources.reader import SourceTree
from corner.storage import fingerprint
from corner.storage.cache import Cache

if TYPE_CHECKING:
    from corner.parity.comparator import Comparator


@dataclass(slots=True)
class ParityResult:
    """The states of the translations, and all problems of parity."""

    problems: list[Problem] = field(default_factory=list)
    translations: list[TranslationStatus] = field(default_factory=list)
    """Each text that content has or lacks in a language of the site."""

    @property
    def outdated(self) -> frozenset[tuple[str, str]]:
        """Key and locale of each translation whose original has changed since."""
        return frozenset(
            (status.key, status.locale) for status in self.translations if status.state is TranslationState.OUTDATED
        )


def compare_languages(
    tree: SourceTree,
    news: Mapping[str, Content],
    formats: Mapping[str, LocaleFormats],
    taxonomies: Taxonomies,
    faulty: Container[str],
    cache: Cache,
    *,
    compare: bool = True,
    era_years: frozenset[str] = frozenset(),
) -> ParityResult:
    """Find the state of each translation, and compare it with its original.

    Args:
        tree: the source files of `news/`.
        news: the valid content, by key.
        formats: the formats of each language of the site, by locale.
        taxonomies: the corner's taxonomies.
        faulty: the files with errors, which are compared only when those are fixed.
        cache: the cache of earlier comparisons.
        compare: whether texts are compared.
        era_years: the languages whose texts count years in another calendar.
    """
    runner = _ParityRunner(formats, taxonomies, cache, compare=compare, era_years=era_years)
    groups: dict[str, dict[str, SourceFile]] = defaultdict(dict)
    for source in tree.sources:
        groups[source.key][source.locale] = source
    for key, content in news.items():
        sources = groups.get(key)
        if sources is None:
            continue  # a record of a data file has no texts of its own
        if not any(source.path in faulty for source in sources.values()):
            runner.compare_content(content, sources)
    return runner.result


class _ParityRunner:
    """Compares the texts of one content after the other."""

    def __init__(
        self,
        formats: Mapping[str, LocaleFormats],
        taxonomies: Taxonomies,
        cache: Cache,
        *,
        compare: bool,
        era_years: frozenset[str],
    ) -> None:
        self._formats = formats
        self._taxonomies = taxonomies
        self._cache = cache
        self._compare = compare
        self._era_years = era_years
        self.result = ParityResult()

    def compare_content(self, content: Content, sources: Mapping[str, SourceFile]) -> None:
        """Record states and problems of all texts of one content."""
        original = sources[content.original]
        self._record_missing(content, sources)
        self.result.problems += self._check_untranslated(content, original, sources)
        for locale, source in sources.items():
            # The facts are compared with all texts, a translation with its original.
            others = [text.digest for text in sources.values()] if source is original else [original.digest]
            inputs = f"parity {self._compare} {sorted(self._era_years)} {source.path}\0{source.digest}{''.join(others)}{self._taxonomies.digest}"
            key = fingerprint.digest(inputs)
            values = self._cache.get(key)
            if values is None:
                values = self._compare_text(content, original, source, list(sources.values()))
                self._cache.put(key, values)
            state, mark, made_from, problems = values
            self.result.translations.append(
                TranslationStatus(content.key, locale, source.path, TranslationState(state), mark, made_from)
            )
            for path, line, name, code, message, severity in problems:
                self.result.problems.append(Problem(path, line, name, code, from_plain(message), Severity(severity)))

    @cached_property
    def _comparator(self) -> Comparator:
        # The modules of comparison are loaded only if there is something to compare.
        from corner.parity.comparator import Comparator  # noqa: PLC0415

        return Comparator(self._formats, self._taxonomies, self._era_years)

    def _compare_text(
        self, content: Content, original: SourceFile, source: SourceFile, texts: Sequence[SourceFile]
    ) -> tuple[Any, ...]:
        """Return state and problems of one text, as values that a cache can hold."""
        problems = self._find_problems(content, original, source, texts) if self._compare else []
        facts = content.facts.words()
        mark = digest_words(str(original.meta["title"]), str(original.meta["description"]), facts, original.body)
        made_from = str(source.meta.get(FIELD) or "")
        state = TranslationState.ORIGINAL if source is original else find_state(made_from, mark)
        if state is TranslationState.OUTDATED:
            message = Message(
                "expected a translation of what {path} says, found one of an earlier version; 'corner translated --diff {key}' shows what has changed",
                path=original.path,
                key=source.key,
            )
            problem = source.problem((FIELD,), "outdated-translation", message)
            problems.append(replace(problem, severity=Severity.WARNING))
        return state.value, mark, made_from, tuple(map(_to_values, problems))

    def _find_problems(
        self, content: Content, original: SourceFile, source: SourceFile, texts: Sequence[SourceFile]
    ) -> list[Problem]:
        """Return the problems of one text; texts with placeholders are not compared with others."""
        days = content.covered_days
        problems = self._comparator.check_name_dates(source, days)
        if content.item_keys and not placeholders.find_placeholder(source):
            problems += self._comparator.check_items(content, source)
        if source is original:
            problems += self._comparator.check_original(original)
            if not any(map(placeholders.find_placeholder, texts)):
                problems += self._comparator.check_figures(content, original, texts)
        elif not any(map(placeholders.find_placeholder, (original, source))):
            labels = content.texts[original.locale].labels, content.texts[source.locale].labels
            problems += self._comparator.compare_pair(original, source, labels, days)
        return problems

    def _record_missing(self, content: Content, sources: Mapping[str, SourceFile]) -> None:
        """Record the languages of the site in which a text is missing."""
        for locale in self._formats:
            if locale not in sources:
                is_unplanned = locale in content.facts.untranslated
                state = TranslationState.UNPLANNED if is_unplanned else TranslationState.MISSING
                self.result.translations.append(TranslationStatus(content.key, locale, "", state, "", ""))

    def _check_untranslated(
        self, content: Content, original: SourceFile, sources: Mapping[str, SourceFile]
    ) -> Iterator[Problem]:
        """Yield the problems of the languages for which no translation is planned."""
        locales = self._formats
        for index, locale in enumerate(content.facts.untranslated):
            path = ("untranslated", index)
            if locale not in locales:
                message = Message(
                    "expected a language of the site ({locales}), found '{locale}'{suggestion}",
                    locales=list(locales),
                    locale=locale,
                    suggestion=suggest(locale, locales),
                )
                yield original.problem(path, "unknown-language", message)
            elif locale in sources:
                message = Message(
                    "expected no text in '{locale}', as this file says, found {path}",
                    locale=locale,
                    path=sources[locale].path,
                )
                problem = original.problem(path, "unplanned-translation", message)
                yield replace(problem, severity=Severity.WARNING)


def _to_values(problem: Problem) -> tuple[Any, ...]:
    message = to_plain(problem.message)
    return (problem.path, problem.line, problem.field, problem.code, message, problem.severity.value)
