"""A Markdown file split into front matter and body."""

from __future__ import annotations

import marshal
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import Any

from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.sources import characters, textfile, yaml, yaml_hints
from corner.storage import fingerprint

_COMMENTED = re.compile(r"^(title|description):[ \t]+(?![\"'|>])([^\n]*?[ \t]#[^\n]*)$", re.MULTILINE)


ParsedFile = tuple[str, bytes, bool, bool]
"""What a file came to, for a cache.

These are the fingerprint of the file; its data as `marshal` writes it; whether every field has a value, YAML ignores none
of the words as a comment, and there is a body; and whether the file certainly has no placeholders, which else
`corner.checks.placeholders` looks for.
"""


class SourceFile:
    """One Markdown file of `news/`. It is read and decoded only when its text is asked for, which a warm build rarely does."""

    __slots__ = ("_meta", "_parts", "_root", "digest", "has_no_placeholders", "is_complete", "key", "locale", "path")

    def __init__(
        self,
        path: str,
        key: str,
        locale: str,
        parsed: tuple[str, dict[str, Any] | bytes, bool, bool],
        root: str = "",
        parts: tuple[str, str] | None = None,
    ) -> None:
        """Describe a file that was parsed.

        Args:
            path: relative to the project's root, such as `news/releases/2021/sme-seminar.en.md`.
            key: the identity: path in `news/` without language and ending, such as `releases/2021/sme-seminar`.
            locale: the language in the file's name.
            parsed: what the file came to, as in `ParsedFile`; its data may be at hand.
            root: the project's root, if the file is read there when its text is not at hand.
            parts: front matter and body.
        """
        self.path = path
        self.key = key
        self.locale = locale
        self.digest, self._meta, self.is_complete, self.has_no_placeholders = parsed
        self._root = root
        self._parts = parts

    @property
    def meta(self) -> dict[str, Any]:
        """The front matter's data, made each time: kept, that of a hundred thousand files would fill the memory."""
        if isinstance(self._meta, bytes):
            data: dict[str, Any] = marshal.loads(self._meta)  # noqa: S302 -- written by `parse_source`
            return data
        return self._meta

    @property
    def parsed(self) -> ParsedFile:
        """What the file came to, for a cache."""
        meta = self._meta if isinstance(self._meta, bytes) else marshal.dumps(self._meta, 2)
        return self.digest, meta, self.is_complete, self.has_no_placeholders

    def replace_meta(self, meta: dict[str, Any]) -> SourceFile:
        """Return the same file with other data in its front matter."""
        parsed = self.digest, meta, self.is_complete, self.has_no_placeholders
        return SourceFile(self.path, self.key, self.locale, parsed, self._root, self._parts)

    def forget_text(self) -> None:
        """Keep the text no longer in memory; whoever asks for it reads the file again."""
        if self._root:
            self._parts = None

    @property
    def head(self) -> str:
        """The front matter's text, for finding lines."""
        return self.parts[0]

    @property
    def body(self) -> str:
        """The Markdown below the front matter."""
        return self.parts[1]

    @property
    def body_line(self) -> int:
        """The line on which the body begins, from 1."""
        return self.head.count("\n") + 3

    @property
    def parts(self) -> tuple[str, str]:
        """Front matter and body, which stay in memory until `forget_text`.

        Raises:
            OSError: the file cannot be read any more, or has changed since it was parsed.
        """
        if self._parts is None:
            self._parts = self.read_parts()
        return self._parts

    def read_parts(self) -> tuple[str, str]:
        """Return front matter and body, read from the file unless they are at hand.

        Raises:
            OSError: as above.
        """
        if self._parts is not None:
            return self._parts
        return _read_again(f"{self._root}/{self.path}", self.digest)

    def comment_problems(self) -> Iterator[Problem]:
        """Yield a problem for words that YAML ignores as a comment."""
        for match in _COMMENTED.finditer(self.head):
            line = 2 + self.head.count("\n", 0, match.start())
            message = Message(
                "expected the words in quotation marks, as YAML leaves out what follows ' #', found '{text}'",
                text=match[2],
            )
            yield Problem(self.path, line, match[1], "lost-words", message)

    def problem(self, path: yaml.YamlPath, code: str, message: str) -> Problem:
        """Return a problem at a front-matter field, on the field's line."""
        return Problem(self.path, self.find_line(path), ".".join(map(str, path)) or "file", code, message)

    def find_line(self, path: yaml.YamlPath) -> int:
        """Return the line of a front-matter field, from 1."""
        return 1 + yaml.find_line(self.head, path) if path else 1

    def body_problem(self, position: int, code: str, message: str) -> Problem:
        """Return a problem at a position in the body, counted in characters from 0."""
        return Problem(self.path, self.body_line + self.body.count("\n", 0, position), "body", code, message)


