"""Permalinks: whether every URL of an earlier git revision still leads somewhere."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from corner.checks.result import CheckResult
from corner.content import dates, redirects, urls
from corner.content.settings import Settings
from corner.content.types import Content, ContentTypes
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.sources import frontmatter, git, reader
from corner.sources.reader import SourceTree

_NEWS = "news"


def find_lost_urls(
    root: Path,
    revision: str,
    tree: SourceTree,
    checked: CheckResult,
    content_types: ContentTypes,
    settings: Settings,
    now: datetime,
) -> Iterator[Problem]:
    """Yield a problem for each URL of content or of a file that is lost.

    Args:
        root: the project's root, in a git checkout.
        revision: the revision to compare with, such as `origin/main`. Only what it has in common with the checkout
            counts: what it gained later is not lost, but not merged yet.
        tree: what `news/` holds now.
        checked: the content in it.
        content_types: the content types of the corner.
        settings: the corner's settings.
        now: the moment at which visibility is checked; a naive one is in the corner's time zone.

    Raises:
        ValueError: there is no such revision.
    """
    commit = git.resolve_commit(root, revision)
    if commit is None:
        raise ValueError(
            Message("expected a revision of a git checkout, such as origin/main, found '{revision}'", revision=revision)
        )
    commit = git.find_merge_base(root, commit)
    now = dates.set_time_zone(now, settings.time_zone)
    site = urls.SiteUrls(settings.site_url, settings.default)
    present = {(source.key, source.locale) for source in tree.sources}
    moved = redirects.read_redirects(tree.redirects, {source.key for source in tree.sources} | tree.broken)[0].moved
    kinds = content_types.file_kinds
    for path in git.list_files(root, commit, _NEWS):
        name = path.removeprefix(f"{_NEWS}/")
        known = reader.parse_path(name, kinds)
        if known is None:
            if _is_lost(root, commit, name, tree):
                yield _problem(path, content_types.asset_path(name), Message("the file"), Message("none"))
            continue
        key, locale = known
        address = site.edition_path(locale, content_types.url_path(key))
        if (key, locale) not in present and (moved.get(key), locale) not in present and key not in tree.broken:
            yield _problem(path, address, Message("the page, or a redirect to it,"), Message("none"))
        elif _is_hidden(checked.contents.get(key), now) and _was_visible(root, commit, path, settings, now):
            yield _problem(
                path, address, Message("the page, or its withdrawal,"), Message("one that is not visible any more")
            )


def _problem(path: str, address: str, expected: str, actual: str) -> Problem:
    return Problem(
        path,
        1,
        "file",
        "lost-address",
        Message("expected {expected} at /{address}, found {actual}", expected=expected, address=address, actual=actual),
    )


def _is_lost(root: Path, commit: str, name: str, tree: SourceTree) -> bool:
    """Return whether a file that content showed, linked or attached is gone; other files were never published."""
    if name in tree.assets or name.endswith((".md", ".yml", ".yaml")) or "/." in f"/{name}":
        return False
    file = posixpath.basename(name)
    return any(git.contains_text(root, commit, written, _NEWS) for written in sorted({file, quote(file)}))


def _is_hidden(content: Content | None, now: datetime) -> bool:
    return content is not None and not content.is_visible(now)


def _was_visible(root: Path, commit: str, path: str, settings: Settings, now: datetime) -> bool:
    """Return whether an original was visible at `now` as it was at a commit; a translation does not say."""
    data = git.read_file(root, commit, path)
    source, _ = frontmatter.parse_source(data, path, "", "")
    meta: Mapping[str, object] = source.meta if source else {}
    start = meta.get("publish_at") or meta.get("issued") or meta.get("period")
    if not start or meta.get("status", "published") != "published":
        return False
    try:
        return isinstance(start, dict) or dates.Moment.parse(start, settings.time_zone).at <= now
    except ValueError:
        return False
