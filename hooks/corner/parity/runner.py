"""Parity of languages: states of translations and problems of parity, for all content."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from corner.checks import placeholders
from corner.checks.result import CheckedContent
from corner.content.taxonomies import Taxonomies
from corner.content.translation_state import FIELD, TranslationState, TranslationStatus, digest_words, find_state
from corner.content.types import Content
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity, from_values, to_values
from corner.diagnostics.suggestions import suggest
from corner.sources.frontmatter import SourceFile
from corner.storage import fingerprint, kept_values
from corner.storage.cache import Cache, CacheGroup
from corner.workers.pool import count_jobs, divide, run_shares

if TYPE_CHECKING:
    from corner.parity.comparator import Comparator


@dataclass(slots=True, eq=False)
class ParityResult:
    """The states of the translations, and all problems of parity."""

    list_translations: Callable[[], list[TranslationStatus]]
    """Returns each text that content has or lacks in a language of the site: thousands, of which a build needs none."""
    problems: list[Problem] = field(default_factory=list)
    outdated: set[tuple[str, str]] = field(default_factory=set)
    """Key and locale of each translation whose original has changed since."""


_COMPARING, _READING = 4.0, 0.1
"""Milliseconds that it takes to compare one piece of content, and to see what a translation was made from alone."""
_FIRST = 2
"""Pieces of content that are compared before there are workers."""
_CONTENTS = 50
"""Pieces of content that a worker compares in one share of the work."""


ComparedText = tuple[str, str, str, tuple[Any, ...]]
"""State of a text, mark of the present words of its original, its own mark, and its problems, as plain values."""
ComparedTexts = dict[str, ComparedText]
"""What the comparison of one piece of content found, by locale."""


def compare_languages(
    checked: Mapping[str, CheckedContent],
    contents: Iterable[Content],
    locales: Sequence[str],
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
        checked: what the files of each piece of content came to, by key.
        contents: the valid content.
        locales: the languages that the site is written in.
        taxonomies: the corner's taxonomies.
        faulty: the files with errors, which are compared only when those are fixed.
        cache: the cache of earlier comparisons.
        compare: whether texts are compared.
        era_years: the languages whose texts count years in another calendar.
        selected: the files of the texts that are asked for, if these are not all; what is wrong with a text is in its file.
    """
    comparison = LanguageComparison(
        checked, locales, taxonomies, cache, compare=compare, era_years=era_years, selected=selected
    )
    pending = comparison.find_pending(contents, faulty)
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
    comparison: LanguageComparison, pending: Iterable[str], _worker: int
) -> tuple[list[ComparedTexts], Mapping[str, Any]]:
    """Compare the texts of some content, in a worker; return the results, and what it found out about the languages."""
    return comparison.compare_texts(pending), kept_values.take_new_values()


