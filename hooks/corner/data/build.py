"""The files of the data: made only where they changed, and the same bytes for the same content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from corner.data.descriptions import describe_csv, describe_package
from corner.data.files import format_csv, format_json
from corner.data.tables import Table
from corner.site.catalogue import Catalogue
from corner.storage import fingerprint
from corner.storage.output_file import OutputFile
from corner.views.data import find_version, list_tables

_SOURCE = "the data"


def iter_data_files(
    catalogue: Catalogue, code: str, is_current: Callable[[str, str], bool]
) -> Iterator[tuple[str, OutputFile]]:
    """Yield address and file of each table in each format, and of what describes them.

    Args:
        catalogue: what is visible.
        code: a fingerprint of the code that makes files.
        is_current: whether the file at a path, given a fingerprint, is published already.
    """
    tables = list_tables(catalogue)
    formats: tuple[tuple[str, Callable[[Table], bytes]], ...] = (("csv", format_csv), ("json", format_json))
    for table in tables:
        columns = [(column.name, column.many) for column in table.columns]
        digest = fingerprint.digest(
            (code, catalogue.settings.site_url, catalogue.settings.default, columns, table.digest)
        )
        for ending, make in formats:
            path = f"data/{table.name}.{ending}"
            content = None if is_current(path, digest) else partial(make, table)
            yield path, OutputFile(content, _SOURCE, digest)
        yield f"data/{table.name}.csv-metadata.json", OutputFile(describe_csv(table, tables), _SOURCE)
    if tables:
        yield "data/datapackage.json", OutputFile(describe_package(catalogue, tables, find_version(tables)), _SOURCE)
