"""From the data files of a register to records, with everything that is wrong in each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import partial
from typing import Any

from pydantic import ValidationError

from corner.checks import markdown as markdown_check
from corner.checks.context import CheckContext
from corner.checks.markdown import TextPart
from corner.checks.records import find_missing_languages, read_entries, validate_record
from corner.content.field_types import explain_key
from corner.content.languages import explain_missing_languages, explain_unknown_language
from corner.content.markdown import Passage
from corner.content.record import Record, iter_members
from corner.content.register_files import Register
from corner.content.registers import STANDARD_FIELDS, TERM_FIELDS, NamedRecordFacts, RecordFacts
from corner.content.taxonomies import Term, explain_unknown_key
from corner.content.types import Content, ContentType, LocalizedContent, Records, Section
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem
from corner.diagnostics.suggestions import show_value, suggest
from corner.i18n.script_conversion import convert_texts
from corner.sources.reader import DataFile
from corner.sources.yaml import YamlPath, find_line
from corner.storage import fingerprint

_BLOCK = re.compile(r"[|>][-+0-9]*\s*$")
"""The end of a line below which a block of text begins."""


@dataclass(frozen=True, slots=True)
class RecordText:
    """Where a Markdown text of a record is, as the checks of texts ask for it."""

    file: DataFile | Register
    path_in_file: YamlPath

    @property
    def path(self) -> str:
        """The file, relative to the project's root."""
        return self.file.path

    @property
    def body_line(self) -> int:
        """The first line of the text, from 1; a block begins below its key."""
        line = find_line(self.file.text, self.path_in_file)
        is_block = _BLOCK.search(self.file.text.split("\n")[line - 1])
        return line + 1 if is_block else line


