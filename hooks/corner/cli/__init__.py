"""The command `corner`: one module per command, loaded when the command runs. Only this package prints."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from corner.cli.click_texts import click_localized
from corner.cli.command_list import COMMANDS
from corner.cli.help_texts import localize_command
from corner.cli.language import create_option, find_language, find_tag, say
from corner.cli.process import ProcessEnd
from corner.diagnostics.message import Message
from corner.diagnostics.system_errors import explain_system_error
from corner.i18n.editor_language import EditorLanguage, choose_language


class _Commands(click.Group):
    """The commands, each loaded when it is called: to load all takes longer than most of them run."""

    def main(self, args: Sequence[str] | None = None, *others: Any, **settings: Any) -> Any:
        """Run the command that the arguments name, in the language that they or the environment name."""
        _escape_unknown_characters()
        # pydantic looks for plugins in all packages that are installed, and we ask for none.
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        language = choose_language(find_tag(sys.argv[1:] if args is None else list(args)))
        with click_localized(language):
            return click.Group.main(
                localize_command(self, language, with_option=False), args, *others, obj=language, **settings
            )

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; print one line about a file that cannot be read or written."""
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            vars(error)["message"] = say(error.message)  # click types it as final
            raise
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # the reader of the pipe has closed it, which click handles
            print(say(_explain_failure(error)), file=sys.stderr)
            ctx.exit(2)
        except (Exception, SystemExit) as error:
            from corner.content.own_code import explain_own_code

            if (message := explain_own_code(error)) is None:
                raise
            print(say(message), file=sys.stderr)
            ctx.exit(2)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first argument names; suggest the nearest one where none has its name."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from corner.diagnostics.suggestions import suggest

            ctx.fail(Message("no command '{name}'{suggestion}", name=args[0], suggestion=suggest(args[0], COMMANDS)))
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's own signature
        return sorted(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without loading one."""
        language = find_language() or EditorLanguage()
        listed = {
            name: localize_command(click.Command(name, help=entry.summary), language)
            for name, entry in COMMANDS.items()
        }
        click.Group(commands=listed).format_commands(ctx, formatter)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- as above
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"corner.cli.{COMMANDS[cmd_name].module}").command
        return localize_command(command, find_language() or EditorLanguage())


def _escape_unknown_characters() -> None:
    """Let a console or pipe that is not in UTF-8, as on Windows, show an escape for a character that it lacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _explain_failure(error: OSError) -> Message:
    """Return the message about a file that cannot be read or written."""
    if not error.filename:
        return Message(
            "expected to be able to read and write files, found: {reason}", reason=explain_system_error(error)
        )
    return Message(
        "{path}: expected to be able to read and write files, found: {reason}",
        path=os.fsdecode(error.filename),
        reason=explain_system_error(error),
    )


@click.group(cls=_Commands, params=[create_option()])
@click.version_option(package_name="co-operation-corner", prog_name="corner")
def main() -> None:
    """Check and look after a co-operation corner."""


def run() -> None:
    """Run `corner` as a process of its own."""
    end = ProcessEnd()
    try:
        main()
    except SystemExit as error:
        end.status = error.code
        raise
