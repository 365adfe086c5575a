"""The version of the generator that a corner names in `requirements.txt`, and versions in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from corner.diagnostics.message import Message

REQUIREMENTS = "requirements.txt"
_PINNED = re.compile(
    r"^(?P<name>co-operation-corner)(?:\[(?P<extras>[^\]\n]*)\])?(?P<space>[ \t]*)==[ \t]*(?P<version>[0-9][^\s;#,]*)",
    re.IGNORECASE | re.MULTILINE,
)
_NUMBERS = re.compile(r"[0-9]+(?:\.[0-9]+)*")


class UpgradeError(ValueError):
    """The reason why a corner cannot be upgraded, in one line."""


class PinnedVersion(NamedTuple):
    """The version that a corner is built with."""

    version: str
    text: str
    """The text of `requirements.txt`, or an empty one where there is none."""

    def replace(self, version: str, extras: Sequence[str] = ()) -> str:
        """Return the text of `requirements.txt` with another version.

        Args:
            version: the new version.
            extras: optional parts of the package that it must name; those that are there stay.
        """

        def write(match: re.Match[str]) -> str:
            written = [name.strip() for name in (match["extras"] or "").split(",") if name.strip()]
            names = ",".join(dict.fromkeys([*written, *extras]))
            return f"{match['name']}{f'[{names}]' if names else ''}{match['space']}=={version}"

        return _PINNED.sub(write, self.text)


def read_pinned_version(root: Path, given: str | None) -> PinnedVersion:
    """Return the version that `requirements.txt` names, or the given one.

    Raises:
        UpgradeError: the file names none, and none is given.
    """
    path = root / REQUIREMENTS
    try:
        text = path.read_bytes().decode("utf-8") if path.exists() else ""
    except UnicodeDecodeError:
        raise UpgradeError(
            Message("{path}: expected a file in UTF-8, found another encoding", path=REQUIREMENTS)
        ) from None
    match = _PINNED.search(text)
    if match is None and given is None:
        raise UpgradeError(
            Message(
                "{path}: expected a line such as co-operation-corner==0.1.0, found none; say the version that the site was "
                "built with: corner upgrade --from 0.1.0",
                path=REQUIREMENTS,
            )
        )
    version = given if given is not None else match["version"] if match else ""
    parse_version(version)
    return PinnedVersion(version, text)


def is_newer(installed: str, pinned: str) -> bool:
    """Return whether the installed version is newer than that of a corner.

    Raises:
        UpgradeError: it is older.
    """
    if parse_version(installed) < parse_version(pinned):
        raise UpgradeError(
            Message(
                "expected version {pinned} of the program or a newer one, found {installed}; type pip install --upgrade "
                "co-operation-corner",
                pinned=pinned,
                installed=installed,
            )
        )
    return parse_version(installed) > parse_version(pinned)


def parse_version(version: str) -> tuple[int, ...]:
    """Return the numbers of a version, by which versions are ordered.

    Raises:
        UpgradeError: it does not begin with a number.
    """
    match = _NUMBERS.match(version)
    if match is None:
        raise UpgradeError(Message("expected a version such as 0.1.0, found {found}", found=version))
    return tuple(map(int, match[0].split(".")))
