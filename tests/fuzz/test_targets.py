"""Each target with inputs that Hypothesis makes; the targets say what must hold."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings

from tests.fuzz import readers
from tests.fuzz.targets import TARGETS, make_inputs

_EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "10"))
"""How many inputs each test tries; `make fuzz` tries more."""


@pytest.mark.parametrize("name", TARGETS)
def test_a_property_holds_for_the_seeds(name: str) -> None:
    for seed in TARGETS[name].seeds:
        TARGETS[name].check(seed.encode())


@pytest.mark.parametrize(("name", "has_event"), [("feeds", False), ("calendars", True)])
def test_the_seeds_of_writers_are_published(name: str, has_event: bool) -> None:  # noqa: FBT001 -- a parameter of a test
    assert [
        seed for seed in TARGETS[name].seeds if readers.load_release(seed.encode(), name, with_event=has_event) is None
    ] == []


@pytest.mark.parametrize("name", TARGETS)
def test_a_property_holds_for_any_input(name: str) -> None:
    target = TARGETS[name]

    @settings(
        max_examples=_EXAMPLES,
        deadline=None,
        database=None,
        derandomize="FUZZ_EXAMPLES" not in os.environ,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(make_inputs(target))
    def check(data: bytes) -> None:
        target.check(data)

    check()
