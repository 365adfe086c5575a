"""The texts of summaries: what their content type has for a check, without pages and searches."""

from __future__ import annotations

import re
from typing import Any

from corner.checks import items, references
from corner.content.compact_facts import compact_facts
from corner.content.frontmatter import SummaryFacts, SummaryOriginal
from corner.content.summary import Summary
from corner.content.types import Assembly
from corner.sources.reader import FileKind

_FILES = FileKind(
    name="summaries",
    pattern=re.compile(r"(?P<key>summaries/[a-z0-9]+(?:-[a-z0-9]+)*)\.(?P<locale>[A-Za-z0-9-]+)\.md"),
    example="summaries/name.LANGUAGE.md",
)


def _build(assembly: Assembly) -> Summary:
    facts: SummaryFacts = compact_facts(assembly.facts)
    return Summary(
        **assembly._replace(facts=facts)._asdict(),
        status=facts.status,
        issued=facts.issued,
        publish_at=facts.publish_at,
        changed=facts.updated or facts.issued,
    )


def _count_items(facts: SummaryFacts) -> int | None:
    """Return the number of items; a period of which the items are not known has any number of headings."""
    return len(facts.items) or None


FIELDS: dict[str, Any] = {
    "name": "summaries",
    "label": "summary",
    "section": "summaries",
    "files": _FILES,
    "model": SummaryOriginal,
    "marker": "period",
    "build": _build,
    "count_sections": _count_items,
    "references": (references.check_taxonomy_keys, references.check_item_taxonomy_keys, references.check_records),
    "check_together": items.check_item_states,
}
"""The fields of the content type."""