class TextChangedError(OSError):
    """The text of a file is asked for again, and is another by now."""


class SourceBody:
    """The body of a file, read when it is asked for."""

    __slots__ = ("_digest", "_path", "_root", "_source")

    def __init__(self, source: SourceFile) -> None:
        """Read the body of `source`, of which no more is kept than what finds it."""
        has_text = source._parts is not None or not source._root  # noqa: SLF001 -- of the same module
        self._source = source if has_text else None
        self._root = source._root  # noqa: SLF001 -- as above
        self._path = source.path
        self._digest = source.digest

    def __call__(self) -> str:
        """Return the body, and keep it no longer in memory than before."""
        if self._source:
            return self._source.read_parts()[1]
        return _read_again(f"{self._root}/{self._path}", self._digest)[1]


def _read_again(path: str, digest: str) -> tuple[str, str]:
    """Return front matter and body of a file that was parsed before.

    Raises:
        TextChangedError: it has changed since.
        OSError: it cannot be read any more.
    """
    with open(path, "rb") as file:
        data = file.read()
    if fingerprint.digest(data) != digest:
        raise TextChangedError(0, Message("it has changed since it was checked"), path)
    rest = textfile.normalise_line_ends(data.removeprefix(BOM_UTF8).decode()).partition("\n")[2]
    end = textfile.CLOSING_FENCE.search(rest)
    assert end is not None, "only a file that was parsed before is read again"
    return rest[: end.start()], rest[end.end() + 1 :]


def parse_source(
    data: bytes, path: str, key: str, locale: str, known: ParsedFile | None = None, root: str = ""
) -> tuple[SourceFile | None, list[Problem]]:
    """Return the source in a file's content, or the problems that prevent parsing it.

    Args:
        data: the content.
        path: the path of the file, relative to the project's root.
        key: its identity.
        locale: its language.
        known: what the file came to before, perhaps with other content.
        root: the project's root, if it can be read there again.
    """
    digest = fingerprint.digest(data)
    parsed = known if known and known[0] == digest else None
    parts = None
    if parsed is None or not root:
        text, problems = _decode(data, path)
        if text is None:
            return None, problems
        parts, problems = _split_fences(text, path)
        if parts is None:
            return None, problems
    if parsed is None:
        assert parts is not None, "a file that was not parsed before has just been split"
        meta, problems = _parse_meta(*parts, path)
        if meta is None:
            return None, problems
        parsed = digest, marshal.dumps(meta, 2), _is_complete(meta, *parts), "[[" not in "".join(parts)
    return SourceFile(path, key, locale, parsed, root, parts), []


def _decode(data: bytes, path: str) -> tuple[str | None, list[Problem]]:
    """Return the text of a file without conflict marks, or what is wrong with it."""
    text, problems = characters.decode_text(data, path)
    if text is not None:
        problems = yaml_hints.find_conflict_marks(path, text)
    return None if problems else text, problems


def _split_fences(text: str, path: str) -> tuple[tuple[str, str] | None, list[Problem]]:
    """Return front matter and body, or the problem that a fence is missing."""
    first, _, rest = text.partition("\n")
    if first.rstrip() != textfile.FENCE:
        message = Message("expected '---' as first line, found '{first}'", first=first[:40])
        return None, [Problem(path, 1, "file", "no-front-matter", message)]
    end = textfile.CLOSING_FENCE.search(rest)
    if end is None:
        message = Message("expected a line '---' that ends the front matter, found none")
        return None, [Problem(path, 1, "file", "no-closing-fence", message)]
    return (rest[: end.start()], rest[end.end() + 1 :]), []


def _parse_meta(head: str, body: str, path: str) -> tuple[dict[str, Any] | None, list[Problem]]:
    """Return the front matter's data, or what is wrong with it."""
    try:
        meta = yaml.parse_yaml(head)
    except yaml.YamlError as error:
        slips = yaml_hints.find_slips(path, head) if isinstance(error, yaml.NotYamlError) else []
        return None, slips or [Problem(path, error.line + 1, "file", error.code, error.message)]
    if not isinstance(meta, dict):
        message = Message("expected 'field: value' lines, found something else")
        return None, yaml_hints.find_slips(path, head) or [Problem(path, 2, "file", "wrong-yaml", message)]
    problems = yaml_hints.find_second_fence(path, head, body)
    return None if problems else meta, problems


def _is_complete(meta: dict[str, Any], head: str, body: str) -> bool:
    has_empty_field = next(yaml.find_empty_fields(meta), None) is not None
    return bool(body.strip()) and not _COMMENTED.search(head) and not has_empty_field
