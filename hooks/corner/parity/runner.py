"""Parity of languages: states of translations and problems of parity, for all content."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from corner.checks import placeholders
from corner.content.taxonomies import Taxonomies
from corner.content.translation_state import FIELD, TranslationState, TranslationStatus, digest_words, find_state
from corner.content.types import Content
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity, from_values, to_values
from corner.diagnostics.suggestions import suggest
from corner.i18n.formats import LocaleFormats
from corner.sources.frontmatter import SourceFile
from corner.sources.reader import SourceTree
from corner.storage import fingerprint, kept_values
from corner.storage.cache import Cache
from corner.workers.pool import count_jobs, divide, run_shares

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


_COMPARING, _READING = 4.0, 0.1
"""Milliseconds that it takes to compare one piece of content, and to see what a translation was made from alone."""
_FIRST = 2
"""Pieces of content that are compared before there are workers."""
_CONTENTS = 50
"""Pieces of content that a worker compares in one share of the work."""


class PendingContent(NamedTuple):
    """The texts of one content that are still to be compared."""

    key: str
    locales: tuple[str, ...]


ComparedTexts = tuple[tuple[Any, ...], ...]
"""State and problems of each text of a pending content, as plain values."""


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
    selected: Container[str] | None = None,
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
        selected: the files of the texts that are asked for, if these are not all; what is wrong with a text is in its file.
    """
    comparison = LanguageComparison(formats, taxonomies, cache, compare=compare, era_years=era_years)
    pending = comparison.find_pending(tree, news, faulty, selected)
    jobs = count_jobs(len(pending) * (_COMPARING if compare else _READING))
    if compare and jobs > 1:
        # Workers find the patterns of the languages made, which takes as long as comparing fifty texts.
        comparison.keep(pending[:_FIRST], comparison.compare_texts(pending[:_FIRST]))
        pending = pending[_FIRST:]
    parts = divide(pending, _CONTENTS)
    shares = [partial(_compare_part, comparison, part) for part in parts]
    for outcome in run_shares(shares, jobs):
        results, values = outcome.result
        comparison.keep(parts[outcome.number], results)
        kept_values.add_values(values)
    return comparison.gather()


def _compare_part(
    comparison: LanguageComparison, pending: Iterable[PendingContent], _worker: int
) -> tuple[list[ComparedTexts], Mapping[str, Any]]:
    """Compare the texts of some pending content, in a worker; return the results, and what it found out about the languages."""
    return comparison.compare_texts(pending), kept_values.take_new_values()


class _ComparedContent(NamedTuple):
    """Content whose texts are compared."""

    content: Content
    sources: Mapping[str, SourceFile]
    """Its files by locale."""
    fingerprints: Mapping[str, str]
    """By locale, what the result of each text that is asked for is kept under."""


