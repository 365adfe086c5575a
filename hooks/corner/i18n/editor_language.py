"""The language in which editors are spoken to: chosen by an option, `CORNER_LANG` or the locale of the system.

English needs no catalogue. The others are in `translations/`, by gettext's format, and are read when the first message is
said, because most runs have nothing to say.
"""

from __future__ import annotations

import locale
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem

VARIABLE = "CORNER_LANG"
"""The environment variable that names the language."""
ENGLISH = "en"
_TRADITIONAL_CHINESE = "zh-Hant"
TRANSLATED = (_TRADITIONAL_CHINESE,)
"""The languages that have a catalogue."""
_FOLDER = Path(__file__).with_name("translations")
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The variables of the locale; the first that is set counts."""
_TRADITIONAL = frozenset({"hant", "hk", "tw", "mo", "traditional"})
"""The scripts and regions of Chinese that is traditional, and the word for it in the names of Windows' locales."""
_KEYWORD = re.compile(r'^(msgid|msgstr)(?:\[0\])? ((?:"(?:[^"\\\n]|\\.)*"\n?)+)', re.MULTILINE)
"""The template or the translation of an entry, as literals on one or more lines."""
_LITERAL = re.compile(r'"(.*)"')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}


class EditorLanguage:
    """Says messages in one language."""

    def __init__(self, tag: str = ENGLISH) -> None:
        """Take the language of a BCP 47 tag, which is English or has a catalogue."""
        self.tag = tag

    def say(self, message: str | Problem) -> str:
        """Return a message, or the line of a problem, in the language; text that is no message as it is."""
        if self.tag == ENGLISH:
            return str(message)[:]  # plain text, which needs no translation any more
        return message.localize(self.find) if isinstance(message, Message | Problem) else message

    def find(self, template: str, plural: str, count: int) -> str:
        """Return the translation of a template, or the template where there is none.

        Args:
            template: the template in English.
            plural: the template for another number than one; empty where there is none.
            count: the number that chooses between them.
        """
        if self.tag == ENGLISH:
            return plural if plural and count != 1 else template
        return _read_catalogue(self.tag).get(template) or (plural if plural and count != 1 else template)


def choose_language(tag: str | None = None) -> EditorLanguage:
    """Return the language of a tag, or else that of the environment: `CORNER_LANG`, or the locale.

    Languages without a catalogue are spoken to in English.
    """
    return EditorLanguage(_match_tag(tag or os.environ.get(VARIABLE) or _read_locale()))


def _read_locale() -> str:
    """Return the name of the system's locale, such as `zh_HK.UTF-8`."""
    if os.name == "nt":
        return locale.getlocale()[0] or ""  # such as `Chinese (Traditional)_Taiwan`
    return next((value for name in _VARIABLES if (value := os.environ.get(name))), "")


def _match_tag(name: str) -> str:
    """Return the tag of the language that a tag or the name of a locale stands for, English where there is no catalogue."""
    language, *subtags = re.findall("[a-z]+", name.lower()) or [""]
    if language in ("zh", "chinese") and _TRADITIONAL.intersection(subtags) and "hans" not in subtags:
        return _TRADITIONAL_CHINESE
    return ENGLISH


@cache
def _read_catalogue(tag: str) -> Mapping[str, str]:
    """Return the translations of a language by their templates in English."""
    catalogue: dict[str, str] = {}
    for path in sorted(_FOLDER.glob(f"{tag}*.po")):
        catalogue.update(_iter_entries(path.read_text(encoding="utf-8")))
    return catalogue


def _iter_entries(text: str) -> Iterator[tuple[str, str]]:
    """Yield the template and the translation of each entry of a catalogue; Chinese has no plural.

    Babel reads all that gettext knows, but to load it takes as long as a command may need to start.
    """
    template = ""
    for keyword, literals in _KEYWORD.findall(text):
        value = _ESCAPE.sub(_unescape, "".join(_LITERAL.findall(literals)))
        if keyword == "msgid":
            template = value
        elif template:
            yield template, value


def _unescape(match: re.Match[str]) -> str:
    return _ESCAPED.get(match[1], match[1])
