"""The errors of publishing and verifying."""

from __future__ import annotations


class DeployError(Exception):
    """A site cannot be published or verified; the message says in one line why, and what to do."""


class ProofError(DeployError):
    """A site is not what somebody signed."""