class LanguageComparison:
    """The comparison of all content, in steps: what was not compared before, its comparison, and the result of all.

    Texts are compared by `compare_texts`, which takes and returns plain values and changes nothing, so that copies of this
    object in several processes may each compare a share.
    """

    def __init__(
        self,
        formats: Mapping[str, LocaleFormats],
        taxonomies: Taxonomies,
        cache: Cache,
        *,
        compare: bool = True,
        era_years: frozenset[str] = frozenset(),
    ) -> None:
        """Take what `compare_languages` takes."""
        self._formats = formats
        self._taxonomies = taxonomies
        self._cache = cache
        self._compare = compare
        self._era_years = era_years
        self._contents: dict[str, _ComparedContent] = {}

    def find_pending(
        self,
        tree: SourceTree,
        news: Mapping[str, Content],
        faulty: Container[str],
        selected: Container[str] | None = None,
    ) -> list[PendingContent]:
        """Return what the cache does not have, in the order of the content.

        Args:
            tree: the source files of `news/`.
            news: the valid content, by key.
            faulty: the files with errors.
            selected: the files of the texts that are asked for, if these are not all.
        """
        groups: dict[str, dict[str, SourceFile]] = {}
        for source in tree.sources:
            groups.setdefault(source.key, {})[source.locale] = source
        begin = fingerprint.digest(f"parity {self._compare} {sorted(self._era_years)} {self._taxonomies.digest}")
        pending = []
        for key, content in news.items():
            sources = groups.get(key)
            # A record of a data file has no texts of its own.
            if sources is None or (faulty and any(source.path in faulty for source in sources.values())):
                continue
            names = _name_results(begin, sources, sources[content.original])
            if selected is not None:
                names = {locale: name for locale, name in names.items() if sources[locale].path in selected}
            self._contents[key] = _ComparedContent(content, sources, names)
            locales = tuple(locale for locale, name in names.items() if self._cache.get(name) is None)
            if locales:
                pending.append(PendingContent(key, locales))
        return pending

    def compare_texts(self, pending: Iterable[PendingContent]) -> list[ComparedTexts]:
        """Return state and problems of the texts of some pending content, in its order."""
        return [self._compare_content(self._contents[key], locales) for key, locales in pending]

    def keep(self, pending: Iterable[PendingContent], results: Iterable[ComparedTexts]) -> None:
        """Put the results of some pending content into the cache."""
        for (key, locales), values in zip(pending, results, strict=True):
            for locale, value in zip(locales, values, strict=True):
                self._cache.put(self._contents[key].fingerprints[locale], value)

    def gather(self) -> ParityResult:
        """Return states and problems of all texts that are asked for, none of which is pending any more."""
        result = ParityResult()
        states = {state.value: state for state in TranslationState}
        for content, sources, names in self._contents.values():
            if len(sources) < len(self._formats):
                result.translations += self._list_missing(content, sources)
            if content.facts.untranslated:
                result.problems += self._check_untranslated(content, sources[content.original], sources)
            for locale, name in names.items():
                state, mark, made_from, problems = self._cache.get(name)
                status = TranslationStatus(content.key, locale, sources[locale].path, states[state], mark, made_from)
                result.translations.append(status)
                result.problems += map(from_values, problems)
        return result

    @cached_property
    def _comparator(self) -> Comparator:
        # The modules of comparison are loaded only if there is something to compare.
        from corner.parity.comparator import Comparator  # noqa: PLC0415

        return Comparator(self._formats, self._taxonomies, self._era_years)

    def _compare_content(self, compared: _ComparedContent, locales: Iterable[str]) -> ComparedTexts:
        """Return state and problems of some texts of one content, as values that a cache can hold."""
        content, sources, _ = compared
        original = sources[content.original]
        made_from = {locale: str(sources[locale].meta.get(FIELD) or "") for locale in locales}
        # Most translations of some corners have no mark, and no original is read for them.
        mark = _digest_original(content, original) if any(made_from.values()) else ""
        results = tuple(
            self._compare_text(content, mark, made_from[locale], sources[locale], sources) for locale in locales
        )
        for source in sources.values():
            source.forget_text()
        return results

    def _compare_text(
        self, content: Content, mark: str, made_from: str, source: SourceFile, sources: Mapping[str, SourceFile]
    ) -> tuple[Any, ...]:
        original = sources[content.original]
        problems = self._find_problems(content, original, source, list(sources.values())) if self._compare else []
        state = TranslationState.ORIGINAL if source is original else find_state(made_from, mark)
        if state is TranslationState.OUTDATED:
            message = Message(
                "expected a translation of what {path} says, found one of an earlier version; 'corner translated --diff {key}' shows what has changed",
                path=original.path,
                key=source.key,
            )
            problem = source.problem((FIELD,), "outdated-translation", message)
            problems.append(replace(problem, severity=Severity.WARNING))
        return state.value, mark if made_from else "", made_from, tuple(map(to_values, problems))

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

    def _list_missing(self, content: Content, sources: Mapping[str, SourceFile]) -> Iterator[TranslationStatus]:
        """Yield the languages of the site in which a text is missing."""
        for locale in self._formats:
            if locale not in sources:
                is_unplanned = locale in content.facts.untranslated
                state = TranslationState.UNPLANNED if is_unplanned else TranslationState.MISSING
                yield TranslationStatus(content.key, locale, "", state, "", "")

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


def _digest_original(content: Content, original: SourceFile) -> str:
    """Return the mark of the present words of an original."""
    meta = original.meta
    return digest_words(str(meta["title"]), str(meta["description"]), content.facts.words(), original.body)


def _name_results(begin: str, sources: Mapping[str, SourceFile], original: SourceFile) -> dict[str, str]:
    """Return, by locale, the fingerprint of all that the result of each text is made from."""
    # The facts are compared with all texts, a translation with its original.
    every = "".join([source.digest for source in sources.values()])
    return {
        locale: fingerprint.digest(
            f"{begin}{source.path}\0{source.digest}{every if source is original else original.digest}"
        )
        for locale, source in sources.items()
    }
