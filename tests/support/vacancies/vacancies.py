"""A content type from outside the package: vacancies, one YAML file with names in each language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from corner.checks.context import CheckContext
from corner.checks.records import find_missing_languages, read_entries, validate_record
from corner.content.dates import Moment
from corner.content.types import Content, ContentType, LocalizedContent, Records
from corner.feeds.entries import FeedEntry, RenderedEntry, tag_uri
from corner.i18n.script_conversion import convert_texts
from corner.render.head import HeadRenderer
from corner.render.jsonld import JsonLd, format_iso
from corner.render.page import Page, content_page, index_page
from corner.search.pagefind import SearchRecord
from corner.search.words import segment_cjk
from corner.sources.reader import DataFile, FileKind
from corner.views.edition import Edition
from corner.views.types import Link


class Vacancy(BaseModel):
    """One record of `news/vacancies.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: dict[str, str] = Field(min_length=1, description="The post in each language.")
    posted: Moment = Field(description="The day on which it was advertised.")


class VacancyView(NamedTuple):
    """What the pages of vacancies show: one, or the list of all."""

    title: str
    posted: str
    vacancies: tuple[Link, ...]


class _Paragraph(NamedTuple):
    """The text of a record, which has no Markdown."""

    html: str


def _read_records(data_file: DataFile, context: CheckContext) -> Records:
    entries, problems = read_entries(data_file)
    contents = []
    for key, value in entries.items():
        vacancy, invalid = validate_record(data_file, key, value, Vacancy, context)
        problems += invalid
        if vacancy is not None:
            problems += find_missing_languages(data_file, key, "name", vacancy.name, context)
            contents.append(_build(data_file, key, vacancy, context))
    return Records(tuple(contents), tuple(problems))


def _build(data_file: DataFile, key: str, vacancy: Vacancy, context: CheckContext) -> Content:
    texts = {
        locale: LocalizedContent(
            locale=locale,
            path=data_file.path,
            title=name,
            description=name,
            passage=_Paragraph(f"<p>{escape(name)}</p>\n"),
            labels={},
        )
        for locale, name in vacancy.name.items()
    }
    return Content(
        content_type=CONTENT_TYPE,
        key=f"vacancies/{key}",
        original=next(iter(texts)),
        texts=convert_texts(texts, context.converters),
        digest=data_file.digest,
        facts=vacancy,
        issued=vacancy.posted,
        changed=vacancy.posted,
    )


def _view(edition: Edition, vacancy: Content) -> VacancyView:
    return VacancyView(vacancy.text(edition.locale).title, edition.formats.format_moment(vacancy.facts.posted), ())


def _page(edition: Edition, vacancy: Content) -> Page:
    return content_page(edition, vacancy, "vacancies", partial(_view, edition, vacancy))


def _list(edition: Edition) -> VacancyView:
    contents = edition.catalogue.contents["vacancies"].values()
    return VacancyView("Vacancies", "", tuple(edition.link(vacancy) for vacancy in contents))


def _index_pages(edition: Edition) -> Iterator[Page]:
    yield index_page(edition, "vacancies", partial(_list, edition), None, title="Vacancies")


def _json_ld(_head: HeadRenderer, vacancy: Content, text: LocalizedContent) -> JsonLd:
    return JsonLd({"@type": "JobPosting", "title": text.title, "datePosted": format_iso(vacancy.facts.posted)})


def _feed_entries(edition: Edition, vacancy: Content) -> Iterator[FeedEntry]:
    at = vacancy.facts.posted.at
    uri = tag_uri(edition.catalogue.settings.tag, vacancy.key)
    yield FeedEntry(uri, at, at, vacancy, None, vacancy.digest, (("all", ""),))


def _render_entry(edition: Edition, entry: FeedEntry) -> RenderedEntry:
    text = entry.content.texts[edition.locale]
    return RenderedEntry(
        id=entry.id,
        title=text.title,
        url=edition.absolute(edition.link(entry.content).address),
        summary=text.description,
        html=text.passage.html,
        published=entry.at,
        updated=entry.updated,
        categories=(),
        enclosures=(),
        source="",
    )


def _search_record(edition: Edition, vacancy: Content) -> SearchRecord:
    text = vacancy.text(edition.locale)
    return SearchRecord(
        url=edition.link(vacancy).address,
        content=segment_cjk(text.title),
        meta={"title": text.title, "date": "", "type": "Vacancy"},
        filters={"type": ["vacancy"], "language": [text.locale]},
        date="",
    )


def _search_types(_edition: Edition) -> Iterator[tuple[str, str]]:
    yield "vacancy", "Vacancy"


CONTENT_TYPE: ContentType[Any] = ContentType(
    name="vacancies",
    label="vacancy",
    section="vacancies",
    files=FileKind(name="vacancies", pattern=re.compile(r"vacancies\.yml"), example="vacancies.yml", is_data=True),
    model=Vacancy,
    read_records=_read_records,
    templates=Path(__file__).parent,
    page=_page,
    index_pages=_index_pages,
    json_ld=_json_ld,
    feed_entries=_feed_entries,
    render_entry=_render_entry,
    search_record=_search_record,
    search_types=_search_types,
)
