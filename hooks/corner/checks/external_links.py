"""The external links of a corner: where they are written, and the entries of `news/links.yml` that no link needs."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from corner.content import link_archive
from corner.content.field_types import URL_PATTERN
from corner.content.link_archive import LinkArchive, normalize_url
from corner.content.links import find_external_links
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.sources import textfile, yaml
from corner.sources.docs import DocsPage
from corner.sources.reader import SourceTree
from corner.sources.register_files import DECLARATION, REGISTERS

_URL = re.compile(URL_PATTERN)
_ANY_URL = re.compile(r"https?://[^\s<>\"]+")
_HREF = re.compile(r"""\bhref=["'](https?://[^"'<>\s]+)""", re.IGNORECASE)
_MOST_CLOSING = 6
"""The number of brackets, quotation marks and commas that may follow an address in YAML, and one."""


class LinkUse(NamedTuple):
    """A link that leads to another site."""

    path: str
    """The file, relative to the project's root."""
    line: int
    """The line in the file, counted from 1."""
    url: str
    """The address that it leads to."""


def find_link_uses(root: Path, tree: SourceTree, pages: Iterable[DocsPage]) -> list[LinkUse]:
    """Return all external links of the texts, data and standing pages of a corner, by file and line."""
    uses: set[LinkUse] = set()
    for source in tree.sources:
        uses.update(_find_in_yaml(source.path, source.head, source.meta, 2))
        uses.update(_locate(source.path, source.body, find_external_links(source.body), source.body_line))
    for data_file in tree.data_files:
        uses.update(_find_in_yaml(data_file.path, data_file.text, data_file.data))
    for path, text in (*tree.taxonomies.values(), *_read_declarations(root)):
        uses.update(_find_in_yaml(path, text, _parse(text)))
    for page in pages:
        written = ((match.start(1), match[1]) for match in _HREF.finditer(page.text))
        uses.update(_locate(page.path, page.text, chain(find_external_links(page.text), written)))
    return sorted(uses)


def find_unused_entries(
    root: Path, tree: SourceTree, pages: Iterable[DocsPage], archive: LinkArchive
) -> Iterator[Problem]:
    """Yield a problem for each entry of `news/links.yml` whose address no link has."""
    if not archive.entries:
        return
    used = {normalize_url(use.url) for use in find_link_uses(root, tree, pages)}
    for url in archive.entries:
        if normalize_url(url) not in used:
            line = yaml.find_line(tree.links or "", (url,))
            message = Message("expected the address of a link in news/ or docs/, found one that no link has")
            yield Problem(link_archive.PATH, line, url, "unused-link", message, Severity.WARNING)


def _find_in_yaml(path: str, text: str, data: Any, first: int = 1) -> Iterator[LinkUse]:
    """Yield the external links among the values of YAML whose first line is `first`."""
    if "://" not in text:
        return
    urls = set(_find_urls(data))
    if urls:
        matches = ((match.start(), _trim(match[0], urls)) for match in _ANY_URL.finditer(text))
        yield from _locate(path, text, ((position, url) for position, url in matches if url), first)


def _trim(written: str, urls: Container[str]) -> str:
    """Return the one of some addresses that a text begins with, but for what closes it; else nothing."""
    candidates = (written[: len(written) - length] for length in range(_MOST_CLOSING))
    return next((url for url in candidates if url in urls), "")


def _locate(path: str, text: str, links: Iterable[tuple[int, str]], first: int = 1) -> Iterator[LinkUse]:
    """Yield each address at its line, given its position in a text whose first line is `first`."""
    line, last = first, 0
    for position, url in sorted(links):
        line += text.count("\n", last, position)
        last = position
        yield LinkUse(path, line, url)


def _find_urls(data: Any) -> Iterator[str]:
    """Yield the addresses that are values, or links of values in Markdown."""
    if isinstance(data, str):
        if _URL.fullmatch(data):
            yield data
        yield from (url for _, url in find_external_links(data))
    elif isinstance(data, dict | list):
        for member in data.values() if isinstance(data, dict) else data:
            yield from _find_urls(member)


def _parse(text: str) -> Any:
    try:
        return yaml.parse_yaml(text)
    except yaml.YamlError:
        return None  # which the readers of these files report


def _read_declarations(root: Path) -> Iterator[tuple[str, str]]:
    """Yield path and text of the declarations of registers."""
    for file in sorted((root / "news" / REGISTERS).glob(f"*/{DECLARATION}")):
        text = None if file.is_symlink() else textfile.read_text(str(file), "")[0]
        if text is not None:
            yield file.relative_to(root).as_posix(), text
