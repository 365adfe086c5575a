"""The check of some texts of a corner, with what an earlier check of the whole corner kept of all others.

It says of a text what the check of the whole corner says of it. Where it cannot be sure, it says nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from corner.checks.assemble import check_tree
from corner.checks.result import CheckResult
from corner.content import dates
from corner.content.text_settings import TextSettings, restore_text_settings
from corner.content.text_types import import_text_types
from corner.diagnostics.problem import Problem, sort_problems
from corner.site.kept_index import KeptIndex
from corner.site.text_index import SUFFIX, TextIndex, list_marks, restore_index
from corner.site.text_rules import LANGUAGES, TextRules, read_rules
from corner.sources import reader
from corner.sources.file_names import find_key
from corner.sources.forbidden_names import explain_name
from corner.sources.frontmatter import SourceFile
from corner.sources.reader import SourceTree
from corner.storage import kept_values
from corner.storage.cache import Cache

if TYPE_CHECKING:
    from corner.content.settings import Settings

_MOST = 60
"""The most pieces of content that are read again; to check the whole corner may be faster where more are."""


class _ReadPart(NamedTuple):
    """The files of a part of a corner."""

    tree: SourceTree
    problems: list[Problem]
    """What is wrong with them as they were read."""


class _CheckedPart(NamedTuple):
    """The files of a part of a corner, and what was found in them."""

    files: _ReadPart
    rules: TextRules
    result: CheckResult


def check_texts(
    root: Path, now: datetime, paths: Collection[str], kept: KeptIndex | None
) -> tuple[Problem, ...] | None:
    """Return the problems of some texts as the check of the whole corner finds them, or `None` where only that can tell.

    Args:
        root: the project's root.
        now: the moment at which visibility is judged; a naive one is in the corner's time zone.
        paths: the files of the texts, relative to the root.
        kept: what an earlier check kept of all texts.
    """
    names = {path.removeprefix("news/") for path in paths if path.startswith("news/")}
    if kept is None:
        return None
    index, changed = restore_index(kept.values), kept.changed
    is_known = len(names) == len(paths) and all(name in index.texts.get(find_key(name), ()) for name in names)
    if not is_known or not all(name.endswith(SUFFIX) for name in changed):
        return None
    kept_values.keep_values(root / LANGUAGES, kept.code_digest)
    settings = restore_text_settings(index.settings)
    now = dates.set_time_zone(now, settings.time_zone).astimezone(settings.time_zone)
    checker = _PartChecker(root, settings, index)
    wanted = {find_key(name) for name in names}
    keys = wanted | {find_key(name) for name in changed}
    files = checker.read(keys)
    if files and wanted.isdisjoint(source.key for source in files.tree.sources):
        return _select(files.problems, paths)  # no other rule looks at what cannot be read
    part = checker.check(files, keys) if files else None
    related = checker.find_related(part, wanted) if part else set()
    if not related <= keys:
        keys |= related
        files = checker.read(keys)
        part = checker.check(files, keys) if files else None
    problems = _select(_judge(part, wanted, paths, now), paths) if part else None
    kept_values.save_values()
    return problems


class _PartChecker:
    """Checks pieces of content as a part of a corner whose other content is as it was."""

    def __init__(self, root: Path, settings: TextSettings, index: TextIndex) -> None:
        self._root = root
        self._settings = cast("Settings", settings)  # it has all that rules ask of them
        self._index = index
        self._content_types = import_text_types()
        self._cache = Cache(None)
        self._keys = frozenset(index.texts) - index.unread

    def read(self, keys: AbstractSet[str]) -> _ReadPart | None:
        """Return the files of some content, with the taxonomies; `None` where they are too many."""
        names = [name for key in keys for name in self._index.texts.get(key, ())]
        kinds = self._content_types.file_kinds
        if len(keys) > _MOST or any(explain_name(name) or not reader.parse_path(name, kinds) for name in names):
            return None
        names += self._index.taxonomies
        return _ReadPart(*reader.read_files(self._root, names, self._settings.written, kinds, self._cache))

    def check(self, files: _ReadPart, keys: AbstractSet[str]) -> _CheckedPart | None:
        """Return what the files of some content come to; `None` where that depends on more than is known."""
        tree = files.tree
        if {source.key for source in tree.sources} != self._keys & keys or self._has_lone_translation(tree):
            return None  # what texts may name has changed
        tree.assets = {name: self._root / "news" / name for name in self._index.assets}
        rules = read_rules(self._root, self._settings, self._content_types, tree, self._cache, keys=self._keys)
        rules = replace(rules, context=replace(rules.context, others=self._index.describe_others(keys)))
        return _CheckedPart(files, rules, check_tree(tree, rules.context))

    def find_related(self, part: _CheckedPart, keys: Iterable[str]) -> set[str]:
        """Return the keys of the content that rules look at when they judge that of `keys`."""
        related: set[str] = set()
        for checked in filter(None, map(part.result.checked.get, keys)):
            related |= self._keys & {link.target for _, link in checked.links}
            if checked.content:
                marks = list_marks(checked.content, checked, part.rules.context.taxonomies.figures)
                related.update(*(self._index.marks.get(mark, ()) for mark in marks))
        return related

    def _has_lone_translation(self, tree: SourceTree) -> bool:
        """Return whether a translation has no original, for which one is looked for among all files of its folder."""
        groups: dict[str, list[SourceFile]] = {}
        for source in tree.sources:
            groups.setdefault(source.key, []).append(source)
        for key, group in groups.items():
            content_type = self._content_types.find(key)
            if (
                key not in tree.broken
                and content_type
                and not any(content_type.marker in source.meta for source in group)
            ):
                return True
        return False


def _judge(part: _CheckedPart, keys: Container[str], paths: Container[str], now: datetime) -> list[Problem]:
    """Return the problems in a part of a corner, among them all those in the files `paths` of the content of `keys`."""
    (tree, problems), rules, result = part
    contents = [content for key, content in result.contents.items() if key in keys]
    # Most checks are of one text, and to read the patterns of another language takes longer than all rules.
    parity = rules.compare_texts(result, contents, paths)
    return [*problems, *result.problems, *parity.problems, *rules.find_problems(tree, result, now)]


def _select(problems: Iterable[Problem], paths: Container[str]) -> tuple[Problem, ...]:
    return sort_problems(problem for problem in problems if problem.path in paths)
