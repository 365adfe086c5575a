"""Renaming content: which files move, and which files change with it. All other bytes stay as they are."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from corner.content import links, markdown, redirects
from corner.content.field_types import CONTENT_KEY_PATTERN
from corner.diagnostics.message import Message
from corner.diagnostics.suggestions import suggest
from corner.sources import git, yaml
from corner.sources.frontmatter import SourceFile
from corner.sources.reader import SourceTree

_LANGUAGE = re.compile(r"\.[A-Za-z0-9-]+\.md\Z")
_RELATED = re.compile(r"^related[ \t]*:.*?(?=^[^\s#\-\]},]|\Z)", re.MULTILINE | re.DOTALL)
_LINE_END = re.compile(r"\r\n|\r|\n")


class RenameError(ValueError):
    """The reason why content cannot be renamed, in one line."""


class RenamePlan(NamedTuple):
    """The moves and edits of a renaming, as paths relative to the project's root."""

    moves: tuple[tuple[str, str], ...]
    """The former and the new path of each file of the content."""
    edits: tuple[tuple[str, bytes], ...]
    """The path and the new bytes of each changed file; a moved file has its new path."""


def plan_rename(root: Path, tree: SourceTree, old: str, new: str, *, keep: bool) -> RenamePlan:
    """Return the plan of a renaming; write nothing.

    Args:
        root: the project's root.
        tree: what `news/` holds.
        old: the key, such as `releases/2021/sme-seminar`.
        new: the new key.
        keep: whether to redirect the old address to the new one.

    Raises:
        RenameError: the content cannot be renamed.
    """
    _check_rename(root, tree, old, new)
    moved = {source.path: _file_path(source, new) for source in tree.sources if source.key == old}
    edits = []
    for source in tree.sources:
        data = (root / source.path).read_bytes()
        if source.path in moved or posixpath.basename(old).encode() in data:
            changed = _rewrite_file(data, source, old, new)
            if changed != data:
                edits.append((moved.get(source.path, source.path), changed))
    # As it is in the file, with its own line ends.
    former = "" if tree.redirects is None else (root / redirects.PATH).read_bytes().decode("utf-8")
    text = redirects.add_redirect(former, old, new, keep=keep)
    if text != former:
        edits.append((redirects.PATH, text.encode()))
    return RenamePlan(tuple(moved.items()), tuple(edits))


def apply_plan(root: Path, plan: RenamePlan) -> None:
    """Move and write files; stage them where git tracks them.

    Raises:
        OSError: a file cannot be written; all files are restored.
    """
    done: list[tuple[str, str]] = []
    before: dict[str, bytes | None] = {}
    is_tracked = False
    try:
        for old, new in plan.moves:
            is_tracked = _move_file(root, old, new) or is_tracked
            done.append((old, new))
        for path, data in plan.edits:
            file = root / path
            before[path] = file.read_bytes() if file.exists() else None
            file.write_bytes(data)
    except OSError:
        for path, data_before in before.items():
            if data_before is None:
                (root / path).unlink(missing_ok=True)
            elif (root / path).read_bytes() != data_before:
                (root / path).write_bytes(data_before)
        for old, new in reversed(done):
            _move_file(root, new, old)
        raise
    for path, data_before in before.items():
        # `git commit -a` leaves out an untracked file, and with it the redirect.
        if is_tracked and data_before is None:
            git.stage_file(root, path)


def _move_file(root: Path, old: str, new: str) -> bool:
    """Move a file; return whether git tracks it."""
    (root / new).parent.mkdir(parents=True, exist_ok=True)
    if git.move_file(root, old, new):
        return True
    (root / old).rename(root / new)
    return False


