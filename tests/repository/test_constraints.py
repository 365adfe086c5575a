"""`constraints.txt`: a version for every package that the project needs, and for those that these need."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.corners import REPOSITORY

_PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
_OPTIONAL = _PROJECT["optional-dependencies"]
_SITE = [*_PROJECT["dependencies"], *_OPTIONAL["import"], *_OPTIONAL["mkdocs"]]
"""What the list of a site has."""


def _pins() -> dict[str, str]:
    lines = (REPOSITORY / "constraints.txt").read_text("utf-8").splitlines()
    return {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in lines)}


def _iter_needed(requirements: list[str]) -> Iterator[str]:
    """Yield the name of each package that the requirements lead to, on this system."""
    todo = [Requirement(written) for written in requirements]
    known: set[tuple[str, frozenset[str]]] = set()
    while todo:
        requirement = todo.pop()
        name = canonicalize_name(requirement.name)
        key = (name, frozenset(requirement.extras))
        if key in known or name == canonicalize_name(_PROJECT["name"]):
            continue
        known.add(key)
        yield name
        needs = map(Requirement, importlib.metadata.requires(name) or [])
        extras = {"", *requirement.extras}
        todo += [
            need for need in needs if not need.marker or any(need.marker.evaluate({"extra": extra}) for extra in extras)
        ]


def test_all_that_the_program_and_its_tests_need_has_a_version() -> None:
    needed = set(_iter_needed([*_SITE, *_OPTIONAL["test"]]))
    assert {"rdflib", "marko"} <= needed
    assert needed - _pins().keys() == set()


def test_each_version_is_named_once_and_in_order() -> None:
    lines = (REPOSITORY / "constraints.txt").read_text("utf-8").splitlines()
    assert lines == sorted(lines, key=str.lower)
    assert len(_pins()) == len(lines)
    assert all(_pins().values())


LISTS = sorted((REPOSITORY / "requirements").glob("*.txt"))
_OF_TOOLS = ("audit.txt", "build.txt")
"""The lists of programs whose versions are chosen when the lists are written."""


def _read_list(path: Path) -> dict[str, tuple[str, list[str]]]:
    """Return version and digests of each package of a list."""
    packages: dict[str, tuple[str, list[str]]] = {}
    for entry in path.read_text("utf-8").replace("\\\n", " ").splitlines():
        requirement, *digests = entry.split()
        name, _, version = requirement.partition("==")
        packages[canonicalize_name(name.partition("[")[0])] = version, [word for word in digests if "hash" in word]
    return packages


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_each_package_of_a_list_has_the_version_of_the_constraints_and_digests(path: Path) -> None:
    packages = _read_list(path)
    assert packages
    for name, (version, digests) in packages.items():
        assert digests, name
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", digest) for digest in digests), name
        if path.name not in _OF_TOOLS:
            assert version == _pins()[name], name


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_a_list_names_no_place_to_download_from(path: Path) -> None:
    assert re.findall(r"://|^-|index|find-links", re.sub(r"--hash=\S+", "", path.read_text("utf-8"))) == []


def test_the_lists_hold_all_that_is_needed_on_this_system() -> None:
    site = set(_iter_needed(_SITE))
    assert site - _read_list(REPOSITORY / "requirements/site.txt").keys() == set()
    test = set(_iter_needed([*_SITE, *_OPTIONAL["test"]]))
    assert test - _read_list(REPOSITORY / "requirements/test.txt").keys() == set()


@pytest.mark.parametrize("extra", ["bench", "fuzz", "publishing"])
def test_what_a_target_needs_besides_has_a_list(extra: str) -> None:
    names = {canonicalize_name(Requirement(written).name) for written in _OPTIONAL[extra]}
    listed = _read_list(REPOSITORY / f"requirements/{extra}.txt").keys()
    assert names - {canonicalize_name(_PROJECT["name"])} <= listed
