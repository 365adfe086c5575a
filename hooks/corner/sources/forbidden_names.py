"""The names of files and folders that Windows forbids: a colleague there could not even fetch the repository."""

from __future__ import annotations

import re

from corner.diagnostics.message import Message

_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\..*)?", re.IGNORECASE | re.DOTALL)
"""A name that Windows takes for a device, with any ending."""
_USUAL = re.compile(
    r"(?:(?!con|prn|aux|nul|com|lpt)[a-z0-9][a-z0-9-]*/)*(?!con|prn|aux|nul|com|lpt)[a-z0-9][a-z0-9-]*(?:\.[A-Za-z0-9-]+)+"
)
"""Paths whose names Windows allows, as most are."""
_SIGN = re.compile(r'[<>:"|?*\\]')


def is_device(name: str) -> bool:
    """Return whether Windows takes a name for that of a device."""
    return _DEVICE.fullmatch(name) is not None


def explain_name(path: str) -> Message | None:
    """Return what is expected of a path, with forward slashes, if Windows forbids a name in it."""
    if _USUAL.fullmatch(path):
        return None
    for name in path.split("/"):
        if is_device(name):
            return Message("expected a name that Windows allows, found '{name}', which is a device there", name=name)
        if sign := _SIGN.search(name):
            return Message("expected a name that Windows allows, found '{sign}' in '{name}'", sign=sign[0], name=name)
        if name.endswith((" ", ".")):
            return Message(
                "expected a name that Windows allows, found '{name}', which ends in a space or a full stop", name=name
            )
    return None
