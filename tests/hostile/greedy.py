"""A command that wants more than a case may have."""

from __future__ import annotations


def main(arguments: list[str], *, prog_name: str) -> None:  # noqa: ARG001 -- as commands are called
    """Want more memory, or more time."""
    if arguments == ["memory"]:
        bytearray(600 * 1024 * 1024)
    while arguments == ["time"]:
        pass
