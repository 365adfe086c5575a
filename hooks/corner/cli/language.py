"""The language in which the command speaks to editors."""

from __future__ import annotations

from collections.abc import Sequence

import click

from corner.diagnostics.problem import Problem
from corner.i18n.editor_language import ENGLISH, EditorLanguage

_NAME = "--lang"


def create_option() -> click.Option:
    """Return the option `--lang`, which the group and each command have; `find_tag` reads it."""
    help_text = "The language of messages, en or zh-Hant; that of CORNER_LANG or of the system by default."
    return click.Option([_NAME], metavar="TAG", expose_value=False, help=help_text)


def find_tag(arguments: Sequence[str]) -> str | None:
    """Return the value of the last `--lang`: what click says of other arguments is said in that language, too."""
    tag = None
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == _NAME and position + 1 < len(arguments):
            tag = arguments[position + 1]
        elif argument.startswith(f"{_NAME}="):
            tag = argument.partition("=")[2]
    return tag


def say(message: str | Problem) -> str:
    """Return a message, or the line of a problem, in the language of this run."""
    language = find_language()
    return language.say(message) if language else str(message)


def find_language() -> EditorLanguage | None:
    """Return the language of this run; `None` outside of a command."""
    context = click.get_current_context(silent=True)
    language = context.find_root().obj if context else None
    return language if isinstance(language, EditorLanguage) else None


def find_reader() -> str:
    """Return the language for the comments in new files; empty for those who read English, as each file has its own then."""
    language = find_language()
    return language.tag if language and language.tag != ENGLISH else ""
