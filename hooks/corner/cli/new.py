"""`corner new`: the files of a new release."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from corner.authoring.new_release import NewRelease, NewReleaseError
from corner.cli import prompts
from corner.cli.options import NOW, ROOT


@click.command("new")
@click.option("--title", help="The headline, in the original's language.")
@click.option("--type", "kind", type=click.Choice(prompts.TYPES), help="The kind of news.")
@click.option("--topics", multiple=True, metavar="KEYS", help="Keys of topics, with commas between them.")
@click.option("--bodies", multiple=True, metavar="KEYS", help="Keys of bodies, with commas between them.")
@click.option("--languages", help="Such as en,zh-Hant: the original's first; all of the site by default.")
@click.option("--date", "issued", help="Day of issue, such as 2021-09-24; today by default.")
@click.option("--slug", help="The name in the address; made from an English title by default.")
@NOW
@ROOT
def command(
    root: Path,
    now: datetime,
    title: str | None,
    kind: str | None,
    topics: tuple[str, ...],
    bodies: tuple[str, ...],
    languages: str | None,
    issued: str | None,
    slug: str | None,
) -> None:
    """Write the files of a new release as a draft, with comments that explain each field.

    What is needed and not told by an option is asked for. No file is ever overwritten.
    Exit status: 0 written, 1 problems in the news, 2 cannot run.
    """
    desk = prompts.open_draft(root)
    asked = not (title and kind and topics)
    day = prompts.format_today(desk, now)
    try:
        locales = prompts.ask_languages(desk, languages)
        if asked and languages is None:
            locales = prompts.ask(
                "Languages, the original's first", lambda told: prompts.ask_languages(desk, told), ",".join(locales)
            )
        title = title or prompts.ask("Title", str)
        kind = kind or prompts.ask_choice("Type", prompts.TYPES)
        picked = prompts.ask_keys(desk, "topics", "topic", topics, needed=True)
        named = prompts.ask_keys(desk, "bodies", "body", bodies, needed=False) if asked or bodies else ()
        if asked and issued is None:
            first, moment = prompts.ask("Day of issue", lambda told: prompts.ask_moment(desk, told), day)
        else:
            first, moment = prompts.ask_moment(desk, issued or day)
        draft = NewRelease(
            slug=prompts.ask_name(title or "", slug),
            locales=locales,
            title=title or "",
            kind=kind or "",
            day=first,
            moment=moment,
            topics=picked,
            bodies=named,
        )
        prompts.write_files(desk, draft, now)
    except NewReleaseError as error:
        raise click.UsageError(str(error)) from None
