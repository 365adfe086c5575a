"""Texts of new corners by language, with fields to fill in; each language is a folder in `texts/`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from corner.i18n.script_conversion import Converter
from corner.sources import yaml

_FOLDER = Path(__file__).parent
_TEXTS = _FOLDER / "texts"
_FILES = _FOLDER / "files"
_FIELD = re.compile(r"@\{(\w+)\}")
_MARKUP = re.compile(r"([\\`*_\[\]<>#|])")
_ENTRY = re.compile(r"^(\w+): (.*)$")
_GAP = re.compile(r"\n{3,}")
_PLAIN = re.compile(r"[^\W\d_](?:[^:#\s]|\b:(?=\S)| (?=[^\s#]))*|[0-9]{4}-[0-9]{2}-[0-9]{2}|https?://[^\s#]+")
_FLOW = re.compile(r"[,\[\]{}]")
_CONSTANTS = ("y", "n", "yes", "no", "on", "off", "true", "false", "null")
_MADE_FROM = {"zh-Hans": "zh-Hant"}
"""Languages whose texts are converted from those of another script."""
_CONVERSION = "hk2s"
"""OpenCC's name of the conversion."""
FALLBACK = "en"
"""The language of the texts that a language has where it has none of its own."""
PAGES = ("index", "follow", "about", "accessibility", "copyright")
"""The standing pages of a new corner, in the order of the menu."""


@cache
def list_languages() -> tuple[str, ...]:
    """Return the languages that have texts of their own, sorted."""
    return tuple(sorted(folder.name for folder in _TEXTS.iterdir() if (folder / "phrases.yml").is_file()))


def has_texts(locale: str) -> bool:
    """Return whether there are texts for a language: its own, those of its other script, or those without its region."""
    return bool(_find_folder(locale))


def _find_folder(locale: str) -> str:
    """Return the folder of a language's texts, such as `pt` for `pt-BR`, or an empty text."""
    parts = _MADE_FROM.get(locale, locale).split("-")
    names = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((name for name in names if name in list_languages()), "")


@cache
def read_phrases(locale: str) -> Mapping[str, Any]:
    """Return the short texts of a language by name, or else the English ones."""
    phrases: dict[str, Any] = yaml.parse_yaml(read_text(locale, "phrases.yml"))
    return phrases


def read_text(locale: str, name: str) -> str:
    """Return a text of a language, such as `docs/about.md`, or else the English one."""
    text = (_TEXTS / (_find_folder(locale) or FALLBACK) / name).read_text(encoding="utf-8")
    return _create_converter(locale).convert_text(text) if locale in _MADE_FROM else text


@cache
def _create_converter(locale: str) -> Converter:
    return Converter(_MADE_FROM[locale], locale, _CONVERSION, {})


def read_file(name: str) -> str:
    """Return the template of a file that is the same in all languages."""
    return (_FILES / name).read_text(encoding="utf-8")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its fields filled, such as `@{site_name}`; an empty field leaves no gap between paragraphs.

    Raises:
        KeyError: the text has a field without a value.
    """
    return _GAP.sub("\n\n", _FIELD.sub(lambda match: values[match[1]], text))


def fill_page(text: str, values: Mapping[str, str]) -> str:
    """Return a page in Markdown with its fields filled: in front matter as YAML, in the text as words without markup."""
    _, head, body = text.split("---\n", 2)
    entries = [_ENTRY.fullmatch(line) for line in head.splitlines()]
    lines = [f"{entry[1]}: {quote_yaml(fill(entry[2], values))}\n" for entry in entries if entry]
    return f"---\n{''.join(lines)}---\n{fill_markdown(body, values)}"


def fill_markdown(text: str, values: Mapping[str, str]) -> str:
    """Return Markdown with its fields filled: names as words without markup, and paragraphs as they are."""
    return fill(
        text, {name: value if name.endswith("_note") else escape_markdown(value) for name, value in values.items()}
    )


def escape_markdown(text: str) -> str:
    """Return words as Markdown that shows them."""
    return text if "://" in text or "@" in text else _MARKUP.sub(r"\\\1", text)


def quote_yaml(text: str, *, in_braces: bool = False) -> str:
    """Return a text on one line as a YAML value, in quotation marks where YAML 1.1 or 1.2 reads it as something else."""
    is_plain = _PLAIN.fullmatch(text) and text.casefold() not in _CONSTANTS and not (in_braces and _FLOW.search(text))
    return text if is_plain else json.dumps(text, ensure_ascii=False)
