"""The reader of `news/registers/NAME/register.yml`, the declarations of a corner's registers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from corner.content.field_types import explain_key
from corner.content.languages import explain_missing_languages, explain_unknown_language
from corner.content.registers import (
    EXTENDABLE,
    STANDARD_FIELDS,
    STATES,
    TERM_FIELDS,
    USABLE_FIELDS,
    EmbeddedRecords,
    FieldDeclaration,
    RegisterDeclaration,
    StructuredData,
    StructuredValue,
)
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.diagnostics.suggestions import show_value, suggest
from corner.sources import characters, textfile, validation, yaml, yaml_hints
from corner.sources.register_files import DECLARATION, REGISTERS
from corner.storage import fingerprint

_RESERVED = frozenset(
    "assets bodies calendars cards changes csv-metadata data datapackage events feeds figures follow guide items news "
    "places releases search status summaries terms timeline topics words".split()
)
"""First parts of addresses, and names of other content, that no register may take."""
_USES = {
    "columns": Message("a table can show"),
    "filters": Message("a table can be filtered by"),
    "order": Message("records can be sorted by"),
    "group": Message("a table can be divided by"),
}
"""What a declaration needs fields for, by its own fields, for messages."""
_LOCALIZED = ("name", "record", "description", "introduction", "period")


class Register(NamedTuple):
    """A register as it is declared."""

    name: str
    """Its key, which is also the name of its folder."""
    declaration: RegisterDeclaration
    path: str
    """Its declaration's file, relative to the project's root."""
    text: str
    """The text of its declaration."""
    digest: str
    """The fingerprint of its declaration."""

    def problem(self, path: yaml.YamlPath, code: str, message: str) -> Problem:
        """Return a problem at a field of the declaration, on the field's line."""
        return Problem(self.path, yaml.find_line(self.text, path), ".".join(map(str, path)), code, message)

    @property
    def address(self) -> str:
        """The first part of its addresses."""
        return self.name if self.extends_taxonomy else self.declaration.address or self.name

    def find_field(self, key: str) -> FieldDeclaration | None:
        """Return a field by its key: a declared one, or one that the terms of the extended taxonomy have."""
        declared = self.declaration.fields.get(key)
        return declared or (TERM_FIELDS.get(key) if self.extends_taxonomy else None)

    @property
    def extends_taxonomy(self) -> bool:
        """Whether its records add fields to the terms of the taxonomy of the same name, on their pages."""
        return self.name in EXTENDABLE


def read_registers(
    root: Path, locales: Sequence[str], known_locales: Sequence[str] = ()
) -> tuple[list[Register], list[Problem]]:
    """Return the registers of a corner in the order of their names, and what is wrong in their declarations.

    Args:
        root: the project's root.
        locales: the languages in which each name and text is needed.
        known_locales: the languages in which it may be given: those and the converted ones.
    """
    registers: list[Register] = []
    problems: list[Problem] = []
    inside = (root / "news").resolve()
    for file in sorted((root / "news" / REGISTERS).glob(f"*/{DECLARATION}")):
        if file.parent.name.startswith(".") or not file.resolve().is_relative_to(inside):
            continue  # hidden, or a link out of `news/`, which the reader of files reports
        reader = _DeclarationReader(
            file, f"news/{REGISTERS}/{file.parent.name}/{DECLARATION}", locales, known_locales or locales
        )
        register = reader.read()
        problems += reader.problems
        if register is not None:
            registers.append(register)
    problems += _check_addresses(registers, locales)
    names = {register.name for register in registers}
    for register in registers:
        problems += _check_registers_named(register, names)
    problems += _check_circles(registers)
    return registers, problems


