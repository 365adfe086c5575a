"""What would be published at an address of two sources, one of them a page or file of `docs/`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from corner.build.docs_paths import GENERATED, find_file_path, find_page_path
from corner.content import urls
from corner.data.build import iter_data_files
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.feeds.build import iter_feeds
from corner.feeds.icalendar import iter_calendars
from corner.render import sitemap
from corner.render.llms_txt import iter_lists
from corner.sources.docs import DocsTree
from corner.storage.output_file import OutputFile, Spool

if TYPE_CHECKING:
    from corner.build.plan import BuildPlan


def find_covered_files(plan: BuildPlan, tree: DocsTree) -> list[Problem]:
    """Return a problem for each page and file of `docs/` at an address that something else has.

    Args:
        plan: what is published.
        tree: the files of `docs/`.
    """
    settings = plan.catalogue.settings
    problems: list[Problem] = []
    sources: dict[str, str] = {}
    for name in tree.page_names:
        if path := find_page_path(name, settings):
            other = sources.setdefault(path, f"{tree.folder}/{name}")
            if other != f"{tree.folder}/{name}":
                problems.append(_covered(f"{tree.folder}/{name}", path, other))
    files = {find_file_path(name, settings): f"{tree.folder}/{name}" for name in tree.files}
    sources |= {path: source for path, source in files.items() if path}
    for path, source in _iter_published(plan, files):
        if path in sources:
            problems.append(_covered(sources.pop(path), path, source))
    return problems


def _covered(path: str, address: str, source: str) -> Problem:
    message = Message(
        "expected one source for the address /{address}, found {source} too", address=address, source=source
    )
    return Problem(path, 1, "file", "duplicate-address", message)


def _iter_published(plan: BuildPlan, files: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield path and source of what is published beside `docs/`: pages, and what may be at the paths of `files`."""
    catalogue = plan.catalogue
    for locale in plan.locales:
        for page in plan.pages(locale):
            yield page.file, page.source
    for name in catalogue.assets:
        yield catalogue.content_types.asset_path(name), f"news/{name}"
    yield sitemap.ADDRESS, Message("the sitemap")
    yield urls.RELEASE, Message("the record of the release")
    prefixes = {catalogue.addresses.edition_path(locale, folder) for locale in plan.locales for folder in GENERATED}
    if any(path.startswith(f"{prefix}/") for path in files for prefix in prefixes) or any(map(_is_list, files)):
        for path, file in _iter_generated(plan):
            yield path, file.source


def _is_list(path: str) -> bool:
    return path.rpartition("/")[2] == urls.LLMS_TXT


def _iter_generated(plan: BuildPlan) -> Iterator[tuple[str, OutputFile]]:
    """Yield path and file of each feed, calendar and table, none of which is made."""

    def is_current(_path: str, _fingerprint: str) -> bool:
        return True

    spool = Spool()
    for locale in plan.locales:
        edition = plan.edition(locale)
        yield from iter_feeds(edition, "", is_current, spool)
        yield from iter_calendars(edition, "", is_current)
        yield from iter_lists(edition, plan.pages(locale), "", is_current, spool)
    yield from iter_data_files(plan.catalogue, "", is_current, spool)
