"""Names in the hooks say what they name: no two classes share one, and none is a word that says nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.corners import REPOSITORY
from tests.support.syntax_trees import parse_module

HOOKS = REPOSITORY / "hooks"
MODULES = sorted(HOOKS.rglob("*.py"))
EMPTY_NAMES = {"of", "told", "tell", "stands", "apart", "alone", "again", "found", "each", "way", "ways"}
"""What no function, parameter, variable or field may be called, with or without underscores around it."""


class Name(NamedTuple):
    """A name that a module gives to something."""

    text: str
    line: int


def iter_names(tree: ast.AST) -> Iterator[Name]:
    """Yield what a module names: functions, parameters, variables, fields, and what it imports or matches."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=text) | ast.AsyncFunctionDef(name=text) | ast.arg(arg=text):
                yield Name(text, node.lineno)
            case ast.Name(id=text, ctx=ast.Store()) | ast.Attribute(attr=text, ctx=ast.Store()):
                yield Name(text, node.lineno)
            case ast.alias(name=text, asname=other):
                yield Name(other or text.rpartition(".")[2], node.lineno)
            case ast.MatchAs(name=str(text)) | ast.MatchStar(name=str(text)) | ast.MatchMapping(rest=str(text)):
                yield Name(text, node.lineno)
            case ast.ExceptHandler(name=str(text)):
                yield Name(text, node.lineno)


def iter_empty_names(tree: ast.AST) -> Iterator[Name]:
    """Yield the names in a module that say nothing."""
    return (name for name in iter_names(tree) if name.text.strip("_").lower() in EMPTY_NAMES)


def iter_classes(path: Path) -> Iterator[str]:
    """Yield the name of each class in a file, wherever in it."""
    return (node.name for node in ast.walk(parse_module(path)) if isinstance(node, ast.ClassDef))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(HOOKS).as_posix())
def test_a_name_is_no_word_that_says_nothing(path: Path) -> None:
    assert [f"{path.name}:{name.line}: {name.text}" for name in iter_empty_names(parse_module(path))] == []


def test_no_two_classes_have_one_name() -> None:
    places: dict[str, list[str]] = {}
    for path in MODULES:
        for name in iter_classes(path):
            places.setdefault(name, []).append(path.relative_to(HOOKS).as_posix())
    assert {name: paths for name, paths in places.items() if len(paths) > 1} == {}


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("def of(): pass", ["of"]),
        ("async def _tell(): pass", ["_tell"]),
        ("def f(each, *again, way=1, **ways): pass", ["again", "each", "way", "ways"]),
        ("lambda each: 1", ["each"]),
        ("found = 1", ["found"]),
        ("found: int = 1", ["found"]),
        ("for each, x in y: pass", ["each"]),
        ("[each for each in y]", ["each"]),
        ("if (found := 1): pass", ["found"]),
        ("with x as found: pass", ["found"]),
        ("try: pass\nexcept E as found: pass", ["found"]),
        ("import x as apart", ["apart"]),
        ("from x import stands", ["stands"]),
        ("self.alone = 1", ["alone"]),
        ("match x:\n case {'a': told, **found}: pass\n case [1, *each]: pass", ["each", "found", "told"]),
        ("class C:\n    ALONE: int", ["ALONE"]),
        ("def find(matches): offers = founder.found", []),
    ],
)
def test_the_rule_for_names_sees_each_kind_of_name(code: str, names: list[str]) -> None:
    assert sorted(name.text for name in iter_empty_names(ast.parse(code))) == names
