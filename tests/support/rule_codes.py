"""The rule codes that the code itself gives, found by reading it."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator

from tests.support.corners import REPOSITORY
from tests.support.syntax_trees import parse_module

_CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")


@functools.cache
def given() -> frozenset[str]:
    """Return every rule code that the source can give a problem."""
    hooks = REPOSITORY / "hooks"
    found: set[str] = set()
    for path in (*sorted(hooks.glob("*.py")), *sorted((hooks / "corner").rglob("*.py"))):
        for node in ast.walk(parse_module(path)):
            for code in (*_passed(node), *_named(node)):
                match code:
                    case ast.Constant(value=str() as written):
                        found.add(written)
                    case _:
                        # Another name for it must come from one of the forms that `_named` knows.
                        known = isinstance(code, ast.Name | ast.Attribute)
                        assert known, f"{path.name}:{code.lineno}: expected a rule code, written out"
    return frozenset(found)


def _passed(node: ast.AST) -> Iterator[ast.expr]:
    """Yield what a call gives as a rule code."""
    match node:
        case ast.Call(func=ast.Name(id="Problem"), args=[_, _, _, code, *_]):
            yield code
        case ast.Call(func=ast.Attribute(attr="problem" | "body_problem" | "_report"), args=[_, code, *_]):
            yield code
        case ast.Call(func=ast.Name(id="problem"), args=[_, code, *_]):
            yield code
        case ast.Call(func=ast.Name(id="YamlError"), args=[_, _, code]):
            yield code
        case ast.Call(keywords=[*keywords]):
            yield from (keyword.value for keyword in keywords if keyword.arg == "code")


def _named(node: ast.AST) -> Iterator[ast.expr]:
    """Yield what is called `code` or `rule` on its way to a call, and the codes that functions return."""
    match node:
        case ast.FunctionDef(args=ast.arguments(args=[*names], defaults=[*defaults])):
            pairs = zip(reversed(names), reversed(defaults), strict=False)
            yield from (default for name, default in pairs if name.arg == "code")
        case ast.Return(value=ast.Tuple(elts=[ast.Constant(value=str() as code) as first, *_])):
            yield from [first] if _CODE.fullmatch(code) else []
        case ast.For(target=ast.Tuple(elts=[*names]), iter=ast.Tuple(elts=[*members])):
            places = [place for place, name in enumerate(names) if getattr(name, "id", "") in ("code", "rule")]
            yield from (member.elts[place] for member in members if isinstance(member, ast.Tuple) for place in places)
        case ast.Assign(targets=[ast.Name(id="code" | "rule")], value=value):
            yield value
