"""A Markdown file split into front matter and body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corner.diagnostics.problem import Problem
from corner.sources import characters, textfile, validation, yaml, yaml_hints
from corner.storage import fingerprint
from corner.storage.cache import Cache

_COMMENTED = re.compile(r"^(title|description):[ \t]+(?![\"'|>])([^\n]*?[ \t]#[^\n]*)$", re.MULTILINE)


@dataclass(slots=True, kw_only=True, eq=False)
class SourceFile:
    """One Markdown file of `news/`. It is decoded when its text is asked for: a warm build asks for few."""

    path: str
    """Relative to the project's root, such as `news/releases/2021/sme-seminar.en.md`."""
    key: str
    """The identity: path in `news/` without language and ending, such as `releases/2021/sme-seminar`."""
    locale: str
    """The language that the file's suffix names."""
    meta: dict[str, Any]
    """The front matter's data."""
    is_complete: bool
    """Whether there are a value for each field, no words that YAML leaves out, and a body."""
    has_no_placeholders: bool
    """Whether surely no words are still to come; else `corner.checks.placeholders` looks closer."""
    digest: str
    """Of the whole file."""
    data: bytes = b""
    """The whole file, while it is not decoded."""
    parts: tuple[str, str] | None = None
    """Front matter and body, when it is."""

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
            assert end is not None, "only what was split before is decoded later"
            self.parts = rest[: end.start()], rest[end.end() + 1 :]
            self.data = b""
        return self.parts

    def comment_problems(self) -> Iterator[Problem]:
        """Yield a problem for words that YAML takes for a comment."""
        for match in _COMMENTED.finditer(self.head):
            line = 2 + self.head.count("\n", 0, match.start())
            message = (
                f"expected the words in quotation marks, for YAML leaves out what follows ' #', found '{match[2]}'"
            )
            yield Problem(self.path, line, match[1], "lost-words", message)

    def problem(self, path: yaml.YamlPath, code: str, message: str) -> Problem:
        """Return a problem at a front-matter field; it stands on the field's line."""
        line = 1 + yaml.find_line(self.head, path) if path else 1
        return Problem(self.path, line, ".".join(map(str, path)) or "file", code, message)

    def body_problem(self, place: int, code: str, message: str) -> Problem:
        """Return a problem at a place in the body, counted in characters from 0."""
        return Problem(self.path, self.body_line + self.body.count("\n", 0, place), "body", code, message)


def parse_source(
    data: bytes, path: str, key: str, locale: str, cache: Cache
) -> tuple[SourceFile | None, list[Problem]]:
    """Return the source in a file's bytes, or what keeps it from being understood."""
    digest = fingerprint.digest(data)
    known = cache.get(digest)
    if known is not None:
        meta, is_complete, has_no_placeholders = known
        source = SourceFile(
            path=path,
            key=key,
            locale=locale,
            meta=meta,
            is_complete=is_complete,
            has_no_placeholders=has_no_placeholders,
            digest=digest,
            data=data,
        )
        return source, []
    text, problems = characters.decode_text(data, path)
    if text is None:
        return None, problems
    problems = yaml_hints.find_conflict_marks(path, text)
    if problems:
        return None, problems
    first, _, rest = text.partition("\n")
    if first.rstrip() != textfile.FENCE:
        return None, [
            Problem(path, 1, "file", "no-front-matter", f"expected '---' as first line, found '{first[:40]}'")
        ]
    end = textfile.CLOSING_FENCE.search(rest)
    if end is None:
        return None, [
            Problem(path, 1, "file", "no-closing-fence", "expected a line '---' that ends the front matter, found none")
        ]
    head = rest[: end.start()]
    try:
        meta = yaml.parse_yaml(head)
    except yaml.YamlError as error:
        told = yaml_hints.find_slips(path, head) if isinstance(error, yaml.NotYamlError) else []
        return None, told or [Problem(path, error.line + 1, "file", error.code, error.message)]
    if not isinstance(meta, dict) and yaml_hints.find_slips(path, head):
        return None, yaml_hints.find_slips(path, head)
    if not isinstance(meta, dict):
        return None, [Problem(path, 2, "file", "wrong-yaml", "expected 'field: value' lines, found something else")]
    body = rest[end.end() + 1 :]
    problems = yaml_hints.find_second_fence(path, head, body)
    if problems:
        return None, problems
    is_complete = (
        bool(body.strip()) and not _COMMENTED.search(head) and next(validation.find_empty_fields(meta), None) is None
    )
    has_no_placeholders = "[[" not in text
    cache.put(digest, (meta, is_complete, has_no_placeholders))
    source = SourceFile(
        path=path,
        key=key,
        locale=locale,
        meta=meta,
        is_complete=is_complete,
        has_no_placeholders=has_no_placeholders,
        digest=digest,
        parts=(head, body),
    )
    return source, []
