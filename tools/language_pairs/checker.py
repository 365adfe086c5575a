"""Checks a pair as `corner check` checks a release and its translation."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from corner.content import mkdocs_yml, taxonomy_files
from corner.content.registry import import_content_types
from corner.content.taxonomies import Taxonomies
from corner.diagnostics.problem import Problem
from corner.parity.comparator import Comparator
from corner.sources import reader
from corner.storage.cache import Cache
from tools.language_pairs.pairs import TextPair

_DAYS = date(1900, 1, 1), date(2100, 1, 1)
"""The days that a text may be about: it may name a body by any of its names."""
_NO_TAXONOMIES = Taxonomies(
    topics={}, bodies={}, places={}, figures={}, types={}, digest="", written={}, broken=frozenset(), default="en"
)


class CheckedPair(NamedTuple):
    """What a check says of a pair."""

    problems: list[Problem]
    seconds: float
    """The processor time of the check."""


class PairChecker:
    """Checks pairs in some languages."""

    def __init__(self, locales: Iterable[str], root: Path | None = None) -> None:
        """Read what the check knows of the languages.

        Args:
            locales: the languages of all pairs.
            root: the root of a corner, the names of whose bodies are checked as well.
        """
        self._comparator = Comparator(sorted({*locales}), _read_taxonomies(root) if root else _NO_TAXONOMIES)
        self._number = 0

    def check(self, pair: TextPair) -> CheckedPair:
        """Return the problems of a pair, and the processor time that the check took."""
        self._number += 1  # what the comparator remembers of a key is not used twice
        key = f"releases/2021/{self._number}"
        original, translation = (
            text.create_source(pair.name, key, is_original=not index) for index, text in enumerate(pair.texts)
        )
        start = time.process_time()
        problems = [
            *self._comparator.check_name_dates(original, _DAYS),
            *self._comparator.check_name_dates(translation, _DAYS),
            *self._comparator.check_original(original),
            *self._comparator.compare_pair(original, translation, ({}, {}), _DAYS),
        ]
        return CheckedPair(problems, time.process_time() - start)


def _read_taxonomies(root: Path) -> Taxonomies:
    settings, problems = mkdocs_yml.read_settings(root / "mkdocs.yml")
    if settings is None:
        raise ValueError(str(problems[0]))
    kinds = import_content_types(root, settings.content_types, settings.written)[0].file_kinds
    tree, _ = reader.read_tree(root, settings.written, kinds, Cache(Path("none")))
    return taxonomy_files.read_taxonomies(tree, settings.written, settings.time_zone)[0]
