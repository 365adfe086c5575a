"""A Markdown file split into front matter and body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.sources import characters, textfile, validation, yaml, yaml_hints
from corner.storage import fingerprint
from corner.storage.cache import Cache

_COMMENTED = re.compile(r"^(title|description):[ \t]+(?![\"'|>])([^\n]*?[ \t]#[^\n]*)$", re.MULTILINE)


@dataclass(slots=True, kw_only=True, eq=False)
class SourceFile:
    """One Markdown file of `news/`. It is decoded only when its text is asked for, which a warm build rarely does."""

    path: str
    """Relative to the project's root, such as `news/releases/2021/sme-seminar.en.md`."""
    key: str
    """The identity: path in `news/` without language and ending, such as `releases/2021/sme-seminar`."""
    locale: str
    """The language in the file's name."""
    meta: dict[str, Any]
    """The front matter's data."""
    is_complete: bool
    """Whether every field has a value, YAML ignores none of the words as a comment, and there is a body."""
    has_no_placeholders: bool
    """Whether the file certainly has no placeholders; else `corner.checks.placeholders` looks closer."""
    digest: str
    """The fingerprint of the file."""
    data: bytes = b""
    """The content of the file, until it is decoded."""
    parts: tuple[str, str] | None = None
    """Front matter and body, once it is decoded."""

    @property
    def head(self) -> str:
        """The front matter's text, for finding lines."""
        return self._parts[0]

    @property
    def body(self) -> str:
        """The Markdown below the front matter."""
        return self._parts[1]

    @property
    def body_line(self) -> int:
        """The line on which the body begins, from 1."""
        return self.head.count("\n") + 3

    @property
    def _parts(self) -> tuple[str, str]:
        if self.parts is None:
            rest = textfile.normalise_line_ends(self.data.decode("utf-8-sig")).partition("\n")[2]
            end = textfile.CLOSING_FENCE.search(rest)
            assert end is not None, "only a file that was parsed before is decoded later"
            self.parts = rest[: end.start()], rest[end.end() + 1 :]
            self.data = b""
        return self.parts

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


def parse_source(
    data: bytes, path: str, key: str, locale: str, cache: Cache
) -> tuple[SourceFile | None, list[Problem]]:
    """Return the source in a file's content, or the problems that prevent parsing it."""
    digest = fingerprint.digest(data)
    parsed, parts = cache.get(digest), None
    if parsed is None:
        text, problems = _decode(data, path)
        if text is None:
            return None, problems
        parts, problems = _split_fences(text, path)
        if parts is None:
            return None, problems
        meta, problems = _parse_meta(*parts, path)
        if meta is None:
            return None, problems
        parsed = meta, _is_complete(meta, *parts), "[[" not in text
        cache.put(digest, parsed)
    meta, is_complete, has_no_placeholders = parsed
    source = SourceFile(
        path=path,
        key=key,
        locale=locale,
        meta=meta,
        is_complete=is_complete,
        has_no_placeholders=has_no_placeholders,
        digest=digest,
        data=data if parts is None else b"",
        parts=parts,
    )
    return source, []


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
    has_empty_field = next(validation.find_empty_fields(meta), None) is not None
    return bool(body.strip()) and not _COMMENTED.search(head) and not has_empty_field
