"""The content type of a register: made from its declaration, so that a corner has one without a line of Python."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from corner.checks.context import CheckContext
from corner.checks.record_references import check_references
from corner.checks.registers import RecordReader, check_introduction
from corner.checks.result import CheckResult
from corner.content.markdown import Passage
from corner.content.record import Record
from corner.content.register_files import Register
from corner.content.registers import create_record_model
from corner.content.types import ContentType
from corner.data.registers import register_tables
from corner.diagnostics.problem import Problem
from corner.i18n.script_conversion import ConvertedPassage
from corner.render import jsonld, record_front_matter
from corner.render.page import Page, content_page, index_page
from corner.search import index
from corner.sources.reader import DataFile, FileKind
from corner.sources.register_files import REGISTERS
from corner.views import record as record_views
from corner.views import register as views
from corner.views.edition import Edition


def create_register_type(register: Register) -> ContentType[Record]:
    """Return the content type of a declared register."""
    name, model = register.name, create_record_model(register.name, register.declaration)
    reader = RecordReader(register, lambda: content_type)

    def read_records(data_file: DataFile, context: CheckContext) -> Any:
        return reader.read(data_file, context, model)

    content_type: ContentType[Record] = ContentType(
        name=name,
        label=f"registers-{name}",
        section=register.address,
        files=FileKind(
            name=name,
            pattern=re.compile(rf"{REGISTERS}/{name}/(?!register\.yml)[a-z0-9-]+\.yml"),
            example=f"{REGISTERS}/{name}/records.yml",
            is_data=True,
        ),
        model=model,
        read_records=read_records,
        check_declaration=partial(check_introduction, register),
        check_record_references=partial(_check_references, register),
        is_shared=False,
        page=None if register.extends_taxonomy else _page,
        index_pages=partial(_index_pages, register),
        json_ld=jsonld.describe_record,
        markdown_headings=record_front_matter.record_headings,
        markdown_fields=record_front_matter.record_fields,
        tables=partial(register_tables, register),
        search_record=index.record_record,
        search_depends=index.record_depends,
        search_types=partial(_search_types, register),
        menu="none" if register.extends_taxonomy else register.declaration.menu,
        menu_title=partial(_menu_title, register),
        introduce=partial(_introduce, register),
    )
    return content_type


def _check_references(
    register: Register, data_files: Sequence[DataFile], result: CheckResult, context: CheckContext
) -> Iterator[Problem]:
    records: Mapping[str, Record] = {
        key.partition("/")[2]: content
        for key, content in result.contents.items()
        if isinstance(content, Record) and content.register is register
    }
    yield from check_references(register, records, data_files, context)


def _page(edition: Edition, record: Record) -> Page:
    page = content_page(edition, record, "record", partial(edition.latest, record_views.record_view, record))
    page.description = page.description or edition.pick(record.register.declaration.description)
    page.depends = partial(record_views.record_dependencies, edition, record)
    return page


def _index_pages(register: Register, edition: Edition) -> Iterator[Page]:
    if not edition.catalogue.contents[register.name]:
        return
    page = index_page(
        edition,
        register.address,
        partial(views.register_view, edition, register),
        None,
        kind="register",
        title=edition.pick(register.declaration.name),
    )
    page.description = edition.pick(register.declaration.description)
    introduction = register.declaration.introduction.get(edition.written)
    if introduction:
        passage = Passage(introduction, f"registers/{register.name}", "", register.digest)
        page.passages = (ConvertedPassage(passage, edition.converter) if edition.converter else passage,)
    yield page


def _search_types(register: Register, edition: Edition) -> Iterator[tuple[str, str]]:
    if edition.catalogue.contents[register.name]:
        yield register.name, edition.pick(register.declaration.name)


def _introduce(register: Register, edition: Edition) -> str:
    declaration = register.declaration
    return edition.pick(declaration.description) if declaration.menu != "none" else ""


def _menu_title(register: Register, edition: Edition) -> str:
    return edition.pick(register.declaration.name) if edition.catalogue.contents[register.name] else ""
