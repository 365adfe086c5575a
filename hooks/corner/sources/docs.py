"""The files of `docs/`: listed, read and parsed, but not yet checked."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.diagnostics.suggestions import show_value
from corner.diagnostics.system_errors import explain_system_error
from corner.sources import characters, textfile, yaml, yaml_hints
from corner.sources.forbidden_names import explain_name
from corner.storage.walk import walk_files

MARKDOWN_ENDINGS = (".markdown", ".mdown", ".mkdn", ".mkd", ".md")
"""What the names of pages end with; MkDocs publishes all other files as they are."""
LARGEST_PAGE = 200_000
"""The most bytes of a page: Python-Markdown needs seconds for more."""
_MOST_LINES = 20_000
_FRONT_MATTER = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
"""Front matter as MkDocs finds it."""
_FIELD = re.compile(r"[ ]{0,3}([A-Za-z0-9_-]+):\s*(.*)")
_CONTINUATION = re.compile(r"(?:[ ]{4}|\t)\s*(.*)")
_UNNAMEABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_MISLEADING = re.compile(r'[<>"?#%\\|*:]')
"""Signs that mean something else in addresses, or that some systems allow in no name."""
_TEMPLATES = "templates"
"""A folder of `docs/` that MkDocs leaves out."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DocsPage:
    """A Markdown file of `docs/`."""

    path: str
    """Relative to the project's root, such as `docs/about.en.md`."""
    name: str
    """Relative to the folder, such as `about.en.md`."""
    text: str
    """The whole text."""
    meta: dict[str, Any]
    """The front matter's data, or that of the fields that MkDocs reads from the first lines without fences."""
    body_start: int
    """The position in the text at which the Markdown begins."""
    has_fences: bool
    """Whether the front matter is YAML."""

    @property
    def body(self) -> str:
        """The Markdown below the front matter."""
        return self.text[self.body_start :].lstrip("\n")

    def problem(self, name: str, code: str, message: str) -> Problem:
        """Return a problem of a field of the front matter, on its line."""
        head = self.text[: self.body_start]
        line = 1
        if self.has_fences:
            line = 1 + yaml.find_line(head.partition("\n")[2].rpartition("\n---")[0], (name,))
        elif match := re.search(rf"^ *{re.escape(name)}:", head, re.MULTILINE | re.IGNORECASE):
            line = head.count("\n", 0, match.start()) + 1
        return Problem(self.path, line, name, code, message)

    def find_line(self, position: int) -> int:
        """Return the line of a position in the whole text."""
        return self.text.count("\n", 0, position) + 1


@dataclass(slots=True)
class DocsTree:
    """What the folder holds."""

    folder: str = "docs"
    """The folder's path in problems."""
    pages: list[DocsPage] = field(default_factory=list)
    """The pages that could be read, by path."""
    page_names: list[str] = field(default_factory=list)
    """The path in the folder of each page, also of those that could not be read."""
    files: dict[str, Path] = field(default_factory=dict)
    """The other files by path in the folder."""
    problems: list[Problem] = field(default_factory=list)


def read_docs(root: Path, folder: str, is_excluded: Callable[[str], bool] | None = None) -> DocsTree:
    """Read every file that MkDocs would publish from a folder of the project, in the order of their paths.

    Args:
        root: the project's root.
        folder: the folder, relative to the root.
        is_excluded: whether the settings leave a file out, by its path in the folder; else hidden files are left out.
    """
    docs = Path(root, folder)
    tree = DocsTree(Path(os.path.relpath(docs, root)).as_posix())
    lister = _Lister(root, docs, tree, is_excluded or _is_left_out)
    for name in sorted(lister.list_names()):
        path = f"{tree.folder}/{name}"
        if name.endswith(MARKDOWN_ENDINGS):
            tree.page_names.append(name)
            page, problems = _read_page(f"{docs}/{name}", path, name)
            tree.problems += problems
            if page is not None:
                tree.pages.append(page)
        else:
            tree.files[name] = docs / name
    return tree


def read_exclusions(patterns: str) -> Callable[[str], bool] | None:
    """Return whether MkDocs leaves a file out, by its path in the folder; `None` where the settings have no patterns.

    Args:
        patterns: the patterns of the settings, one a line, as in `.gitignore`.
    """
    if not patterns.strip():
        return None
    from pathspec.gitignore import GitIgnoreSpec  # noqa: PLC0415 -- few corners leave files out

    return GitIgnoreSpec.from_lines([".*", f"/{_TEMPLATES}/", *patterns.splitlines()]).match_file


def mask_front_matter(text: str) -> str:
    """Return the text of a page with empty lines in place of its front matter."""
    match = _FRONT_MATTER.match(text)
    return "\n" * match[0].count("\n") + text[match.end() :] if match else text


