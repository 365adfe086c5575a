"""The texts of releases: what their content type has for a check, without pages, feeds and searches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corner.checks import references
from corner.content.compact_facts import compact_facts
from corner.content.frontmatter import ReleaseFacts, ReleaseOriginal
from corner.content.release import Release, find_last_change
from corner.content.types import Assembly
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.sources.frontmatter import SourceFile
from corner.sources.reader import FileKind

_FILES = FileKind(
    name="releases",
    pattern=re.compile(r"(?P<key>releases/[0-9]{4}/[a-z0-9]+(?:-[a-z0-9]+)*)\.(?P<locale>[A-Za-z0-9-]+)\.md"),
    example="releases/YEAR/name.LANGUAGE.md",
)


def _build(assembly: Assembly) -> Release:
    facts: ReleaseFacts = compact_facts(assembly.facts)
    return Release(
        content_type=assembly.content_type,
        key=assembly.key,
        original=assembly.original,
        texts=assembly.texts,
        digest=assembly.digest,
        facts=facts,
        status=facts.status,
        issued=facts.issued,
        publish_at=facts.publish_at,
        changed=find_last_change(facts),
    )


def _check_year(original: SourceFile, facts: ReleaseFacts) -> Iterator[Problem]:
    """Yield a problem where the folder is not that of the year of issue."""
    year = original.key.split("/")[1]
    if year != f"{facts.issued.day.year:04}":
        message = Message("expected the folder's year {year}, found {day}", year=year, day=facts.issued.day.isoformat())
        yield original.problem(("issued",), "wrong-year", message)


FIELDS: dict[str, Any] = {
    "name": "releases",
    "label": "release",
    "section": "news",
    "files": _FILES,
    "model": ReleaseOriginal,
    "marker": "issued",
    "build": _build,
    "checks": (_check_year,),
    "references": (
        references.check_type,
        references.check_taxonomy_keys,
        references.check_items,
        references.check_related,
        references.check_records,
        references.check_attachments,
    ),
}
"""The fields of the content type."""
