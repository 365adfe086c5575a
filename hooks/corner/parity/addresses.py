"""The form of a web address that is the same for the pages of a site in several languages."""

from __future__ import annotations

import re

_LANGUAGE = re.compile(
    r"(?<=//)(?:[a-z]{2}|zh-[a-z]+)(?=\.)|(?<=/)(?:[a-z]{2,3}|english|chinese|zh[-_][A-Za-z]+|[a-z]{2}[-_][A-Z]{2}|[a-z]{2}_chi)(?=/|$)",
)
"""The part of a URL that commonly names its language."""


def remove_language(address: str) -> str:
    """Return a URL without the part that names its language."""
    return _LANGUAGE.sub("*", address)
