"""The one error that a build raises."""

from __future__ import annotations

from collections.abc import Sequence

from corner.diagnostics.problem import Problem


class BuildError(Exception):
    """A build cannot go on, and has published nothing.

    Attributes:
        problems: the problems to report before the message, sorted.
    """

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        """Say in one sentence what became of the build, and name the problems that stop it."""
        super().__init__(message)
        self.problems = tuple(problems)
