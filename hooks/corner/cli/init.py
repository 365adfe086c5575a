"""`corner init`: write a new corner into a folder."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corner.authoring.starter.hosts import HOSTS
from corner.cli.language import say
from corner.cli.options import NOW
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.storage.scratch import make_scratch_folder
from corner.storage.versions import read_own_version

if TYPE_CHECKING:
    from corner.authoring.starter.answers import CornerAnswers


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--languages", help="Languages such as en,zh-Hant, that of the front page first.")
@click.option(
    "--name", "names", help="The name of the site in each language, such as 'Fisheries Corner|Fiskerihjørnet'."
)
@click.option("--address", help="The address that the site is published at.")
@click.option(
    "--topic", "topics", multiple=True, metavar="KEY=NAMES", help="A topic: its key, and its name in each language."
)
@click.option(
    "--body", "bodies", multiple=True, metavar="KEY=NAMES", help="An authority or organisation, in the same form."
)
@click.option("--time-zone", help="The zone of dates that name none, such as Europe/Copenhagen.")
@click.option("--converted", help="Editions that a program makes: zh-Hans from zh-Hant, or none.")
@click.option("--contact", help="An e-mail or web address for reports of problems with the site.")
@click.option("--host", help=f"Where the repository is: {', '.join(HOSTS)}. It decides on the pipelines.")
@click.option("--yes", is_flag=True, help="Ask nothing: take defaults for what no option gives, and print them.")
@NOW
def command(
    folder: Path,
    now: datetime,
    languages: str | None,
    names: str | None,
    address: str | None,
    topics: tuple[str, ...],
    bodies: tuple[str, ...],
    time_zone: str | None,
    converted: str | None,
    contact: str | None,
    host: str | None,
    *,
    yes: bool,
) -> None:
    """Write a new corner into FOLDER, which builds at once: settings, pages, names, a first release and pipelines.

    The command asks for what no option gives. It writes nothing into a folder that holds anything else.
    Exit status: 0 written, 2 cannot run.
    """
    from corner.authoring.new_release import NewReleaseError
    from corner.authoring.starter import writer
    from corner.cli.init_questions import CornerInterview, GivenAnswers

    given = GivenAnswers(
        languages=languages,
        names=names,
        address=address,
        topics=topics,
        bodies=bodies,
        time_zone=time_zone,
        converted=converted,
        contact=contact,
        host=host,
    )
    try:
        writer.check_folder(folder)
        interview = CornerInterview(given, is_interactive=not yes and is_attended())
        answers = interview.ask_all(now, read_own_version())
        files, problems = _prepare_files(answers, now)
        writer.write_files(folder, files)
    except NewReleaseError as error:
        raise click.UsageError(str(error)) from None
    _print_result(folder, files, problems)


def is_attended() -> bool:
    """Return whether somebody can answer at a terminal."""
    return sys.stdin.isatty()


def _prepare_files(answers: CornerAnswers, now: datetime) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return all files of the corner, and the problems that a check of them finds.

    Raises:
        AnswerError: the answers give a corner that cannot be built.
    """
    from corner.authoring import json_schema, schema_files
    from corner.authoring.starter import files as starter_files
    from corner.authoring.starter import writer
    from corner.authoring.starter.answers import AnswerError
    from corner.site import load

    files = starter_files.render_files(answers)
    with make_scratch_folder() as folder:
        writer.write_files(folder, files)
        loaded = load.load(folder, now)
        if loaded.catalogue is None or loaded.settings is None or loaded.checked is None:
            raise AnswerError(
                Message(
                    "expected answers that give a site without mistakes, found: {problem}",
                    problem=say(_find_error(loaded.problems)),
                )
            )
    schemas = json_schema.build_schemas(
        loaded.content_types, loaded.catalogue.taxonomies, loaded.settings, list(loaded.checked.contents.values())
    )
    return files | schema_files.render_schema_files(loaded.content_types, schemas), loaded.problems


def _find_error(problems: Iterable[Problem]) -> Problem:
    """Return the first problem that stops a build."""
    return next(problem for problem in problems if problem.severity is Severity.ERROR)


def _print_result(folder: Path, files: dict[str, str], problems: tuple[Problem, ...]) -> None:
    """Print what was written, what is still to be done, and how to go on."""
    from corner.i18n.messages import list_missing

    for problem in problems:
        if problem.code != "missing-words":
            print(say(problem))
    for path in dict.fromkeys(problem.path for problem in problems if problem.code == "missing-words"):
        missing = Message(
            "{path}: {count} words of the pages are to be translated; `corner check` names those that are missing.",
            path=path,
            count=len(list_missing(Path(path).stem)),
        )
        print(say(missing))
    print(
        say(Message("Wrote {count} files into {folder}. README.md says how to go on.", count=len(files), folder=folder))
    )
    # What is still to be translated is a warning, on which a strict build stops.
    build = "corner build" if problems else "corner build --strict"
    print(say(Message("Next: cd {folder} && {command}", folder=folder, command=build)), file=sys.stderr)
