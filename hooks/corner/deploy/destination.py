"""Where a site is published: a folder of this machine, or a path of a remote that rclone knows."""

from __future__ import annotations

import re
from pathlib import Path

from corner.deploy.errors import DeployError
from corner.diagnostics.message import Message

_BUCKET = re.compile(r"s3://([a-z0-9][a-z0-9.-]{1,62})(/[^\s]*)?")
_REMOTE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_ .+@-]*:[^\x00-\x1f]*")
_SETTINGS = re.compile(r":|[^/:]*,[^/]*=[^/]*:")
"""How a remote begins that is described in full, as rclone can have it on the command line."""
_URL = re.compile(r"[a-z][a-z0-9+.-]*://.*", re.IGNORECASE)
_FORMS = Message("a folder, REMOTE:PATH as rclone has it, or s3://BUCKET/PATH")


def parse_remote(destination: str) -> str | None:
    """Return a destination as rclone writes it; `None` if it is a folder.

    Raises:
        DeployError: it is neither, or holds what looks like a key.
    """
    if bucket := _BUCKET.fullmatch(destination):
        return f":s3,env_auth=true:{bucket[1]}{(bucket[2] or '').rstrip('/')}"
    if _URL.fullmatch(destination):
        raise DeployError(
            Message("DEST: expected {forms}, found the address '{destination}'", forms=_FORMS, destination=destination)
        )
    remote = destination.removeprefix("rclone:")
    if _SETTINGS.match(remote):
        raise DeployError(
            Message(
                "DEST: expected the name of a remote, found its settings; write them with `rclone config`, so that no key is on the command line"
            )
        )
    if _REMOTE.fullmatch(remote):
        return remote.rstrip("/")
    if remote != destination:
        raise DeployError(
            Message("DEST: expected {forms}, found '{destination}'", forms=_FORMS, destination=destination)
        )
    return None


def check_folder(folder: Path, root: Path, site: Path) -> None:
    """Refuse a folder that holds the site, or from which a build or an editor would take files.

    Raises:
        DeployError: the folder and the project overlap.
    """
    resolved, sources = folder.resolve(), [site, root / "news", root / "docs", root / "hooks"]
    for source in (source.resolve() for source in sources):
        if resolved.is_relative_to(source):
            raise DeployError(
                Message(
                    "{folder}: expected a folder outside {source}, found one in it; choose another one",
                    folder=folder,
                    source=source,
                )
            )
        if source.is_relative_to(resolved) and source == site.resolve():
            raise DeployError(
                Message(
                    "{folder}: expected a folder that does not hold {source}; choose another one",
                    folder=folder,
                    source=source,
                )
            )