class _DeclarationReader:
    """Reads one declaration and collects its problems."""

    def __init__(self, file: Path, path: str, locales: Sequence[str], known_locales: Sequence[str]) -> None:
        self._file = file
        self._path = path
        self._locales = locales
        self._known_locales = known_locales
        self._text = ""
        self.problems: list[Problem] = []

    def read(self) -> Register | None:
        """Return the register, where its declaration has no faults that keep its records from being read."""
        name = self._file.parent.name
        expected = explain_key(name)
        if not expected and name in _RESERVED and name not in EXTENDABLE:
            expected = Message("expected a name that nothing else in the site has")
        if expected:
            self.problems.append(
                Problem(
                    self._path,
                    1,
                    "file",
                    "wrong-name",
                    Message("{expected}, found {name}", expected=expected, name=show_value(name)),
                )
            )
            return None
        data = self._parse()
        if data is None:
            return None
        declaration, errors = None, list[validation.FieldError]()
        try:
            declaration = RegisterDeclaration.model_validate(data)
        except ValidationError as error:
            errors = list(validation.explain_errors(error, data, RegisterDeclaration))
        for fault in validation.add_empty_fields(errors, data):
            self._report(*fault)
        if declaration is None:
            return None
        self._check_languages(declaration)
        register = Register(name, declaration, self._path, self._text, fingerprint.digest(self._text))
        self._check_fields(register)
        return register

    def _parse(self) -> dict[str, Any] | None:
        """Return the declaration as plain data."""
        data, problems = textfile.read_bytes(str(self._file), self._path)
        text = None
        if data is not None:
            text, problems = characters.decode_text(data, self._path)
        if text is not None:
            problems = yaml_hints.find_conflict_marks(self._path, text)
        self.problems += problems
        if text is None or problems:
            return None
        self._text = text
        try:
            parsed = yaml.parse_yaml(text)
        except yaml.YamlError as error:
            self.problems += yaml_hints.explain_error(self._path, text, error)
            return None
        if not isinstance(parsed, dict):
            content = Message("nothing") if parsed is None else Message("something else")
            self._report(
                (), "wrong-yaml", Message("expected 'name: …', 'fields: …' and so on, found {content}", content=content)
            )
            return None
        return parsed

    def _check_languages(self, declaration: RegisterDeclaration) -> None:
        """Report each name and text that lacks a language of the corner, and each language that the corner lacks."""
        for path, names in _iter_names(declaration):
            for locale in names:
                if locale not in self._known_locales:
                    message = explain_unknown_language(locale, self._known_locales)
                    self._report((*path, locale), "unknown-language", message)
            if names and (message := explain_missing_languages(names, self._locales)):
                self._report(path, "missing-language", message)

    def _check_fields(self, register: Register) -> None:
        """Report each field that the declaration names and does not declare."""
        declaration = register.declaration
        own = [*declaration.fields, *(TERM_FIELDS if register.extends_taxonomy else ())]
        texts = declaration.markdown_fields()
        for path, key in declaration.iter_named_fields():
            use = str(path[0])
            known = [*own, *USABLE_FIELDS.get(use, STANDARD_FIELDS)]
            if key not in known:
                message = Message(
                    "expected a field of the register, found '{key}'{suggestion}",
                    key=key,
                    suggestion=suggest(key, known),
                )
                if key in STANDARD_FIELDS:
                    message = Message("expected a field that {uses}, found '{key}'", uses=_USES[use], key=key)
                self._report(path, "unknown-field", message)
            elif key in texts and use in USABLE_FIELDS:
                message = Message(
                    "expected a field that {uses}, found '{key}', which holds Markdown", uses=_USES[use], key=key
                )
                self._report(path, "unknown-field", message)
        for path, value in _iter_structured_values(declaration.json_ld, ("json_ld",)):
            field = declaration.fields.get(value.field)
            choices = STATES if value.field == "status" else tuple(field.choices) if field else ()
            for choice in value.values:
                if choice not in choices:
                    message = Message(
                        "expected a value of '{field}', found '{choice}'{suggestion}",
                        field=value.field,
                        choice=choice,
                        suggestion=suggest(choice, choices),
                    )
                    self._report((*path, "values", choice), "unknown-field", message)

    def _report(self, path: yaml.YamlPath, code: str, message: str) -> None:
        line = yaml.find_line(self._text, path)
        self.problems.append(Problem(self._path, line, ".".join(map(str, path)) or "file", code, message))


