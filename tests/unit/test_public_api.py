"""The public names of the package `corner`."""

from __future__ import annotations

import subprocess
import sys

import pytest

import corner
from corner.build.pipeline import build_site
from corner.content.settings import Settings
from corner.diagnostics.problem import Problem
from corner.site.catalogue import Catalogue
from corner.site.load import load


def test_the_public_names_are_those_of_their_modules() -> None:
    assert [getattr(corner, name) for name in corner.__all__] == [Catalogue, Problem, Settings, build_site, load]


def test_all_public_names_are_listed() -> None:
    assert set(corner.__all__) <= set(dir(corner))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'corner' has no attribute 'lod'"):
        corner.lod  # noqa: B018 -- the access is the test


def test_importing_the_package_imports_none_of_its_modules() -> None:
    code = "import sys, corner; print([name for name in sys.modules if name.startswith('corner.')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
