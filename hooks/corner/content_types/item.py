"""The content type of items over time: derived from the summaries, so it has no files of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import cast

from corner.content.item_history import ItemHistory, build_histories
from corner.content.summary import Summary
from corner.content.types import Content, ContentType
from corner.data import news
from corner.render import front_matter, jsonld
from corner.render.page import Page, content_page, index_page
from corner.search import index
from corner.views import item as views
from corner.views.edition import Edition


def _derive(visible: Mapping[str, Mapping[str, Content]]) -> Iterable[ItemHistory]:
    summaries = cast("Mapping[str, Summary]", visible["summaries"])
    return build_histories(CONTENT_TYPE, reversed(tuple(summaries.values())))


def _page(edition: Edition, history: ItemHistory) -> Page:
    page = content_page(edition, history, "item", partial(views.history_view, edition, history))
    page.description = edition.messages("item_about", title=page.title)
    return page


def _index_pages(edition: Edition) -> Iterator[Page]:
    if edition.catalogue.items:
        page = index_page(edition, "items", partial(views.matrix_view, edition), None)
        page.description = edition.messages("items_intro")
        yield page


def _search_types(edition: Edition) -> Iterator[tuple[str, str]]:
    if edition.catalogue.items:
        yield "item", edition.messages("item")


def _menu_title(edition: Edition) -> str:
    return edition.messages("items") if edition.catalogue.items else ""


CONTENT_TYPE: ContentType[ItemHistory] = ContentType(
    name="items",
    label="item",
    section="items",
    derive=_derive,
    is_shared=False,
    page=_page,
    index_pages=_index_pages,
    markdown_fields=front_matter.item_fields,
    markdown_headings=front_matter.item_headings,
    json_ld=jsonld.describe_item,
    tables=news.item_tables,
    search_record=index.item_record,
    search_types=_search_types,
    menu="main",
    menu_title=_menu_title,
    introduce=lambda edition: edition.messages("items_intro"),
)
