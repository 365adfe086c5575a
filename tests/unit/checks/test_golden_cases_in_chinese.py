"""The problems of all golden cases are said in Traditional Chinese, without English words of messages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corner.diagnostics.problem import Problem
from corner.i18n.editor_language import EditorLanguage
from corner.site.load import load
from tests.support import corners
from tests.support.corners import Corner
from tests.unit.checks.test_golden_cases import CASES, read_case

ENGLISH = re.compile(r"\b(?:expected|found|none|did you mean|such as|again|only here|which|another|warning)\b")
"""Words of messages in English, where nothing quotes them."""
_QUOTED = re.compile("「[^「」]*」|『[^』]*』|[(（][^()（）]*[)）]|[“'][^”']*[”']")


def find_english(line: str) -> list[str]:
    """Return the English words of a line that it does not quote."""
    text = line.split(": ", 2)[-1]
    while text != (text := _QUOTED.sub("", text)):
        pass
    return ENGLISH.findall(text)


def _list_problems(corner: Corner, path: Path) -> tuple[Problem, ...]:
    case = read_case(path)
    encoded = {name: corners.from_base64(text) for name, text in case.get("base64", {}).items()}
    root = corner({**case.get("files", {}), **encoded})
    for name, target in case.get("links", {}).items():
        (root / name).symlink_to(target)
    return load(root, corners.NOW).problems


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_faulty_corner_is_reported_in_chinese(corner: Corner, path: Path) -> None:
    language = EditorLanguage("zh-Hant")
    lines = [language.say(problem) for problem in _list_problems(corner, path)]
    assert {line: words for line in lines if (words := find_english(line))} == {}
    assert [line for line in lines if not re.search("[一-鿿]", line)] == []


def test_english_words_are_found_unless_they_are_quoted() -> None:
    assert find_english("a.md:1: title: expected text, 現為「found」") == ["expected"]
