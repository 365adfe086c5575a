"""The messages for editors that a model's validation errors become."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, LiteralString, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from corner.diagnostics.message import Message, join_alternatives
from corner.diagnostics.suggestions import show_value, suggest
from corner.sources import field_names, yaml, yaml_hints
from corner.sources.yaml import YamlPath

_NAME = re.compile("[a-z][A-Za-z0-9_.-]*|attachments[.].*")
_JOINED = re.compile(r"([a-z_]+):([^\s/].*)")
"""A field and its value without a space between them, which YAML takes for a name."""
_NESTED = 2

FieldError = tuple[YamlPath, str, str]
"""Path of the field, rule code, message."""

_KINDS = {
    "string_type": "text",
    "bool_type": Message("true or false"),
    "bool_parsing": Message("true or false"),
    "int_type": Message("a whole number"),
    "int_from_float": Message("a whole number"),
    "float_type": Message("a number"),
    "tuple_type": Message("a list"),
    "list_type": Message("a list"),
    "dict_type": Message("'field: value' lines"),
    "model_type": Message("'field: value' lines"),
    "too_short": Message("at least one"),
    "string_too_short": "text",
    "finite_number": Message("a number"),
}
_LONGEST_TYPED = 100
"""The most characters of a value that a message asks to type."""
_KEYED = frozenset("bases choices fields labels properties states values".split())
"""The fields whose values have keys of their own, not languages."""
_KEY = Message("a key: lower-case words joined by hyphens")
KEY_EXPECTED = f"expected {_KEY}"
"""The beginning of the message for a value that cannot be a key."""
_PATTERNS = {
    "[0-9a-f]{16}": Message("the mark that 'corner translated' sets, 16 hexadecimal digits in quotation marks"),
    "[a-z0-9.-]+": Message("a domain you held and a year, such as news.example,2026"),
    "A-Za-z0-9.+-": Message("the short name of a licence, such as CC-BY-4.0"),
    "https?": Message("a web address such as https://www.example.org/"),
    "releases": Message("the key of a release or summary, such as releases/2021/sme-seminar"),
    "value": Message("a text that holds {{value}}"),
    r"\S": "text",
    "^[a-z][A-Za-z0-9]*$": Message("the name of a property of schema.org, such as legislationDate"),
    "[^/": Message("the name of a file beside this one, such as programme.pdf"),
    "@": Message("an e-mail address such as office@example.org"),
    "[+]?": Message("a telephone number such as +852 2961 6901"),
    "[A-Z]": Message("a type of schema.org, such as Legislation"),
    "(_[a-z0-9]": Message("a key: lower-case words joined by underscores"),
    "(/[a-z0-9-]+)": Message("the key of a page, such as releases/2021/sme-seminar or laws/hk-cap-528"),
    "*/[a-z0-9]": Message("the key of a record, such as laws/hk-cap-528"),
    "[a-z0-9]": _KEY,
}


def create_fault(kind: LiteralString, message: Message) -> PydanticCustomError:
    """Return the error of a validator, with which a model refuses a value for a reason of its own.

    Args:
        kind: what is wrong, such as `date`; it chooses the rule.
        message: what the editor reads.
    """
    # pydantic makes plain text of the message of an error, but keeps the values in it.
    return PydanticCustomError(kind, "{message}", {"message": message})


def explain_errors(error: ValidationError, data: Any, model: type[BaseModel] | None = None) -> Iterator[FieldError]:
    """Yield every fault of a validation error once, in the order of the data.

    Args:
        error: the error that pydantic raised.
        data: the data that it validated.
        model: the model, whose fields are suggested for an unknown one.
    """
    seen: set[tuple[YamlPath, str]] = set()
    faults = _choose_branches(error.errors(include_url=False), data)
    paths = [_find_real_path(details, data) for details in faults]
    cut = {path[:-1] for path, details in zip(paths, faults, strict=True) if path and _explain_piece(path, details)}
    meant = {
        (*path[:-1], _find_meant_field(path, data, model))
        for path, details in zip(paths, faults, strict=True)
        if path and details["type"] == "extra_forbidden"
    }
    for path, details in zip(paths, faults, strict=True):
        if details["type"] == "too_short" and any(_is_within(other["loc"], details["loc"]) for other in faults):
            continue  # its members are wrong, so that none is left
        if path and path[:-1] in cut and details["type"] == "missing":
            continue  # its value was cut into pieces
        if path in meant and details["type"] == "missing":
            continue  # it is there under another name
        code, message = _explain_fault(details, _find_model(model, path[:-1]), _find_meant_field(path, data, model))
        if piece_message := _explain_piece(path, details) if path else "":
            path, code, message = path[:-1], "wrong-value", piece_message  # noqa: PLW2901 -- the field that was cut
        if (path, code) not in seen:
            seen.add((path, code))
            yield path, code, message


def add_empty_fields(errors: list[FieldError], data: Any) -> Iterator[FieldError]:
    """Yield errors, and first each field without a value that no error is about."""
    known = {path for path, _, _ in errors}
    for path in yaml.find_empty_fields(data):
        if path not in known and path[:-1] not in known:  # a value that was cut into pieces is one error
            yield path, "missing-field", Message("expected a value, found none")
    yield from errors


def _find_model(model: type[BaseModel] | None, path: YamlPath) -> type[BaseModel] | None:
    """Return the model of the values at `path` below `model`, if there is one."""
    for step in path:
        if model is None or isinstance(step, int):
            continue
        fields = {field.alias or name: field for name, field in model.model_fields.items()}
        model = next(_iter_models(fields[step].annotation), None) if step in fields else None
    return model


def _iter_models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models in a type such as `tuple[Figure, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _iter_models(part)


def _find_meant_field(path: YamlPath, data: Any, model: type[BaseModel] | None) -> str:
    """Return the field that an unknown one is another name for and that is missing beside it, or an empty text."""
    parent = _find_model(model, path[:-1])
    beside = data
    for step in path[:-1]:
        beside = beside[step]
    if not path or parent is None or not isinstance(path[-1], str) or not isinstance(beside, dict):
        return ""
    known = [name for name in _list_fields(parent) if name not in beside]
    return field_names.find_field(path[-1], known)


def _list_fields(model: type[BaseModel]) -> list[str]:
    """Return the names of the fields of a model, as editors write them."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _is_within(loc: tuple[int | str, ...], other: tuple[int | str, ...]) -> bool:
    return len(loc) > len(other) and loc[: len(other)] == other


