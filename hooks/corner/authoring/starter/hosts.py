"""Where the repository of a new corner may be."""

from __future__ import annotations

from typing import Literal, get_args

Host = Literal["github", "gitlab", "none"]
HOSTS = get_args(Host)
"""Where the repository may be, which decides on the pipelines."""
