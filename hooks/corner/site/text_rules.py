"""The rules that judge texts once their content is known, as the check of a whole corner and that of some files apply them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from corner.checks import dates as dates_check
from corner.checks import figures as figures_check
from corner.checks import placeholders
from corner.checks.context import CheckContext
from corner.checks.result import CheckResult
from corner.content import taxonomy_files
from corner.content.types import Content, ContentTypes
from corner.diagnostics.problem import Problem, Severity
from corner.i18n import messages, script_conversion
from corner.i18n.formats import LocaleFormats
from corner.parity.runner import ParityResult, compare_languages
from corner.sources.reader import SourceTree
from corner.storage import kept_values
from corner.storage.cache import CACHE_FOLDER, Cache

if TYPE_CHECKING:
    # A check of texts has `TextSettings` in its place.
    from corner.content.settings import Settings

LANGUAGES = CACHE_FOLDER / "languages"
"""The file with the values that follow from languages alone."""


@dataclass(frozen=True, slots=True, eq=False)
class TextRules:
    """What texts are judged by: the settings, names and words of a corner."""

    context: CheckContext
    formats: Mapping[str, LocaleFormats]
    """The formats of each edition, by locale."""
    problems: list[Problem]
    """What is wrong with the names and words."""

    @property
    def digests(self) -> list[str]:
        """Fingerprints of the words and of the converters."""
        tables, converters = self.context.messages.values(), self.context.converters.values()
        return [table.digest for table in tables] + [converter.digest for converter in converters]

    def compare_texts(
        self, result: CheckResult, contents: Iterable[Content], selected: Container[str] | None = None
    ) -> ParityResult:
        """Compare the texts of `contents`, but for those with errors, with those in other languages.

        Args:
            result: what was found in all files.
            contents: the content whose texts are compared.
            selected: the files of the texts that are asked for, if these are not all.
        """
        settings = self.context.settings
        return compare_languages(
            result.checked,
            contents,
            settings.written,
            self.context.taxonomies,
            {problem.path for problem in result.problems if problem.severity is Severity.ERROR},
            self.context.cache,
            compare=settings.parity,
            era_years=frozenset(settings.era_years),
            selected=selected,
        )

    def find_problems(self, tree: SourceTree, result: CheckResult, now: datetime) -> list[Problem]:
        """Return what is wrong in texts given all others, beside what the check of each has found."""
        return [
            *figures_check.check_figures(result, tree, self.context.taxonomies),
            *placeholders.check_placeholders(tree.sources, result.contents),
            *dates_check.check_links_to_unpublished(result, now),
            *dates_check.check_dated_facts(result, now),
            *dates_check.check_distant_dates(result, now),
        ]


def read_rules(
    root: Path,
    settings: Settings,
    content_types: ContentTypes,
    tree: SourceTree,
    cache: Cache,
    *,
    keys: frozenset[str] | None = None,
) -> TextRules:
    """Read what texts are judged by, beside the settings.

    Args:
        root: the project's root.
        settings: the corner's settings.
        content_types: its content types.
        tree: its files, of which the taxonomies are read.
        cache: what earlier runs computed from texts.
        keys: the keys of all content from Markdown files, where the tree does not have them all.
    """
    kept_values.keep_values(root / LANGUAGES)
    names, name_problems = taxonomy_files.read_taxonomies(tree, settings.written, settings.time_zone)
    converters = script_conversion.create_converters(settings, names)
    texts, message_problems = messages.read_messages(root, settings.locales, converters)
    for converter in converters.values():
        names = converter.convert_taxonomies(names)
        settings = settings.convert_titles(converter.target, converter.convert_text)
    context = CheckContext(
        settings=settings,
        content_types=content_types,
        messages=texts,
        taxonomies=messages.name_built_in_types(names, texts),
        converters=converters,
        keys=frozenset(source.key for source in tree.sources) if keys is None else keys,
        assets=frozenset(tree.assets),
        cache=cache,
    )
    formats = {locale: LocaleFormats(locale, table.texts, converters.get(locale)) for locale, table in texts.items()}
    return TextRules(context, formats, [*name_problems, *message_problems])
