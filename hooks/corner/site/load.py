"""Loading: `load` is the one door to the catalogue for the hook, the command line and the tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from corner.checks import dates as dates_check
from corner.checks import placeholders
from corner.checks.assemble import check_tree
from corner.checks.result import CheckResult
from corner.content import dates, redirects, settings, taxonomies
from corner.content.release import Release
from corner.content.settings import Settings
from corner.content.summary import Summary
from corner.content.translation_state import TranslationStatus
from corner.content.urls import asset_path
from corner.diagnostics.problem import Problem, Severity, sort_problems
from corner.i18n import messages, script_conversion
from corner.parity.runner import compare_languages
from corner.site.catalogue import Catalogue, VisibilityWindow
from corner.sources import reader
from corner.sources.reader import SourceTree
from corner.storage.cache import CACHE_FOLDER, Cache


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What a load gives: the catalogue when it can be published, and all problems, sorted."""

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]
    tree: SourceTree | None = None
    checked: CheckResult | None = None
    translations: tuple[TranslationStatus, ...] = ()
    """Each text that news has or lacks in a language that it is written in, by key and locale."""
    settings: Settings | None = None
    told: Sequence[str] = ()
    """Fingerprints of what the sources were judged by, beside the settings."""


def load(
    root: Path, now: datetime, site_url: str | None = None, before: LoadResult | None = None, *, preview: bool = False
) -> LoadResult:
    """Read and check the corner at `root`, as it is at `now`.

    Args:
        root: the project's root, with `mkdocs.yml` and `news/`.
        now: the moment at which visibility is judged; a naive one is in the corner's time zone.
        site_url: the address to publish for, where it is not that of the settings.
        before: what was loaded before in this process; only what has changed since is read and judged.
        preview: whether to keep what is not visible, apart from the rest.
    """
    read, problems = settings.read_settings(root / "mkdocs.yml")
    if read is None:
        return LoadResult(None, sort_problems(problems))
    if site_url:
        read = read.at(site_url)
    now = dates.set_time_zone(now, read.time_zone)
    cache = Cache(root / CACHE_FOLDER / "texts")
    as_read = read
    same = before is not None and before.settings == as_read
    tree, more = reader.read_tree(root, read.written, cache, before.tree if before and same else None)
    problems += more
    names, more = taxonomies.read_taxonomies(tree, read.written, read.time_zone)
    problems += more
    converters = script_conversion.create_converters(read, names)
    words, more = messages.read_messages(root, read.locales, converters)
    problems += more
    for converter in converters.values():
        names = converter.vocabulary(names)
        read = read.converted(converter.target, converter.text)
    told = [each.digest for each in words.values()] + [each.digest for each in converters.values()]
    same = same and before is not None and before.told == told
    checked = check_tree(tree, read, words, names, converters, cache, before.checked if before and same else None)
    faulty = {problem.path for problem in checked.problems if problem.severity is Severity.ERROR}
    written = {locale: words[locale] for locale in as_read.written}
    news: dict[str, Release | Summary] = {**checked.releases, **checked.summaries}
    parity = compare_languages(tree, news, written, names, faulty, cache, compare=read.parity)
    states = tuple(sorted(parity.translations))
    cache.save()
    moved, more = redirects.read_redirects(tree.redirects, [*{source.key for source in tree.sources}, *tree.broken])
    problems += more
    problems += checked.problems
    problems += parity.problems
    problems += placeholders.check_placeholders(tree.sources, news)
    problems += checked.unpublished(now)
    problems += checked.untimely(now)
    problems += dates_check.check_translation_dates(tree.sources, checked.releases, now)
    problems += _check_covered_urls(tree)
    if any(problem.severity is Severity.ERROR for problem in problems):
        return LoadResult(None, sort_problems(problems), tree, checked, states, as_read, told)
    releases = [release for release in checked.releases.values() if release.is_visible(now)]
    releases.sort(key=lambda release: release.key)
    releases.sort(key=lambda release: release.issued.at, reverse=True)
    summaries = [summary for summary in checked.summaries.values() if summary.is_visible(now)]
    summaries.sort(key=lambda summary: summary.key)
    summaries.sort(key=lambda summary: summary.facts.period.end, reverse=True)
    hidden = {key: content for key, content in news.items() if not content.is_visible(now)} if preview else None
    used = _find_used_files([*releases, *summaries, *(hidden or {}).values()])
    turns = [moment for content in news.values() for moment in content.visibility_changes]
    catalogue = Catalogue(
        span=VisibilityWindow(
            max((moment for moment in turns if moment <= now), default=None),
            min((moment for moment in turns if moment > now), default=None),
        ),
        settings=read,
        now=now,
        words=words,
        converters=converters,
        vocabulary=names,
        releases={release.key: release for release in releases},
        summaries={summary.key: summary for summary in summaries},
        outdated=parity.outdated,
        redirects=moved,
        assets={name: tree.assets[name] for name in sorted(used) if name in tree.assets},
        hidden=hidden,
        translations=states,
    )
    return LoadResult(catalogue, sort_problems(problems), tree, checked, states, as_read, told)


def _find_used_files(news: list[Release | Summary]) -> set[str]:
    """Return the files that news attaches, shows or links to."""
    found = {target for content in news for text in content.texts.values() for target in text.targets}
    for content in news:
        if isinstance(content, Release):
            folder = content.key.rpartition("/")[0]
            found |= {f"{folder}/{attachment.file}" for attachment in content.facts.attachments}
    return found


def _check_covered_urls(tree: SourceTree) -> Iterator[Problem]:
    """Yield a problem for each file that would stand where a page stands."""
    for name in tree.assets:
        if name.endswith("/index.html"):
            message = f"expected one source for the address /{asset_path(name)}, found a page of the news too"
            yield Problem(f"news/{name}", 1, "file", "duplicate-address", message)
