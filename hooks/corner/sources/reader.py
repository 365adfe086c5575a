"""The files of `news/`: listed, read and parsed, but not yet checked."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from errno import ELOOP
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.diagnostics.suggestions import suggest
from corner.diagnostics.system_errors import explain_system_error
from corner.sources import characters, file_names, textfile, yaml, yaml_hints
from corner.sources.forbidden_names import explain_name
from corner.sources.frontmatter import ParsedFile, SourceFile, parse_source
from corner.sources.register_files import DECLARATION, REGISTERS, TAXONOMIES
from corner.storage import fingerprint
from corner.storage.cache import Cache, CacheGroup
from corner.storage.walk import walk_files
from corner.workers.pool import count_jobs, divide, run_shares

MARKDOWN = re.compile(r"\.(?:md|markdown)(?:\.txt)?\Z", re.IGNORECASE)
"""The suffix of a file that is meant to be Markdown."""
_UNNAMEABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")

LARGEST_TEXT = 200_000
"""The most bytes of a Markdown file, some hundred pages: two of these are compared in seconds."""
_LARGEST_ASSET = 100_000_000
"""The most bytes of an attachment or a picture; hosts of repositories and of static sites refuse larger ones."""
_LARGEST_DATA = 20_000_000
"""The most bytes of a taxonomy or of the records of a register."""
_PARSING = 0.5
"""Milliseconds that it takes to parse a file."""
_FILES = 200
"""Files that a worker parses in one share of the work."""
_EMPTY = Message("expected a file that holds something, found an empty one")

_REDIRECTS = "redirects"
_LINKS = "links"
_DECLARED = re.compile(rf"{REGISTERS}/[^/]+/{re.escape(DECLARATION)}")
"""The paths of the declarations of registers."""


class FileKind(NamedTuple):
    """A kind of file that content is made from, known by its path in `news/`."""

    name: str
    """The name of its content type."""
    pattern: re.Pattern[str]
    """The paths of its files; those of Markdown files have the groups `key` and `locale`."""
    example: str
    """What such a path looks like, for messages."""
    is_data: bool = False
    """Whether its files are YAML, not Markdown."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DataFile:
    """One YAML file of `news/` that content is made from."""

    kind: str
    """The name of its content type."""
    path: str
    """Relative to the project's root, such as `news/vacancies.yml`."""
    text: str
    data: Any
    """The parsed YAML."""
    digest: str
    """The fingerprint of the file."""

    def problem(self, path: yaml.YamlPath, code: str, message: str) -> Problem:
        """Return a problem at a field, on the field's line."""
        line = yaml.find_line(self.text, path) if path else 1
        return Problem(self.path, line, ".".join(map(str, path)) or "file", code, message)