def _check_rename(root: Path, tree: SourceTree, old: str, new: str) -> None:
    """Raise a `RenameError` where `old` cannot become `new`."""
    keys = {source.key for source in tree.sources}
    if old not in keys:
        raise RenameError(
            Message(
                "expected the key of a release or summary, found '{old}'{suggestion}",
                old=old,
                suggestion=suggest(old, keys),
            )
        )
    if not re.fullmatch(CONTENT_KEY_PATTERN, new) or new.partition("/")[0] != old.partition("/")[0]:
        raise RenameError(
            Message(
                "expected a new key such as {folder}/new-name, found '{new}'", folder=posixpath.dirname(old), new=new
            )
        )
    former, problems = redirects.read_redirects(tree.redirects, keys)
    if problems:
        raise RenameError(str(problems[0]))
    if new in former.moved:
        raise RenameError(
            Message(
                "expected a key that was never used, found '{new}', the former key of {moved}",
                new=new,
                moved=former.moved[new],
            )
        )
    for source in tree.sources:
        if source.key == new or (source.key == old and (root / _file_path(source, new)).exists()):
            raise RenameError(Message("expected a key that is free, found '{new}', which is taken", new=new))
        if source.key == old and source.meta.get("attachments") and posixpath.dirname(old) != posixpath.dirname(new):
            raise RenameError(
                Message(
                    "expected a name in {folder}, where the attachments are, found '{new}'",
                    folder=posixpath.dirname(old),
                    new=new,
                )
            )


def _file_path(source: SourceFile, key: str) -> str:
    return f"news/{key}.{source.locale}.md"


def _rewrite_file(data: bytes, source: SourceFile, old: str, new: str) -> bytes:
    """Return the bytes of a file after the renaming of `old` to `new`, which may move the file itself."""
    original = data.decode("utf-8")
    # White space at the ends of lines stays.
    text = _LINE_END.sub("\n", original)
    body_start = len(text) - len(source.body)
    head, body = text[:body_start], text[body_start:]
    folder = posixpath.dirname(source.key)
    new_folder = posixpath.dirname(new) if source.key == old else folder

    def change_link(address: str, target: str) -> str | None:
        if target != old and new_folder == folder:
            return None
        path, sign, fragment = address.partition("#")
        ending = _LANGUAGE.search(path)
        path_to_target = posixpath.relpath(new if target == old else target, new_folder)
        return f"{quote(path_to_target)}{ending[0] if ending else ''}{sign}{fragment}"

    new_body = links.rewrite_links(body, folder, change_link)
    new_head = _RELATED.sub(lambda match: re.sub(rf"(?<![\w/-]){re.escape(old)}(?![\w/-])", new, match[0]), head)
    _verify_rewrite(source, (body, new_body), (head, new_head), (old, new), (folder, new_folder))
    lines = zip(_LINE_END.findall(original), (new_head + new_body).split("\n")[:-1], strict=True)
    last_line = (new_head + new_body).rpartition("\n")[2]
    return ("".join(f"{line}{end}" for end, line in lines) + last_line).encode()


def _verify_rewrite(
    source: SourceFile, bodies: tuple[str, str], heads: tuple[str, str], keys: tuple[str, str], folders: tuple[str, str]
) -> None:
    """Raise a `RenameError` unless only the old key has changed in the links and the front matter."""
    old, new = keys
    targets = [list(_iter_targets(body, folder)) for body, folder in zip(bodies, folders, strict=True)]
    related = [yaml.parse_yaml(head.partition("\n")[2].rpartition("---")[0]) for head in heads]
    expected = {**related[0]}
    if "related" in expected:
        expected["related"] = [new if key == old else key for key in expected["related"]]
    if targets[1] != [new if target == old else target for target in targets[0]] or related[1] != expected:
        raise RenameError(
            Message(
                "{path}: expected links that can be rewritten, found one to {old} that cannot",
                path=source.path,
                old=old,
            )
        )


def _iter_targets(body: str, folder: str) -> Iterator[str | None]:
    for link in markdown.render_markdown(body, folder, "")[1].links:
        yield link.target
