"""`SECURITY.md`: each promise names tests that there are, and each row of who may do what is complete."""

from __future__ import annotations

import ast
import re

import pytest

from tests.support.corners import REPOSITORY

TEXT = (REPOSITORY / "SECURITY.md").read_text("utf-8")
_TEST = re.compile(r"`(tests/[a-z_/]+\.py)::(test_[a-z0-9_]+)`")
_ROW = re.compile(r"^\| (.*) \|$", re.MULTILINE)


def _rows(heading: str) -> list[list[str]]:
    section = TEXT.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [row.split(" | ") for row in _ROW.findall(section)][2:]


@pytest.mark.parametrize(("path", "name"), _TEST.findall(TEXT))
def test_each_test_that_is_named_is_there(path: str, name: str) -> None:
    tree = ast.parse((REPOSITORY / path).read_text("utf-8"))
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_each_promise_names_a_test() -> None:
    promises = _rows("What is promised")
    assert len(promises) > 10
    for promise, held in promises:
        assert promise.endswith(".")
        assert _TEST.findall(held), promise
        assert _TEST.sub("", held).strip(", ") == "", promise


def test_each_party_has_what_it_may_and_may_not_do() -> None:
    parties = _rows("Threat model")
    assert len(parties) >= 7
    assert [cells for cells in parties if len(cells) != 3 or not all(cell.strip() for cell in cells)] == []
