"""`corner new`: write the files of a new release."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from corner.cli.language import find_reader
from corner.cli.options import NOW, ROOT
from corner.diagnostics.message import Message


@click.command("new")
@click.option("--title", help="The headline, in the original's language.")
@click.option("--type", "kind", metavar="KEY", help="The kind of news, a key of news/types.yml.")
@click.option("--topics", multiple=True, metavar="KEYS", help="Keys of topics, separated by commas.")
@click.option("--bodies", multiple=True, metavar="KEYS", help="Keys of bodies, separated by commas.")
@click.option(
    "--languages", help="Languages such as en,zh-Hant, the original's first; by default all languages of the site."
)
@click.option("--date", "issued", help="Day of issue, such as 2021-09-24; today by default.")
@click.option("--slug", help="The name in the address; by default made from an English title.")
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

    The command asks for facts that no option gives. It never overwrites a file.
    Exit status: 0 written, 1 problems in the news, 2 cannot run.
    """
    from corner.authoring.new_release import NewRelease, NewReleaseError
    from corner.cli import prompts

    context = prompts.open_draft(root)
    is_interactive = not (title and kind and topics)
    day = prompts.format_today(context, now)
    try:
        # What is wrong in an option is said before the first question, not after the last.
        locales = prompts.ask_languages(context, languages)
        for vocabulary, keys in (("topics", topics), ("bodies", bodies)):
            if keys:
                prompts.ask_keys(context, vocabulary, keys, required=False)
        if kind:
            prompts.ask_type(context, kind)
        if issued:
            prompts.ask_moment(context, issued)
        if is_interactive and languages is None:
            locales = prompts.ask_order_of_languages(context, locales)
        title = title or prompts.ask(Message("Title"), str)
        kind = prompts.ask_type(context, kind)
        topic_keys = prompts.ask_keys(context, "topics", topics, required=True)
        body_keys = prompts.ask_keys(context, "bodies", bodies, required=False) if is_interactive or bodies else ()
        if is_interactive and issued is None:
            first, moment = prompts.ask(
                Message("Day of issue"), lambda answer: prompts.ask_moment(context, answer), day
            )
        else:
            first, moment = prompts.ask_moment(context, issued or day)
        draft = NewRelease(
            slug=prompts.ask_name(title or "", slug),
            locales=locales,
            title=title or "",
            kind=kind,
            types=prompts.describe_types(context, find_reader() or locales[0]),
            editor=find_reader(),
            day=first,
            moment=moment,
            topics=topic_keys,
            bodies=body_keys,
        )
        prompts.write_files(context, draft, now, asks=is_interactive)
    except NewReleaseError as error:
        raise click.UsageError(str(error)) from None