class _Lister:
    """Lists the files of the folder, and reports what is no file of the project."""

    def __init__(self, root: Path, docs: Path, tree: DocsTree, is_excluded: Callable[[str], bool]) -> None:
        self._docs = docs
        self._tree = tree
        self._is_excluded = is_excluded
        self._inside = os.path.realpath(root)

    def list_names(self) -> Iterator[str]:
        """Yield the path in the folder of each file, also through links inside the project."""
        for path, entry in walk_files(str(self._docs), follow_links=True, skip=self._skip, on_error=self._report_error):
            if _UNNAMEABLE.search(path):
                escaped = path.encode("unicode_escape").decode()
                message = Message(
                    "expected a name in UTF-8 without control characters, found '{escaped}'", escaped=escaped
                )
                self._report(escaped, "wrong-name", message)
            elif _MISLEADING.search(path) or (" " in path and path.endswith(MARKDOWN_ENDINGS)):
                message = Message("expected a name without spaces and signs such as < ? # %, found '{path}'", path=path)
                self._report(path, "wrong-name", message)
            elif forbidden := explain_name(path):
                self._report(path, "forbidden-name", forbidden)
            elif irregular := self._explain_irregular(entry):
                self._report(path, "unreadable-file", irregular)
            elif not os.access(entry.path, os.R_OK):
                self._report(path, "unreadable-file", Message("expected a readable file, found another"))
            else:
                yield path

    def _skip(self, path: str, entry: os.DirEntry[str]) -> bool:
        is_folder = self._is_folder(entry)
        if not is_folder and self._is_excluded(path):
            return True
        # A hidden folder is walked only where the settings publish hidden files.
        if is_folder and entry.name.startswith(".") and self._is_excluded(f"{path}/x"):
            return True
        if not entry.is_symlink():
            return False
        target = os.path.realpath(entry.path)
        inside = os.path.relpath(target, self._inside).split(os.sep)
        # Drafts of news/ may not be published.
        is_private = inside[0] in (os.pardir, "news") or any(part.startswith(".") for part in inside if part != ".")
        if is_private or not os.path.exists(target):
            message = Message(
                "expected a file or folder of the project, found a link that leads out of it, to news/, to what is hidden or nowhere"
            )
            self._report(path, "unreadable-file", message)
            return True
        above = os.path.join(os.path.realpath(self._docs / path.rpartition("/")[0]), "")
        if is_folder and above.startswith(os.path.join(target, "")):
            self._report(path, "unreadable-file", Message("expected a folder, found a link to a folder that it is in"))
            return True
        return False

    @staticmethod
    def _is_folder(entry: os.DirEntry[str]) -> bool:
        try:
            return entry.is_dir()
        except OSError:
            return False

    @staticmethod
    def _explain_irregular(entry: os.DirEntry[str]) -> str:
        try:
            return textfile.explain_irregular(entry.stat().st_mode)
        except OSError as error:
            return Message("expected a readable file, found {reason}", reason=explain_system_error(error))

    def _report_error(self, name: str, error: OSError) -> None:
        if name or not isinstance(error, FileNotFoundError):  # MkDocs reports a missing folder
            self._report(
                name,
                "unreadable-file",
                Message("expected a readable folder, found {reason}", reason=explain_system_error(error)),
            )

    def _report(self, name: str, code: str, message: str) -> None:
        path = f"{self._tree.folder}/{name}".rstrip("/")
        self._tree.problems.append(Problem(path, 1, "file", code, message))


def _is_left_out(name: str) -> bool:
    """Return whether MkDocs leaves a file out by itself."""
    return any(part.startswith(".") for part in name.split("/")) or name.startswith(f"{_TEMPLATES}/")


def _read_page(file: str, path: str, name: str) -> tuple[DocsPage | None, list[Problem]]:
    """Return the page in a file, or what is wrong with it."""
    data, problems = textfile.read_bytes(file, path, LARGEST_PAGE)
    if data is None:
        return None, problems
    text, problems = characters.decode_text(data, path)
    if text is None:
        return None, problems
    if text.count("\n") > _MOST_LINES:
        message = Message(
            "expected a page of at most {most:,} lines, found more; divide it into several pages", most=_MOST_LINES
        )
        return None, [Problem(path, 1, "file", "large-file", message)]
    if problems := yaml_hints.find_conflict_marks(path, text):
        return None, problems
    return parse_page(text, path, name)


def parse_page(text: str, path: str, name: str) -> tuple[DocsPage | None, list[Problem]]:
    """Return a page with its front matter, or what is wrong with that.

    Args:
        text: the whole text.
        path: its path in problems.
        name: its path in the folder.
    """
    match = _FRONT_MATTER.match(text)
    if match is None:
        lines = text.split("\n", 2)
        if lines[0].rstrip() == textfile.FENCE and len(lines) > 1 and _FIELD.match(lines[1]):
            message = Message("expected a line '---' that ends the front matter, found none")
            return None, [Problem(path, 1, "file", "no-closing-fence", message)]
        meta, start = _read_plain_fields(text)
        return DocsPage(path=path, name=name, text=text, meta=meta, body_start=start, has_fences=False), []
    try:
        data = yaml.parse_yaml(match[1])
    except yaml.YamlError as error:
        slips = yaml_hints.find_slips(path, match[1]) if isinstance(error, yaml.NotYamlError) else []
        return None, slips or [Problem(path, error.line + 1, "file", error.code, error.message)]
    if not isinstance(data, dict):
        message = Message("expected 'field: value' lines, found something else")
        return None, yaml_hints.find_slips(path, match[1]) or [Problem(path, 2, "file", "wrong-yaml", message)]
    if number := yaml.find_unreadable_line(match[1]):
        written = match[1].split("\n")[number - 1].strip()
        message = Message("expected a date of the calendar or a plain value, found {found}", found=show_value(written))
        return None, [Problem(path, number + 1, "file", "wrong-yaml", message)]
    return DocsPage(path=path, name=name, text=text, meta=data, body_start=match.end(), has_fences=True), []


def _read_plain_fields(text: str) -> tuple[dict[str, Any], int]:
    """Return the fields that MkDocs takes from the first lines of a page without fences, and where the text begins."""
    meta: dict[str, Any] = {}
    key, position = "", 0
    for line in text.split("\n"):
        if not line.strip():
            return meta, min(position + len(line) + 1, len(text))
        if match := _FIELD.match(line):
            key = match[1].lower()
            meta[key] = f"{meta[key]} {match[2].strip()}" if key in meta else match[2].strip()
        elif key and (more := _CONTINUATION.match(line)):
            meta[key] += f" {more[1].strip()}"
        else:
            return meta, position
        position += len(line) + 1
    return meta, len(text)
