"""The registry of content types: those of the package, and those that a corner adds in a module of its own."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from corner.content.built_in import BUILT_IN
from corner.content.own_code import MODULE_PREFIX
from corner.content.register_files import read_registers
from corner.content.types import ContentType, ContentTypes
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem

_REGISTER_TYPE = "corner.content_types.register"
"""The module that makes a content type from the declaration of a register."""


def built_in_types() -> ContentTypes:
    """Return the package's own content types."""
    return ContentTypes(_content_type(import_module(module)) for module in BUILT_IN.values())


def import_content_types(
    root: Path, files: Sequence[str], locales: Sequence[str] = (), known_locales: Sequence[str] = ()
) -> tuple[ContentTypes, list[Problem]]:
    """Return the package's content types, those of a corner's registers, and those of its own modules.

    Args:
        root: the project's root.
        files: Python files of the corner, relative to `root`, which hold a content type as `CONTENT_TYPE`.
        locales: the languages that declarations of registers need words in.
        known_locales: the languages that they may have words in, where there are others.

    Returns:
        The content types in order, and a problem for each file that holds none.
    """
    content_types = [*built_in_types()]
    registers, problems = read_registers(root, locales, known_locales)
    create = import_module(_REGISTER_TYPE).create_register_type
    content_types += map(create, registers)
    for file in files:
        try:
            content_types.append(_content_type(_import_file(root / file)))
        except (Exception, SystemExit) as error:  # noqa: BLE001 -- a module may raise anything while it is imported
            message = Message(
                "expected a Python file that holds CONTENT_TYPE, found in '{file}': {name}: {reason}",
                file=file,
                name=type(error).__name__,
                reason=error,
            )
            problems.append(Problem("mkdocs.yml", 1, "extra.corner.content_types", "wrong-setting", message))
    return ContentTypes(content_types), problems


def _content_type(module: ModuleType) -> ContentType[Any]:
    content_type = module.CONTENT_TYPE
    if not isinstance(content_type, ContentType):
        raise TypeError(Message("CONTENT_TYPE is a {name}, not a ContentType", name=type(content_type).__name__))
    return content_type


def _import_file(path: Path) -> ModuleType:
    """Import a Python file, once while it does not change."""
    name = f"{MODULE_PREFIX}{path.stem}_{path.stat().st_mtime_ns}"
    known = sys.modules.get(name)
    if known is not None and known.__file__ == str(path):
        return known
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(Message("not a Python file"))
    module = module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module
