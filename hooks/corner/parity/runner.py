"""Parity of languages: whether the texts of a release or summary say the same; `judge` is its door."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from corner.checks import placeholders
from corner.content.taxonomies import Taxonomies
from corner.content.translation_state import FIELD, TranslationState, TranslationStatus, digest_words, find_state
from corner.content.types import Content
from corner.diagnostics.problem import Problem, Severity
from corner.diagnostics.suggestions import suggest
from corner.i18n.formats import LocaleFormats
from corner.sources.frontmatter import SourceFile
from corner.sources.reader import SourceTree
from corner.storage import fingerprint
from corner.storage.cache import Cache


@dataclass(slots=True)
class ParityResult:
    """What is known of the translations, and all that is wrong with them."""

    problems: list[Problem] = field(default_factory=list)
    translations: list[TranslationStatus] = field(default_factory=list)
    """Each text that a release or summary has or lacks in a language of the site."""

    @property
    def outdated(self) -> frozenset[tuple[str, str]]:
        """Key and locale of each translation whose original has changed since."""
        return frozenset(
            (each.key, each.locale) for each in self.translations if each.state is TranslationState.OUTDATED
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
) -> ParityResult:
    """Tell what each translation was made from, and compare it with its original.

    Args:
        tree: what `news/` holds.
        news: the releases and summaries that could be understood, by key.
        formats: the formats of each language of the site, by locale.
        taxonomies: the taxonomies of the corner.
        faulty: the files with errors, which are not compared before those are mended.
        cache: what was found out about pairs before.
        compare: whether texts are compared.
    """
    judged = ParityResult()
    groups: dict[str, dict[str, SourceFile]] = defaultdict(dict)
    for source in tree.sources:
        groups[source.key][source.locale] = source
    bench: Any = None
    for key, content in news.items():
        sources = groups.get(key)
        if sources is None:
            continue  # a record of a data file has no texts of its own
        if any(source.path in faulty for source in sources.values()):
            continue
        original = sources[content.original]
        judged.problems += _untranslated(original, content, sources, formats, judged)
        for locale, source in sources.items():
            # The facts are compared with all texts, a translation with its original.
            others = (each.digest for each in sources.values()) if source is original else (original.digest,)
            known = fingerprint.digest(
                f"parity {compare} {source.path}\0{source.digest}{''.join(others)}{taxonomies.digest}"
            )
            told = cache.get(known)
            if told is None:
                if compare and bench is None:
                    # What compares is loaded when there is something to compare.
                    from corner.parity.comparator import Comparator  # noqa: PLC0415

                    bench = Comparator(formats, taxonomies)
                told = _plain(content, original, source, sources.values(), bench)
                cache.put(known, told)
            found, mark, made_from, problems = told
            judged.translations.append(
                TranslationStatus(key, locale, source.path, TranslationState(found), mark, made_from)
            )
            for path, line, name, code, message, severity in problems:
                judged.problems.append(Problem(path, line, name, code, message, Severity(severity)))
    return judged


def _plain(
    content: Content, original: SourceFile, source: SourceFile, texts: Iterable[SourceFile], bench: Any
) -> tuple[Any, ...]:
    """Return state and problems of one text, as values that a cache can hold; without a bench it is not compared."""
    days = content.covered_days
    each = bench.alone(source, days) if bench else []
    mark = digest_words(*_words(original), content.facts.words(), original.body)
    made_from = str(source.meta.get(FIELD) or "")
    found = TranslationState.ORIGINAL if source is original else find_state(made_from, mark)
    if bench and source is original:
        each += bench.original(original)
    if bench and source is original and not any(map(placeholders.find_placeholder, texts)):
        each += bench.reported(content, original, texts)
    if (
        bench
        and source is not original
        and not placeholders.find_placeholder(original)
        and not placeholders.find_placeholder(source)
    ):
        labels = content.texts[original.locale].labels, content.texts[source.locale].labels
        each += bench.pair(original, source, labels, days)
    if found is TranslationState.OUTDATED:
        message = (
            f"expected a translation of what {original.path} says, found one of an earlier text; "
            f"'corner translated --diff {source.key}' shows what has changed"
        )
        problem = source.problem((FIELD,), "outdated-translation", message)
        each.append(replace(problem, severity=Severity.WARNING))
    return found.value, mark, made_from, tuple(map(_values, each))


def _words(source: SourceFile) -> tuple[str, str]:
    return str(source.meta["title"]), str(source.meta["description"])


def _values(problem: Problem) -> tuple[Any, ...]:
    return (problem.path, problem.line, problem.field, problem.code, problem.message, problem.severity.value)


def _untranslated(
    original: SourceFile,
    content: Content,
    sources: Mapping[str, SourceFile],
    formats: Mapping[str, LocaleFormats],
    judged: ParityResult,
) -> Iterator[Problem]:
    """Record the languages that a text is missing in, and yield what is wrong with those that none is planned for."""
    unplanned = content.facts.untranslated
    for locale in formats:
        if locale not in sources:
            lacking = TranslationState.UNPLANNED if locale in unplanned else TranslationState.MISSING
            judged.translations.append(TranslationStatus(content.key, locale, "", lacking, "", ""))
    for position, locale in enumerate(unplanned):
        way = ("untranslated", position)
        if locale not in formats:
            message = (
                f"expected a language of the site ({', '.join(formats)}), found '{locale}'{suggest(locale, formats)}"
            )
            yield original.problem(way, "unknown-language", message)
        elif locale in sources:
            message = f"expected no text in '{locale}', as this file says, found {sources[locale].path}"
            yield replace(original.problem(way, "unplanned-translation", message), severity=Severity.WARNING)
