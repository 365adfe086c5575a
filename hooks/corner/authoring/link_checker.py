"""Which external links of a corner still lead somewhere: each address is asked once, and no host is hurried."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from enum import Enum
from http import HTTPStatus
from threading import Lock
from typing import NamedTuple, Protocol
from urllib.parse import urldefrag, urljoin, urlsplit

from corner.authoring.link_client import PRIVATE, Answer, Method
from corner.checks.external_links import LinkUse
from corner.content import link_archive
from corner.content.link_archive import LinkArchive
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.sources.clock import read_clock
from corner.sources.yaml import find_line

_MOST_REDIRECTS = 5
_LONGEST_WAIT = 60
"""The most seconds to wait where a server asks for it."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


class LinkState(Enum):
    """What is known of a link once it was asked."""

    ANSWERS = "answers"
    MOVED = "moved"
    """It leads to another address for good, or to the front page of a site."""
    GONE = "gone"
    UNREACHABLE = "unreachable"
    """It does not answer now, or not to programs."""
    NOT_ASKED = "not asked"


class LinkResult(NamedTuple):
    """What came of asking a link."""

    state: LinkState
    """What is known of it now."""
    detail: str = ""
    """What was found, in words."""
    target: str = ""
    """The address that it has moved to."""


class Clock(Protocol):
    """The time of a check."""

    def now(self) -> float:
        """Return seconds that only grow."""

    def read_moment(self) -> datetime:
        """Return the moment, aware."""

    def wait(self, seconds: float) -> None:
        """Let some seconds pass."""


class SystemClock:
    """The time of this machine."""

    def now(self) -> float:
        """Return seconds that only grow."""
        return time.monotonic()

    def read_moment(self) -> datetime:
        """Return the moment, aware."""
        return read_clock()

    def wait(self, seconds: float) -> None:
        """Let some seconds pass."""
        time.sleep(seconds)


@dataclass(slots=True)
class _Host:
    """A host, which is asked one thing at a time."""

    lock: Lock = field(default_factory=Lock)
    """Held by whoever asks it."""
    next_time: float = 0
    """The time before which it is not asked."""


class LinkChecker:
    """Asks addresses within limits."""

    def __init__(
        self,
        ask: Callable[[str, Method], Answer],
        clock: Clock,
        *,
        delay: float = 1,
        seconds: float = 900,
        most: int = 1000,
        workers: int = 8,
    ) -> None:
        """Take what asks one address, and the limits.

        Args:
            ask: returns the answer of an address to a method of HTTP.
            clock: the time.
            delay: the seconds between two requests to one host.
            seconds: the seconds after which nothing more is asked.
            most: the most addresses that are asked.
            workers: the most hosts that are asked at the same time.
        """
        self._ask = ask
        self._clock = clock
        self._delay = delay
        self._end = clock.now() + seconds
        self._most = most
        self._workers = workers
        self._hosts: dict[str, _Host] = {}
        self._lock = Lock()

    def check(self, urls: Iterable[str]) -> dict[str, LinkResult]:
        """Return what came of each address."""
        pages = {url: urldefrag(url).url for url in urls}
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for number, page in enumerate(dict.fromkeys(pages.values())):
            groups[_read_host(page) if number < self._most else ""].append(page)
        left = groups.pop("", [])
        results = {page: LinkResult(LinkState.NOT_ASKED, Message("too many links for one run")) for page in left}
        with ThreadPoolExecutor(self._workers) as pool:
            for group in pool.map(self._check_host, groups.values()):
                results |= group
        return {url: results[page] for url, page in pages.items()}

    def _check_host(self, pages: list[str]) -> dict[str, LinkResult]:
        return {page: self._check(page) for page in pages}

    def _check(self, url: str) -> LinkResult:
        """Return what came of an address, its redirects followed."""
        current, is_permanent, seen = url, True, {url}
        for _ in range(_MOST_REDIRECTS + 1):
            answer = self._find_answer(current)
            if answer is None:
                return LinkResult(LinkState.NOT_ASKED, Message("no time left"))
            if answer.status not in _REDIRECTS or not answer.location:
                return _judge(url, current, answer, is_permanent=is_permanent)
            is_permanent = is_permanent and answer.status in _PERMANENT
            current = _join_address(current, answer.location)
            if not _is_web_address(current):
                return LinkResult(
                    LinkState.UNREACHABLE, Message("a redirect to {current}, which is no web address", current=current)
                )
            if current in seen:
                return LinkResult(
                    LinkState.UNREACHABLE, Message("redirects in a circle, at {current}", current=current)
                )
            seen.add(current)
        return LinkResult(LinkState.UNREACHABLE, Message("more than {most} redirects", most=_MOST_REDIRECTS))

    def _find_answer(self, url: str) -> Answer | None:
        """Return the answer of an address, asked a second time where many servers are wrong; `None` where no time is left."""
        answer = self._ask_politely(url, "HEAD")
        wait = self._read_wait(answer) if answer else None
        if wait is not None and wait <= _LONGEST_WAIT:
            host = self._find_host(url)
            with host.lock:
                host.next_time = self._clock.now() + wait
            return self._ask_politely(url, "GET")
        if answer is None or answer.status in _BUSY or answer.status < HTTPStatus.BAD_REQUEST:
            return answer
        return self._ask_politely(url, "GET")

    def _ask_politely(self, url: str, method: Method) -> Answer | None:
        host = self._find_host(url)
        with host.lock:
            now = self._clock.now()
            if max(now, host.next_time) >= self._end:
                return None
            if host.next_time > now:
                self._clock.wait(host.next_time - now)
            answer = self._ask(url, method)
            if answer.failure != PRIVATE:
                host.next_time = self._clock.now() + self._delay
        return answer

    def _find_host(self, url: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(_read_host(url), _Host())

    def _read_wait(self, answer: Answer) -> float | None:
        """Return the seconds that a busy server asks to wait, where it does."""
        if answer.status not in _BUSY or not answer.retry_after:
            return None
        if answer.retry_after.isascii() and answer.retry_after.isdecimal():
            return float(answer.retry_after[:9])
        try:
            moment = parsedate_to_datetime(answer.retry_after)
        except (ValueError, OverflowError):
            return None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - self._clock.read_moment()).total_seconds())


