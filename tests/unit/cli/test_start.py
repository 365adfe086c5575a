"""A command starts at once: it loads no more than it needs."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib import import_module

import click
import pytest

from corner.cli import main
from corner.cli.command_list import COMMANDS
from corner.i18n.editor_language import EditorLanguage

HEAVY = {
    "PIL",
    "asyncio",
    "babel",
    "comrak",
    "jinja2",
    "logging",
    "lxml",
    "msgspec",
    "pydantic",
    "rapidfuzz",
    "ssl",
    "yaml",
}
"""Packages that take long to load."""
_LOADED = """
import sys
from corner.cli import main
try:
    main(sys.argv[1:])
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""


def _list_loaded(*arguments: str) -> set[str]:
    """Return the modules that a command has loaded at its end."""
    done = subprocess.run([sys.executable, "-c", _LOADED, *arguments], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_the_list_of_commands_loads_none_of_them(language: str) -> None:
    loaded = _list_loaded("--help", "--lang", language)
    assert loaded & HEAVY == set()
    assert sorted(name for name in loaded if name.startswith(("corner.cli.", "corner.site"))) == [
        "corner.cli.click_texts",
        "corner.cli.command_list",
        "corner.cli.help_texts",
        "corner.cli.language",
        "corner.cli.process",
        "corner.cli.state_names",
    ]


def test_the_help_of_a_command_loads_none_of_what_the_command_needs() -> None:
    modules = [f"corner.cli.{entry.module}" for entry in COMMANDS.values()]
    code = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    # `build` and `serve` log, and name the folder of caches.
    assert set(done.stdout.split()) & HEAVY - {"logging", "msgspec"} == set()


def test_no_command_looks_for_plugins_of_pydantic() -> None:
    code = "import atexit, os; atexit.register(lambda: print(os.environ['PYDANTIC_DISABLE_PLUGINS']))"
    code = f"{code}; from corner.cli import main; main(['--version'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "__all__"


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_are_listed_with_the_first_sentence_of_their_help(name: str) -> None:
    command = import_module(f"corner.cli.{COMMANDS[name].module}").command
    assert command.name == name
    assert command.get_short_help_str(1000) == COMMANDS[name].summary
    for tag in ("en", "zh-Hant"):
        context = click.Context(main, obj=EditorLanguage(tag))
        with context:
            localized = main.get_command(context, name)
        assert localized is not None
        summary = EditorLanguage(tag).say(COMMANDS[name].summary)
        assert inspect.cleandoc(localized.help or "").replace("\n", " ").startswith(summary)
