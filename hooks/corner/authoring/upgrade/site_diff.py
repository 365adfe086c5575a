"""What differs between two built sites: the files by kind, and the words of pages line by line."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hr html li main nav ol option p pre section summary table tbody td tfoot th thead title tr ul".split()
)
"""Elements that begin on a line of their own."""
_HIDDEN = frozenset(("script", "style", "template", "svg"))
_PAGE = "index.html"


@dataclass(frozen=True, slots=True)
class SiteDifference:
    """The files in which two built sites differ, by their paths, sorted."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both are the same."""
        return not (self.new or self.changed or self.gone)


def compare_sites(before: Path, after: Path) -> SiteDifference:
    """Return in which files two folders differ."""
    old, new = _list_files(before), _list_files(after)
    changed = [
        name
        for name in old.keys() & new.keys()
        if old[name] != new[name] or (before / name).read_bytes() != (after / name).read_bytes()
    ]
    return SiteDifference(
        tuple(sorted(new.keys() - old.keys())), tuple(sorted(changed)), tuple(sorted(old.keys() - new.keys()))
    )


def _list_files(folder: Path) -> dict[str, int]:
    """Return the size of each file below a folder, by path."""
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*") if path.is_file()}


def count_by_kind(names: tuple[str, ...]) -> list[tuple[str, int]]:
    """Return how many files there are of each kind, the most first; a kind is the ending of the name."""
    return Counter(name.rpartition(".")[2] for name in names).most_common()


def iter_page_changes(before: Path, after: Path, difference: SiteDifference) -> Iterator[tuple[str, list[str]]]:
    """Yield each page whose words differ, with the lines that are gone (-) and new (+), the main pages first.

    Pages that are new or gone have only lines of one kind. A page whose words are the same is left out.
    """
    names = [*difference.new, *difference.changed, *difference.gone]
    pages = sorted((name for name in names if name.endswith(".html")), key=lambda name: (name.count("/"), name))
    for name in pages:
        old, new = (read_page_lines(folder / name) for folder in (before, after))
        lines = [
            line
            for line in difflib.unified_diff(old, new, lineterm="", n=0)
            if not line.startswith(("---", "+++", "@@"))
        ]
        if lines:
            yield f"/{name.removesuffix(_PAGE)}", lines


def read_page_lines(page: Path) -> list[str]:
    """Return the words of a page, a line for each block; none for a page that is not there."""
    if not page.is_file():
        return []
    parser = _PageText()
    parser.feed(page.read_text(encoding="utf-8", errors="replace"))
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return [line for line in lines if line]


class _PageText(HTMLParser):
    """Collects the words of a page that readers see, with a line break around each block."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 -- HTMLParser calls it
        self._hidden += tag in _HIDDEN
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _HIDDEN
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data.replace("\n", " "))
