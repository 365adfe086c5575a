"""Find the terms that are translated in two ways: equal labels, headings, cells and items of lists, and names of records in texts."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from corner.content import markdown_blocks
from corner.content.markdown_blocks import BlockMark
from corner.content.registers import NamedRecordFacts
from corner.content.types import Content
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.sources.frontmatter import SourceFile
from corner.sources.reader import SourceTree

_LONGEST = 80
"""The characters of a term; what is longer is a sentence."""
_SHORTEST = 12
"""The characters of a name that is looked for in texts; Chinese needs a third of them."""
_LEAST_USERS = 2
"""The texts that must use a name, so that another translation is reported."""
_SENTENCE = re.compile(r"[.!?。！？；;]\s*$|[.!?] |[。！？]")
_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|\*\*?|__?|`|^#+\s+|^\s*(?:[-*+]|[0-9]+[.)])\s+")
_GLOSS = re.compile(r"\s*[（(][^（）()]*[）)]\s*$")
_TAGS = frozenset(("h2", "h3", "h4", "th", "td", "li"))


class TermUse(NamedTuple):
    """A term and its translation in one place."""

    locales: tuple[str, str]
    """The language of the term and of the translation."""
    term: str
    translation: str
    path: str
    """The file of the translation."""
    line: int
    field: str


class _TextFile(NamedTuple):
    """The text of a file, to find the line of what it says."""

    path: str
    text: str

    def find_line(self, written: str, after: str = "") -> int:
        """Return the line of the first place that says something, from a place that says something else."""
        start = max(self.text.find(after), 0) if after else 0
        position = self.text.find(written, start)
        return self.text.count("\n", 0, max(position, start)) + 1


def find_different_terms(contents: Mapping[str, Content], tree: SourceTree, locales: tuple[str, ...]) -> list[Problem]:
    """Return a warning for each place that translates a term otherwise than others do.

    The translation that more places have is the expected one; of two that are as frequent, that of the first place.

    Args:
        contents: the content by key.
        tree: the files.
        locales: the languages that content is written in, without those that are converted.
    """
    collector = _TermCollector(tree, locales)
    groups: dict[tuple[tuple[str, str], str], list[TermUse]] = defaultdict(list)
    for content in contents.values():
        for use in collector.iter_uses(content):
            groups[use.locales, _normalize(use.term)].append(use)
    problems: list[Problem] = []
    for uses in groups.values():
        problems += _compare_uses(uses)
    problems += _find_lost_names(contents, tree, locales)
    return list(dict.fromkeys(problems))


def _compare_uses(uses: list[TermUse]) -> Iterator[Problem]:
    """Yield a problem for each use of a term with another translation than most have."""
    translations: dict[str, list[TermUse]] = defaultdict(list)
    for use in uses:
        translations[_normalize(use.translation)].append(use)
    if len(translations) < 2:
        return
    usual = max(translations.values(), key=len)
    for same in translations.values():
        for use in same if same is not usual else ():
            first = usual[0]
            more = Message(" and {count} more", count=len(usual) - 1) if len(usual) > 1 else ""
            message = Message(
                "expected '{usual}' for '{term}' as in {path}:{line}{more}, found '{translation}'",
                usual=first.translation,
                term=use.term,
                path=first.path,
                line=first.line,
                more=more,
                translation=use.translation,
            )
            yield Problem(use.path, use.line, use.field, "different-term", message, Severity.WARNING)


class _TermCollector:
    """Collects the terms of content with their translations."""

    def __init__(self, tree: SourceTree, locales: tuple[str, ...]) -> None:
        self._sources = {source.path: source for source in tree.sources}
        self._files = {file.path: _TextFile(file.path, file.text) for file in tree.data_files}
        self._locales = locales

    def iter_uses(self, content: Content) -> Iterator[TermUse]:
        """Yield the terms of one content, in each language in which it is translated."""
        original = content.texts[content.original]
        for locale in self._locales:
            if locale == content.original or locale not in content.texts:
                continue
            text = content.texts[locale]
            locales = (content.original, locale)
            file = self._get_file(text.path)
            after = "" if text.path in self._sources else f"\n{content.key.rpartition('/')[2]}:"
            names = dict(original.labels)
            translations = dict(text.labels)
            if after:
                names["name"], translations["name"] = original.title, text.title
            for label, term in names.items():
                if label in translations and _is_term(term):
                    translation = translations[label]
                    line = file.find_line(translation, after)
                    yield TermUse(locales, term, translation, text.path, line, label)
            if text.path in self._sources and original.path in self._sources:
                yield from _iter_blocks(self._sources[original.path], self._sources[text.path], locales)

    def _get_file(self, path: str) -> _TextFile:
        if path not in self._files:
            source = self._sources[path]
            self._files[path] = _TextFile(path, f"---\n{source.head}---\n{source.body}")
        return self._files[path]


def _iter_blocks(original: SourceFile, translation: SourceFile, locales: tuple[str, str]) -> Iterator[TermUse]:
    """Yield the headings, cells and items that two texts have in the same positions."""
    ours, theirs = (list(_read_blocks(source)) for source in (original, translation))
    if [mark.tag for mark, _ in ours] != [mark.tag for mark, _ in theirs]:
        return
    for (_, term), (mark, written) in zip(ours, theirs, strict=True):
        if _is_term(term) and not _SENTENCE.search(written):
            yield TermUse(locales, term, written, translation.path, translation.body_line - 1 + mark.line, "body")


def _read_blocks(source: SourceFile) -> Iterator[tuple[BlockMark, str]]:
    """Yield the headings, cells and items of one line, each with its words."""
    lines = source.body.split("\n")
    for mark in markdown_blocks.iter_marks(source.body, posixpath.dirname(source.key)):
        if mark.tag in _TAGS:
            line = lines[mark.line - 1].encode()
            end = mark.end[1] if mark.end[0] == mark.line else len(line)
            words = line[mark.begin[1] - 1 : end].decode(errors="replace").strip(" |")
            yield mark, _MARKUP.sub(r"\1", words).strip() if mark.end[0] == mark.line else ""


def _is_term(text: str) -> bool:
    """Return whether a text is a name or a term: short, no sentence, no number, and with letters."""
    return (
        0 < len(text) <= _LONGEST
        and not _SENTENCE.search(text)
        and not any(character.isdigit() for character in text)
        and any(character.isalpha() for character in text)
    )


def _normalize(text: str) -> str:
    """Return a text without what makes no difference: spaces, a gloss in brackets, the case, a colon at the end."""
    return re.sub(r"\s+", "", _GLOSS.sub("", text)).casefold().rstrip(":：") or text


class _NameUse(NamedTuple):
    """A text that names a record in the original's words."""

    source: SourceFile
    """The original."""
    translation: SourceFile
    position: int
    """Where the body of the original names it."""
    has_name: bool
    """Whether the translation uses the record's name in its language."""


