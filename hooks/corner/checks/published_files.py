"""Checks of the files that are published as they are: their types, and what drawings in SVG hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from corner.checks.context import CheckContext
from corner.content import file_signatures, file_types
from corner.diagnostics.message import Message, from_plain, to_plain
from corner.diagnostics.problem import Problem
from corner.sources import drawings, textfile
from corner.storage import fingerprint
from corner.storage.cache import Cache

_CONTENTS = {
    "": (Message("something else"), Message("export or download it again")),
    "html": (Message("a web page"), Message("download the file itself, or save the page as PDF")),
    "doc": (Message("an old Office file, or one with a password"), Message("save it in this type, without a password")),
    "zip": (Message("an Office file or a ZIP file"), Message("export it in this type, or give it its own ending")),
}
"""What editors know content as whose usual ending says too little, and what to do with it."""


def check_published_files(files: Mapping[str, Path], context: CheckContext) -> Iterator[Problem]:
    """Yield a problem for each file that news shows, links to or attaches and that may not be published.

    Args:
        files: the files by path in `news/`.
        context: what is known of the corner.
    """
    for name, file in files.items():
        path = f"news/{name}"
        if not file_types.is_allowed(name):
            message = Message(
                "expected a file of a type that is published, such as PDF, JPEG or CSV, found '{name}'; save it as PDF, or put it into a ZIP file",
                name=file.name,
            )
            yield Problem(path, 1, "file", "wrong-file-type", message)
        elif file_types.file_ending(name) == file_types.DRAWING:
            yield from check_drawing_file(file, path, context.cache)
        elif explained := explain_content(file):
            yield Problem(path, 1, "file", "wrong-content", explained)


def explain_content(file: Path) -> Message | None:
    """Return the message for a file whose content is not what the ending of its name says, if it is one."""
    with file.open("rb") as opened:
        ending = file_signatures.find_other_type(file.name, opened.read(file_signatures.LOOKED_AT))
    if ending is None:
        return None
    expected = file_types.file_ending(file.name)
    if not ending or ending in _CONTENTS:
        content, advice = _CONTENTS[ending]
        return Message(
            "expected the content of a file of the type .{expected}, found {content}; {advice}",
            expected=expected,
            content=content,
            advice=advice,
        )
    return Message(
        "expected the content of a file of the type .{expected}, found that of .{ending}; rename it to {name}, "
        "or export it again",
        expected=expected,
        ending=ending,
        name=f"{file.stem}.{ending}",
    )


def check_drawing_file(file: Path, path: str, cache: Cache) -> list[Problem]:
    """Return what is wrong with a drawing.

    Args:
        file: the file.
        path: its path in problems.
        cache: what earlier runs found in drawings.
    """
    data, problems = textfile.read_bytes(str(file), path)
    if data is None:
        return problems
    key = fingerprint.digest(b"drawing\0" + data)
    known = cache.get(key)
    if known is None:
        known = [(problem.line, to_plain(problem.message)) for problem in drawings.check_drawing(data, path)]
        cache.put(key, known)
    return [Problem(path, line, "file", "unsafe-drawing", from_plain(message)) for line, message in known]
