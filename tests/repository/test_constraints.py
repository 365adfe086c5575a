"""`constraints.txt`: a version for every package that the project needs, and for those that these need."""

from __future__ import annotations

import importlib.metadata
import tomllib
from collections.abc import Iterator

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.corners import REPOSITORY

_PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
_OPTIONAL = _PROJECT["optional-dependencies"]


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
    needed = set(_iter_needed([*_PROJECT["dependencies"], *_OPTIONAL["import"], *_OPTIONAL["test"]]))
    assert {"rdflib", "marko"} <= needed
    assert needed - _pins().keys() == set()


def test_each_version_is_named_once_and_in_order() -> None:
    lines = (REPOSITORY / "constraints.txt").read_text("utf-8").splitlines()
    assert lines == sorted(lines, key=str.lower)
    assert len(_pins()) == len(lines)
    assert all(_pins().values())
