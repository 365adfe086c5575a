"""Giving news another name: which files move, and what else must say so. All other bytes stay as they are."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from corner.content import links, markdown, redirects
from corner.content.frontmatter import CONTENT_KEY_PATTERN
from corner.diagnostics.suggestions import suggest
from corner.sources import git, yaml
from corner.sources.frontmatter import SourceFile
from corner.sources.reader import SourceTree

_LANGUAGE = re.compile(r"\.[A-Za-z0-9-]+\.md\Z")
_RELATED = re.compile(r"^related[ \t]*:.*?(?=^[^\s#\-\]},]|\Z)", re.MULTILINE | re.DOTALL)
_LINE_END = re.compile(r"\r\n|\r|\n")


class RenameError(ValueError):
    """What keeps news from being renamed, in one line."""


class RenamePlan(NamedTuple):
    """What a renaming does, as paths relative to the project's root."""

    moves: tuple[tuple[str, str], ...]
    """The former and the new path of each file of the news."""
    edits: tuple[tuple[str, bytes], ...]
    """What other files, and the moved ones at their new paths, hold afterwards, where that is not what they hold."""


def plan_rename(root: Path, tree: SourceTree, old: str, new: str, *, keep: bool) -> RenamePlan:
    """Return what renaming takes; nothing is written.

    Args:
        root: the project's root.
        tree: what `news/` holds.
        old: the key, such as `releases/2021/sme-seminar`.
        new: the key that it shall have.
        keep: whether the old address leads to the new one.

    Raises:
        RenamingError: it cannot be done.
    """
    _judge(root, tree, old, new)
    moved = {source.path: _path(source, new) for source in tree.sources if source.key == old}
    edits = []
    for source in tree.sources:
        data = (root / source.path).read_bytes()
        if source.path in moved or posixpath.basename(old).encode() in data:
            changed = _renamed(data, source, old, new)
            if changed != data:
                edits.append((moved.get(source.path, source.path), changed))
    # As it is in the file, with its own line ends.
    former = "" if tree.redirects is None else (root / redirects.PATH).read_bytes().decode("utf-8")
    text = redirects.add_redirect(former, old, new, keep=keep)
    if text != former:
        edits.append((redirects.PATH, text.encode()))
    return RenamePlan(tuple(moved.items()), tuple(edits))


def apply_plan(root: Path, wanted: RenamePlan) -> None:
    """Move and write files; git learns of it where it knows them.

    Raises:
        OSError: a file cannot be written, and all are as they were.
    """
    done: list[tuple[str, str]] = []
    before: dict[str, bytes | None] = {}
    known = False
    try:
        for old, new in wanted.moves:
            known = _move(root, old, new) or known
            done.append((old, new))
        for path, data in wanted.edits:
            file = root / path
            before[path] = file.read_bytes() if file.exists() else None
            file.write_bytes(data)
    except OSError:
        for path, kept in before.items():
            if kept is None:
                (root / path).unlink(missing_ok=True)
            elif (root / path).read_bytes() != kept:
                (root / path).write_bytes(kept)
        for old, new in reversed(done):
            _move(root, new, old)
        raise
    for path, kept in before.items():
        # A commit of all that git knows would leave out a new file, and with it the old address.
        if known and kept is None:
            git.stage_file(root, path)


def _move(root: Path, old: str, new: str) -> bool:
    """Move a file; return whether git knows of it."""
    (root / new).parent.mkdir(parents=True, exist_ok=True)
    if git.move_file(root, old, new):
        return True
    (root / old).rename(root / new)
    return False


def _judge(root: Path, tree: SourceTree, old: str, new: str) -> None:
    """Raise a `RenamingError` where `old` cannot become `new`."""
    keys = {source.key for source in tree.sources}
    if old not in keys:
        raise RenameError(f"expected the key of a release or summary, found '{old}'{suggest(old, keys)}")
    if not re.fullmatch(CONTENT_KEY_PATTERN, new) or new.partition("/")[0] != old.partition("/")[0]:
        raise RenameError(f"expected a new key such as {posixpath.dirname(old)}/new-name, found '{new}'")
    former, problems = redirects.read_redirects(tree.redirects, keys)
    if problems:
        raise RenameError(str(problems[0]))
    if new in former.moved:
        raise RenameError(f"expected a key that was never used, found '{new}', the former key of {former.moved[new]}")
    for source in tree.sources:
        if source.key == new or (source.key == old and (root / _path(source, new)).exists()):
            raise RenameError(f"expected a key that is free, found '{new}', which is taken")
        if source.key == old and source.meta.get("attachments") and posixpath.dirname(old) != posixpath.dirname(new):
            raise RenameError(f"expected a name in {posixpath.dirname(old)}, where the attachments lie, found '{new}'")


def _path(source: SourceFile, key: str) -> str:
    return f"news/{key}.{source.locale}.md"


def _renamed(data: bytes, source: SourceFile, old: str, new: str) -> bytes:
    """Return what a file holds when `old` is called `new`, and the file, if it is one of them, lies there."""
    written = data.decode("utf-8")
    # White space at the ends of lines is neither looked at nor changed.
    text = _LINE_END.sub("\n", written)
    place = len(text) - len(source.body)
    head, body = text[:place], text[place:]
    folder = posixpath.dirname(source.key)
    stands = posixpath.dirname(new) if source.key == old else folder

    def way(address: str, target: str) -> str | None:
        if target != old and stands == folder:
            return None
        path, sign, fragment = address.partition("#")
        ending = _LANGUAGE.search(path)
        leads = posixpath.relpath(new if target == old else target, stands)
        return f"{quote(leads)}{ending[0] if ending else ''}{sign}{fragment}"

    new_body = links.rewrite_links(body, folder, way)
    new_head = _RELATED.sub(lambda match: re.sub(rf"(?<![\w/-]){re.escape(old)}(?![\w/-])", new, match[0]), head)
    _confirm(source, (body, new_body), (head, new_head), (old, new), (folder, stands))
    lines = zip(_LINE_END.findall(written), (new_head + new_body).split("\n")[:-1], strict=True)
    last = (new_head + new_body).rpartition("\n")[2]
    return ("".join(f"{line}{end}" for end, line in lines) + last).encode()


def _confirm(
    source: SourceFile, bodies: tuple[str, str], heads: tuple[str, str], keys: tuple[str, str], folders: tuple[str, str]
) -> None:
    """Raise a `RenamingError` unless a file says afterwards what it said, with the new key for the old one."""
    old, new = keys
    targets = [list(_targets(body, folder)) for body, folder in zip(bodies, folders, strict=True)]
    related = [yaml.parse_yaml(head.partition("\n")[2].rpartition("---")[0]) for head in heads]
    wanted = {**related[0]}
    if "related" in wanted:
        wanted["related"] = [new if key == old else key for key in wanted["related"]]
    if targets[1] != [new if target == old else target for target in targets[0]] or related[1] != wanted:
        raise RenameError(f"{source.path}: expected links that can be rewritten, found one to {old} that cannot")


def _targets(body: str, folder: str) -> Iterator[str | None]:
    for link in markdown.render_markdown(body, folder, "")[1].links:
        yield link.target
