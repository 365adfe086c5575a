"""`corner publish`: publish the built site to a folder of a server or to object storage."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from corner.build.state import LOCK_FILE
from corner.cli.language import say
from corner.cli.options import NOW, ROOT
from corner.deploy.destination import check_folder, parse_remote
from corner.deploy.errors import DeployError, ProofError
from corner.diagnostics.message import Message
from corner.sources import git
from corner.storage.cache import CACHE_FOLDER
from corner.storage.lock import acquire_lock

if TYPE_CHECKING:
    from corner.content.settings import Settings
    from corner.deploy.release import Origin, Sign
    from corner.deploy.server_folder import FolderReport, ServerFolder

_NEWEST = "newest"
"""What stands for the newest release before the one that is served."""


@click.command("publish")
@click.argument("destination", metavar="DEST", required=False)
@click.option("--keep", type=click.IntRange(1, 1000), default=5, show_default=True, help="Releases that stay.")
@click.option(
    "--rollback",
    metavar="[NUMBER]",
    is_flag=False,
    flag_value=_NEWEST,
    help="Serve an earlier release: this one, or the newest one before.",
)
@click.option(
    "--sign",
    "key",
    type=click.Path(path_type=Path),
    metavar="KEY",
    help="Sign with this key of OpenSSH, or its .pub file.",
)
@click.option("--dry-run", is_flag=True, help="Print what would be published, and write nothing.")
@NOW
@ROOT
def command(
    destination: str | None,
    root: Path,
    now: datetime,
    keep: int,
    rollback: str | None,
    key: Path | None,
    *,
    dry_run: bool,
) -> None:
    """Publish the built site/ to DEST: a folder of a server, REMOTE:PATH as rclone has it, or s3://BUCKET/PATH.

    A folder has each release in releases/NUMBER, and the link `current` leads to the one that is served. It is
    switched in one step, when all files are there. Nothing is built: run `corner build --strict` before.

    Exit status: 0 done, 1 not published, 2 cannot run.
    """
    from corner.deploy.server_folder import ServerFolder

    if destination is None and rollback != _NEWEST:
        # An option whose value may be left out takes the next word.
        destination, rollback = rollback, _NEWEST
    if destination is None:
        raise click.UsageError(Message("expected DEST, the folder or remote to publish to, found none"))
    if rollback is not None and dry_run:
        raise click.UsageError(Message("expected --rollback or --dry-run, found both"))
    try:
        remote, folder = parse_remote(destination), ServerFolder(Path(destination))
        if remote is None:
            check_folder(folder.folder, root, root / "site")
        if rollback is not None:
            _roll_back(folder, remote, rollback)
            return
        settings = _read_settings(root)
        _check_site(root, settings.host.site_dir)
        moment = now if now.tzinfo else now.replace(tzinfo=settings.time_zone)
        job = _Job(root, settings, moment, keep, _choose_signer(root, settings, key, is_trial=dry_run), dry_run)
        if remote is None:
            _publish_folder(folder, job)
        else:
            _upload(remote, job)
    except DeployError as error:
        print(say(str(error)), file=sys.stderr)
        sys.exit(1)


def _check_site(root: Path, name: str) -> None:
    """Refuse another folder than `site/`: what is in that one would be published, from whichever build.

    Raises:
        DeployError: the site is built elsewhere.
    """
    if (root / name).resolve() != (root / "site").resolve():
        raise DeployError(
            Message("mkdocs.yml: site_dir: expected site, from which this command publishes, found '{name}'", name=name)
        )


class _Job(NamedTuple):
    """What to publish, and how."""

    root: Path
    settings: Settings
    now: datetime
    keep: int
    sign: Sign | None
    is_trial: bool

    @property
    def site(self) -> Path:
        """The built site."""
        return self.root / "site"

    def read_origin(self) -> Origin:
        """Return where the files come from."""
        from corner.deploy.release import Origin

        moment = self.now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        commit = git.resolve_commit(self.root, "HEAD") or ""
        return Origin(self.settings.site_url, moment, commit, bool(commit) and git.is_changed(self.root))


def _choose_signer(root: Path, settings: Settings, key: Path | None, *, is_trial: bool) -> Sign | None:
    """Return what signs a manifest.

    Raises:
        DeployError: the key cannot be used, or the settings promise a signature and there is no key.
    """
    from corner.deploy.signature import check_key

    if key is None:
        if settings.signing:
            raise DeployError(
                Message("--sign: expected a key, because extra.corner.signing in mkdocs.yml promises a signed site")
            )
        return None
    check_key(key, root)
    return (lambda _: b"") if is_trial else partial(_sign, key, settings)


def _sign(key: Path, settings: Settings, data: bytes) -> bytes:
    """Return the signature of a manifest, by a key that readers know."""
    from corner.content.signing import format_signers
    from corner.deploy.signature import check_signature, sign

    signature = sign(data, key)
    if settings.signing:
        try:
            check_signature(data, signature, format_signers("corner", settings.signing.keys))
        except ProofError as error:
            raise DeployError(
                Message(
                    "{key}: expected a key that extra.corner.signing.keys in mkdocs.yml has, found another: {reason}",
                    key=key,
                    reason=error,
                )
            ) from None
    return signature


def _publish_folder(folder: ServerFolder, job: _Job) -> None:
    """Publish in a folder of this machine."""
    from corner.deploy.site_files import check_age, read_site

    with _lock_checkout(job.root):
        check_age(job.root, job.site, job.now)
        files, origin = read_site(job.site), job.read_origin()
        if job.is_trial:
            release, _ = folder.plan(files, origin, job.keep, job.sign)
            message = Message("{count:,} files would be published.", count=len(files))
            print(say(message if release else Message("Nothing has changed.")))
            return
        with folder.lock(lambda: _report_wait(str(folder.folder))):
            _print_report(folder, folder.publish(job.site, files, origin, job.keep, job.sign))


def _upload(remote: str, job: _Job) -> None:
    """Publish in object storage."""
    from corner.deploy.object_store import ObjectStore
    from corner.deploy.rclone import Remote
    from corner.deploy.site_files import check_age, read_site

    with _lock_checkout(job.root):
        check_age(job.root, job.site, job.now)
        store = ObjectStore(Remote(remote))
        plan = store.plan(read_site(job.site), job.read_origin(), job.keep, job.sign)
        if plan is None:
            print(say(Message("Nothing has changed.")))
            return
        if plan.finishes:
            print(
                say(Message("{remote}: an earlier upload did not end; this one finishes it.", remote=remote)),
                file=sys.stderr,
            )
        if not job.is_trial:
            store.publish(job.site, plan)
    counts = Message(
        "{uploaded:,} files uploaded ({bytes:,} bytes), {unchanged:,} as before, {kept:,} assets kept, "
        "{deleted:,} files deleted.",
        uploaded=len(plan.uploads),
        bytes=plan.bytes,
        unchanged=plan.unchanged,
        kept=plan.kept,
        deleted=len(plan.gone),
    )
    number = plan.release.manifest.number
    if job.is_trial:
        print(
            say(Message("{remote} would have release {number}: {counts}", remote=remote, number=number, counts=counts))
        )
    else:
        print(say(Message("{remote} has release {number}: {counts}", remote=remote, number=number, counts=counts)))


def _roll_back(folder: ServerFolder, remote: str | None, wanted: str) -> None:
    """Serve an earlier release."""
    if remote is not None:
        raise DeployError(
            Message(
                "--rollback: expected a folder with releases, found object storage, which has only one: check out the earlier commit, build it, and publish that"
            )
        )
    if wanted != _NEWEST and not wanted.isdecimal():
        raise DeployError(
            Message("--rollback: expected the number of a release such as 12, found '{wanted}'", wanted=wanted)
        )
    with folder.lock(lambda: _report_wait(str(folder.folder)), makes_folder=False):
        number = folder.roll_back(None if wanted == _NEWEST else int(wanted))
    print(say(Message("{folder}/current leads to release {number}.", folder=folder.folder, number=number)))


def _print_report(folder: ServerFolder, report: FolderReport) -> None:
    if not report.is_new:
        print(say(Message("Nothing has changed since release {number}.", number=report.number)))
        return
    if report.refused:
        print(say(report.refused), file=sys.stderr)
    message = Message(
        "{folder}/current leads to release {number}: {written:,} files written ({bytes:,} bytes), {linked:,} as before, "
        "{kept:,} assets kept.{deleted}",
        folder=folder.folder,
        number=report.number,
        written=report.written,
        bytes=report.bytes,
        linked=report.linked,
        kept=report.kept,
        deleted=Message(" Deleted: {releases}.", releases=report.deleted) if report.deleted else "",
    )
    print(say(message))


def _report_wait(destination: str) -> None:
    print(
        say(Message("{destination}: another publication is under way; waiting for it.", destination=destination)),
        file=sys.stderr,
    )


@contextmanager
def _lock_checkout(root: Path) -> Iterator[None]:
    """Let no build change the site meanwhile."""
    try:
        lock = acquire_lock(
            root / CACHE_FOLDER / LOCK_FILE,
            lambda: print(say(Message("A build is under way; waiting for it.")), file=sys.stderr),
        )
    except OSError:
        yield  # a checkout that cannot be written to is not built either
        return
    try:
        yield
    finally:
        lock.release()


def _read_settings(root: Path) -> Settings:
    """Return the settings; print the problems in them and exit with status 1."""
    from corner.content import mkdocs_yml

    settings, problems = mkdocs_yml.read_settings(root / "mkdocs.yml")
    if settings is None:
        for problem in problems:
            print(say(problem))
        sys.exit(1)
    return settings