class LanguageComparison:
    """The comparison of all content, in steps: what was not compared before, its comparison, and the result of all.

    Texts are compared by `compare_texts`, which takes and returns plain values and changes nothing, so that copies of this
    object in several processes may each compare a share.
    """

    def __init__(
        self,
        checked: Mapping[str, CheckedContent],
        locales: Sequence[str],
        taxonomies: Taxonomies,
        cache: Cache,
        *,
        compare: bool = True,
        era_years: frozenset[str] = frozenset(),
        selected: Container[str] | None = None,
    ) -> None:
        """Take what `compare_languages` takes."""
        self._selected = selected
        self._checked = checked
        self._locales = locales
        self._taxonomies = taxonomies
        self._cache = cache
        self._compare = compare
        self._era_years = era_years
        known = fingerprint.digest(f"parity {compare} {sorted(era_years)} {taxonomies.digest}")
        self._group_name = f"parity {known} "
        self._results: dict[str, ComparedTexts] = {}
        """What comparison found, by key; empty for what is pending."""

    def find_pending(self, contents: Iterable[Content], faulty: Container[str]) -> list[str]:
        """Return the keys of what was not compared before, in the order of the content.

        Args:
            contents: the valid content.
            faulty: the files with errors.
        """
        pending = []
        for content in contents:
            key = content.key
            checked = self._checked.get(key)
            # A record of a data file has no texts of its own.
            if checked is None or (faulty and any(source.path in faulty for source in checked.sources)):
                continue
            # What was found in some texts of content is not kept.
            result = self._group(key).get(key, checked.digest) if self._selected is None else None
            self._results[key] = result or {}
            if result is None:
                pending.append(key)
        return pending

    def _group(self, key: str) -> CacheGroup:
        """Return the results of the content in the folder of a key."""
        return self._cache.group(self._group_name + key.rpartition("/")[0])

    def compare_texts(self, pending: Iterable[str]) -> list[ComparedTexts]:
        """Return state and problems of the texts of some content, by its keys, in their order."""
        return [self._compare_content(self._checked[key]) for key in pending]

    def keep(self, pending: Iterable[str], results: Iterable[ComparedTexts]) -> None:
        """Put the results of some content into the cache."""
        for key, result in zip(pending, results, strict=True):
            if self._selected is None:
                self._group(key).put(key, self._checked[key].digest, result)
            self._results[key] = result

    def gather(self) -> ParityResult:
        """Return states and problems of all texts that are asked for, none of which is pending any more."""
        # The result outlives the tables of this comparison.
        result = ParityResult(partial(_list_translations, self._checked, self._results, tuple(self._locales)))
        outdated = TranslationState.OUTDATED.value
        for key, texts in self._results.items():
            checked = self._checked[key]
            if checked.content and checked.content.facts.untranslated:
                result.problems += self._check_untranslated(checked)
            for locale, (state, _, _, problems) in texts.items():
                if state == outdated:
                    result.outdated.add((key, locale))
                if problems:
                    result.problems += map(from_values, problems)
        return result

    @cached_property
    def _comparator(self) -> Comparator:
        # The modules of comparison are loaded only if there is something to compare.
        from corner.parity.comparator import Comparator  # noqa: PLC0415

        return Comparator(self._locales, self._taxonomies, self._era_years)

    def _compare_content(self, checked: CheckedContent) -> ComparedTexts:
        """Return state and problems of the texts of one content, as values that a cache can hold."""
        content, sources = checked.content, _list_sources(checked)
        assert content is not None, "only valid content is compared"
        original = sources[content.original]
        asked = [source for source in sources.values() if self._selected is None or source.path in self._selected]
        made_from = {source.locale: str(source.meta.get(FIELD) or "") for source in asked}
        # Most translations of some corners have no mark, and no original is read for them.
        mark = _digest_original(content, original) if any(made_from.values()) else ""
        results = {
            source.locale: self._compare_text(content, mark, made_from[source.locale], source, sources)
            for source in asked
        }
        for source in sources.values():
            source.forget_text()
        return results

    def _compare_text(
        self, content: Content, mark: str, made_from: str, source: SourceFile, sources: Mapping[str, SourceFile]
    ) -> ComparedText:
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

    def _check_untranslated(self, checked: CheckedContent) -> Iterator[Problem]:
        """Yield the problems of the languages for which no translation is planned."""
        content, original, sources = checked.content, checked.original, _list_sources(checked)
        assert content is not None, "only valid content is compared"
        locales = self._locales
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


def _list_translations(
    checked: Mapping[str, CheckedContent], results: Mapping[str, ComparedTexts], locales: Collection[str]
) -> list[TranslationStatus]:
    """Return the texts that compared content has or lacks in each language of the site, by key and locale."""
    translations: list[TranslationStatus] = []
    for key, texts in results.items():
        content, paths = checked[key].content, {source.locale: source.path for source in checked[key].sources}
        for locale, (state, mark, made_from, _) in texts.items():
            status = TranslationStatus(key, locale, paths[locale], TranslationState(state), mark, made_from)
            translations.append(status)
        for locale in locales:
            if content and locale not in paths:
                is_unplanned = locale in content.facts.untranslated
                lacking = TranslationState.UNPLANNED if is_unplanned else TranslationState.MISSING
                translations.append(TranslationStatus(key, locale, "", lacking, "", ""))
    return sorted(translations)


def _list_sources(checked: CheckedContent) -> dict[str, SourceFile]:
    """Return the files of content by locale, in the order of their paths."""
    return {source.locale: source for source in sorted(checked.sources, key=attrgetter("path"))}


def _digest_original(content: Content, original: SourceFile) -> str:
    """Return the mark of the present words of an original."""
    meta = original.meta
    return digest_words(str(meta["title"]), str(meta["description"]), content.facts.words(), original.body)
