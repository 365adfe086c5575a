"""`corner verify`: check that a published site is as it was signed."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corner.cli.language import say
from corner.cli.state_names import say_state
from corner.content import urls
from corner.deploy.errors import DeployError, ProofError
from corner.diagnostics.message import Message
from corner.diagnostics.problem import make_printable

if TYPE_CHECKING:
    from corner.deploy.verify import FileState, FileVerdict, SignedManifest, SiteSource

_MOST = 50
"""The most files of one state that are listed."""
_FILE = click.Path(path_type=Path)


@click.command("verify")
@click.argument("target", metavar="URL-OR-FOLDER")
@click.option("--key", type=_FILE, help="A file with the public key of the corner.")
@click.option("--allowed-signers", type=_FILE, help="A file with several keys, as OpenSSH has it.")
@click.option("--path", "paths", multiple=True, help="Check only this page or file; may be given several times.")
@click.option("--all", "everything", is_flag=True, help="Check style sheets, scripts and the search index, too.")
@click.option("--since", metavar="DATE", help="Accept no site that was signed before this day or moment.")
def command(
    target: str,
    key: Path | None,
    allowed_signers: Path | None,
    paths: tuple[str, ...],
    since: str | None,
    *,
    everything: bool,
) -> None:
    """Check which pages, feeds and downloads of a site are as they were signed.

    Take the key from where you trust it, not from the site itself.

    Exit status: 0 as signed, 1 not as signed, 2 cannot be checked.
    """
    from corner.deploy.signature import read_signers
    from corner.deploy.verify import FolderReader, find_path, open_source, read_signed

    try:
        source = open_source(target)
        signed = read_signed(source, read_signers(key, allowed_signers))
        _check_moment(signed, since)
        signer = signed.signer
        print(
            make_printable(
                say(
                    Message(
                        "{site}: {origin}, signed by {name} with {key}.",
                        site=source.name,
                        origin=signed.manifest.origin,
                        name=signer.name,
                        key=signer.key,
                    )
                )
            )
        )
        if not isinstance(source, FolderReader) and not source.name.startswith(signed.manifest.site):
            print(
                make_printable(
                    say(
                        Message(
                            "This was signed for {site}, and not for {name}.",
                            site=signed.manifest.site,
                            name=source.name,
                        )
                    )
                )
            )
        sys.exit(_report(source, signed, tuple(map(find_path, paths)), everything=everything))
    except ProofError as error:
        print(make_printable(say(str(error))), file=sys.stderr)
        sys.exit(1)
    except DeployError as error:
        print(make_printable(say(str(error))), file=sys.stderr)
        sys.exit(2)


def _check_moment(signed: SignedManifest, since: str | None) -> None:
    """Refuse an old site that somebody shows once more.

    Raises:
        ProofError: it was signed before `since`.
        DeployError: one of the two is no moment.
    """
    if since is None:
        return
    least, moment = _read_moment(since), _read_moment(signed.manifest.moment)
    if least is None:
        raise DeployError(Message("--since: expected a day such as 2026-11-29, found '{since}'", since=since))
    if moment is None:
        raise DeployError(
            Message("expected the moment of a signed site, found '{moment}'", moment=signed.manifest.moment)
        )
    if moment < least:
        raise ProofError(
            Message(
                "expected a site that was signed since {since}, found {origin}",
                since=since,
                origin=signed.manifest.origin,
            )
        )


def _read_moment(text: str) -> datetime | None:
    """Return a moment, in UTC if it names no zone; `None` if it is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _report(source: SiteSource, signed: SignedManifest, paths: tuple[str, ...], *, everything: bool) -> int:
    """Print what became of the files; return the exit status."""
    from corner.deploy.verify import FileState, FolderReader, iter_verdicts

    counts: Counter[FileState] = Counter()
    verdicts = list(iter_verdicts(source, signed.manifest, paths, everything=everything))
    if isinstance(source, FolderReader) and not paths:
        verdicts += source.iter_unsigned(signed.manifest)
    for verdict in verdicts:
        counts[verdict.state] += 1
        if (verdict.state is not FileState.SAME or paths) and counts[verdict.state] <= _MOST:
            print(_format_verdict(verdict))
    for state, count in counts.items():
        if state is not FileState.SAME and count > _MOST:
            print(say(Message("{state}: … and {count:,} more", state=say_state(state), count=count - _MOST)))
    wrong = len(verdicts) - counts[FileState.SAME]
    print(
        say(
            Message(
                "{same:,} of {count:,} files are as they were signed.", same=counts[FileState.SAME], count=len(verdicts)
            )
        )
    )
    if wrong and not isinstance(source, FolderReader) and _is_uploading(source):
        print(say(Message("An upload is under way or did not end: check again later.")))
    if not wrong:
        return 0
    return 2 if counts[FileState.UNREADABLE] == wrong else 1


def _format_verdict(verdict: FileVerdict) -> str:
    path = verdict.path if verdict.path.isprintable() else ascii(verdict.path)
    state = say_state(verdict.state)
    return make_printable(f"{state}: {path} ({say(verdict.reason)})" if verdict.reason else f"{state}: {path}")


def _is_uploading(source: SiteSource) -> bool:
    from corner.deploy.web_reader import UnreachableError

    try:
        return b'"token"' in source.read(urls.UPLOAD, 1 << 20)
    except UnreachableError:
        return False
