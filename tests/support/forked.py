"""Commands in processes of their own that need not import everything: forked from one process that has imported it."""

from __future__ import annotations

import contextlib
import functools
import importlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing import forkserver, get_context
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
HOOKS = ROOT / "hooks"
COMMANDS = {
    "corner": ("corner.cli", "main"),
    "mkdocs": ("mkdocs.__main__", "cli"),
}
"""The module and the function of each console script that can be run."""
_OWN = {str(HOOKS), str(ROOT), ""}
"""What the process is started with, to find this module."""
HASH_SEED = "1"
"""What makes the order of sets the same in all of these processes, and in each run of the tests."""


def run(
    command: Sequence[str],
    root: Path,
    environment: Mapping[str, str],
    hooks: Path,
    limit: float,
    *,
    errors: bool = True,
) -> tuple[int, str]:
    """Run a console script as its own process would.

    Args:
        command: the name of the script, or a module and its function as in `tests.support.without_mkdocs:main`, and
            its arguments.
        root: the folder to run it in.
        environment: all variables of the environment. Of those that Python reads when it starts, only `PYTHONPATH` counts.
        hooks: the folder that `corner` is imported from.
        limit: seconds after which it is killed.
        errors: whether the output holds what it writes to standard error.

    Returns:
        The exit code, or the number of the signal that ended it below zero, and the output.

    Raises:
        TimeoutError: it took longer than `limit`.
    """
    with tempfile.NamedTemporaryFile() as output:
        with running(command, root, environment, hooks, Path(output.name), errors=errors) as process:
            process.join(limit)
            if process.exitcode is None:
                raise TimeoutError(f"{command} took longer than {limit} s")
            code = process.exitcode
        return code, output.read().decode(errors="backslashreplace")


@contextmanager
def running(
    command: Sequence[str],
    root: Path,
    environment: Mapping[str, str],
    hooks: Path,
    output: Path,
    *,
    errors: bool = True,
) -> Iterator[BaseProcess]:
    """Start a console script, give its process, and kill it at the end; arguments are those of `run`.

    It writes to `output`, a file or named pipe that is there.
    """
    arguments = (list(command), root, dict(environment), hooks, output, errors)
    # A process that is no daemon may have children.
    process = start_server().Process(target=_run, args=arguments, daemon=False)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()
        process.close()


@functools.cache
def start_server() -> ForkServerContext:
    """Start the process from which all others are forked, if it does not run yet."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.support.preloaded"])
    path = f"{HOOKS}{os.pathsep}{ROOT}"
    variables = {"PYTHONPATH": path, "PYTHONHASHSEED": HASH_SEED, "NO_MKDOCS_2_WARNING": "1"}
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        forkserver.ensure_running()
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
    return context


def _run(
    command: list[str],
    root: Path,
    environment: dict[str, str],
    hooks: Path,
    output: Path,
    errors: bool,  # noqa: FBT001 -- as above
) -> None:
    """Become the command, in a process that was just forked."""
    redirect(output, errors=errors)
    forget_tests()
    call(command, root, environment, hooks)


def redirect(output: Path, *, errors: bool = True) -> None:
    """Write what this process prints to the end of a file, with or without its errors."""
    file = os.open(output, os.O_WRONLY | os.O_APPEND)
    os.dup2(file, 1)
    os.dup2(file if errors else os.open(os.devnull, os.O_WRONLY), 2)
    os.close(file)
    # Those of before take a pipe for a file.
    sys.stdout, sys.stderr = (
        os.fdopen(number, "w", 1, stream.encoding, stream.errors, closefd=False)
        for number, stream in enumerate((sys.stdout, sys.stderr), 1)
    )


def forget_tests() -> None:
    """Leave nothing of the tests that a command, or a process that it starts, might load."""
    sys.path[:] = [path for path in sys.path if path not in _OWN]
    # A process that the command starts would run the main module of the tests.
    sys.modules["__main__"] = ModuleType("__main__")


def call(command: list[str], root: Path, environment: Mapping[str, str], hooks: Path) -> None:
    """Call the function of a command, as its script does."""
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    tempfile.tempdir = None
    os.chdir(root)
    before = [*sys.path]
    given = environment.get("PYTHONPATH", "").split(os.pathsep)
    further = [path for path in given if path not in {*_OWN, str(hooks)}]
    sys.path[:0] = [str(hooks), *further]
    if further:
        # MkDocs looks for plugins that are installed when it is imported.
        _forget("mkdocs", "mkdocs_static_i18n", "material", "corner")
    elif hooks.resolve() != HOOKS.resolve():
        _forget("corner")
    importlib.invalidate_caches()
    sys.argv = command
    # A preview that could show nothing starts itself by this.
    sys.orig_argv = [sys.executable, str(Path(sys.executable).with_name(command[0])), *command[1:]]
    module, function = COMMANDS.get(command[0]) or command[0].split(":")
    try:
        getattr(importlib.import_module(module), function)(command[1:], prog_name=command[0])
    finally:
        sys.path[:] = before
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(ValueError):
                stream.flush()


def _forget(*packages: str) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] in packages]:
        del sys.modules[name]
