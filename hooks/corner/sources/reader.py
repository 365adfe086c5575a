"""The files of `news/` as they lie there: found, decoded and split, not yet judged."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from corner.diagnostics.problem import Problem
from corner.diagnostics.suggestions import suggest
from corner.sources import characters, textfile, yaml, yaml_hints
from corner.sources.frontmatter import SourceFile, parse_source
from corner.storage import fingerprint
from corner.storage.cache import Cache

_MARKDOWN = re.compile(r"\.(?:md|markdown)(?:\.txt)?\Z", re.IGNORECASE)
"""The ending of what was meant to be Markdown."""
_UNNAMEABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")

TAXONOMIES = ("topics", "bodies", "places", "figures")
"""The taxonomy files of `news/`, without their ending."""
_REDIRECTS = "redirects"


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
    """What the YAML says."""
    digest: str
    """Of the whole file."""

    def problem(self, path: yaml.YamlPath, code: str, message: str) -> Problem:
        """Return a problem at a field, on the field's line."""
        line = yaml.find_line(self.text, path) if path else 1
        return Problem(self.path, line, ".".join(map(str, path)) or "file", code, message)


@dataclass(slots=True, kw_only=True)
class SourceTree:
    """All that `news/` holds."""

    sources: list[SourceFile] = field(default_factory=list)
    """The Markdown files, by path."""
    data_files: list[DataFile] = field(default_factory=list)
    """The data files that content is made from, by path."""
    taxonomies: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Path and text of each taxonomy file, by name."""
    redirects: str | None = None
    """The text of `redirects.yml`, where there is one."""
    broken: set[str] = field(default_factory=set)
    """The keys of which a file could not be understood."""
    assets: dict[str, Path] = field(default_factory=dict)
    """The other files beside the releases, such as `releases/2021/programme.pdf`, by path in `news/`."""
    states: dict[str, tuple[textfile.FileStamp, SourceFile]] = field(default_factory=dict)
    """Each source with the state that its file was in when it was read, by path in `news/`."""


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
        cache: what was found out about front matter before.
        before: what was read before for the same languages; files that are as they were then are not read.
    """
    tree = SourceTree()
    problems: list[Problem] = []
    news = root / "news"
    if not news.is_dir():
        return tree, [Problem("news", 1, "file", "missing-file", "expected the folder news/, found none")]
    known = before.states if before else {}
    for name in sorted(_names(str(news), problems)):
        file, path = f"{news}/{name}", f"news/{name}"
        if _MARKDOWN.search(name):
            state = textfile.read_stamp(file)
            told, source = known.get(name, (None, None))
            if source is None or state is None or told != state:
                count = len(tree.sources)
                problems += _read_markdown(tree, file, path, name, locales, kinds, cache)
                source = tree.sources[-1] if len(tree.sources) > count else None
            else:
                tree.sources.append(source)
            if source is not None and state is not None:
                tree.states[name] = state, source
        elif name.startswith("words/"):
            continue  # read by `corner.i18n.messages`
        elif name.endswith((".yml", ".yaml")):
            problems += _read_yaml(tree, file, path, name, kinds)
        elif not os.path.isfile(file) or not os.access(file, os.R_OK):
            problems.append(Problem(path, 1, "file", "unreadable-file", "expected a readable file, found another"))
        elif not os.path.getsize(file):
            problems.append(
                Problem(path, 1, "file", "unreadable-file", "expected a file that holds something, found an empty one")
            )
            tree.assets[name] = Path(file)
        else:
            tree.assets[name] = Path(file)
    return tree, problems


