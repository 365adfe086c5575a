"""The content type of summaries: what there is about them, from their files to their pages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from corner.content.summary import Summary
from corner.content.types import ContentType
from corner.content_types import summary_text
from corner.data import news
from corner.render import front_matter, jsonld
from corner.render.page import Page, content_page, index_page
from corner.search import index
from corner.views import summary as views
from corner.views import taxonomy_index
from corner.views.edition import Edition
from corner.views.sections import has_section


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


CONTENT_TYPE: ContentType[Summary] = ContentType(
    **summary_text.FIELDS,
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
