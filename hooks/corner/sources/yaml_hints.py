"""Typing errors that make front matter invalid YAML, each reported at its line with what was meant."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.diagnostics.suggestions import show_value
from corner.sources import yaml

_FIELD = re.compile(r"([ \t]*(?:- )*([a-z_]+):[ \t]+)(\S.*)")
_EMPTY = 2
"""The length of quotation marks without words."""
_MOST_QUOTED = 100
"""The highest number of characters of a value that a message repeats."""
_CLOSING = {"[": "]", "{": "}", '"': '"'}
_CLOSING_BRACKETS = ("]", "}")
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?= |$)", re.MULTILINE)
_FIELDS = re.compile(r"[a-z_]+:(?: [^\n]*)?\n(?:[^\n]+\n)*?---[ \t]*$", re.MULTILINE)


_NARROW = {"［": "[", "【": "[", "］": "]", "】": "]", "｛": "{", "｝": "}", "，": ",", "、": ",", "：": ":"}
_LIST, _MAPPING = re.compile("[［【］】，、]"), re.compile(r"[｛｝]|(?<=[a-z0-9])：|，(?=\s*[a-z][\w.-]*[:：])")
"""The full-width signs of a list or of fields; other commas and colons belong to the text."""
_KEYED = re.compile(r"([a-z][\w.-]*)：")
_KEY = re.compile("[A-Za-z0-9][A-Za-z0-9/-]*")
CURLY_QUOTES = re.compile("[“”‘’]")
_CURLED = re.compile(r"[“”‘’「](.*)[“”‘’」]")


def find_slips(path: str, head: str) -> list[Problem]:
    """Return the typing errors in front matter that is not YAML, or nothing if none is recognised."""
    from corner.sources import line_slips  # noqa: PLC0415 -- its patterns take long to compile, and are seldom needed

    return (
        list(line_slips.find_colon_slips(path, head))
        or _find_value_slips(path, head)
        or line_slips.find_layout_slips(path, head)
    )


def explain_error(path: str, text: str, error: yaml.YamlError) -> list[Problem]:
    """Return what is wrong in a YAML file: its typing errors, or else the error of the parser."""
    slips = find_slips(path, text) if isinstance(error, yaml.NotYamlError) else []
    # Front matter begins on the second line, a file on the first.
    return [replace(slip, line=slip.line - 1) for slip in slips] or [
        Problem(path, error.line, "file", error.code, error.message)
    ]


def _find_value_slips(path: str, head: str) -> list[Problem]:
    """Return a problem for every value that is not YAML by itself, if the rest is YAML without these."""
    lines = head.split("\n")
    problems = []
    for position, line in enumerate(lines):
        match = _FIELD.match(line)
        # A value may continue in indented lines that are not fields themselves.
        rest = takewhile(lambda other: other[:1] == " " and not _FIELD.match(other), lines[position + 1 :])
        if match is None or _is_yaml("\n".join([f"{match[2]}: {match[3]}", *rest])):
            continue
        lines[position] = f"{match[1]}x"
        problems.append(
            Problem(path, position + 2, match[2], "wrong-yaml", _explain_value(match[2], match[3].rstrip()))
        )
    return problems if problems and _is_yaml("\n".join(lines)) else []


def _explain_value(field: str, value: str) -> str:
    """Return the message for a value that is not YAML by itself."""
    closing = _CLOSING.get(value[0], "")
    if wide := explain_flow(value) if closing in _CLOSING_BRACKETS else "":
        return wide
    if closing and closing not in value[1:]:
        return Message(
            "expected a value that ends with {closing}, found {value}", closing=closing, value=show_value(value)
        )
    if closing in _CLOSING_BRACKETS and value.endswith(closing):
        marks = Message("straight quotation marks") if CURLY_QUOTES.search(value) else Message("quotation marks")
        return Message(
            "expected words with signs such as : # ' in {marks}, found {value}",
            marks=marks,
            value=show_value(value),
        )
    curly = strip_curly_quotes(value)
    marks = Message("straight quotation marks") if curly else Message("quotation marks")
    quoted = _quote(curly or value)
    example = Message(", as in {field}: {quoted}", field=field, quoted=quoted) if len(value) <= _MOST_QUOTED else ""
    return Message(
        "expected the words in {marks}{example}, found {value}",
        marks=marks,
        example=example,
        value=value[:_MOST_QUOTED],
    )


def _quote(words: str) -> str:
    """Return words in quotation marks; those that stand around them already are replaced, where others are within."""
    if words[0] == words[-1] and words[0] in "'\"" and len(words) > _EMPTY:
        inner = words[1:-1]
        if '"' not in inner and "\\" not in inner:
            return f'"{inner}"'
        words = inner
    return "'" + words.replace("'", "''") + "'"


def _is_yaml(text: str) -> bool:
    try:
        yaml.parse_yaml(text)
    except yaml.YamlError:
        return False
    return True


def find_conflict_marks(path: str, text: str) -> list[Problem]:
    """Return a problem for the first conflict mark that git left in a file, if there is one."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return []
    match = _CONFLICT.search(text)
    if match is None:
        return []
    line = text.count("\n", 0, match.start()) + 1
    message = Message("expected one of the two texts between git's marks, and no mark, found '{text}'", text=match[0])
    return [Problem(path, line, "file", "merge-conflict", message)]


