"""Comparison of two texts at once, also while one of them still has placeholders for its title or description."""

from __future__ import annotations

from datetime import date

from corner.checks import placeholders
from corner.content.taxonomies import Taxonomies
from corner.content.types import Content
from corner.diagnostics.problem import Problem, sort_problems
from corner.parity.comparator import Comparator
from corner.sources.frontmatter import SourceFile

_FIELDS = ("title", "description")


def compare_drafts(
    original: SourceFile,
    translation: SourceFile,
    content: Content | None,
    taxonomies: Taxonomies,
    era_years: frozenset[str] = frozenset(),
) -> tuple[Problem, ...] | None:
    """Return the differences between two texts, without the fields that one of them still lacks.

    Args:
        original: the text that was translated.
        translation: its translation.
        content: what both are texts of; `None` while their files have errors.
        taxonomies: the corner's taxonomies.
        era_years: the languages whose texts count years in another calendar.

    Returns:
        The differences, or `None` where a body is still to be written.
    """
    lacking = [name for name in _FIELDS if any(_is_open(source, name) for source in (original, translation))]
    ours, theirs = (
        source.replace_meta({**source.meta, **dict.fromkeys(lacking, "")}) for source in (original, translation)
    )
    if any(placeholders.find_body_placeholder(source) for source in (ours, theirs)):
        return None
    texts = content.texts if content else {}
    labels = [texts[source.locale].labels if source.locale in texts else {} for source in (original, translation)]
    days = content.covered_days if content else (date.min, date.max)
    comparator = Comparator((original.locale, translation.locale), taxonomies, era_years)
    problems = comparator.compare_pair(ours, theirs, (labels[0], labels[1]), days)
    return sort_problems([*comparator.check_original(ours), *problems])


def _is_open(source: SourceFile, name: str) -> bool:
    """Return whether a field of a text is still to be written."""
    return placeholders.has_placeholder(str(source.meta.get(name) or ""))
