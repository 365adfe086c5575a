"""The Jinja environment that renders every template, and the theme that renders partials with it."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import IO, Any, BinaryIO

import jinja2
from jinja2.bccache import Bucket

from corner.content.theme_files import material_folder, theme_folder
from corner.diagnostics.message import Message
from corner.render.jinja_engine import ENGINE_VERSION, PageEnvironment, create_renderer
from corner.storage import fingerprint
from corner.storage.bytecode_folder import find_bytecode_folder

_PATTERN = "%s.cache"
"""The name of a compiled template's file."""
_TEMPLATE_FRAME = "__jinja_exception__"
"""The name by which Jinja marks the lines of templates in a traceback."""
_COMPILED = "compiled_templates"
"""The folder with the compiled templates of the program, beside the bytecode of its modules."""
_SEAL_LENGTH = 32
"""Bytes of the digest that a compiled template's file begins with."""


class JinjaTheme:
    """Renders the templates of a theme."""

    def __init__(
        self, environment: jinja2.Environment, digest: str, *, card_locales: frozenset[str], icon: str = ""
    ) -> None:
        """Render with `environment`.

        Args:
            environment: the environment that finds the templates.
            digest: a fingerprint of the templates and of what renders them.
            card_locales: the editions of which social cards are published.
            icon: the site's icon, its path in the site or its URL.
        """
        self._environment = environment
        self._renderers: dict[str, Callable[[Mapping[str, Any]], str]] = {}
        self.digest = digest
        self.card_locales = card_locales
        self.icon = icon

    def page(self, kind: str) -> Callable[[Mapping[str, Any]], str]:
        """Return the function that renders the content of pages of a kind."""
        return self._load_renderer(f"pages/{kind}.html")

    def partial(self, name: str) -> Callable[[Mapping[str, Any]], str]:
        """Return the function that renders the partial called `name`."""
        return self._load_renderer(f"partials/{name}.html")

    def _load_renderer(self, path: str) -> Callable[[Mapping[str, Any]], str]:
        if path not in self._renderers:
            template = self._environment.get_template(path)
            # The globals are a chain of mappings, which each rendering would walk.
            template.globals = dict(template.globals)
            self._renderers[path] = create_renderer(template)
        return self._renderers[path]


def create_environment(
    folders: Iterable[Path], cache_folder: Path | None = None, program_folders: Iterable[Path] = ()
) -> jinja2.Environment:
    """Return an environment that escapes every value and refuses undefined names.

    Args:
        folders: the folders of templates; a template of an earlier folder hides its namesakes in later ones.
        cache_folder: the folder of compiled templates; without one they are compiled in each process.
        program_folders: those of the folders that come with the program: what is compiled of them is kept beside the
            bytecode of the program, where that can be written, for all corners.
    """
    return PageEnvironment(
        loader=ThemeLoader(list(folders)),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        bytecode_cache=TemplateCache(cache_folder, program_folders) if cache_folder else None,
    )


def explain_template_error(error: BaseException) -> str | None:
    """Return one line about a template that is wrong, with its file and line; `None` for an error of another kind."""
    file, line = _find_template(error)
    if file is None:
        return None
    if isinstance(error, UnicodeDecodeError):
        return Message(
            "{file}: expected a template in UTF-8, found the byte 0x{byte:02x}.",
            file=file,
            byte=error.object[error.start],
        )
    reason: object = " ".join(f"{type(error).__name__}: {error}".split())
    if isinstance(error, jinja2.TemplateNotFound):
        reason = Message("no template {name}", name=error.name)
    elif isinstance(error, jinja2.TemplateError):
        reason = error.message
    return Message(
        "{file}:{line}: expected a template of Jinja that can be used here, found: {reason}",
        file=file,
        line=line,
        reason=reason,
    )