def find_second_fence(path: str, head: str, body: str) -> list[Problem]:
    """Return a problem if fields continue below the line that ends the front matter."""
    match = _FIELDS.match(body)
    if match is None:
        return []
    message = Message(
        "expected one '---' after the last field, found {line} below it", line=show_value(body.partition(chr(10))[0])
    )
    return [Problem(path, head.count("\n") + 3, "file", "wrong-yaml", message)]


def explain_list(written: str) -> str:
    """Return the message for a text that was meant to be a list, or an empty text for others."""
    return _explain_signs(written, _LIST, list)


def write_list(written: str) -> str:
    """Return a text of keys with commas or brackets of another kind between them as a list, or an empty text for others."""
    members = [member for member in re.split(r"[\s,;、，；]+", written.strip(" ()[]（）")) if member]
    return f"[{', '.join(members)}]" if members and all(map(_KEY.fullmatch, members)) else ""


def explain_mapping(written: str) -> str:
    """Return the message for a text that was meant to be fields, or an empty text for others."""
    keyed = _KEYED.match(written)
    return (
        Message("expected '{key}: ' with a colon and a space, found '{text}'", key=keyed[1], text=keyed[0])
        if keyed
        else _explain_signs(written, _MAPPING, dict)
    )


def explain_flow(written: str) -> str:
    """Return the message for full-width signs in a value in brackets, or an empty text if there are none."""
    return explain_list(written) if written[:1] in ("[", "［", "【") else _explain_signs(written, _MAPPING, dict)


def strip_curly_quotes(written: str) -> str:
    """Return the text between curly quotation marks, or an empty text for others."""
    match = _CURLED.fullmatch(written)
    return match[1] if match else ""


def explain_quotes(written: str) -> str:
    """Return the message for a value between curly quotation marks, or an empty text for others."""
    text = strip_curly_quotes(written)
    return (
        Message("expected straight quotation marks or none, as in {text}, found {written}", text=text, written=written)
        if text
        else ""
    )


def _explain_signs(written: str, signs: re.Pattern[str], kind: type) -> str:
    wide = dict.fromkeys(signs.findall(written))
    if not wide:
        return ""
    typed = signs.sub(lambda sign: _NARROW[sign[0]] + " " * (_NARROW[sign[0]] in ",:"), written)
    typed = re.sub(r"([,:])  +", r"\1 ", typed)
    if kind is list and typed[:1] != "[":
        typed = f"[{typed}]"
    try:
        is_meant = isinstance(yaml.parse_yaml(typed), kind)
    except yaml.YamlError:
        is_meant = False
    replacements = [Message("'{narrow}' for '{wide}'", narrow=_NARROW[sign], wide=sign) for sign in wide]
    return Message(
        "expected half-width signs, {replacements}{example}, found {written}",
        replacements=replacements,
        example=Message(", as in {typed}", typed=typed) if is_meant else "",
        written=written,
    )
