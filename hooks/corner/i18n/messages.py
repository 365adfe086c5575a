"""Messages of the interface: reading those of the package and of the corner, and looking them up.

The package has them in `locales/LOCALE.yml`; a corner adds languages, or changes messages, in `news/words/LOCALE.yml`.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

from corner.content.taxonomies import BUILT_IN_TYPES, Taxonomies
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.diagnostics.suggestions import show_value, suggest
from corner.i18n.formats import find_regional_date, is_date_pattern, is_time_pattern
from corner.i18n.script_conversion import Converter
from corner.sources import characters, textfile, yaml
from corner.storage import fingerprint, kept_values

_LOCALES = Path(__file__).parent / "locales"
_NOTES = Path(__file__).with_name("word_notes.yml")
_MADE_FROM = {"zh-Hans": ("zh-Hant", "hk2s")}
"""Languages whose words are converted from those of another, with OpenCC's name of the conversion."""
_LONGEST_GROUP = 500
"""The most characters of the names of missing words in one problem, so that its message is not cut."""
_COUNTS = ("count", "found")
"""The words with a number, which have a word for each form of plural that a language distinguishes."""
PLURAL_FORMS = ("zero", "one", "two", "few", "many", "other")
"""The forms of plural, as CLDR calls them; a language has `other` and those that it needs."""
_COMMENTED = re.compile(r"# ?([a-zA-Z0-9_.-]+): ")
"""A line of a word in a comment."""


class Messages:
    """The interface's messages in one language."""

    def __init__(self, locale: str, texts: Mapping[str, str]) -> None:
        """Take the texts of `locale`, a BCP 47 tag, by name."""
        self.locale = locale
        self.texts: Mapping[str, str] = texts

    def __call__(self, name: str, /, **values: object) -> str:
        """Return the message called `name` with its placeholders filled in."""
        text = self.texts[name]
        return text.format(**values) if values else text

    @cached_property
    def digest(self) -> str:
        """A fingerprint of all messages."""
        return fingerprint.digest(sorted(self.texts.items()))

    @property
    def open_graph_locale(self) -> str:
        """Language and territory, such as `pt_PT`; a converted edition has the messages of another script."""
        return "zh_CN" if "-Hans" in self.locale else self.texts["open_graph_locale"]

    @cached_property
    def back_label(self) -> str:
        """What says where the link of a note leads back to, with `{number}` for the note's number."""
        return self("back_to_text", number="{number}")

    @cached_property
    def separator(self) -> str:
        """What separates the members of a list."""
        return self.texts["separator"]


def read_messages(
    root: Path, locales: tuple[str, ...], converters: Mapping[str, Converter] = {}
) -> tuple[dict[str, Messages], list[Problem]]:
    """Read the messages of each locale: those of the package, then those of `news/words/`, which replace them.

    Args:
        root: the project's root.
        locales: the locales of all editions; a converted one comes after the one from which it is converted.
        converters: the converter of each converted edition, by locale.

    Returns:
        The messages by locale, and a problem for each message that is missing, unknown or lacks a placeholder.
    """
    english = _read_packaged("en")
    messages: dict[str, Messages] = {}
    problems: list[Problem] = []
    for locale in locales:
        if locale in converters:
            texts = _convert_words(converters[locale], messages[converters[locale].source].texts)
        else:
            texts = dict(_read_written(locale))
        file = root / "news" / "words" / f"{locale}.yml"
        path = f"news/words/{locale}.yml"
        if file.exists():
            replaced, more = _read_corner_messages(file, path, english)
            texts |= replaced
            problems += more
        problems += _find_missing(locale, root, texts, english)
        messages[locale] = Messages(locale, {**english, **texts})
    return messages, problems


def name_built_in_types(taxonomies: Taxonomies, messages: Mapping[str, Messages]) -> Taxonomies:
    """Return the taxonomies with the built-in types of release, in the interface's words, where a corner declares none."""
    return taxonomies.add_built_in_types(
        {key: {locale: table(f"type.{key}") for locale, table in messages.items()} for key in BUILT_IN_TYPES}
    )


def _find_missing(locale: str, root: Path, texts: Mapping[str, str], english: Mapping[str, str]) -> Iterator[Problem]:
    """Yield problems that name all words that a language lacks, some in each, on the line where they may be filled in."""
    missing = [name for name in english if name not in texts]
    if not missing:
        return
    path = f"news/words/{locale}.yml"
    lines = _read_commented_lines(root / path)
    for names in _group_names(missing):
        message = Message(
            "expected the interface's words in {locale}, found none for {names}", locale=f"'{locale}'", names=names
        )
        yield Problem(path, lines.get(names[0], 1), names[0], "missing-words", message, Severity.WARNING)


def _group_names(names: list[str]) -> Iterator[list[str]]:
    """Yield the names in groups that each fit into one message."""
    group: list[str] = []
    for name in names:
        if len(", ".join([*group, name])) > _LONGEST_GROUP:
            yield group
            group = []
        group.append(name)
    yield group


