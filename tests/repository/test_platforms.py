"""The package runs on Windows and macOS: what only some systems have is in a few modules, and texts are UTF-8 everywhere."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace

import mypy
import pytest

from tests.support.corners import REPOSITORY
from tests.support.syntax_trees import parse_module

_PACKAGE = REPOSITORY / "hooks/corner"
_MODULES = sorted(_PACKAGE.rglob("*.py"))
_GUARDED = tuple(
    _PACKAGE / name
    for name in (
        "storage/platform_calls.py",
        "workers/background.py",
        "workers/forked.py",
        "workers/pool.py",
    )
)
"""The modules for what only some systems have: calls, and processes."""
_STUBS = Path(mypy.__file__).parent / "typeshed/stdlib"
"""What the standard library has on each system, as typeshed says it."""
_TYPES = ("typing", "typing_extensions", "_typeshed", "collections.abc", "types")
"""The modules that stubs import types from, which are no part of the module."""
_SYSTEMS = ("linux", "darwin", "win32")
_POSIX_ARGUMENTS = {
    "preexec_fn",
    "pass_fds",
    "start_new_session",
    "process_group",
    "dir_fd",
    "src_dir_fd",
    "dst_dir_fd",
}
"""Arguments of functions of every system that only POSIX takes."""


@functools.cache
def _read_names(module: str, system: str) -> frozenset[str]:
    """Return the names that a module of the standard library has on a system; empty for other modules."""
    base = _STUBS.joinpath(*module.split("."))
    path = base / "__init__.pyi" if base.is_dir() else base.with_suffix(".pyi")
    if not path.is_file():
        return frozenset()
    sys = SimpleNamespace(platform=system, version_info=(3, 11))
    return frozenset(_iter_names(ast.parse(path.read_text("utf-8")).body, sys))


def _iter_names(body: Iterable[ast.stmt], sys: SimpleNamespace) -> Iterator[str]:
    """Yield the names that statements define on a system."""
    for node in body:
        if isinstance(node, ast.If):
            holds = eval(compile(ast.Expression(node.test), "", "eval"), {"sys": sys})
            yield from _iter_names(node.body if holds else node.orelse, sys)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.ImportFrom) and node.module not in _TYPES:
            yield from (alias.asname or alias.name for alias in node.names)


def _is_partial(module: str, name: str = "") -> bool:
    """Return whether some systems have a module, or a name in it, and others do not."""
    found = [_read_names(module, system) for system in _SYSTEMS]
    return len({name in names if name else bool(names) for names in found}) > 1


def _iter_calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and name of each use of what only some systems have."""
    modules = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    for node in ast.walk(tree):
        used: list[tuple[str, str]] = []
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            used = [(modules.get(node.value.id, ""), node.attr)]
        elif isinstance(node, ast.ImportFrom) and node.module:
            used = [(node.module, alias.name) for alias in node.names] + [(node.module, "")]
        elif isinstance(node, ast.Import):
            used = [(alias.name, "") for alias in node.names]
        elif isinstance(node, ast.Call):
            yield from ((node.lineno, key.arg) for key in node.keywords if key.arg in _POSIX_ARGUMENTS)
            match node:
                case ast.Call(
                    func=ast.Name(id="getattr" | "hasattr"),
                    args=[ast.Name(id=module), ast.Constant(value=str() as attribute), *_],
                ):
                    used = [(modules.get(module, ""), attribute)]
        for module, name in used:
            if module and _is_partial(module, name):
                yield getattr(node, "lineno", 0), f"{module}.{name}" if name else module


@pytest.mark.parametrize(
    ("code", "calls"),
    [
        ("import os\nos.fork()", [(2, "os.fork")]),
        ("import os\nos.replace('a', 'b')", []),
        ("import fcntl", [(1, "fcntl")]),
        ("from resource import setrlimit", [(1, "resource.setrlimit"), (1, "resource")]),
        ("import signal\nsignal.SIGKILL", [(2, "signal.SIGKILL")]),
        ("import winreg", [(1, "winreg")]),
        ("import os as system\ngetattr(system, 'O_NOFOLLOW', 0)", [(2, "os.O_NOFOLLOW")]),
        ("import subprocess\nsubprocess.run([], start_new_session=True)", [(2, "start_new_session")]),
    ],
)
def test_the_rule_finds_what_only_some_systems_have(code: str, calls: list[tuple[int, str]]) -> None:
    assert list(_iter_calls(ast.parse(code))) == calls


def test_three_modules_have_the_calls_that_only_some_systems_know() -> None:
    found = {
        f"{path.relative_to(_PACKAGE)}:{line}: {name}"
        for path in _MODULES
        if path not in _GUARDED
        for line, name in _iter_calls(parse_module(path))
    }
    assert found == set()
    assert all(list(_iter_calls(parse_module(path))) for path in _GUARDED)


def _iter_text_files(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield each place that opens a text without its encoding, or writes one without its line ends."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        given = {key.arg: key.value for key in node.keywords}
        if name == "write_text":
            modes, has_encoding = "w", "encoding" in given or len(node.args) > 1
        elif name == "read_text":
            modes, has_encoding = "r", "encoding" in given or bool(node.args)
        elif name == "open" and (isinstance(node.func, ast.Name) or not node.args or _find_mode(node.args[:1])):
            is_function = isinstance(node.func, ast.Name)
            mode = given.get("mode") or (node.args[int(is_function)] if len(node.args) > int(is_function) else None)
            modes = str(mode.value) if isinstance(mode, ast.Constant) else "r"
            has_encoding = "encoding" in given or "b" in modes
        else:
            continue
        if not has_encoding:
            yield node.lineno, f"{name} without encoding"
        if set(modes) & set("wax") and "b" not in modes and "newline" not in given:
            yield node.lineno, f"{name} without newline"


def _find_mode(arguments: list[ast.expr]) -> bool:
    """Return whether the first argument is a mode, as that of `Path.open` is."""
    return all(isinstance(argument, ast.Constant) and str(argument.value)[:1] in "rwax" for argument in arguments)


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("open('a')", 1),
        ("open('a', 'w', encoding='utf-8')", 1),
        ("open('a', 'wb')", 0),
        ("path.open('x', encoding='utf-8', newline='')", 0),
        ("path.write_text('a', 'utf-8')", 1),
        ("path.read_text()", 1),
        ("opener.open(request, timeout=1)", 0),
    ],
)
def test_the_rule_finds_texts_that_depend_on_the_system(code: str, count: int) -> None:
    assert len(list(_iter_text_files(ast.parse(code)))) == count


def test_texts_are_read_and_written_alike_on_all_systems() -> None:
    found = {
        f"{path.relative_to(_PACKAGE)}:{line}: {what}"
        for path in _MODULES
        for line, what in _iter_text_files(parse_module(path))
    }
    assert found == set()
