"""Builds that several tests look at: each is made once and never changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.builds import crawl, project, tiny, told
from tests.builds.built import Built, build


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The project's own site, built strictly from a copy of the checkout."""
    return build(project.copy(tmp_path_factory.mktemp("own") / "corner"))


@pytest.fixture(scope="session")
def second(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Another corner, built strictly with the project's hooks."""
    return build(tiny.write(tmp_path_factory.mktemp("second") / "corner"))


@pytest.fixture(params=["own", "second"], scope="session")
def built(request: pytest.FixtureRequest) -> Built:
    """Each of the two, for what must hold in every corner."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Built)
    return found


@pytest.fixture
def editable(own: Built, tmp_path: Path) -> Built:
    """A copy of the project's own corner and its built site, which a test may change."""
    root = tmp_path / "corner"
    shutil.copytree(own.root, root)
    return Built(root, told.read(root), crawl.Site(root / "site", own.site.url), own.run)
