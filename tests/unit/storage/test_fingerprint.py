"""Fingerprints: equal for equal values, in every process, and different for different ones."""

from __future__ import annotations

import subprocess
import sys

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
