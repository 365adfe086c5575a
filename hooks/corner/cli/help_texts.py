"""The help of commands and options in the editor's language."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from copy import copy
from typing import TypeVar

import click

from corner.cli.language import create_option, find_language
from corner.cli.state_names import measure_width
from corner.diagnostics.message import Message
from corner.i18n.editor_language import ENGLISH, EditorLanguage

_Command = TypeVar("_Command", bound=click.Command)
_PIECE = re.compile(r"[\x21-\x7e]+[，。；：、」）！？]*|\s+|[^\s\x21-\x7e][，。；：、」）！？]*|.")
"""What a line of Chinese text is cut into: words of Latin letters, spaces, and characters with the punctuation behind them."""
_PLACEHOLDERS = {message.template: message for message in (Message("[OPTIONS]"), Message("COMMAND [ARGS]..."))}
"""What click writes in usages for the arguments that follow."""
_SENTENCE = re.compile("[。\n]")


class WideHelpFormatter(click.HelpFormatter):
    """Writes help in a language whose characters take two columns, and which has no spaces between words."""

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        indent = " " * self.current_indent
        for number, paragraph in enumerate(text.split("\n\n")):
            self.write("\n" if number else "")
            for line in _wrap(paragraph, self.width - self.current_indent):
                self.write(f"{indent}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write a list of options or commands with what they mean."""
        terms = list(rows)
        first = min(max(measure_width(term) for term, _ in terms), col_max) + col_spacing
        for term, text in terms:
            lines = list(_wrap(text, max(self.width - first - self.current_indent, 10)))
            start = f"{'':{self.current_indent}}{term}"
            if lines and measure_width(term) <= first - col_spacing:
                start += " " * (first - measure_width(term)) + lines.pop(0)
            self.write(f"{start}\n")
            for line in lines:
                self.write(f"{'':{self.current_indent + first}}{line}\n")

    def write_heading(self, heading: str) -> None:
        """Write a heading, with the colon of the language."""
        self.write(f"{'':{self.current_indent}}{heading}：\n")


class LocalizedContext(click.Context):
    """The context of a command whose help may be in another language."""

    def make_formatter(self) -> click.HelpFormatter:
        """Return what writes the help."""
        language = find_language()
        if language is None or language.tag == ENGLISH:
            return super().make_formatter()
        return WideHelpFormatter(width=self.terminal_width, max_width=self.max_content_width)


def localize_command(command: _Command, language: EditorLanguage, *, with_option: bool = True) -> _Command:
    """Return a command with its help and that of its options in a language.

    Args:
        command: the command, which is not changed.
        language: the editor's language.
        with_option: whether it has the option `--lang` besides its own ones.
    """
    localized = copy(command)
    localized.context_class = LocalizedContext
    localized.params = [*command.params, *([create_option()] if with_option else [])]
    if language.tag != ENGLISH:
        localized.options_metavar = _say_placeholder(command.options_metavar or "", language)
        if isinstance(localized, click.Group):
            localized.subcommand_metavar = _say_placeholder(localized.subcommand_metavar or "", language)
        localized.params = [_localize_parameter(parameter, language) for parameter in localized.params]
        localized.help = language.find(inspect.cleandoc(command.help or ""), "", 1)
        localized.short_help = _SENTENCE.split(localized.help)[0]
    return localized


def _localize_parameter(parameter: click.Parameter, language: EditorLanguage) -> click.Parameter:
    if not isinstance(parameter, click.Option) or not parameter.help:
        return parameter
    localized = copy(parameter)
    localized.help = language.find(parameter.help, "", 1)
    if isinstance(parameter.type, click.types.IntParamType):  # also of a range
        localized.metavar = language.say(parameter.metavar or Message("NUMBER"))
    elif isinstance(parameter.type, click.types.StringParamType) and not parameter.is_flag:
        localized.metavar = language.say(parameter.metavar or Message("TEXT"))
    return localized


def _say_placeholder(placeholder: str, language: EditorLanguage) -> str:
    """Return what stands for arguments in the usage of a command, in a language."""
    return language.say(_PLACEHOLDERS[placeholder]) if placeholder in _PLACEHOLDERS else placeholder


def _wrap(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a paragraph."""
    line = ""
    for piece in _PIECE.findall(" ".join(text.split())):
        if line and measure_width(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    if line:
        yield line
