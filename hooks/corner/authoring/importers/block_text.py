"""The text of a block of an imported document, and the removal of its beginning or end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corner.sources.characters import remove_forbidden

_BOLD = ("strong", "b")


def get_text(block: Any) -> str:
    """Return the text of a block on one line."""
    return " ".join(remove_forbidden(str(block.get_text(" " if block.name == "table" else ""))).split())


def is_bold(block: Any) -> bool:
    """Return whether all words of a block are bold."""
    bold = "".join(
        element.get_text()
        for element in block.find_all(_BOLD)
        if not any(parent.name in _BOLD for parent in element.parents)
    )
    return bool(bold.strip()) and "".join(bold.split()) == "".join(block.get_text().split())


def cut_start(block: Any, length: int) -> None:
    """Remove characters from the beginning of a block, as many as `get_text` has, and the spaces after them."""
    count = _count_letters(get_text(block)[:length])
    for node in _iter_nodes(block):
        text = str(node)
        kept = len(text)
        for position, character in enumerate(text):
            if not count and not _is_space(character):
                kept = position
                break
            count -= _is_letter(character)
        node.replace_with(text[kept:])
        if kept < len(text):
            return


def cut_end(block: Any, length: int) -> None:
    """Remove characters from the end of a block, as many as `get_text` has."""
    count = _count_letters(get_text(block)[-length:])
    for node in reversed(list(_iter_nodes(block))):
        text = str(node)
        kept = len(text)
        while kept and (count or _is_space(text[kept - 1])):
            kept -= 1
            count -= _is_letter(text[kept])
        node.replace_with(text[:kept])
        if kept:
            return


def _iter_nodes(block: Any) -> Iterable[Any]:
    return list(block.find_all(string=True))


def _count_letters(text: str) -> int:
    return sum(map(_is_letter, text))


def _is_space(character: str) -> bool:
    return character.isspace()


def _is_letter(character: str) -> bool:
    """Return whether `get_text` has a character as it is."""
    return not character.isspace() and bool(remove_forbidden(character))
