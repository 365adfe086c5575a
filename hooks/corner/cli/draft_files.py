"""What the commands that make drafts share: files that are written whole or not at all, and the problems in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from corner.authoring.new_release import NewReleaseError
from corner.cli.language import say
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.diagnostics.system_errors import explain_system_error


def write_new_files(root: Path, files: Mapping[str, str]) -> None:
    """Write files that do not exist, all of them or none.

    Args:
        root: the project's root.
        files: the text of each file, by its path from there.

    Raises:
        NewReleaseError: a file exists, or cannot be written.
    """
    with ExitStack() as written:
        for path, text in files.items():
            file = root / path
            with _write_errors_explained(path):
                file.parent.mkdir(parents=True, exist_ok=True)
                with file.open("x", encoding="utf-8", newline="\n") as stream:
                    written.callback(file.unlink, missing_ok=True)
                    stream.write(text)
        written.pop_all()


def replace_file(root: Path, path: str, before: str, text: str) -> None:
    """Replace the content of a file that still holds what the program wrote into it; it is whole at every moment.

    Args:
        root: the project's root.
        path: the file's path from there.
        before: what it must hold.
        text: what it holds then.

    Raises:
        NewReleaseError: it holds something else, or cannot be written.
    """
    file = root / path
    beside = file.with_name(f".{file.name}.new")
    with _write_errors_explained(path):
        if file.read_text(encoding="utf-8") != before:
            raise NewReleaseError(Message("expected a file with nothing but placeholders, found {path}", path=path))
        try:
            beside.write_text(text, encoding="utf-8", newline="\n")
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)


@contextmanager
def _write_errors_explained(path: str) -> Iterator[None]:
    """Explain why a file cannot be written.

    Raises:
        NewReleaseError: it cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise NewReleaseError(
            Message(
                "{path}: expected to be able to write it, found: {reason}",
                path=path,
                reason=explain_system_error(error),
            )
        ) from None


def print_problems(problems: Iterable[Problem]) -> bool:
    """Print problems; return whether one of them is an error."""
    has_errors = False
    for problem in problems:
        print(say(problem))
        has_errors |= problem.severity is Severity.ERROR
    return has_errors
