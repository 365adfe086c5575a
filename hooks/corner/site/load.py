"""Loading: `load` is the one door to the catalogue for the hook, the command line and the tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import attrgetter
from pathlib import Path

from corner.checks import external_links, placeholders, record_references
from corner.checks.assemble import check_tree
from corner.checks.docs import check_docs
from corner.checks.result import CheckResult
from corner.content import dates, link_archive, mkdocs_yml, redirects
from corner.content.link_archive import LinkArchive
from corner.content.redirects import Redirects
from corner.content.registry import import_content_types
from corner.content.settings import Settings
from corner.content.translation_state import TranslationStatus
from corner.content.types import Content, ContentTypes
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity, sort_problems
from corner.i18n.editor_language import EditorLanguage
from corner.parity.runner import ParityResult
from corner.site.catalogue import Catalogue
from corner.site.text_rules import TextRules, read_rules
from corner.site.visibility import VisibilityWindow
from corner.sources import reader, register_files
from corner.sources.docs import DocsTree
from corner.sources.file_names import find_key
from corner.sources.reader import SourceTree
from corner.storage import kept_values
from corner.storage.cache import TEXTS_FILE, Cache


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What a load gives: the catalogue when it can be published, and all problems, sorted."""

    catalogue: Catalogue | None
    problems: tuple[Problem, ...]
    tree: SourceTree | None = None
    checked: CheckResult | None = None
    parity: ParityResult | None = None
    """What the comparison of the languages found."""
    settings: Settings | None = None
    content_types: ContentTypes = field(default_factory=ContentTypes)
    dependency_digests: Sequence[str] = ()
    """Fingerprints of what the sources were judged by, beside the settings."""
    docs: DocsTree | None = None
    """What `docs/` holds."""
    rules: TextRules | None = None
    """What texts were judged by, beside the settings."""

    @property
    def translations(self) -> tuple[TranslationStatus, ...]:
        """Each text that news has or lacks in a language that it is written in, by key and locale."""
        return tuple(self.parity.list_translations()) if self.parity else ()


def load(
    root: Path,
    now: datetime,
    site_url: str | None = None,
    before: LoadResult | None = None,
    *,
    preview: EditorLanguage | None = None,
) -> LoadResult:
    """Read and check the corner at `root`, as it is at `now`.

    Args:
        root: the project's root, with `mkdocs.yml` and `news/`.
        now: the moment at which visibility is judged; a naive one is in the corner's time zone.
        site_url: the address to publish for, where it is not that of the settings.
        before: what was loaded before in this process; only what has changed since is read and judged.
        preview: the editor's language, where this is for a preview: it keeps what is not visible, apart from the rest,
            and leaves out what has errors.
    """
    read, problems = mkdocs_yml.read_settings(root / "mkdocs.yml")
    if read is None:
        return LoadResult(None, sort_problems(problems))
    content_types, import_problems = import_content_types(root, read.content_types, read.written, read.locales)
    problems += import_problems
    if site_url:
        read = read.replace_site_url(site_url)
    # A day begins in the corner's time zone, whatever the clock's is.
    now = dates.set_time_zone(now, read.time_zone).astimezone(read.time_zone)
    inputs = _read_inputs(root, read, content_types, before)
    problems += inputs.problems
    rules = inputs.rules
    result = check_tree(inputs.tree, rules.context, before.checked if before and inputs.is_comparable else None)
    parity = rules.compare_texts(result, result.contents.values())
    docs = check_docs(root, read, rules.context.cache)
    problems += docs.problems
    if before is None:
        # A later load of this process does not ask for what it knows, which must not be lost.
        rules.context.cache.save()
        kept_values.save_values()
    keys = [*{source.key for source in inputs.tree.sources}, *inputs.tree.broken]
    moved, redirect_problems = redirects.read_redirects(inputs.tree.redirects, keys)
    problems += redirect_problems
    known_links, link_problems = link_archive.read_links(inputs.tree.links, now.date())
    problems += link_problems
    problems += external_links.find_unused_entries(root, inputs.tree, docs.tree.pages, known_links)
    problems += result.problems
    problems += parity.problems
    problems += rules.find_problems(inputs.tree, result, now)
    problems += placeholders.check_data_files(inputs.tree.data_files)
    problems += record_references.check_source_days(inputs.tree.data_files, result.contents, now.date())
    problems += _check_covered_urls(inputs.tree, content_types)
    loaded = LoadResult(
        None,
        sort_problems(problems),
        inputs.tree,
        result,
        parity,
        read,
        content_types,
        inputs.dependency_digests,
        docs.tree,
        rules,
    )
    faulty = {problem.path for problem in problems if problem.severity is Severity.ERROR}
    # Any text may name what the shared files declare.
    if faulty and (preview is None or any(map(register_files.is_declaration, faulty))):
        return loaded
    return replace(loaded, catalogue=_select_visible(loaded, inputs, parity, moved, known_links, now, preview))


