"""For how long what is visible stays the same."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple


class VisibilityWindow(NamedTuple):
    """The time in which the same news is visible."""

    since: datetime | None
    """From when, where there is a beginning."""
    until: datetime | None
    """Before when, where there is an end."""

    def __contains__(self, now: object) -> bool:
        """Return whether a moment lies in it."""
        if not isinstance(now, datetime):
            return False
        return (self.since is None or self.since <= now) and (self.until is None or now < self.until)
