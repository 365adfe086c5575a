"""Each message for editors is said in each language that has a catalogue."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from corner.cli import main
from tests.support.corners import REPOSITORY
from tests.support.syntax_trees import parse_module

HOOKS = REPOSITORY / "hooks"
MODULES = sorted(set(HOOKS.rglob("*.py")) - {HOOKS / "corner/diagnostics/message.py"})
TRANSLATIONS = HOOKS / "corner/i18n/translations"
LANGUAGES = ["zh-Hant"]
SEPARATOR = ", "
"""What joins lists in messages, which no module gives to `Message`."""


UNSEEN = {
    "%(prog)s, version %(version)s",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Choice({choices})",
    "Could not determine name for option with declarations {decls!r}",
    "Couldn't detect Bash version, shell completion is not supported.",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "Name '{name}' defined twice",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument instead? Did you mean to pass '--{name}'?",
    "Shell completion is not supported for Bash versions older than 4.4.",
    "Unknown color {colour!r}",
    "Unknown standard stream '{name}'",
    "Value must be an iterable.",
    "Windows error: {error}",
    "d",
    "{editor}: Editing failed",
    "{editor}: Editing failed: {e}",
}
"""What click says to programmers, or in commands of other kinds than ours."""


@cache
def read_catalogue(language: str) -> Catalog:
    """Return a file of `translations/`, which may have an ending besides its language."""
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
        for call in iter_calls(parse_module(path)):
            template, plural = read_templates(call)
            assert templates.setdefault(template, plural) == plural, f"{path}: {template} has two plurals"
    return templates


@cache
def collect_help() -> frozenset[str]:
    """Return the help of all commands and their options, without what click adds."""
    texts = {getattr(parameter, "help", None) for parameter in main.params} | {main.help}
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        texts |= {getattr(parameter, "help", None) for parameter in command.params} | {command.help}
    return frozenset(inspect.cleandoc(text) for text in texts if text) - collect_click_texts().keys()


@cache
def collect_click_texts() -> Mapping[str, str]:
    """Return the plural of each text that click looks up in gettext."""
    texts: dict[str, str] = {}
    for path in Path(click.__file__).parent.glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext"):
                words = [str(node.value) for node in call.args if isinstance(node, ast.Constant)]
                if words:
                    texts[words[0]] = words[1] if call.func.id == "ngettext" else ""
    return texts


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
    expected |= dict.fromkeys(collect_help(), "")
    entries = {template: plural for template, (plural, text) in collect_entries(language).items() if text}
    assert sorted(expected.items() - entries.items()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_of_a_message_that_is_gone(language: str) -> None:
    assert sorted(collect_entries(language).keys() - collect_templates().keys() - collect_help() - {SEPARATOR}) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_click_says_has_a_translation(language: str) -> None:
    entries = {
        text: plural for text, (plural, translation) in collect_entries(f"{language}.click").items() if translation
    }
    assert entries.keys() ^ (collect_click_texts().keys() - UNSEEN) == set()
    assert sorted(entries.items() - collect_click_texts().items()) == []


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
    # A merge that keeps both sides leaves two translations below one message.
    assert [entry for entry in lines if entry.count("\nmsgstr") > 1 and "msgstr[" not in entry] == []


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