def _join_address(current: str, location: str) -> str:
    """Return the address that a redirect leads to, without the part of the page; as it is written where it is none."""
    try:
        return urldefrag(urljoin(current, location)).url
    except ValueError:
        return location


def _is_web_address(url: str) -> bool:
    """Return whether an address can be asked."""
    try:
        return url.startswith(("http://", "https://")) and bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _read_host(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower() or url
    except ValueError:
        return url


def _judge(url: str, current: str, answer: Answer, *, is_permanent: bool) -> LinkResult:
    """Return what the last answer says of a link."""
    if answer.failure == PRIVATE:
        return LinkResult(LinkState.NOT_ASKED, answer.failure)
    if answer.status in _GONE:
        return LinkResult(LinkState.GONE, _describe_status(answer.status))
    if answer.failure or not HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
        return LinkResult(LinkState.UNREACHABLE, answer.failure or _describe_status(answer.status))
    if current == url:
        return LinkResult(LinkState.ANSWERS)
    if urlsplit(current).path in ("", "/") and urlsplit(url).path not in ("", "/"):
        return LinkResult(LinkState.MOVED, Message("a redirect to the front page {current}", current=current))
    return (
        LinkResult(LinkState.MOVED, Message("a permanent redirect to {current}", current=current), current)
        if is_permanent
        else _ANSWERS
    )


_ANSWERS = LinkResult(LinkState.ANSWERS)


def _describe_status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def list_present(uses: Iterable[LinkUse], archive: LinkArchive) -> list[LinkUse]:
    """Return the links that are not marked as gone."""
    return [use for use in uses if not _is_gone(archive, use.url)]


def list_copies(text: str, archive: LinkArchive) -> list[LinkUse]:
    """Return the archived copies in the text of `news/links.yml`, each with its line."""
    return [
        LinkUse(link_archive.PATH, find_line(text, (url, "archived")), entry.archived)
        for url, entry in archive.entries.items()
        if entry.archived
    ]


def _is_gone(archive: LinkArchive, url: str) -> bool:
    entry = archive.find(url)
    return entry is not None and entry.gone is not None


def explain_results(
    uses: Iterable[LinkUse], results: Mapping[str, LinkResult], archive: LinkArchive, today: date
) -> Iterator[Problem]:
    """Yield a problem for each place of a link that does not simply answer, with what to type."""
    for use in uses:
        result = results[use.url]
        if result.state is LinkState.GONE:
            message = _build_message(result, _explain_entry(use, archive, today))
            yield Problem(use.path, use.line, use.url, "gone-link", message, Severity.WARNING)
        elif result.state is LinkState.MOVED:
            target = result.target or Message("the page that has the text now")
            message = _build_message(result, Message("link to {target}", target=target))
            yield Problem(use.path, use.line, use.url, "moved-link", message, Severity.WARNING)
        elif result.state is not LinkState.ANSWERS:
            was_asked = result.state is LinkState.UNREACHABLE
            advice = (
                Message("look at it in a browser, and check it another day")
                if was_asked
                else Message("it was not asked")
            )
            message = _build_message(result, advice)
            yield Problem(use.path, use.line, use.url, "unreachable-link", message, Severity.WARNING)


def _build_message(result: LinkResult, advice: str) -> Message:
    return Message("expected a page that answers, found {detail}; {advice}", detail=result.detail, advice=advice)


def _explain_entry(use: LinkUse, archive: LinkArchive, today: date) -> str:
    """Return what to type where a link is gone."""
    if use.path == link_archive.PATH:
        return Message("give the address of another copy")
    if archive.find(use.url) is not None:
        return Message("add 'gone: {today}' to its entry in news/links.yml", today=today)
    entry = f"{use.url}: {{gone: {today}}}"
    return Message(
        "type '{entry}' into news/links.yml, with 'archived' and the address of a copy if there is one", entry=entry
    )
