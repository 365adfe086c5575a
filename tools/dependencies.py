"""The table of what the project depends on: `python -m tools.dependencies` writes DEPENDENCIES.md.

Names are those of `pyproject.toml`, versions those of `constraints.txt`, licences those of the packages themselves, and
reasons those of `tools/dependencies.toml`. Days of release come from what `tools/lock` has asked, or from the table.
"""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "DEPENDENCIES.md"
REASONS = ROOT / "tools/dependencies.toml"
_DATES = ROOT / ".cache/lock/dates/uv.lock"
_SITE = "site"
_USES = {_SITE: "a site", "import": "`corner import`", "mkdocs": "`mkdocs build`", "test": "tests"}
_HEAD = """\
# Dependencies

What the project needs, why, under which licence, and when the version that it uses was released. `make dependencies`
writes this page. The digests of all packages, also of those that these need, are in `requirements/`.

| Package | Version | Released | Licence | For | Reason |
| --- | --- | --- | --- | --- | --- |
"""
_OTHERS = """
What is no package of Python: packages of npm in fixed versions, and programs of Debian in the version of the system.

| Package | Version | Licence | From | Reason |
| --- | --- | --- | --- | --- |
"""


class Dependency(NamedTuple):
    """A package of Python that `pyproject.toml` names."""

    name: str
    use: str
    """What it is for: a site, or an extra."""


def list_dependencies() -> list[Dependency]:
    """Return the packages of `pyproject.toml`, those of a site first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    groups = {_SITE: project["dependencies"], **project["optional-dependencies"]}
    listed: dict[str, Dependency] = {}
    for use, requirements in groups.items():
        for name in (Requirement(written).name for written in requirements):
            if canonicalize_name(name) != canonicalize_name(project["name"]):
                listed.setdefault(canonicalize_name(name), Dependency(name, use))
    return list(listed.values())


def read_reasons() -> dict[str, Any]:
    """Return what `tools/dependencies.toml` says."""
    return tomllib.loads(REASONS.read_text("utf-8"))


def read_licence(name: str, licences: Mapping[str, str]) -> str:
    """Return the licence of a package as its own metadata names it; of one that is not installed, the known one."""
    try:
        metadata = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return licences[name]
    if expressions := metadata.get_all("License-Expression"):
        return str(expressions[0])
    classifiers = [value for value in metadata.get_all("Classifier") or [] if value.startswith("License :: ")]
    names = [value.rpartition(" :: ")[2] for value in classifiers if value != "License :: OSI Approved"]
    texts = [*(metadata.get_all("License") or []), ""]
    return ", ".join(names) or str(texts[0]).strip().split("\n")[0] or licences[name]


def read_versions() -> dict[str, str]:
    """Return the version of each package in `constraints.txt`."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in lines)}


def read_rows() -> dict[str, list[str]]:
    """Return the cells of each row of the table as it is, by the first one."""
    text = TABLE.read_text("utf-8") if TABLE.exists() else ""
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return {cells[0]: cells for cells in rows}


def _read_days(versions: Mapping[str, str]) -> dict[str, str]:
    """Return the day of release of each package: what was asked, or else what the table has for the same version."""
    days: dict[str, str] = {}
    for name, cells in read_rows().items():
        if versions.get(canonicalize_name(name)) == cells[1]:
            days[canonicalize_name(name)] = cells[2]
    packages = tomllib.loads(_DATES.read_text("utf-8"))["package"] if _DATES.exists() else []
    for package in packages:
        files = [*package.get("wheels", []), *filter(None, [package.get("sdist")])]
        moments = sorted(str(file["upload-time"])[:10] for file in files if "upload-time" in file)
        if moments and versions.get(package["name"]) == package["version"]:
            days[package["name"]] = moments[0]
    return days


def _iter_rows() -> Iterator[str]:
    """Yield the rows of the packages of Python."""
    known, versions = read_reasons(), read_versions()
    days = _read_days(versions)
    for name, use in sorted(list_dependencies(), key=lambda listed: (listed.use != _SITE, listed.name.lower())):
        key = canonicalize_name(name)
        licence = read_licence(name, known["licences"])
        cells = (
            name,
            versions[key],
            days.get(key, ""),
            licence,
            _USES.get(use, f"`make {use}`"),
            known["python"][name],
        )
        yield f"| {' | '.join(cells)} |"


def _iter_other_rows() -> Iterator[str]:
    """Yield the rows of what is no package of Python."""
    known = read_reasons()
    for other in known["other"]:
        match = re.search(other["pattern"], (ROOT / other["file"]).read_text("utf-8"))
        assert match, other["name"]
        yield f"| {other['name']} | {match[1]} | {other['licence']} | {other['kind']} | {other['reason']} |"
    for name, (licence, reason) in known["debian"].items():
        yield f"| {name} | | {licence} | Debian | {reason} |"


def build_table() -> str:
    """Return the page."""
    return _HEAD + "\n".join(_iter_rows()) + "\n" + _OTHERS + "\n".join(_iter_other_rows()) + "\n"


if __name__ == "__main__":
    TABLE.write_text(build_table(), "utf-8")
