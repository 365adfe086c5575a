"""The words of the form for editors, Sveltia CMS, in one language: the names of fields and options, and the hints.

Sveltia CMS has translations of its own words alone. So each language of the corner has a configuration of its own, and
the form takes the one for the editor's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from corner.authoring.json_schema import Schema
from corner.i18n.messages import Messages
from corner.sources import yaml

LABELS = Path(__file__).parent / "labels"
"""The folder of the names of fields, a file for each language but English, which has the models' own names."""
_HINTS = Path(__file__).parent / "form_hints"
_NEW_FILES = Path(__file__).parent / "hints"
"""The folder of the hints in new files: those of a release's fields serve where the form has none of its own."""
_FALLBACK = "en"
"""The language of the models' descriptions, and of the hints that belong to no field."""


class FormWords:
    """The words of the form in a language; a word that the language lacks is the model's own, in English."""

    def __init__(self, locale: str, messages: Messages) -> None:
        """Take a language and the interface messages in it."""
        self.locale = locale
        self._messages = messages
        self._labels = read_words(LABELS, locale)
        self._hints = read_words(_HINTS, locale)
        self._english_hints = read_words(_HINTS, _FALLBACK)

    def find_label(self, name: str, title: str) -> str:
        """Return the name of a field, or `title` where the language has none."""
        return str(self._labels.get(name, title))

    def find_hint(self, parent: str, name: str, schema: Schema) -> str:
        """Return the hint below a field, with examples of what has a format of its own.

        Args:
            parent: the field, or the kind of content, that the field is part of.
            name: the field.
            schema: its schema.
        """
        own = self._hints.get(f"{parent}.{name}") or self._hints.get(name)
        hint = own or _read_new_file_hint(self.locale, parent, name) or schema.get("description", "")
        # Sveltia CMS takes a hint for Markdown; the backticks of a model's description would become elements.
        return self._add_examples(str(hint).replace("`", ""), schema)

    def find_type_hint(self, type_: str, schema: Schema, unit: str) -> str:
        """Return the hint below a field of a register, which says how its type is written."""
        hint = self._find_own(f"type.{type_}")
        return self._add_examples(" ".join(part for part in (hint, unit) if part), schema)

    def _add_examples(self, hint: str, schema: Schema) -> str:
        examples = schema.get("examples", ())
        if not examples or str(examples[0]) in hint:
            return hint
        text = self._find_own("example").replace("{examples}", self._find_own("or").join(map(str, examples)))
        return f"{hint}{self._find_own('space')}{text}" if hint else text

    def _find_own(self, name: str) -> str:
        return str(self._hints.get(name, self._english_hints.get(name, "")))

    def find_option(self, name: str, value: str) -> str:
        """Return the name of a value of a field."""
        if name == "state" and f"item.{value}" in self._messages.texts:
            return self._messages(f"item.{value}")
        return str(self._labels.get(f"{name}.{value}", value))


@cache
def read_words(folder: Path, locale: str) -> Mapping[str, Any]:
    """Return the words of a folder in a language; empty where the language has none."""
    path = folder / f"{locale}.yml"
    data: dict[str, Any] = yaml.parse_yaml(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return data


def _read_new_file_hint(locale: str, parent: str, name: str) -> str:
    """Return what a new file in a language says of a field; empty in English, where the models say more."""
    hints = {} if locale == _FALLBACK else read_words(_NEW_FILES, locale).get(parent, {})
    return str(hints[name][0]) if name in hints else ""
