"""The content type of summaries: what there is about them, from their files to their pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from corner.checks import items, references
from corner.content.compact_facts import compact_facts
from corner.content.frontmatter import SummaryFacts, SummaryOriginal
from corner.content.summary import Summary
from corner.content.types import Assembly, ContentType
from corner.data import news
from corner.render import front_matter, jsonld
from corner.render.page import Page, content_page, index_page
from corner.search import index
from corner.sources.reader import FileKind
from corner.views import summary as views
from corner.views import taxonomy_index
from corner.views.edition import Edition
from corner.views.sections import has_section

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


def _page(edition: Edition, summary: Summary) -> Page:
    return content_page(edition, summary, "summary", partial(views.summary_view, edition, summary))


def _index_pages(edition: Edition) -> Iterator[Page]:
    if has_section(edition, "summaries"):
        yield index_page(edition, "summaries", partial(taxonomy_index.summaries_view, edition), None)


def _search_types(edition: Edition) -> Iterator[tuple[str, str]]:
    if edition.catalogue.summaries:
        yield "summary", edition.messages("summary")


def _menu_title(edition: Edition) -> str:
    return edition.messages("summaries") if has_section(edition, "summaries") else ""


CONTENT_TYPE = ContentType(
    name="summaries",
    label="summary",
    section="summaries",
    files=_FILES,
    model=SummaryOriginal,
    marker="period",
    build=_build,
    count_sections=_count_items,
    references=(references.check_taxonomy_keys, references.check_item_taxonomy_keys, references.check_records),
    check_together=items.check_item_states,
    snippet_fields=("title", "description", "period", "items", "source"),
    form_date="period.start",
    page=_page,
    index_pages=_index_pages,
    json_ld=jsonld.describe_summary,
    markdown_fields=front_matter.summary_fields,
    tables=news.summary_tables,
    search_record=index.summary_record,
    search_types=_search_types,
    menu_title=_menu_title,
)