def _find_template(error: BaseException) -> tuple[str | None, int]:
    """Return the file and line of the template in which an error came up.

    An error that is not Jinja's, in a template of the program, is the program's own.
    """
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.filename, error.lineno
    program = (
        () if isinstance(error, jinja2.TemplateError) else (f"{theme_folder()}{os.sep}", f"{material_folder()}{os.sep}")
    )
    file, position = None, 0
    for frame, line in traceback.walk_tb(error.__traceback__):
        if _TEMPLATE_FRAME in frame.f_globals and not frame.f_code.co_filename.startswith(program):
            file, position = frame.f_code.co_filename, line
        elif isinstance(error, UnicodeDecodeError) and isinstance(frame.f_locals.get("self"), ThemeLoader):
            file = frame.f_locals.get("filename", file)
    return file, position


class ThemeLoader(jinja2.FileSystemLoader):
    """Load templates from folders, and list all of them but those in hidden folders.

    MkDocs lists the files of a theme in each language. Material 9 has 14,000 icons in a hidden folder, which would be
    listed too; templates still load each icon by its name.
    """

    def list_templates(self) -> list[str]:
        """Return the path of each file of the theme that is in no hidden folder."""
        return sorted({path for folder in self.searchpath for path in _iter_visible_files(folder)})


def _iter_visible_files(root: str) -> Iterator[str]:
    """Yield the path of each file below a folder that is in no hidden folder."""
    for folder, subfolders, files in os.walk(root):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        for name in files:
            yield Path(folder, name).relative_to(root).as_posix()


class TemplateCache(jinja2.FileSystemBytecodeCache):
    """Keep compiled templates in a folder. A file that is damaged or not ours is ignored, and written again."""

    def __init__(self, folder: Path, program_folders: Iterable[Path] = ()) -> None:
        """Keep compiled templates in `folder`, which is created where that is possible.

        Those of `program_folders` are kept beside the bytecode of the program, where that can be written.
        """
        super().__init__(str(folder), _PATTERN)
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        self._program_folders = tuple(f"{path}{os.sep}" for path in program_folders)
        self._program_cache = _find_program_cache() if self._program_folders else None

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name of a compiled template's file without its ending; for one of the program, the whole path."""
        key = super().get_cache_key(name, filename)
        is_ours = self._program_cache and filename and filename.startswith(self._program_folders)
        return f"{self._program_cache}{os.sep}{key}" if is_ours else key

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return the compiled template, or an empty bucket where there is none."""
        bucket = SealedBucket(environment, self.get_cache_key(name, filename), self.get_source_checksum(source))
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a compiled template, if its file can be read."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a compiled template, if its file can be written."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _find_program_cache() -> Path | None:
    """Return the folder for compiled templates of the program; `None` where there is none for its bytecode either."""
    with suppress(OSError):  # it may not be written to
        if bytecode := find_bytecode_folder(__file__):
            folder = bytecode / _COMPILED
            folder.mkdir(exist_ok=True)
            return folder if os.access(folder, os.W_OK) else None
    return None


class SealedBucket(Bucket):
    """A compiled template behind a digest of its bytes and of Jinja's version.

    Jinja's own bucket hands any bytes behind its header to `pickle` and `marshal`, which trust what they read.
    """

    def load_bytecode(self, f: BinaryIO) -> None:
        """Load the compiled template from a file, if the file is as it was written."""
        seal, compiled = f.read(_SEAL_LENGTH), f.read()
        if seal == _seal(compiled):
            super().load_bytecode(BytesIO(compiled))

    def write_bytecode(self, f: IO[bytes]) -> None:
        """Write the compiled template to a file."""
        compiled = BytesIO()
        super().write_bytecode(compiled)
        f.write(_seal(compiled.getvalue()) + compiled.getvalue())


def _seal(compiled: bytes) -> bytes:
    return fingerprint.digest(f"{_jinja_version()} {ENGINE_VERSION} ".encode() + compiled).encode()


@cache
def _jinja_version() -> str:
    return version("Jinja2")
