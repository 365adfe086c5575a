"""Migrations: fields of settings and front matter that have another name since a version, renamed where they are written."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from corner.authoring.upgrade.versions import UpgradeError, parse_version
from corner.diagnostics.message import Message
from corner.sources import textfile, yaml
from corner.sources.yaml import YamlPath

_FILE = Path(__file__).with_name("migrations.toml")
_PATTERNS = {"settings": "mkdocs.yml", "releases": "news/releases/*/*.md", "summaries": "news/summaries/*.md"}
"""The files of each kind, relative to the root of a corner."""
_ANY = "*"


@dataclass(frozen=True, slots=True)
class Migration:
    """A field that has another name since a version."""

    version: str
    """The first version with the new name."""
    kind: str
    """The kind of its files: `settings`, `releases` or `summaries`."""
    old: tuple[str, ...]
    """The path of the field before; `*` is any key or position."""
    new: str
    """Its new name, in the same place."""


class Renaming(NamedTuple):
    """A field that was renamed in a file."""

    path: str
    line: int
    old: str
    new: str


def read_migrations(file: Path = _FILE) -> tuple[Migration, ...]:
    """Return all migrations, the oldest version first."""
    tables = tomllib.loads(file.read_text(encoding="utf-8")).get("migration", [])
    migrations = [
        Migration(table["version"], table["in"], tuple(table["old"].split(".")), table["new"]) for table in tables
    ]
    return tuple(sorted(migrations, key=lambda migration: parse_version(migration.version)))


def select_migrations(migrations: Iterable[Migration], before: str, after: str) -> tuple[Migration, ...]:
    """Return the migrations of the versions after one and up to another."""
    low, high = parse_version(before), parse_version(after)
    return tuple(migration for migration in migrations if low < parse_version(migration.version) <= high)


def select_extras(before: str, after: str, file: Path = _FILE) -> tuple[str, ...]:
    """Return the optional parts of the package that every installation had before one of the versions in between."""
    low, high = parse_version(before), parse_version(after)
    tables = tomllib.loads(file.read_text(encoding="utf-8")).get("extra", [])
    return tuple(table["name"] for table in tables if low < parse_version(table["version"]) <= high)


def migrate_files(root: Path, migrations: Iterable[Migration]) -> tuple[dict[str, str], tuple[Renaming, ...]]:
    """Return the new text of each file in which fields have old names, by path, and what is renamed.

    Comments, order and layout stay as they are.

    Raises:
        UpgradeError: a file has both names, or cannot be read.
    """
    files: dict[str, str] = {}
    renamings: list[Renaming] = []
    for migration in migrations:
        for file in sorted(root.glob(_PATTERNS[migration.kind])):
            path = file.relative_to(root).as_posix()
            text = files[path] if path in files else _read(file, path)
            changed = _migrate_text(path, text, migration, renamings)
            if changed != text:
                files[path] = changed
    return files, tuple(renamings)


def _read(file: Path, path: str) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise UpgradeError(Message("{path}: expected a file in UTF-8, found another encoding", path=path)) from None


def _migrate_text(path: str, text: str, migration: Migration, renamings: list[Renaming]) -> str:
    """Return the text of a file with its fields renamed; add what is renamed to a list."""
    start, head = _find_yaml(path, text)
    try:
        data = yaml.parse_yaml(head, tags=True)
    except yaml.YamlError:
        raise UpgradeError(Message("{path}: expected YAML, found mistakes; run `corner check`", path=path)) from None
    lines = text.splitlines(keepends=True)
    for place in _iter_places(data, migration.old):
        line = start + yaml.find_line(head, place)
        *parent, old = place
        if migration.new in _look_up(data, parent):
            raise UpgradeError(
                Message(
                    "{path}:{line}: expected {new} alone, found {old} too; delete one of them",
                    path=path,
                    line=line,
                    new=migration.new,
                    old=old,
                )
            )
        lines[line - 1] = _rename_key(lines[line - 1], str(old), migration.new)
        renamings.append(Renaming(path, line, ".".join(map(str, place)), migration.new))
    return "".join(lines)


def _find_yaml(path: str, text: str) -> tuple[int, str]:
    """Return the lines before the YAML of a file, and the YAML: of a Markdown file, its front matter."""
    if path.endswith(".yml"):
        return 0, text
    first, _, rest = text.partition("\n")
    end = textfile.CLOSING_FENCE.search(rest.replace("\r\n", "\n"))
    if first.strip("\ufeff\r ") != "---" or end is None:
        return 0, ""
    return 1, rest.replace("\r\n", "\n")[: end.start()]


def _iter_places(data: Any, steps: tuple[str, ...]) -> Iterator[YamlPath]:
    """Yield each path in the data that the steps of a pattern lead to."""
    first, *others = steps
    keys: Iterable[str | int] = ()
    if isinstance(data, Mapping):
        keys = data.keys() if first == _ANY else [first] if first in data else []
    elif isinstance(data, list) and first == _ANY:
        keys = range(len(data))
    for key in keys:
        if others:
            yield from ((key, *place) for place in _iter_places(data[key], tuple(others)))
        else:
            yield (key,)


def _look_up(data: Any, path: Iterable[str | int]) -> Any:
    for step in path:
        data = data[step]
    return data


def _rename_key(line: str, old: str, new: str) -> str:
    """Return a line with the key `old` renamed, in quotation marks or not."""
    return re.sub(
        rf"(^|[\s{{,\[-])(['\"]?){re.escape(old)}\2(?=[ \t]*:)",
        lambda match: f"{match[1]}{match[2]}{new}{match[2]}",
        line,
        count=1,
    )
