"""Versions of this distribution and of the packages that it requires, which caches depend on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions

_DISTRIBUTION = "co-operation-corner"
_VERSION = re.compile(r"^Version: *(.+?)\s*$", re.MULTILINE)
_REQUIREMENT = re.compile(r"^Requires-Dist: *([A-Za-z0-9._-]+)(?!.*;.*\bextra\b)", re.MULTILINE)


def read_engine_versions() -> tuple[tuple[str, str], ...]:
    """Return name and version of each required package, sorted.

    Code that runs from a checkout without being installed has no list of requirements. Then all installed packages
    count, because any of them may be required.

    Reading takes a few milliseconds, so callers keep the result.
    """
    try:
        requirements = _REQUIREMENT.findall(_read_headers(distribution(_DISTRIBUTION)))
    except PackageNotFoundError:
        return tuple(sorted({(package.name, _read_version(package)) for package in distributions()}))
    return tuple(sorted(_iter_versions(requirements)))


def read_own_version() -> str:
    """Return the version of this distribution, or `0` for code that is not installed."""
    try:
        return distribution(_DISTRIBUTION).version
    except PackageNotFoundError:
        return "0"


def _iter_versions(names: list[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        try:
            yield name, _read_version(distribution(name))
        except PackageNotFoundError:  # a requirement of another platform
            continue


def _read_version(package: Distribution) -> str:
    match = _VERSION.search(_read_headers(package))
    return match[1] if match else ""


def _read_headers(package: Distribution) -> str:
    """Return the headers of a package's metadata: parsing the whole message costs five times as much."""
    text = package.read_text("METADATA") or package.read_text("PKG-INFO") or ""
    return text.partition("\n\n")[0]
