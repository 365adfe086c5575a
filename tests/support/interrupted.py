"""The commands `mkdocs` and `corner`, killed or asked to end in the middle of a build, as `forked.run` has them."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from typing import Any

from mkdocs.__main__ import cli

from corner.cli import main

SITE = "INTERRUPTED_SITE"
"""The variable with the folder whose changes are counted."""
CHANGES = "INTERRUPTED_CHANGES"
"""The variable with the number of the change that does not come to pass."""
SIGNAL = "INTERRUPTED_BY"
"""The variable with the name of the signal; it is SIGKILL by default."""
_CALLS = ("open", "mkdir", "replace", "unlink", "rmdir")
"""What changes a site, among what only looks at it."""


def publish(arguments: Sequence[str], prog_name: str) -> None:
    """Run `mkdocs`, and send it a signal when it asks for a certain change of the site."""
    _interrupt()
    cli(list(arguments), prog_name=prog_name)


def publish_standalone(arguments: Sequence[str], prog_name: str) -> None:
    """Run `corner` as `publish` runs `mkdocs`."""
    _interrupt()
    main(list(arguments), prog_name=prog_name)


def _interrupt() -> None:
    """Send this process a signal when it, or one that is forked from it, asks for a certain change of the site."""
    site, left, process = os.environ[SITE], [int(os.environ[CHANGES])], os.getpid()
    number = signal.Signals[os.environ.get(SIGNAL, "SIGKILL")]

    def count(call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*values: Any, **options: Any) -> Any:
            if site in str(values[0]):
                left[0] -= 1
                if not left[0]:
                    os.kill(process, number)
            return call(*values, **options)

        return counted

    for name in _CALLS:
        setattr(os, name, count(getattr(os, name)))


def work(arguments: Sequence[str], prog_name: str) -> None:
    """Run `mkdocs`, and kill each process that it forks."""
    fork = os.fork

    def fork_and_kill() -> int:
        process = fork()
        if not process:
            os.kill(os.getpid(), signal.SIGKILL)
        return process

    os.fork = fork_and_kill
    cli(list(arguments), prog_name=prog_name)
