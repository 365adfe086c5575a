"""Fingerprints: equal for equal values, in every process, and different for different ones."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corner.storage import fingerprint
from tests.support.corners import REPOSITORY

PLAIN = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=6)


@given(PLAIN, PLAIN)
def test_two_values_have_one_fingerprint_if_they_are_equal(one: object, other: object) -> None:
    assert (fingerprint.digest([one]) == fingerprint.digest([other])) is (repr(one) == repr(other))


def test_a_fingerprint_is_the_same_in_another_process() -> None:
    value = ["page", None, 1, ["甲", "b"]]
    code = f"from corner.storage import fingerprint; print(fingerprint.digest({value!r}), end='')"
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(REPOSITORY / "hooks"), "PYTHONHASHSEED": "7", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == fingerprint.digest(value)


def test_a_value_that_is_not_plain_has_no_fingerprint() -> None:
    with pytest.raises(TypeError):
        fingerprint.digest(object())


def test_the_fingerprint_of_files_depends_on_names_and_content_and_on_where_each_file_ends(tmp_path: Path) -> None:
    def digest_tree(name: str, files: dict[str, str]) -> str:
        for path, text in files.items():
            target = tmp_path / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        return fingerprint.digest_files(str(tmp_path / name), (".py", ".yml"))

    one = digest_tree("one", {"a.py": "x", "b/c.yml": "y"})
    assert digest_tree("same", {"a.py": "x", "b/c.yml": "y", "other.txt": "z"}) == one
    others = [{"a.py": "x", "b/c.yml": "z"}, {"a.py": "x", "b/d.yml": "y"}, {"a.py": "xb/c.yml\0001\0y"}]
    assert len({one, *(digest_tree(str(number), files) for number, files in enumerate(others))}) == 4