@dataclass(frozen=True, slots=True)
class _Inputs:
    """What is read before content is checked."""

    tree: SourceTree
    rules: TextRules
    problems: list[Problem]
    is_comparable: bool
    """Whether what was checked before was checked with the same settings and names."""
    dependency_digests: Sequence[str]


def _read_inputs(root: Path, read: Settings, content_types: ContentTypes, before: LoadResult | None) -> _Inputs:
    """Read the files of `news/`, the taxonomies, the interface's messages and the converters."""
    cache = before.rules.context.cache if before and before.rules else Cache(root / TEXTS_FILE)
    has_same_settings = before is not None and before.settings == read
    kinds = content_types.file_kinds
    known = before.tree if before and has_same_settings else None
    tree, problems = reader.read_tree(root, read.written, kinds, cache, known)
    rules = read_rules(root, read, content_types, tree, cache)
    digests = rules.digests
    is_comparable = before is not None and has_same_settings and before.dependency_digests == digests
    return _Inputs(tree, rules, [*problems, *rules.problems], is_comparable, digests)


def _select_visible(
    loaded: LoadResult,
    inputs: _Inputs,
    parity: ParityResult,
    moved: Redirects,
    known_links: LinkArchive,
    now: datetime,
    preview: EditorLanguage | None,
) -> Catalogue:
    """Return the catalogue of what is visible at `now`; in a preview, of that which has no errors."""
    assert loaded.checked is not None, "only what was checked can be visible"
    contents: Mapping[str, Content] = loaded.checked.contents
    faulty_paths = {problem.path for problem in loaded.problems if problem.severity is Severity.ERROR}
    if faulty_paths:
        contents = {key: content for key, content in contents.items() if faulty_paths.isdisjoint(_list_paths(content))}
    visible = {content_type.name: dict[str, Content]() for content_type in loaded.content_types}
    for content in sorted(contents.values(), key=attrgetter("key")):
        if content.is_visible(now):
            visible[content.content_type.name][content.key] = content
    for name, found_contents in visible.items():
        ordered = sorted(found_contents.values(), key=attrgetter("sort_value"), reverse=True)
        visible[name] = {content.key: content for content in ordered}
    for content_type in loaded.content_types:
        if content_type.derive:
            visible[content_type.name] = {content.key: content for content in content_type.derive(visible)}
    hidden = {key: content for key, content in contents.items() if not content.is_visible(now)} if preview else None
    shown = [content for group in visible.values() for content in group.values()] + [*(hidden or {}).values()]
    changes = [moment for content in contents.values() for moment in content.visibility_changes]
    context = inputs.rules.context
    return Catalogue(
        span=VisibilityWindow(
            max((moment for moment in changes if moment <= now), default=None),
            min((moment for moment in changes if moment > now), default=None),
        ),
        settings=context.settings,
        now=now,
        messages=context.messages,
        formats=inputs.rules.formats,
        converters=context.converters,
        taxonomies=context.taxonomies,
        content_types=loaded.content_types,
        contents=visible,
        outdated=frozenset(parity.outdated),
        redirects=moved,
        links=known_links,
        assets={name: inputs.tree.assets[name] for name in _find_used_files(shown) if name in inputs.tree.assets},
        hidden=hidden,
        faulty=_find_faulty(inputs.tree, loaded.problems) if preview else {},
        editor_language=preview or EditorLanguage(),
        translations=loaded.translations if preview else (),
    )


def _list_paths(content: Content) -> set[str]:
    """Return the files that content was made from."""
    return {text.path for text in content.texts.values()}


def _find_faulty(tree: SourceTree, problems: Sequence[Problem]) -> dict[str, tuple[Problem, ...]]:
    """Return the problems of each text of the news that has an error in one of its languages, by its key."""
    by_key: dict[str, list[Problem]] = {
        key: [] for key in sorted({source.key for source in tree.sources} | tree.broken)
    }
    for problem in problems:
        key = find_key(problem.path.removeprefix("news/"))
        if key in by_key:
            by_key[key].append(problem)
    return {
        key: tuple(known)
        for key, known in by_key.items()
        if any(problem.severity is Severity.ERROR for problem in known)
    }


def _find_used_files(contents: Iterable[Content]) -> list[str]:
    """Return the files that content attaches, shows or links to, sorted."""
    files: set[str] = set()
    for content in contents:
        for text in content.texts.values():
            files.update(text.targets)
        files.update(content.attached_files)
    return sorted(files)


def _check_covered_urls(tree: SourceTree, content_types: ContentTypes) -> Iterator[Problem]:
    """Yield a problem for each file that would be published where a page is."""
    for name in tree.assets:
        if name.endswith("/index.html"):
            path = content_types.asset_path(name)
            message = Message("expected one source for the address /{path}, found a page of the news too", path=path)
            yield Problem(f"news/{name}", 1, "file", "duplicate-address", message)
