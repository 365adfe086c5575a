"""The links between the pages of `docs/`: where they lead, and what is wrong with those that lead nowhere."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit, urlunsplit

from corner.content.settings import Settings
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.diagnostics.suggestions import suggest
from corner.standalone.files import LanguageFiles, StandingFile

WARN = "warn"
_RELATIVE_TO_DOCS = "relative_to_docs"
"""What the settings say where links that begin with a slash begin in `docs/`."""


@dataclass(slots=True)
class PageLinks:
    """Resolves the links of one page, and keeps what it noticed."""

    page: StandingFile
    files: LanguageFiles
    settings: Settings
    problems: list[Problem] = field(default_factory=list)
    """What is wrong with the links that lead nowhere."""
    anchors: dict[tuple[str, str], str] = field(default_factory=dict)
    """The links to places in pages as they are written, by the address of the page and the name of the place."""

    def resolve(self, url: str) -> str:
        """Return the link that the site has in the place of one to a file; other links are returned as they are."""
        try:
            scheme, host, path, query, anchor = urlsplit(url)
        except ValueError:
            return url
        if scheme or host:
            return url
        is_absolute = url.startswith(("/", "\\"))
        if is_absolute and self._level("absolute_links") != _RELATIVE_TO_DOCS:
            self._report("absolute_links", url)
            return url
        if not path:
            if anchor:
                self.anchors.setdefault((self.page.address, anchor), url)
            return url
        name = posixpath.normpath(posixpath.join(posixpath.dirname(self.page.name), unquote(path)).lstrip("/"))
        target = self.files.find(name)
        if target is None:
            is_page = not is_absolute and not PurePosixPath(path).suffix
            self._report("unrecognized_links" if is_page else "not_found", url)
            return url
        if anchor:
            self.anchors.setdefault((target.address, anchor), url)
        return urlunsplit(("", "", target.link_from(self.page), query, anchor))

    def report_lost_anchors(self, places: Mapping[str, frozenset[str]]) -> None:
        """Report the links to places that their pages do not have.

        Args:
            places: the names of the places in each page, by its address.
        """
        for (address, anchor), url in self.anchors.items():
            names = places.get(address)
            if names is not None and anchor not in names and self._level("anchors") == WARN:
                message = Message(
                    "expected a heading or another place of the page, found '{url}'{suggestion}",
                    url=url,
                    suggestion=suggest(anchor, names),
                )
                self.problems.append(self._problem(url, "unknown-anchor", message))

    def _level(self, kind: str) -> str:
        return self.settings.host.link_levels.get(f"links.{kind}", "")

    def _report(self, kind: str, url: str) -> None:
        """Report a link that leads to no file, if links of this kind are warned of."""
        if self._level(kind) == WARN:
            names = [file.name for file in self.files.pages]
            message = Message(
                "expected the path of a page or file in {folder}/, found '{url}'{suggestion}",
                folder=self.settings.host.docs_dir,
                url=url,
                suggestion=suggest(url, names),
            )
            self.problems.append(self._problem(url, "unknown-link", message))

    def _problem(self, url: str, code: str, message: str) -> Problem:
        """Return the problem of a link, on its line."""
        assert self.page.page is not None, "only pages have links"
        text = self.page.page.text
        position = text.find(url)
        line = text.count("\n", 0, position) + 1 if position >= 0 else 1
        return Problem(self.page.page.path, line, "body", code, message, Severity.WARNING)


def find_places(html: str) -> frozenset[str]:
    """Return the names of the places in a page that links may lead to."""
    return frozenset(_iter_values(html, ' id="')) | frozenset(_iter_values(html, ' name="'))


def _iter_values(html: str, start: str) -> Iterable[str]:
    """Yield the value of an attribute wherever it is written."""
    return (part.partition('"')[0] for part in html.split(start)[1:])
