"""The cases in `tests/hostile/cases/`: read, and written to a folder as the corner that they describe."""

from __future__ import annotations

import base64
import functools
import io
import os
import re
import shlex
import socket
import stat
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml

from tests.support.corners import GOOD, MKDOCS, REPOSITORY

FOLDER = Path(__file__).with_name("cases")
_DATA = {"base64", "repeat", "word", "zip"}
"""The keys of contents that are the bytes of a file."""
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
}
"""What is in a Word file beside its text."""
_REPEATED = re.compile(r"([0-9]+) × (.*)")
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_NUMBERED = re.compile(rb"\{(?:n|next|spaces)\}")
_QUICK = {"extra": {"corner": {"search": False, "cards": False}}}
"""What no case is about unless it says so, and what takes longest in a build."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A hostile corner and what must come of it."""

    name: str
    area: str
    """The name of the file that the case is in."""
    files: Mapping[str, Any] = field(default_factory=dict)
    """What is in each file, by path; the rest is the good corner."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """What differs in `mkdocs.yml`; `null` takes a setting away."""
    run: str = "corner check"
    """The command, with its arguments, run in the corner's folder."""
    exit: int | None = None
    """The exit code; without one, it is 1 where there is an error among the problems, else 0."""
    problems: str = ""
    """The lines of all problems; `…` is any text, and `18 × ` before a line says that there are so many like it."""
    output: str = ""
    """Lines that must be in what the command prints; `…` is any text."""
    present: Mapping[str, Any] = field(default_factory=dict)
    """Texts that must be in files, by their path, which may have the signs of `Path.glob`."""
    absent: Mapping[str, Any] = field(default_factory=dict)
    """Texts that may be in none of the files, by their path."""
    missing: tuple[str, ...] = ()
    """The paths of files that may not exist."""

    @property
    def command(self) -> list[str]:
        """The command and its arguments."""
        return shlex.split(self.run)

    @property
    def exit_code(self) -> int:
        """The expected exit code."""
        if self.exit is not None:
            return self.exit
        return int(any(": warning: " not in line for line in self.problems.splitlines()))


@functools.cache
def read_cases() -> tuple[Case, ...]:
    """Return all cases, by area."""
    return tuple(Case(area=path.stem, **case) for path in sorted(FOLDER.glob("*.yml")) for case in _parse(path))


def _parse(path: Path) -> list[dict[str, Any]]:
    text = path.read_text("utf-8")
    # The loader that is written in C refuses escapes of halves of characters.
    return yaml.load(text, yaml.SafeLoader if _HALF.search(text) else yaml.CSafeLoader) or []


def write_corner(root: Path, case: Case) -> None:
    """Write the good corner with the files and settings of a case over it.

    Skips the test where this system may not create such a file.
    """
    (root / "hooks").symlink_to(REPOSITORY / "hooks")
    good, settings = _read_good_corner()
    merged = yaml.dump(_merge(settings, case.settings), Dumper=yaml.CSafeDumper, allow_unicode=True)
    files = {**good, "mkdocs.yml": merged, **case.files}
    for name, content in files.items():
        if isinstance(content, dict) and "copies" in content:
            for number in range(1, content["copies"] + 1):
                _write(root / name.replace("{n}", str(number)), _to_bytes(content["text"]), str(number))
        elif content is not None:
            _write(root / name, content)


@functools.cache
def _read_good_corner() -> tuple[dict[str, str], dict[str, Any]]:
    """Return the files of the good corner by path, and its settings."""
    good = {name: dedent(content) for name, content in GOOD.items()}
    return good, _merge(yaml.safe_load(MKDOCS), _QUICK)


def _write(path: Path, content: Any, number: str = "{n}") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, dict) and not content.keys() & _DATA:
        _create_other(path, **content)
    else:
        data = content if isinstance(content, bytes) else _to_bytes(content)
        path.write_bytes(data.replace(b"{n}", number.encode()))


def _create_other(
    path: Path,
    *,
    link: str = "",
    device: str = "",
    size: int = 0,
    folder: bool = False,
    fifo: bool = False,
    socket_file: bool = False,
) -> None:
    """Create what is no ordinary file, or one of a size that takes no space."""
    if link:
        path.symlink_to(link)
    elif folder:
        path.mkdir()
    elif fifo:
        os.mkfifo(path)
    elif socket_file:
        listener = socket.socket(socket.AF_UNIX)
        # The path of a socket has a limit.
        here = os.open(path.parent, os.O_RDONLY)
        listener.bind(f"/proc/self/fd/{here}/{path.name}")
        os.close(here)
        listener.close()
    elif device:
        try:
            os.mknod(path, stat.S_IFCHR | 0o666, Path(device).stat().st_rdev)
        except PermissionError:
            pytest.skip("this user may not create devices")
    else:
        path.touch()
        os.truncate(path, size)


def _to_bytes(content: Any) -> bytes:
    """Return the content of a file: a text, parts of one, a text many times, bytes in Base64, an archive or a Word file."""
    if isinstance(content, list):
        return b"".join(map(_to_bytes, content))
    if isinstance(content, dict) and "repeat" in content:
        part = _to_bytes(content["repeat"])
        if not _NUMBERED.search(part):
            return part * int(content["times"])
        return b"".join(_number(part, number) for number in range(1, content["times"] + 1))
    if isinstance(content, dict) and "word" in content:
        return pack_archive(complete_word_file(content["word"], content.get("parts", {})))
    if isinstance(content, dict) and "zip" in content:
        return pack_archive(content["zip"])
    if isinstance(content, dict):
        return base64.b64decode(content["base64"], validate=True)
    # Escapes of halves of characters are bytes that are not UTF-8.
    return str(content).encode("utf-8", "surrogateescape")


def complete_word_file(text: Any, parts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts of a Word file: its text, in the elements of a body, what each has, and more."""
    begin = f'<w:document xmlns:w="{_W}" xmlns:r="{_OFFICE}"><w:body>'
    return {**_WORD, "word/document.xml": [begin, text, "</w:body></w:document>"], **parts}


def pack_archive(parts: Mapping[str, Any]) -> bytes:
    """Return an archive with a content for each path."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, _to_bytes(content))
    return data.getvalue()


def _number(part: bytes, number: int) -> bytes:
    """Return a part of a text with its number filled in."""
    values = {b"{n}": b"%d" % number, b"{next}": b"%d" % (number + 1), b"{spaces}": b"  " * number}
    return _NUMBERED.sub(lambda match: values[match[0]], part)


def _merge(settings: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**settings}
    for name, value in changes.items():
        before = merged.get(name)
        merged[name] = _merge(before, value) if isinstance(value, dict) and isinstance(before, dict) else value
    return {name: value for name, value in merged.items() if value is not None or changes.get(name, "") != value}


def expand_lines(text: str) -> list[str]:
    """Return the expected lines, those with a number before them so often."""
    lines: list[str] = []
    for line in text.splitlines():
        match = _REPEATED.match(line)
        lines += [match[2]] * int(match[1]) if match else [line]
    return lines


def match_line(expected: str, line: str) -> bool:
    """Return whether a line is the expected one, in which `…` is any text."""
    return re.fullmatch(".*".join(map(re.escape, expected.split("…"))), line) is not None


def iter_texts(expected: Any) -> Iterator[str]:
    """Yield the texts that a case names for a file: one, or several."""
    yield from [expected] if isinstance(expected, str) else expected
