"""Regular expressions that are kept as Python compiled them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from corner.storage import kept_values
from corner.storage.kept_patterns import compile_pattern

_EXPRESSIONS = (
    ("", 0),
    ("(?!)", 0),
    (r"(?P<day>[0-9]{1,2})[日號]|(?P<month>一月|二月)(?<=月)", 0),
    (r"(?<![\w'’.-])(the|of)[ \n]+\1(?![\w'’.-])", re.IGNORECASE),
    (r"^(a)(b)?(?P<rest>.*)$", re.MULTILINE | re.DOTALL),
    ("[\u3400-\u9fff\U00020000-\U0003ffff]+", 0),
)
_TEXT = "12日 and 二月\nThe the 𠀀漢字\nabc\n"


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Path]:
    """Keep values in a file, and no longer after the test."""
    before = kept_values._file
    path = tmp_path / "languages"
    kept_values._file = kept_values._KeptFile(path)
    yield path
    kept_values._file = before


@pytest.mark.parametrize(("expression", "flags"), _EXPRESSIONS)
def test_a_kept_expression_is_the_one_that_re_compiles(
    kept: Path, monkeypatch: pytest.MonkeyPatch, expression: str, flags: int
) -> None:
    compile_pattern(expression, flags)
    kept_values.save_values()
    kept_values._file = kept_values._KeptFile(kept)
    expected = re.compile(expression, flags)
    for function in ("re.compile", "re._compiler._code"):
        monkeypatch.delattr(function)
    pattern = compile_pattern(expression, flags)
    assert pattern == expected
    assert (pattern.pattern, pattern.flags, pattern.groups) == (expression, expected.flags, expected.groups)
    assert pattern.groupindex == expected.groupindex
    matches = [
        [(match.span(), match.groups(), match.lastgroup) for match in p.finditer(_TEXT)] for p in (pattern, expected)
    ]
    assert matches[0] == matches[1]


def test_an_expression_is_kept_for_its_flags(kept: Path) -> None:
    assert [compile_pattern("a", flags).flags for flags in (0, re.IGNORECASE)] == [
        re.UNICODE,
        re.UNICODE | re.IGNORECASE,
    ]
    assert not kept.exists()


def test_without_a_file_expressions_are_compiled() -> None:
    assert compile_pattern("(a)|b", re.IGNORECASE) == re.compile("(a)|b", re.IGNORECASE)


@pytest.mark.parametrize("function", ["re._parser.parse", "re._compiler._code", "_sre.compile"])
def test_expressions_are_compiled_where_another_python_works_in_another_way(
    kept: Path, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    pattern = re.compile("only here")
    monkeypatch.delattr(function)
    monkeypatch.setattr(re, "compile", lambda *_: pattern)
    assert compile_pattern("only here") is pattern
    kept_values.save_values()
    assert kept.exists()


def test_a_wrong_expression_is_an_error(kept: Path) -> None:
    with pytest.raises(re.error, match="missing"):
        compile_pattern("(")
    assert not kept.exists()