def _names(folder: str, problems: list[Problem]) -> Iterator[str]:
    """Yield the path in `folder` of every file below it but hidden ones, also through links."""
    pending, seen = [""], set()
    inside = f"{os.path.realpath(folder)}/"
    while pending:
        prefix = pending.pop()
        try:
            told = os.stat(f"{folder}/{prefix}")
            with os.scandir(f"{folder}/{prefix}") as scanned:
                entries = list(scanned)
        except OSError as error:
            message = f"expected a readable folder, found {error.strerror}"
            problems.append(Problem(f"news/{prefix}".rstrip("/"), 1, "file", "unreadable-file", message))
            continue
        if (told.st_dev, told.st_ino) in seen:
            continue
        seen.add((told.st_dev, told.st_ino))
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_symlink() and not os.path.realpath(entry.path).startswith(inside):
                message = "expected a file or folder of news/, found a link that leads out of it or nowhere"
                problems.append(Problem(f"news/{prefix}{entry.name}", 1, "file", "unreadable-file", message))
            elif entry.is_dir():
                pending.append(f"{prefix}{entry.name}/")
            elif _UNNAMEABLE.search(entry.name):
                shown = entry.name.encode("unicode_escape").decode()
                message = f"expected a name in UTF-8 without control characters, found '{shown}'"
                problems.append(Problem(f"news/{prefix}{shown}", 1, "file", "wrong-name", message))
            else:
                yield prefix + entry.name


def parse_path(name: str, kinds: Iterable[FileKind]) -> tuple[str, str] | None:
    """Return key and language of a Markdown file, by its path in `news/`; `None` where it has none."""
    for kind in kinds:
        match = None if kind.is_data else kind.pattern.fullmatch(name)
        if match:
            return match["key"], match["locale"]
    return None


def _read_markdown(
    tree: SourceTree,
    file: str,
    path: str,
    name: str,
    locales: tuple[str, ...],
    kinds: Sequence[FileKind],
    cache: Cache,
) -> list[Problem]:
    identity = parse_path(name, kinds)
    if identity is None:
        examples = " or ".join(kind.example for kind in kinds if not kind.is_data)
        return [
            Problem(
                path,
                1,
                "file",
                "wrong-name",
                f"expected {examples}, the name in lower-case letters, digits and hyphens, found '{name}'",
            )
        ]
    key, locale = identity
    if locale not in locales:
        expected = ", ".join(locales)
        return [
            Problem(
                path,
                1,
                "file",
                "unknown-language",
                f"expected a language of the site ({expected}), found '{locale}'{suggest(locale, locales)}",
            )
        ]
    source, problems = _split(file, path, key, locale, cache)
    if source is None:
        tree.broken.add(key)
    else:
        tree.sources.append(source)
    return problems


def _split(file: str, path: str, key: str, locale: str, cache: Cache) -> tuple[SourceFile | None, list[Problem]]:
    """Return the source in a file, or what keeps it from being understood."""
    data, problems = textfile.read_bytes(file, path)
    return (None, problems) if data is None else parse_source(data, path, key, locale, cache)


def _read_yaml(tree: SourceTree, file: str, path: str, name: str, kinds: Sequence[FileKind]) -> list[Problem]:
    """Read a taxonomy, the redirects or a data file."""
    kind = next((kind for kind in kinds if kind.is_data and kind.pattern.fullmatch(name)), None)
    key = name.rsplit(".", 1)[0]
    known = [f"{each}.yml" for each in (*TAXONOMIES, _REDIRECTS)]
    known += [kind.example for kind in kinds if kind.is_data]
    if name not in known and kind is None:
        message = f"expected one of {', '.join(known)}, found '{name}'{suggest(name, known)}"
        return [Problem(path, 1, "file", "wrong-name", message)]
    data, problems = textfile.read_bytes(file, path)
    if data is None:
        return problems
    text, problems = characters.decode_text(data, path)
    problems += yaml_hints.find_conflict_marks(path, text or "")
    if problems:
        text = None
    if kind is not None and text is not None:
        try:
            parsed = yaml.parse_yaml(text)
        except yaml.YamlError as error:
            return [*problems, Problem(path, error.line, "file", error.code, error.message)]
        tree.data_files.append(
            DataFile(kind=kind.name, path=path, text=text, data=parsed, digest=fingerprint.digest(text))
        )
    elif key == _REDIRECTS:
        tree.redirects = text
    elif text is not None:
        tree.taxonomies[key] = (path, text)
    return problems
