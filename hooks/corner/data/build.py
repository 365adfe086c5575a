"""The files of the data: made only where they changed, and the same bytes for the same content."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from corner.content import urls
from corner.data.csvw import FILE_NAME, describe_parts, describe_tables
from corner.data.dcat import describe_catalogue
from corner.data.descriptions import describe_package
from corner.data.files import TableBytes, format_table, join_parts
from corner.data.tables import Table
from corner.site.catalogue import Catalogue
from corner.storage import fingerprint
from corner.storage.output_file import OutputFile, Spool
from corner.views.data import find_version

_SOURCE = "the data"


def iter_data_files(
    catalogue: Catalogue, code: str, is_current: Callable[[str, str], bool], spool: Spool
) -> Iterator[tuple[str, OutputFile]]:
    """Yield address and file of each table in each format, and of what describes them.

    Args:
        catalogue: what is visible.
        code: a fingerprint of the code that makes files.
        is_current: whether the file at a path, given a fingerprint, is published already.
        spool: where tables wait for their publication.
    """
    tables = catalogue.tables
    if not tables:
        return
    for table in tables:
        yield from _iter_table_files(catalogue, table, code, is_current, spool)
    for table in tables:
        if table.parts:
            yield f"{urls.DATA}{table.name}/{FILE_NAME}", OutputFile(describe_parts(table), _SOURCE)
    version = find_version(tables)
    yield urls.DATA_TABLES, OutputFile(describe_tables(catalogue, tables), _SOURCE)
    yield urls.DATA_PACKAGE, OutputFile(describe_package(catalogue, tables, version), _SOURCE)
    yield urls.DATA_SET, OutputFile(describe_catalogue(catalogue, tables, version), _SOURCE)


def _iter_table_files(
    catalogue: Catalogue, table: Table, code: str, is_current: Callable[[str, str], bool], spool: Spool
) -> Iterator[tuple[str, OutputFile]]:
    """Yield the files of a table and of its parts; the rows of a table with parts are those of the parts."""
    formatted: list[TableBytes] = []
    for member in (*table.parts, table):
        columns = [(column.name, column.many) for column in member.columns]
        settings = catalogue.settings
        digest = fingerprint.digest((code, settings.site_url, settings.default, columns, member.digest))
        paths = [urls.table_path(member.name, ending) for ending in TableBytes._fields]
        if all(is_current(path, digest) for path in paths):
            yield from ((path, OutputFile(None, _SOURCE, digest)) for path in paths)
            continue
        is_whole = member is table and len(formatted) == len(table.parts) > 0
        made = join_parts(formatted) if is_whole else format_table(member)
        formatted.append(made)
        for path, data in zip(paths, made, strict=True):
            yield path, OutputFile(spool.keep(data), _SOURCE, digest)
