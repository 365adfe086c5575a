"""Translations that came later than their originals: whether the days they tell can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from corner.content.release import Release
from corner.diagnostics.problem import Problem
from corner.sources.frontmatter import SourceFile


def check_translation_dates(
    sources: Iterable[SourceFile], releases: Mapping[str, Release], now: datetime
) -> Iterator[Problem]:
    """Yield a problem for each translation that is dated before its original, or after the moment when it is shown."""
    for source in sources:
        release = releases.get(source.key) if "translated" in source.meta else None
        text = release.texts.get(source.locale) if release else None
        if not release or not text or not text.translated or not release.is_public:
            continue
        first, today = release.issued.day, release.first_visible_at(now).astimezone(release.issued.at.tzinfo).date()
        if not first <= text.translated.day <= today:
            message = f"expected a day from {first} to {today}, found {text.translated.day}"
            yield source.problem(("translated",), "wrong-date", message)