def _find_lost_names(contents: Mapping[str, Content], tree: SourceTree, locales: tuple[str, ...]) -> Iterator[Problem]:
    """Yield the texts without the name of a record, where its original has that name and most translations have it."""
    sources = {source.path: source for source in tree.sources}
    texts = [
        (sources[content.texts[content.original].path], sources[content.texts[locale].path])
        for content in contents.values()
        for locale in locales
        if content.texts[content.original].path in sources and locale in content.texts and locale != content.original
    ]
    bodies = {path: _flatten(source.body) for path, source in sources.items()}
    for content in contents.values():
        if not isinstance(content.facts, NamedRecordFacts):
            continue  # bodies have names for each time, which each pair of texts is checked for
        names = {locale: content.texts[locale].title for locale in locales if locale in content.texts}
        for target, name in names.items():
            uses = []
            for original, translation in texts:
                term = names.get(original.locale, "")
                if translation.locale == target and _is_name(term) and _is_name(name):
                    position = _find_name(bodies[original.path], term)
                    if position >= 0:
                        has_name = _contains(bodies[translation.path], name)
                        uses.append(_NameUse(original, translation, position, has_name))
            yield from _report_lost_names(uses, names, name)


def _report_lost_names(uses: list[_NameUse], names: Mapping[str, str], name: str) -> Iterator[Problem]:
    users = [use for use in uses if use.has_name]
    if len(users) < _LEAST_USERS or len(users) * 2 <= len(uses):
        return
    for use in uses:
        if not use.has_name:
            line = use.source.body_line + use.source.body.count("\n", 0, use.position)
            message = Message(
                "expected '{name}' for '{written}' in {path}:{line}, as in {other} and {count} more, found no such name",
                name=name,
                written=names[use.source.locale],
                path=use.source.path,
                line=line,
                other=users[0].translation.path,
                count=len(users) - 1,
            )
            problem = use.translation.body_problem(0, "different-term", message)
            yield replace(problem, severity=Severity.WARNING)


def _is_name(text: str) -> bool:
    """Return whether a name is long enough, and without numbers, to be recognised in a text."""
    return _is_term(text) and len(text) >= (_SHORTEST if text.isascii() else _SHORTEST // 3)


def _flatten(text: str) -> str:
    """Return a text in one line, with plain apostrophes; all positions stay."""
    return text.replace("\n", " ").replace("’", "'")


def _find_name(text: str, name: str) -> int:
    """Return the position of a name in a text, or -1; parts of longer words are none."""
    match = re.search(rf"(?<![A-Za-zÀ-ÿ]){re.escape(_flatten(name))}(?![A-Za-zÀ-ÿ])", text)
    return match.start() if match else -1


def _contains(text: str, name: str) -> bool:
    """Return whether a text has a name, wherever it has spaces and whatever the case."""
    return re.sub(r"\s+", "", _flatten(name)).casefold() in re.sub(r"\s+", "", text).casefold()
