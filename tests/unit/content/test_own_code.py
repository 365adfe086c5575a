"""Tests of what is said of errors in a corner's own Python files."""

from __future__ import annotations

import pickle
import sys
from typing import Any

import pytest

from corner.content import own_code
from corner.content.registry import import_content_types

_MODULE = """\
from corner.content_types.release import CONTENT_TYPE


def fail(call):
    call()


def leave():
    raise SystemExit(3)
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A module of a corner."""
    root = tmp_path_factory.mktemp("corner")
    (root / "lights.py").write_text(_MODULE, "utf-8")
    _, problems = import_content_types(root, ["lights.py"])
    assert problems == []
    (module,) = (module for name, module in sys.modules.items() if name.startswith(f"{own_code.MODULE_PREFIX}lights"))
    return module


def _divide() -> float:
    return 1 / 0


def test_an_error_is_said_with_the_last_line_of_the_corners_own_file(own: Any) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        own.fail(_divide)
    line = f"{own.__file__}:5: expected code that can be used here, found: ZeroDivisionError: division by zero"
    assert own_code.explain_own_code(caught.value) == line
    assert own_code.explain_own_code(pickle.loads(pickle.dumps(own_code.pass_on(caught.value)))) == line


def test_a_file_that_ends_the_process_is_an_error_too(own: Any) -> None:
    with pytest.raises(SystemExit) as caught:
        own.leave()
    assert own_code.explain_own_code(caught.value) == (
        f"{own.__file__}:9: expected code that can be used here, found: SystemExit: 3"
    )


def test_what_an_error_says_on_many_lines_is_said_on_one(own: Any) -> None:
    def shout() -> None:
        raise ValueError("no\n  light")

    with pytest.raises(ValueError, match="no") as caught:
        own.fail(shout)
    assert str(own_code.explain_own_code(caught.value)).endswith(
        ":5: expected code that can be used here, found: ValueError: no light"
    )


def test_an_error_elsewhere_is_not_explained() -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        _divide()
    assert own_code.explain_own_code(caught.value) is None
    assert own_code.pass_on(caught.value) is caught.value
