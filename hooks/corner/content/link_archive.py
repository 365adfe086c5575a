"""The external links that are gone or have an archived copy, from `news/links.yml`: one entry for all texts that use one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from html import escape, unescape
from typing import Any
from urllib.parse import quote

from pydantic import Field, ValidationError, model_validator

from corner.content.dates import Day
from corner.content.field_types import URL_PATTERN, Url
from corner.content.frontmatter import FrontMatterModel
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.diagnostics.suggestions import show_value
from corner.sources import validation, yaml
from corner.sources.validation import create_fault
from corner.storage import fingerprint

NAME = "links.yml"
PATH = f"news/{NAME}"
"""The file, relative to the project's root."""
_LINK = re.compile(r'<a href="(https?://[^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_BARE_HOST = re.compile(r"https?://[^/?#]+")
SAFE_CHARACTERS = "!#$%&'()*+,-./:;=?@_~"
"""The characters besides letters and digits that are written as they are in an address."""


class LinkEntry(FrontMatterModel):
    """What is known of an external address."""

    archived: Url | None = Field(None, description="The address of a copy of it in an archive.")
    gone: Day | None = Field(
        None, description="The day since which it no longer answers; from then on, pages show the archived copy."
    )

    @model_validator(mode="after")
    def _says_something(self) -> LinkEntry:
        if self.archived is None and self.gone is None:
            raise create_fault("value", Message("expected 'archived', 'gone' or both, found neither"))
        return self


@dataclass(frozen=True)
class LinkArchive:
    """What is known of external addresses."""

    entries: Mapping[str, LinkEntry] = field(default_factory=dict)
    """The entries by address, as they are written."""

    @cached_property
    def _normalized(self) -> dict[str, LinkEntry]:
        return {normalize_url(url): entry for url, entry in self.entries.items()}

    @cached_property
    def _gone(self) -> frozenset[str]:
        return frozenset(url for url, entry in self._normalized.items() if entry.gone)

    @property
    def has_gone(self) -> bool:
        """Whether any address is gone."""
        return bool(self._gone)

    @cached_property
    def digest(self) -> str:
        """A fingerprint of all entries."""
        return fingerprint.digest(sorted((url, repr(entry)) for url, entry in self.entries.items()))

    def find(self, url: str) -> LinkEntry | None:
        """Return the entry of an address, however it is encoded."""
        return self._normalized.get(normalize_url(url)) if self.entries else None

    def replace_gone(self, html: str, mark_archived: Callable[[str], str], mark_gone: Callable[[str], str]) -> str:
        """Return HTML whose links to what is gone lead to the archived copies, or nowhere.

        Args:
            html: rendered Markdown.
            mark_archived: returns the HTML of a link that leads to an archived copy, given that of its words.
            mark_gone: returns the HTML in place of a link that would lead nowhere, given that of its words.
        """
        if not self._gone or '<a href="http' not in html:
            return html

        def replace(match: re.Match[str]) -> str:
            entry = self.find(unescape(match[1]))
            if entry is None or entry.gone is None:
                return match[0]
            if entry.archived is None:
                return mark_gone(match[3])
            return f'<a href="{escape(entry.archived)}"{match[2]}>{mark_archived(match[3])}</a>'

        return _LINK.sub(replace, html)


def normalize_url(url: str) -> str:
    """Return an address as it is in HTML, where letters outside ASCII are encoded; the front page of a host has a slash."""
    if _BARE_HOST.fullmatch(url):
        url += "/"
    return url if url.isascii() else quote(url, safe=SAFE_CHARACTERS)


def read_links(text: str | None, today: date) -> tuple[LinkArchive, list[Problem]]:
    """Read and check what is known of external addresses.

    Args:
        text: the content of the file; `None` where there is no file.
        today: the day of the run, in the corner's time zone.

    Returns:
        The valid entries, and the problems with the others.
    """
    if text is None:
        return LinkArchive(), []
    try:
        data = yaml.parse_yaml(text)
    except yaml.YamlError as error:
        return LinkArchive(), [Problem(PATH, error.line, "file", error.code, error.message)]
    if not isinstance(data, dict | None):
        return LinkArchive(), [Problem(PATH, 1, "file", "wrong-yaml", Message("expected web addresses, found a list"))]
    entries: dict[str, LinkEntry] = {}
    problems: list[Problem] = []
    written: dict[Any, Any] = data or {}
    for url, value in written.items():
        try:
            entry = LinkEntry.model_validate(value)
        except ValidationError as error:
            faults = validation.explain_errors(error, value, LinkEntry)
            problems += [_problem(text, (url, *path), code, message) for path, code, message in faults]
            continue
        wrong = list(_check_entry(text, url, entry, written, today))
        problems += wrong
        if not wrong:
            entries[url] = entry
    return LinkArchive(entries), problems


def _check_entry(
    text: str, url: object, entry: LinkEntry, entries: Mapping[str, object], today: date
) -> Iterator[Problem]:
    """Yield the problems with an entry whose fields have the right form."""
    if not isinstance(url, str) or not re.fullmatch(URL_PATTERN, url):
        message = Message("expected a web address such as https://www.example.org/, found {url}", url=show_value(url))
        yield _problem(text, (str(url),), "wrong-value", message)
        return
    if entry.gone and entry.gone > today:
        message = Message("expected a day that is not in the future, found {gone}", gone=entry.gone)
        yield _problem(text, (url, "gone"), "wrong-date", message)
    copied = entries.get(entry.archived or "")
    if entry.archived == url or (isinstance(copied, dict) and "gone" in copied):
        message = Message(
            "expected the address of a copy that can be read, found {archived}, which is gone",
            archived=show_value(entry.archived),
        )
        yield _problem(text, (url, "archived"), "wrong-value", message)


def _problem(text: str, path: yaml.YamlPath, code: str, message: str) -> Problem:
    return Problem(PATH, yaml.find_line(text, path), ": ".join(map(str, path)), code, message)
