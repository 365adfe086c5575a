"""Signs that Chinese typing gives and YAML does not know: full-width brackets, commas and colons, curly quotation marks."""

from __future__ import annotations

import re

from corner.sources import yaml

_NARROW = {"［": "[", "【": "[", "］": "]", "】": "]", "｛": "{", "｝": "}", "，": ",", "、": ",", "：": ":"}
_LIST, _MAPPING = re.compile("[［【］】，、]"), re.compile(r"[｛｝]|(?<=[a-z0-9])：|，(?=\s*[a-z][\w.-]*[:：])")
"""The signs that make a list or fields; other commas and colons belong to the words."""
_KEYED = re.compile(r"([a-z][\w.-]*)：")
CURLY = re.compile("[“”‘’]")
_CURLED = re.compile(r"[“”‘’「](.*)[“”‘’」]")


def listed(written: str) -> str:
    """Return the message for a text that was meant to be a list, nothing for another."""
    return _told(written, _LIST, list)


def fields(written: str) -> str:
    """Return the message for a text that was meant to be fields, nothing for another."""
    keyed = _KEYED.match(written)
    return (
        f"expected '{keyed[1]}: ' with a colon and a space, found '{keyed[0]}'"
        if keyed
        else _told(written, _MAPPING, dict)
    )


def flow(written: str) -> str:
    """Return the message for a value in brackets that is no YAML, nothing where that is for other signs."""
    return listed(written) if written[:1] in ("[", "［", "【") else _told(written, _MAPPING, dict)


def unquoted(written: str) -> str:
    """Return the words between curly quotation marks, nothing for others."""
    match = _CURLED.fullmatch(written)
    return match[1] if match else ""


def quoted(written: str) -> str:
    """Return the message for a value between curly quotation marks, nothing for another."""
    words = unquoted(written)
    return f"expected straight quotation marks or none, as in {words}, found {written}" if words else ""


def _told(written: str, signs: re.Pattern[str], kind: type) -> str:
    wide = dict.fromkeys(signs.findall(written))
    if not wide:
        return ""
    typed = signs.sub(lambda sign: _NARROW[sign[0]] + " " * (_NARROW[sign[0]] in ",:"), written)
    typed = re.sub(r"([,:])  +", r"\1 ", typed)
    if kind is list and typed[:1] != "[":
        typed = f"[{typed}]"
    try:
        meant = isinstance(yaml.parse(typed), kind)
    except yaml.YamlError:
        meant = False
    told = ", ".join(f"'{_NARROW[sign]}' for '{sign}'" for sign in wide)
    return f"expected half-width signs, {told}{f', as in {typed}' if meant else ''}, found {written}"
