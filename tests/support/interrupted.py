"""The command `mkdocs`, killed in the middle of a build, as `forked.run` has it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from typing import Any

from mkdocs.__main__ import cli

SITE = "INTERRUPTED_SITE"
"""The variable with the folder whose changes are counted."""
CHANGES = "INTERRUPTED_CHANGES"
"""The variable with the number of the change that does not come to pass."""
_CALLS = ("open", "mkdir", "replace", "unlink", "rmdir")
"""What changes a site, among what only looks at it."""


def publish(arguments: Sequence[str], prog_name: str) -> None:
    """Run the command, and kill it when it asks for a certain change of the site."""
    site, left = os.environ[SITE], [int(os.environ[CHANGES])]

    def count(call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*values: Any, **options: Any) -> Any:
            if site in str(values[0]):
                left[0] -= 1
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)
            return call(*values, **options)

        return counted

    for name in _CALLS:
        setattr(os, name, count(getattr(os, name)))
    cli(list(arguments), prog_name=prog_name)


def work(arguments: Sequence[str], prog_name: str) -> None:
    """Run the command, and kill each process that it forks."""
    fork = os.fork

    def fork_and_kill() -> int:
        process = fork()
        if not process:
            os.kill(os.getpid(), signal.SIGKILL)
        return process

    os.fork = fork_and_kill
    cli(list(arguments), prog_name=prog_name)