def _choose_branches(faults: list[ErrorDetails], data: Any) -> list[ErrorDetails]:
    """Return faults without those of the kinds of value, of several that are allowed, that were not meant."""
    branches: dict[YamlPath, dict[int | str, list[ErrorDetails]]] = {}
    for details in faults:
        branch = _find_branch(details, data)
        if branch:
            branches.setdefault(branch[:-1], {}).setdefault(branch[-1], []).append(details)
    left_out: set[int] = set()
    for base, kinds in branches.items():

        def is_unlike(kind: int | str, base: YamlPath = base, kinds: Any = kinds) -> tuple[bool, int]:
            return any(details["loc"] == (*base, kind) for details in kinds[kind]), len(kinds[kind])

        meant = min(kinds, key=is_unlike)
        left_out |= {id(details) for kind in kinds if kind != meant for details in kinds[kind]}
    return [details for details in faults if id(details) not in left_out]


def _find_branch(details: ErrorDetails, data: Any) -> YamlPath:
    """Return the path to the name that pydantic gives one of several kinds of value, if there is one."""
    loc = details["loc"]
    for position, step in enumerate(loc):
        members = dict(enumerate(data)) if isinstance(data, list) else data
        if not isinstance(members, dict) or step not in members:
            is_missing = position == len(loc) - 1 and details["type"] == "missing"
            return () if is_missing or step == "[key]" else loc[: position + 1]
        data = members[step]
    return ()


def _find_real_path(details: ErrorDetails, data: Any) -> YamlPath:
    """Return the steps of a fault that exist in the data, and a last one that is missing: pydantic adds steps for unions."""
    path: list[int | str] = []
    loc = tuple(step for step in details["loc"] if step != "[key]")  # where a key itself is wrong
    for position, step in enumerate(loc):
        members = dict(enumerate(data)) if isinstance(data, list) else data
        if not isinstance(members, dict):
            continue
        if step in members:
            data = members[step]
        elif position < len(loc) - 1 or isinstance(data, list) or details["type"] != "missing":
            continue
        path.append(step)
    return tuple(path)


def _explain_piece(path: YamlPath, details: ErrorDetails) -> str:
    """Return the message for a key that is a piece of a value in brackets, or an empty text for others."""
    name = str(path[-1])
    if details["input"] is not None or len(path) < _NESTED or details["type"] == "missing" or name.isdecimal():
        return ""
    if wide := yaml_hints.explain_mapping(name):
        return wide
    if match := _JOINED.fullmatch(name):
        return Message(
            "expected '{field}: ' with a colon and a space, found '{found}'; type '{typed}'",
            field=match[1],
            found=name,
            typed=f"{match[1]}: {match[2]}",
        )
    is_label = path[0] == "labels"
    if not _NAME.fullmatch(name) or (is_label and ("." not in name or (" " in name and name[:12] != "attachments."))):
        return Message(
            "expected words with a comma in straight quotation marks inside {{ }} and [ ], found ', {name}'", name=name
        )
    return ""


