"""The versions of the required packages, which caches depend on."""

from __future__ import annotations

from importlib.metadata import distributions, requires, version

import pytest
from packaging.requirements import Requirement

from corner.storage import versions


def test_every_requirement_counts_with_its_version_and_no_extra_does() -> None:
    required = [Requirement(text) for text in requires("co-operation-corner") or []]
    expected = {(requirement.name, version(requirement.name)) for requirement in required if not requirement.marker}
    assert set(versions.read_engine_versions()) == expected
    assert "pytest" not in dict(versions.read_engine_versions())


def test_without_the_distribution_every_installed_package_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "_DISTRIBUTION", "no-such-distribution")
    assert set(versions.read_engine_versions()) == {(package.name, package.version) for package in distributions()}


def test_code_that_is_not_installed_has_version_0(monkeypatch: pytest.MonkeyPatch) -> None:
    assert versions.read_own_version() == version("co-operation-corner")
    monkeypatch.setattr(versions, "_DISTRIBUTION", "no-such-distribution")
    assert versions.read_own_version() == "0"