def _read_commented_lines(file: Path) -> dict[str, int]:
    """Return the line of each word that stands in a comment, as `corner init` writes those that are missing."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    matches = ((number, _COMMENTED.match(line)) for number, line in enumerate(text.splitlines(), start=1))
    return {match[1]: number for number, match in matches if match}


def list_missing(locale: str) -> dict[str, str]:
    """Return the words that the package does not have in a language that is written, by name, in English."""
    texts = _read_written(locale)
    return {name: text for name, text in _read_packaged("en").items() if name not in texts}


def find_packaged(locale: str) -> str:
    """Return the language whose words the package has for a locale, such as `pt` for `pt-BR`, or an empty text."""
    parts = locale.split("-")
    names = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((name for name in names if (_LOCALES / f"{name}.yml").is_file()), "")


def explain_word(name: str) -> str:
    """Return what an editor must know to write a word, such as a pattern of dates, or an empty text."""
    return _read_notes().get(name, "")


def _read_corner_messages(file: Path, path: str, english: Mapping[str, str]) -> tuple[dict[str, str], list[Problem]]:
    """Return the valid messages of a corner's file, and a problem for each of the others."""
    content, problems = textfile.read_bytes(str(file), path)
    text = None
    if content is not None:
        text, problems = characters.decode_text(content, path)
    if text is None:
        return {}, problems
    try:
        data = yaml.parse_yaml(text)
    except yaml.YamlError as error:
        return {}, [Problem(path, error.line, "file", error.code, error.message)]
    if data is not None and not isinstance(data, dict):
        return {}, [Problem(path, 1, "file", "wrong-yaml", Message("expected the interface's words, found a list"))]
    texts: dict[str, str] = {}
    for name, value in (data or {}).items():
        mistake = _check_message(name, value, english)
        if mistake:
            code, message = mistake
            problems.append(Problem(path, yaml.find_line(text, (name,)), name, code, message))
        else:
            texts[name] = value
    return texts, problems


def _check_message(name: str, value: object, english: Mapping[str, str]) -> tuple[str, str] | None:
    """Return code and message of what is wrong with a corner's message, or `None`."""
    stem, _, form = name.partition(".")
    is_count = stem in _COUNTS and form in PLURAL_FORMS
    if name not in english and not is_count:
        return "unknown-key", Message(
            "expected a word of the interface, found '{name}'{suggestion}", name=name, suggestion=suggest(name, english)
        )
    placeholders = find_placeholders(english[f"{stem}.other" if is_count else name])
    # “خبران” says two without a number.
    if isinstance(value, str) and is_count and form != "other" and not find_placeholders(value):
        return None
    if not isinstance(value, str) or find_placeholders(value) != placeholders:
        return (
            "wrong-words",
            Message(
                "expected text with {placeholders}, found {value}",
                placeholders=str(sorted(placeholders)) if placeholders else Message("no placeholders"),
                value=show_value(value),
            ),
        )
    if (name == "date" and not is_date_pattern(value)) or (name == "time" and not is_time_pattern(value)):
        return "wrong-words", Message(
            "expected a pattern such as {pattern!r}, found {value}", pattern=english[name], value=show_value(value)
        )
    return None


def find_placeholders(text: str) -> set[str]:
    """Return the names of the placeholders in a message, such as `count` in `{count} releases`."""
    try:
        parts = [part for part in string.Formatter().parse(text) if part[1] is not None]
        return {name if name and not spec and not conversion else "?" for _, name, spec, conversion in parts}
    except ValueError:
        return {"?"}


@cache
def _read_written(locale: str) -> Mapping[str, str]:
    """Return the words that the package has, or can convert, for a language that texts are written in."""
    if locale in _MADE_FROM:
        source, conversion = _MADE_FROM[locale]
        return _convert_words(Converter(source, locale, conversion, {}), _read_packaged(source))
    packaged = find_packaged(locale)
    if not packaged:
        return {}
    date = find_regional_date(locale, packaged) if packaged != locale else ""
    return _read_packaged(packaged) | ({"date": date} if date else {})


def _convert_words(converter: Converter, texts: Mapping[str, str]) -> dict[str, str]:
    """Return words in another script, with those that the package has in it."""
    converted = {name: converter.convert_message(text) for name, text in texts.items()}
    if packaged := find_packaged(converter.target):
        converted |= _read_packaged(packaged)
    return converted


@cache
def _read_packaged(locale: str) -> dict[str, str]:
    file = _LOCALES / f"{locale}.yml"
    texts: dict[str, str] = kept_values.find_value(
        f"words {locale}", lambda: dict(yaml.parse_yaml(file.read_text(encoding="utf-8")))
    )
    return texts


@cache
def _read_notes() -> Mapping[str, str]:
    """Return the explanations of words that are patterns or forms, by name."""
    notes: dict[str, str] = yaml.parse_yaml(_NOTES.read_text(encoding="utf-8"))
    return notes