class RecordReader:
    """Makes records from the data files of one register."""

    def __init__(self, register: Register, find_type: Callable[[], ContentType[Record]]) -> None:
        """Read records of `register`; `find_type` returns its content type."""
        self._register = register
        self._declaration = register.declaration
        self._find_type = find_type

    def read(self, data_file: DataFile, context: CheckContext, model: type[RecordFacts]) -> Records:
        """Return the records of a data file, and what is wrong in it."""
        entries, problems = read_entries(data_file)
        records: list[Content] = []
        for key, value in entries.items():
            if expected := explain_key(key):
                problems.append(
                    data_file.problem(
                        (key,), "wrong-key", Message("{expected}, found {key}", expected=expected, key=show_value(key))
                    )
                )
                continue
            facts, invalid = validate_record(data_file, key, value, model, context)
            problems += invalid
            is_whole = facts is not None
            facts = facts or self._read_rest(value, invalid, model, context)
            if facts is None:
                continue
            names = self._names(key, facts, context)
            if not names:
                message = explain_unknown_key(key, self._register.name, *self._terms(context))
                problems.append(data_file.problem((key,), "unknown-body", message))
                continue
            problems += self._check_languages(data_file, key, facts, context)
            problems += self._check_taxonomy_keys(data_file, key, facts, context)
            problems += _check_successor(data_file, key, facts)
            problems += self._check_unchecked(data_file, key, facts, context)
            digest = fingerprint.digest((self._register.digest, key, value))
            texts, wrong = self._texts(data_file, key, facts, names, digest, context)
            problems += wrong
            if is_whole:
                records.append(replace(self._build(key, facts, texts, digest, context), position=len(records)))
        return Records(tuple(records), tuple(problems))

    def _read_rest(
        self, value: Any, invalid: list[Problem], model: type[RecordFacts], context: CheckContext
    ) -> RecordFacts | None:
        """Return what is right in a record with faults, so that all that is wrong in it is reported at once."""
        faulty = {problem.field.split(".")[1] for problem in invalid if "." in problem.field}
        rest = {name: field for name, field in value.items() if name not in faulty} if isinstance(value, dict) else {}
        try:
            return model.model_validate(rest, context={"zone": context.settings.time_zone})
        except ValidationError:
            return None

    def _names(self, key: str, facts: RecordFacts, context: CheckContext) -> Mapping[str, str]:
        """Return the names of a record by locale: its own, or those of the body that it describes, if there is one.

        A body that has no name in a language is called by another one there.
        """
        if isinstance(facts, NamedRecordFacts):
            return facts.names()
        body = context.taxonomies.bodies.get(key)
        if body is None:
            return {}
        names = body.names[0].name
        return {locale: context.taxonomies.pick(names, locale).text for locale in context.settings.written}

    def _terms(self, context: CheckContext) -> tuple[frozenset[str], Mapping[str, Term]]:
        return context.taxonomies.written[self._register.name], getattr(context.taxonomies, self._register.name)

    def _build(
        self, key: str, facts: RecordFacts, texts: Mapping[str, LocalizedContent], digest: str, context: CheckContext
    ) -> Record:
        days = (facts.valid.since, facts.valid.until)
        term = context.taxonomies.bodies[key] if self._register.extends_taxonomy else None
        return Record(
            content_type=self._find_type(),
            key=f"{self._register.name}/{key}",
            original=next(iter(texts)),
            texts=_convert(texts, facts, context),
            digest=digest,
            facts=facts,
            register=self._register,
            term={name: getattr(term, name) for name in TERM_FIELDS} if term else {},
            unofficial=self._find_unofficial(facts, context),
            turns=tuple(datetime.combine(day, time(), context.settings.time_zone) for day in days if day),
        )

    def _find_unofficial(self, facts: RecordFacts, context: CheckContext) -> frozenset[str]:
        """Return the locales in which the name is a translation or conversion."""
        if not isinstance(facts, NamedRecordFacts):
            return frozenset()
        written = facts.unofficial()
        converted = {
            locale
            for locale, converter in context.converters.items()
            if locale not in facts.name and (self._declaration.official_names or converter.source in written)
        }
        return written | converted

    def _check_unchecked(
        self, data_file: DataFile, key: str, facts: RecordFacts, context: CheckContext
    ) -> Iterator[Problem]:
        """Yield a problem for each unchecked field that the register does not have."""
        fields = [*self._declaration.fields, *STANDARD_FIELDS]
        localized = ["name", *(name for name, field in self._declaration.fields.items() if field.localized)]
        fields += [f"{name}.{locale}" for name in localized for locale in context.settings.locales]
        for position, name in enumerate(facts.unchecked):
            if name not in fields:
                message = Message(
                    "expected a field of the register, found '{name}'{suggestion}",
                    name=name,
                    suggestion=suggest(name, fields),
                )
                yield data_file.problem((key, "unchecked", position), "unknown-field", message)

    def _check_languages(
        self, data_file: DataFile, key: str, facts: RecordFacts, context: CheckContext
    ) -> Iterator[Problem]:
        """Yield a problem for each language that a name or text of a record lacks."""
        if isinstance(facts, NamedRecordFacts):
            yield from find_missing_languages(data_file, key, "name", facts.name, context)
            yield from _check_known_languages(data_file, (key, "name"), facts.name, context)
        localized = [name for name, field in self._declaration.fields.items() if field.localized]
        fields = [member for name in ("description", *localized) for member in iter_members(name, getattr(facts, name))]
        fields += [(("sources", position, "name"), source.name) for position, source in enumerate(facts.sources)]
        for path, texts in fields:
            if not isinstance(texts, dict):
                continue  # words that all languages share
            if message := explain_missing_languages(texts, context.settings.written):
                yield data_file.problem((key, *path), "missing-language", message)
            yield from _check_known_languages(data_file, (key, *path), texts, context)

    def _check_taxonomy_keys(
        self, data_file: DataFile, key: str, facts: RecordFacts, context: CheckContext
    ) -> Iterator[Problem]:
        """Yield a problem for each topic, body or place that a record names and no taxonomy has."""
        for field_type, kind, rule in (
            ("topic", "topics", "unknown-topic"),
            ("body", "bodies", "unknown-body"),
            ("place", "places", "unknown-place"),
        ):
            known = context.taxonomies.written[kind]
            names = [name for name, field in self._declaration.fields.items() if field.type == field_type]
            for name in names if kind not in context.taxonomies.broken else ():
                for path, term in iter_members(name, getattr(facts, name)):
                    if term not in known:
                        message = explain_unknown_key(term, kind, known, getattr(context.taxonomies, kind))
                        yield data_file.problem((key, *path), rule, message)

    def _texts(
        self,
        data_file: DataFile,
        key: str,
        facts: RecordFacts,
        names: Mapping[str, str],
        digest: str,
        context: CheckContext,
    ) -> tuple[dict[str, LocalizedContent], list[Problem]]:
        """Return the texts of a record by locale, and what is wrong in its Markdown."""
        problems: list[Problem] = []
        texts = {}
        for locale in filter(names.__contains__, context.settings.written):
            sections, targets = [], list[str]()
            for field in self._declaration.markdown_fields():
                text, path = self._markdown(facts, field, locale)
                if text is None:
                    continue
                passage = self._passage(f"{digest} {field} {locale}", field, locale, text, context)
                part = TextPart(RecordText(data_file, (key, *path)), passage, partial(str, text))
                outline = passage.outline(context.cache)
                wrong = markdown_check.check_text(part, outline, context.assets, context.keys)
                problems += [replace(problem, field=".".join(map(str, (key, *path)))) for problem in wrong]
                targets += [link.target for link in outline.links if link.target]
                sections.append(Section(title=self._declaration.fields[field].name[locale], passage=passage))
            description = facts.description or {}
            texts[locale] = LocalizedContent(
                locale=locale,
                path=data_file.path,
                title=names[locale],
                description=description.get(locale, ""),
                passage=_NoText(),
                sections=tuple(sections),
                labels=self._labels(facts, locale),
                targets=tuple(targets),
            )
        return texts, problems

    def _markdown(self, facts: RecordFacts, field: str, locale: str) -> tuple[str | None, YamlPath]:
        value = getattr(facts, field)
        if isinstance(value, dict):
            return value.get(locale), (field, locale)
        return value, (field,)

    def _passage(self, digest: str, field: str, locale: str, text: str, context: CheckContext) -> Passage:
        back = context.messages[locale].back_label
        return Passage(text, f"registers/{self._register.name}", back, digest, f"{field}-section-")

    def _labels(self, facts: RecordFacts, locale: str) -> dict[str, str]:
        """Return the words among the fields of a record in one language, by field and position."""
        labels = {}
        for name, field in self._declaration.fields.items():
            if field.type == "text":
                for path, text in iter_members(name, getattr(facts, name)):
                    words = text.get(locale) if isinstance(text, dict) else None
                    if words is not None:
                        labels[".".join(map(str, path))] = words
        for position, source in enumerate(facts.sources):
            words = source.name if isinstance(source.name, str) else source.name.get(locale)
            if words is not None and not isinstance(source.name, str):
                labels[f"sources.{position}"] = words
        return labels