def _explain_fault(details: ErrorDetails, model: type[BaseModel] | None, meant: str) -> tuple[str, str]:
    """Return code and message of a fault.

    Args:
        details: the fault.
        model: the model of the fields beside it.
        meant: the field that an unknown one is another name for.
    """
    kind = details["type"]
    context = details.get("ctx", {})
    value = show_value(details["input"])
    if kind == "missing":
        return "missing-field", Message("expected a value, found none")
    if kind == "extra_forbidden":
        return _explain_unknown(str(details["loc"][-1]), details["input"], model, meant)
    if details["input"] is None:
        return "missing-field", Message("expected a value, found none")
    for own, code in (
        ("date", "wrong-date"),
        ("twice", "repeated-value"),
        ("number", "wrong-value"),
        ("value", "wrong-value"),
    ):
        if kind == own:  # the message is the model's
            curly = (
                yaml_hints.explain_quotes(details["input"])
                if code == "wrong-date" and isinstance(details["input"], str)
                else ""
            )
            return code, curly or context["message"]
    if isinstance(details["input"], str) and (message := _explain_typing(details, details["input"], model)):
        return "wrong-value", message
    if kind == "literal_error":
        return "wrong-value", _explain_choice(details["input"], context["expected"])
    if kind == "string_pattern_mismatch":
        pattern = context["pattern"]
        expected = next((text for part, text in _PATTERNS.items() if part in pattern), Message("another form"))
        return "wrong-value", Message("expected {expected}, found {value}", expected=expected, value=value)
    return "wrong-value", Message("expected {expected}, found {value}", expected=_describe_kind(details), value=value)


def _explain_unknown(name: str, value: object, model: type[BaseModel] | None, meant: str) -> tuple[str, str]:
    """Return code and message of a field that is not known; `meant` is the one that it is another name for."""
    if name.isdecimal():  # `{value: 1,090}` ends at the comma
        return "wrong-value", Message("expected a number without commas, such as 1090, found ',{digits}'", digits=name)
    if meant:
        field = _format_field(meant, value, model)
        return "unknown-key", Message("expected a known field, found '{name}'; type '{field}'", name=name, field=field)
    return "unknown-key", Message(
        "expected a known field, found '{name}'{suggestion}",
        name=name,
        suggestion=suggest(name, _list_fields(model) if model else []),
    )


def _format_field(name: str, value: object, model: type[BaseModel] | None) -> str:
    """Return a field with a value that an editor gave to another name, as far as it may be one of this field."""
    if isinstance(value, list) and value and all(isinstance(member, str) for member in value):
        value = ", ".join(value)
    if not isinstance(value, str | int | float) or isinstance(value, bool) or len(str(value)) > _LONGEST_TYPED:
        return f"{name}: …"
    if model and _is_list_of_texts(model.model_fields[name].annotation):
        return f"{name}: {yaml_hints.write_list(str(value)) or '[…]'}"
    return f"{name}: {value}"


def _is_list_of_texts(annotation: Any) -> bool:
    """Return whether a type is a list of keys or other texts."""
    return get_origin(annotation) is tuple and next(_iter_models(annotation), None) is None


def _explain_choice(value: object, expected: str) -> str:
    """Return the message for a value that is none of those that are expected."""
    values = [word.strip("' ") for word in expected.replace(" or ", ",").split(",")]
    if not isinstance(value, str) and show_value(value) in values:
        return Message("expected text, here in quotation marks, found {value}", value=show_value(value))
    return Message(
        "expected {expected}, found {value}{suggestion}",
        expected=join_alternatives([show_value(known) if f"'{known}'" in expected else known for known in values]),
        value=show_value(value),
        suggestion=suggest(str(value), values),
    )


def _explain_typing(details: ErrorDetails, written: str, model: type[BaseModel] | None) -> str:
    """Return the message for a value with signs of Chinese input methods, or a list without brackets, or an empty text."""
    kind = details["type"]
    if kind in ("tuple_type", "list_type"):
        field = model.model_fields.get(str(details["loc"][-1])) if model else None
        typed = yaml_hints.write_list(written) if field and _is_list_of_texts(field.annotation) else ""
        wide = "" if typed and "(" in written else yaml_hints.explain_list(written)
        if wide or not typed:
            return wide
        return Message("expected a list, found {found}; type {list}", found=show_value(written), list=typed)
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        return yaml_hints.explain_mapping(written)
    if kind in ("literal_error", "string_pattern_mismatch"):
        return yaml_hints.explain_quotes(written) or (
            yaml_hints.explain_list(written) if isinstance(details["loc"][-1], int) else ""
        )
    return ""


def _describe_kind(details: ErrorDetails) -> str:
    """Return a description of the values that are expected."""
    kind, context = details["type"], details.get("ctx", {})
    if kind == "dict_type" and isinstance(details["input"], str) and details["loc"][-1] not in _KEYED:
        return Message("words in each language, such as {{en: …}}")
    if kind == "greater_than_equal":
        return Message("{least} or more", least=context["ge"])
    if kind == "string_too_long":
        return Message("at most {most} characters", most=context["max_length"])
    if kind == "string_type" and isinstance(details["input"], int | float):
        return Message("text, here in quotation marks")
    expected = _KINDS.get(kind) or _KINDS.get(kind.split("_parsing")[0] + "_type")
    return expected or Message("a value of another kind")
