"""Each message for editors is said in each language that has a catalogue."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.support.corners import REPOSITORY

HOOKS = REPOSITORY / "hooks"
MODULES = sorted(set(HOOKS.rglob("*.py")) - {HOOKS / "corner/diagnostics/message.py"})
TRANSLATIONS = HOOKS / "corner/i18n/translations"
LANGUAGES = ["zh-Hant"]
SEPARATOR = ", "
"""What joins lists in messages, which no module gives to `Message`."""


@cache
def read_catalogue(language: str) -> Catalog:
    with (TRANSLATIONS / f"{language}.po").open(encoding="utf-8") as file:
        return read_po(file, abort_invalid=True)


def iter_calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield where a module makes a message."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Message":
            yield node


def read_templates(call: ast.Call) -> tuple[str, str]:
    """Return template and plural of a message, which must be written out: a program cannot find others."""
    plurals = [keyword.value for keyword in call.keywords if keyword.arg == "plural"]
    nodes = [*call.args, *plurals]
    assert nodes, f"line {call.lineno}: a message without a template"
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert len(texts) == len(nodes) <= 2, f"line {call.lineno}: a template that is not written out"
    return texts[0], texts[1] if plurals else ""


def find_fields(template: str) -> set[str]:
    """Return the names of the fields in a template."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def has_words(template: str) -> bool:
    """Return whether a template has words besides its fields."""
    return any(character.isalpha() for text, _, _, _ in Formatter().parse(template) for character in text)


@cache
def collect_templates() -> Mapping[str, str]:
    """Return the plural of each template in `hooks/`."""
    templates: dict[str, str] = {}
    for path in MODULES:
        for call in iter_calls(ast.parse(path.read_text(encoding="utf-8"))):
            template, plural = read_templates(call)
            assert templates.setdefault(template, plural) == plural, f"{path}: {template} has two plurals"
    return templates


def collect_entries(language: str) -> dict[str, tuple[str, str]]:
    """Return plural and translation of each entry of a catalogue."""
    entries = {}
    for entry in read_catalogue(language):
        if entry.id:
            template, plural = (entry.id, "") if isinstance(entry.id, str) else entry.id
            entries[template] = plural, "".join(entry.string or "")  # Chinese has one form
    return entries


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_message_has_a_translation(language: str) -> None:
    expected = {template: plural for template, plural in collect_templates().items() if has_words(template)}
    entries = {template: plural for template, (plural, text) in collect_entries(language).items() if text}
    assert sorted(expected.items() - entries.items()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_of_a_message_that_is_gone(language: str) -> None:
    assert sorted(collect_entries(language).keys() - collect_templates().keys() - {SEPARATOR}) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_fields_of_their_messages(language: str) -> None:
    different = {
        template: text
        for template, (plural, text) in collect_entries(language).items()
        if find_fields(template) | find_fields(plural) != find_fields(text)
    }
    assert different == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_given_twice(language: str) -> None:
    lines = (TRANSLATIONS / f"{language}.po").read_text(encoding="utf-8").split("\n\n")
    heads = [entry.partition("\nmsgstr")[0].partition("msgid ")[2] for entry in lines]
    assert len(heads) == len(set(heads))


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("Message('a' ' {b}', b=1)", ("a {b}", "")),
        ("Message('{count} a', plural='{count} b', count=1)", ("{count} a", "{count} b")),
        ("Message(text)", None),
        ("Message('a' if x else 'b')", None),
        ("Message()", None),
    ],
)
def test_templates_are_found_where_they_are_written_out(code: str, texts: tuple[str, str] | None) -> None:
    (call,) = iter_calls(ast.parse(code))
    if texts is None:
        with pytest.raises(AssertionError):
            read_templates(call)
    else:
        assert read_templates(call) == texts