def _iter_names(declaration: RegisterDeclaration) -> Iterator[tuple[yaml.YamlPath, dict[str, str]]]:
    for name in _LOCALIZED:
        yield (name,), getattr(declaration, name)
    for key, field in declaration.fields.items():
        yield ("fields", key, "name"), field.name
        yield ("fields", key, "unit"), field.unit
        for choice, names in field.choices.items():
            yield ("fields", key, "choices", choice), names
    for state, names in declaration.states.items():
        yield ("states", state), names


def _iter_structured_values(
    data: StructuredData | None, path: yaml.YamlPath
) -> Iterator[tuple[yaml.YamlPath, StructuredValue]]:
    for name, value in data.properties.items() if data else ():
        if isinstance(value, StructuredData):
            yield from _iter_structured_values(value, (*path, "properties", name))
        elif isinstance(value, StructuredValue):
            yield (*path, "properties", name), value


def _check_addresses(registers: Sequence[Register], locales: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem for each address that something else has, such as an edition in another language."""
    known: dict[str, str] = {}
    for register in registers:
        other = known.setdefault(register.address, register.path)
        if other != register.path or (register.address in {*_RESERVED, *locales} and not register.extends_taxonomy):
            owner = other if other != register.path else Message("the site")
            message = Message(
                "expected an address that nothing else has, found '{address}', which {owner} has",
                address=register.address,
                owner=owner,
            )
            yield register.problem(("address",), "duplicate-address", message)


def _check_registers_named(register: Register, names: set[str]) -> Iterator[Problem]:
    """Yield a problem for each register that a field names and the corner does not have."""
    declaration = register.declaration
    named: list[tuple[yaml.YamlPath, str | None]] = [
        (("fields", key, "register"), field.register_) for key, field in declaration.fields.items()
    ]
    named += _iter_embedded(declaration.json_ld, ("json_ld",))
    for path, name in named:
        if name is not None and name not in names:
            message = Message(
                "expected a folder of news/{registers}/, found '{name}'{suggestion}",
                registers=REGISTERS,
                name=name,
                suggestion=suggest(name, names),
            )
            yield register.problem(path, "unknown-register", message)


def _check_circles(registers: Sequence[Register]) -> Iterator[Problem]:
    """Yield a problem for the first register of each circle of descriptions for machines that come back to themselves."""
    embedded = {
        register.name: list(_iter_embedded(register.declaration.json_ld, ("json_ld",))) for register in registers
    }
    following = {name: [other for _, other in paths] for name, paths in embedded.items()}
    reported: set[str] = set()
    for register in registers:
        for path, name in embedded[register.name]:
            reached = _find_reached(name, following)
            if register.name in reached and not reported & reached:
                reported.add(register.name)
                message = Message(
                    "expected a register that does not describe this one in its turn, found '{name}'", name=name
                )
                yield register.problem(path, "circular-reference", message)


def _find_reached(name: str, following: Mapping[str, Sequence[str]]) -> set[str]:
    """Return a name with all names that follow it."""
    reached: set[str] = set()
    open_names = [name]
    while open_names:
        name = open_names.pop()
        if name not in reached:
            reached.add(name)
            open_names += following.get(name, ())
    return reached


def _iter_embedded(data: StructuredData | None, path: yaml.YamlPath) -> Iterator[tuple[yaml.YamlPath, str]]:
    """Yield each register that a description for machines names."""
    for name, value in data.properties.items() if data else ():
        where = (*path, "properties", name)
        if isinstance(value, StructuredData):
            yield from _iter_embedded(value, where)
        elif isinstance(value, EmbeddedRecords):
            yield (*where, "register"), value.register_