@dataclass(slots=True, kw_only=True, eq=False)
class SourceTree:
    """The files of `news/`."""

    sources: list[SourceFile] = field(default_factory=list)
    """The Markdown files, by path."""
    data_files: list[DataFile] = field(default_factory=list)
    """The data files that content is made from, by path."""
    taxonomies: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Path and text of each taxonomy file, by name."""
    redirects: str | None = None
    """The text of `redirects.yml`, if there is one."""
    links: str | None = None
    """The text of `links.yml`, if there is one."""
    broken: set[str] = field(default_factory=set)
    """The keys of files that could not be parsed."""
    assets: dict[str, Path] = field(default_factory=dict)
    """The other files, such as `releases/2021/programme.pdf`, by path in `news/`."""
    stamps: dict[str, tuple[textfile.FileStamp, SourceFile]] = field(default_factory=dict)
    """Each source with the stamp of its file from before it was read, by path in `news/`."""


def read_tree(
    root: Path,
    locales: tuple[str, ...],
    kinds: Sequence[FileKind],
    cache: Cache,
    before: SourceTree | None = None,
) -> tuple[SourceTree, list[Problem]]:
    """Read every file under `root/news`, in the order of their paths.

    Args:
        root: the project's root.
        locales: the languages that the site is published in.
        kinds: the kinds of file that content is made from.
        cache: the parsed front matter of earlier runs.
        before: the tree that was read before for the same languages; files that are unchanged since are not read.
    """
    news = root / "news"
    if not news.is_dir():
        return SourceTree(), [
            Problem("news", 1, "file", "missing-file", Message("expected the folder news/, found none"))
        ]
    reader = _TreeReader(news, locales, kinds, cache, before.stamps if before else {})
    names = sorted(reader.list_names())
    reader.find_parsed(names)
    for name in names:
        reader.read_file(name)
    return reader.tree, reader.problems


def read_files(
    root: Path, names: Iterable[str], locales: tuple[str, ...], kinds: Sequence[FileKind], cache: Cache
) -> tuple[SourceTree, list[Problem]]:
    """Read the files of `root/news` with these names, as `read_tree` does, which has read them before."""
    reader = _TreeReader(root / "news", locales, kinds, cache, {})
    for name in sorted(names):
        reader.read_file(name)
    return reader.tree, reader.problems


def parse_path(name: str, kinds: Iterable[FileKind]) -> tuple[str, str] | None:
    """Return key and language of a Markdown file, by its path in `news/`, or `None` if it has none."""
    for kind in kinds:
        match = None if kind.is_data else kind.pattern.fullmatch(name)
        if match:
            # The languages of a text share its key, and all texts share their languages.
            return sys.intern(match["key"]), sys.intern(match["locale"])
    return None


class _TreeReader:
    """Reads the files of `news/` into a tree, and collects what is wrong with them."""

    def __init__(
        self,
        news: Path,
        locales: tuple[str, ...],
        kinds: Sequence[FileKind],
        cache: Cache,
        known: Mapping[str, tuple[textfile.FileStamp, SourceFile]],
    ) -> None:
        """Read below `news`; `known` are the sources that were read before, as in `SourceTree.stamps`."""
        self._news = news
        self._root = str(news.parent)
        self._locales = locales
        self._kinds = kinds
        self._cache = cache
        self._known = known
        self._stamps: dict[str, textfile.FileStamp | None] = {}
        """The stamp of each Markdown file, from before it was read."""
        self._parsed: dict[str, SourceFile] = {}
        """The sources in files that an earlier run parsed, or a worker."""
        self.tree = SourceTree()
        self.problems: list[Problem] = []

    def list_names(self) -> Iterator[str]:
        """Yield the path in `news/` of every file that is not hidden, also through links."""
        inside = os.path.join(os.path.realpath(self._news), "")

        def skip(path: str, entry: os.DirEntry[str]) -> bool:
            if entry.name.startswith("."):
                return True
            if entry.is_symlink() and not os.path.realpath(entry.path).startswith(inside):
                message = Message("expected a file or folder of news/, found a link that leads out of it or nowhere")
                self._report(path, "unreadable-file", message)
                return True
            return False

        for path, entry in walk_files(str(self._news), follow_links=True, skip=skip, on_error=self._report_folder):
            if _UNNAMEABLE.search(entry.name):
                escaped = entry.name.encode("unicode_escape").decode()
                message = Message(
                    "expected a name in UTF-8 without control and invisible characters, found '{escaped}'",
                    escaped=escaped,
                )
                self._report(path.removesuffix(entry.name) + escaped, "wrong-name", message)
            elif forbidden := explain_name(path):
                self._report(path, "forbidden-name", forbidden)
            else:
                yield path

    def find_parsed(self, names: Iterable[str]) -> None:
        """Find the Markdown files that an earlier run has parsed; let workers parse the others, if they are many."""
        self._stamps = {name: textfile.read_stamp(f"{self._news}/{name}") for name in names if MARKDOWN.search(name)}
        pending = []
        for name, stamp in self._stamps.items():
            if stamp is None or name not in self._known or self._known[name][0] != stamp:
                parsed = stamp and find_group(self._cache, name).get(name, stamp)
                if parsed is None or not self._note_parsed(name, parsed):
                    pending.append(name)
        jobs = count_jobs(len(pending) * _PARSING)
        if jobs == 1:
            return
        for outcome in run_shares([partial(self._parse_part, part) for part in divide(pending, _FILES)], jobs):
            for name, parsed in outcome.result:
                if self._note_parsed(name, parsed):
                    find_group(self._cache, name).put(name, self._stamps[name], parsed)

    def _parse_part(self, names: Iterable[str], _worker: int) -> list[tuple[str, ParsedFile]]:
        """Parse some files in a worker; return the names and results of those without faults."""
        sources = [(name, self._parse_markdown(name)) for name in names]
        return [(name, source.parsed) for name, source in sources if source]

    def read_file(self, name: str) -> None:
        """Read one file, by its path in `news/`."""
        if MARKDOWN.search(name):
            self._read_markdown(name)
        elif name.startswith("words/"):
            return  # read by `corner.i18n.messages`
        elif _DECLARED.fullmatch(name):
            return  # read by `corner.content.register_files`
        elif name.endswith((".yml", ".yaml")):
            self._read_yaml(name)
        else:
            self._add_asset(name)

    def _read_markdown(self, name: str) -> None:
        """Read a Markdown file, unless it is known and unchanged."""
        stamp = self._stamps.get(name)
        source = self._parsed.get(name)
        if source is None:
            known_stamp, source = self._known.get(name, (None, None))
            if stamp is None or stamp != known_stamp:
                source = self._parse_markdown(name)
                if source:
                    find_group(self._cache, name).put(name, stamp, source.parsed)
        if source is None:
            return
        self.tree.sources.append(source)
        if stamp is not None:
            self.tree.stamps[name] = stamp, source

    def _note_parsed(self, name: str, parsed: ParsedFile) -> bool:
        """Note the source in a file that was parsed before; return whether its name says what it is."""
        identity = parse_path(name, self._kinds)
        if identity is None or identity[1] not in self._locales:
            return False
        self._parsed[name] = SourceFile(f"news/{name}", *identity, parsed, self._root)
        return True

    def _parse_markdown(self, name: str) -> SourceFile | None:
        """Return the source in a Markdown file, or `None` if its name or its front matter is wrong."""
        identity = parse_path(name, self._kinds)
        if identity is None:
            kinds = [kind for kind in self._kinds if not kind.is_data]
            names = [other for kind in kinds for other in file_names.suggest_names(name, self._locales, kind.pattern)]
            self._report(name, "wrong-name", file_names.explain_name(name, [kind.example for kind in kinds], names))
            return None
        key, locale = identity
        if locale not in self._locales:
            self._report(name, "unknown-language", file_names.explain_language(name, locale, self._locales))
            return None
        data, problems = textfile.read_bytes(f"{self._news}/{name}", f"news/{name}", LARGEST_TEXT)
        source = None
        if data is not None:
            known = find_group(self._cache, name).find_latest(name)
            source, problems = parse_source(data, f"news/{name}", key, locale, known, self._root)
        if source is None:
            self.tree.broken.add(key)
        self.problems += problems
        return source

    def _read_yaml(self, name: str) -> None:
        """Read a taxonomy, the redirects, the external links or a data file."""
        kind = next((kind for kind in self._kinds if kind.is_data and kind.pattern.fullmatch(name)), None)
        known = [f"{taxonomy}.yml" for taxonomy in (*TAXONOMIES, _REDIRECTS, _LINKS)]
        known += [kind.example for kind in self._kinds if kind.is_data]
        if kind is None and name.startswith(f"{REGISTERS}/"):
            self._report_record_file(name)
            return
        if name not in known and kind is None:
            message = Message(
                "expected one of {known}, found '{name}'{suggestion}",
                known=list(known),
                name=name,
                suggestion=suggest(name, known),
            )
            self._report(name, "wrong-name", message)
            return
        text = self._read_text(name)
        if text is None:
            return
        key = name.rsplit(".", 1)[0]
        if kind is not None:
            self._add_data_file(name, kind, text)
        elif key == _REDIRECTS:
            self.tree.redirects = text
        elif key == _LINKS:
            self.tree.links = text
        else:
            self.tree.taxonomies[key] = (f"news/{name}", text)

    def _report_record_file(self, name: str) -> None:
        """Report a data file that is in no register; where the declaration is wrong, that was reported."""
        folder, _, file = name.rpartition("/")
        if folder.count("/") != 1 or file == DECLARATION:
            message = Message(
                "expected {registers}/NAME/{declaration} or {registers}/NAME/records.yml, found '{name}'",
                registers=REGISTERS,
                declaration=DECLARATION,
                name=name,
            )
            self._report(name, "wrong-name", message)
        elif not os.path.exists(f"{self._news}/{folder}/{DECLARATION}"):
            message = Message(
                "expected the declaration {folder}/{declaration} of a register, found none",
                folder=folder,
                declaration=DECLARATION,
            )
            self._report(name, "missing-file", message)
        elif not re.fullmatch(r"[a-z0-9-]+\.yml", file):
            message = Message(
                "expected {folder}/records.yml, in lower-case letters, digits and hyphens, found '{file}'",
                folder=folder,
                file=file,
            )
            self._report(name, "wrong-name", message)

    def _read_text(self, name: str) -> str | None:
        """Return the text of a YAML file, or `None` if it cannot be read."""
        path = f"news/{name}"
        text = None
        data, problems = textfile.read_bytes(f"{self._news}/{name}", path, _LARGEST_DATA)
        if data is not None:
            text, problems = characters.decode_text(data, path)
        if text is not None:
            problems = yaml_hints.find_conflict_marks(path, text)
        self.problems += problems
        return None if problems else text

    def _add_data_file(self, name: str, kind: FileKind, text: str) -> None:
        path = f"news/{name}"
        if not text.strip():
            self._report(name, "unreadable-file", _EMPTY)
        try:
            data = yaml.parse_yaml(text)
        except yaml.YamlError as error:
            self.problems += yaml_hints.explain_error(path, text, error)
            return
        digest = fingerprint.digest(text)
        self.tree.data_files.append(DataFile(kind=kind.name, path=path, text=text, data=data, digest=digest))

    def _add_asset(self, name: str) -> None:
        file = f"{self._news}/{name}"
        status = os.stat(file) if os.access(file, os.R_OK) else None
        message = (
            textfile.explain_irregular(status.st_mode) if status else Message("expected a readable file, found another")
        )
        if status is None or message:
            self._report(name, "unreadable-file", message)
            return
        if status.st_size > _LARGEST_ASSET:
            message = Message(
                "expected a file of at most {largest:,} bytes, found {size:,}",
                largest=_LARGEST_ASSET,
                size=status.st_size,
            )
            self._report(name, "large-file", message)
            return
        if not status.st_size:
            self._report(name, "unreadable-file", _EMPTY)
        self.tree.assets[name] = Path(file)

    def _report_folder(self, name: str, error: OSError) -> None:
        if error.errno != ELOOP:  # two links to a folder are allowed
            path = f"news/{name}".rstrip("/")
            message = Message("expected a readable folder, found {reason}", reason=explain_system_error(error))
            self.problems.append(Problem(path, 1, "file", "unreadable-file", message))

    def _report(self, name: str, code: str, message: str) -> None:
        self.problems.append(Problem(f"news/{name}", 1, "file", code, message))


def find_group(cache: Cache, name: str) -> CacheGroup:
    """Return what the files beside one were parsed as, by path in `news/` and stamp."""
    return cache.group(f"files {name.rpartition('/')[0]}")