def _check_known_languages(
    data_file: DataFile, path: YamlPath, texts: Iterable[str], context: CheckContext
) -> Iterator[Problem]:
    """Yield a problem for each language of a text that the site does not have."""
    known = context.settings.locales
    for locale in texts:
        if locale not in known:
            yield data_file.problem((*path, locale), "unknown-language", explain_unknown_language(locale, known))


def check_introduction(register: Register, context: CheckContext) -> Iterator[Problem]:
    """Yield a problem for each fault in the Markdown of a register's introduction."""
    for locale, text in register.declaration.introduction.items():
        path = ("introduction", locale)
        passage = Passage(text, f"registers/{register.name}", "", f"{register.digest} {locale}")
        part = TextPart(RecordText(register, path), passage, partial(str, text))
        wrong = markdown_check.check_text(part, passage.outline(context.cache), context.assets, context.keys)
        yield from (replace(problem, field=".".join(path)) for problem in wrong)


def _convert(
    texts: Mapping[str, LocalizedContent], facts: RecordFacts, context: CheckContext
) -> dict[str, LocalizedContent]:
    """Return the texts of a record with the converted ones, which keep the names that the record has for them."""
    names = facts.names() if isinstance(facts, NamedRecordFacts) else {}
    return {
        locale: text._replace(title=names.get(locale, text.title))
        for locale, text in convert_texts(texts, context.converters).items()
    }


@dataclass(frozen=True, slots=True)
class _NoText:
    """The body of a record, which has only fields."""

    html: str = ""


def _check_successor(data_file: DataFile, key: str, facts: RecordFacts) -> Iterator[Problem]:
    """Yield a problem where a record that is replaced has no end."""
    if facts.replaced_by and facts.valid.until is None:
        message = Message(
            "expected the first day of '{replaced_by}' as valid.until, found none", replaced_by=facts.replaced_by
        )
        yield data_file.problem((key, "replaced_by"), "missing-field", message)
