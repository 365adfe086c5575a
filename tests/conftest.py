"""What all tests share: the tiny corner, and how hypothesis runs."""

from __future__ import annotations

import tempfile
from pathlib import Path

import hypothesis
import pytest
from hypothesis.configuration import set_hypothesis_home_dir

from tests import corners

# The same examples in each run, and nothing left in the repository.
hypothesis.settings.register_profile("house", derandomize=True, database=None, deadline=None)
hypothesis.settings.load_profile("house")
set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "corner-hypothesis")


@pytest.fixture
def corner(tmp_path: Path) -> corners.Corner:
    """Return what writes the good corner, with some files of its own, and tells where it is."""

    def write(files: corners.Files | None = None) -> Path:
        return corners.write(tmp_path, files or {})

    return write
