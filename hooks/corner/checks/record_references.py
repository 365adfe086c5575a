"""What records name: items, pages, other records and their successors, and how old their sources are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from corner.checks.context import CheckContext
from corner.content.record import Record, iter_members, iter_record_keys
from corner.content.register_files import Register
from corner.content.types import Content
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.diagnostics.suggestions import MOST_SUGGESTED, suggest
from corner.sources.reader import DataFile

_LONGEST_CHAIN = 8
"""The number of records that a message names when they replace each other in a circle."""


def check_source_days(
    data_files: Iterable[DataFile], contents: Mapping[str, Content], today: date
) -> Iterator[Problem]:
    """Yield a warning for each source whose day is still to come, or that was not looked at for too long.

    Args:
        data_files: the data files of the corner.
        contents: all content by key.
        today: the day on which the corner is checked.
    """
    for data_file in data_files:
        for key in data_file.data if isinstance(data_file.data, dict) else ():
            record = contents.get(f"{data_file.kind}/{key}")
            longest = record.register.declaration.stale_after if isinstance(record, Record) else None
            for position, source in enumerate(record.facts.sources if isinstance(record, Record) else ()):
                code, message = "", ""
                if source.as_of.start > today:
                    code, message = (
                        "wrong-date",
                        Message("expected a day that has come, found {text}", text=source.as_of.text),
                    )
                elif longest and (today - source.as_of.end).days > longest:
                    code = "stale-source"
                    message = Message(
                        "expected a source of the last {longest} days, found one of {text}; look at it again",
                        longest=longest,
                        text=source.as_of.text,
                    )
                if code:
                    path = (key, "sources", position, "as_of")
                    yield replace(data_file.problem(path, code, message), severity=Severity.WARNING)


def check_references(
    register: Register, records: Mapping[str, Record], data_files: Sequence[DataFile], context: CheckContext
) -> Iterator[Problem]:
    """Yield a problem for each item, piece of content or record that a record names and that is not there.

    Args:
        register: the register.
        records: its records by their keys in their files.
        data_files: its files.
        context: what is known of the corner, its records included.
    """
    checker = _ReferenceChecker(register, records, data_files, context)
    for key in checker.files:
        yield from checker.check(key)


class _ReferenceChecker:
    """Checks what the records of one register name."""

    def __init__(
        self, register: Register, records: Mapping[str, Record], data_files: Sequence[DataFile], context: CheckContext
    ) -> None:
        self._register = register
        self._records = records
        self._context = context
        self.files: dict[str, DataFile] = {}
        """The file of each record, in the order of the files."""
        for data_file in data_files:
            for key in data_file.data if isinstance(data_file.data, dict) else ():
                if key in records:
                    self.files.setdefault(key, data_file)
        self._positions = {key: position for position, key in enumerate(self.files)}
        self._known: dict[str, list[str]] = {}
        self._unknown_count = 0
        self._settled: set[str] = set()
        """The records whose successors were followed to an end, or round a circle."""

    def check(self, key: str) -> Iterator[Problem]:
        """Yield a problem for each name in a record that nothing has, and for a circle of records that begins with it."""
        record, data_file = self._records[key], self.files[key]
        for path, target in iter_record_keys(self._register, record.facts):
            if target == record.key:
                message = Message("expected another record, found itself")
                yield data_file.problem((key, *path), "unknown-record", message)
            elif target not in self._context.records:
                yield data_file.problem((key, *path), "unknown-record", self._explain_unknown(target))
        yield from _check_keys(data_file, key, record, self._context)
        yield from self._check_successor(key, record)

    def _explain_unknown(self, target: str) -> str:
        register, _, key = target.partition("/")
        if register not in self._known:
            names = (name for name in self._context.records if name.startswith(f"{register}/"))
            self._known[register] = sorted(name.partition("/")[2] for name in names)
        return Message(
            "expected the key of a record of '{register}', found '{key}'{suggestion}",
            register=register,
            key=key,
            suggestion=self._suggest(key, self._known[register]),
        )

    def _suggest(self, key: str, known: Iterable[str]) -> str:
        self._unknown_count += 1
        return suggest(key, known) if self._unknown_count <= MOST_SUGGESTED else ""

    def _check_successor(self, key: str, record: Record) -> Iterator[Problem]:
        """Yield a problem where the successor of a record is unknown, or where records replace each other in a circle."""
        successor = record.facts.replaced_by
        if successor is None:
            return
        if successor not in self._records:
            message = Message(
                "expected the key of a record of this register, found '{successor}'{suggestion}",
                successor=successor,
                suggestion=self._suggest(successor, self._records),
            )
            yield self.files[key].problem((key, "replaced_by"), "unknown-record", message)
            return
        seen: dict[str, int] = {}
        following = key
        while following in self._records and following not in self._settled and following not in seen:
            seen[following] = len(seen)
            following = self._records[following].facts.replaced_by or ""
        self._settled.update(seen)
        if following in seen:
            yield self._explain_circle(list(seen)[seen[following] :])

    def _explain_circle(self, circle: list[str]) -> Problem:
        """Return the problem of records that replace each other, at the first of them in the files."""
        first = min(circle, key=self._positions.__getitem__)
        start = circle.index(first)
        steps = [*circle[start:], *circle[:start], first]
        if len(steps) > _LONGEST_CHAIN:
            steps = [*steps[:3], "…", *steps[-2:]]
        message = Message(
            "expected a record that replaces it, found that it replaces itself: {steps}", steps=" → ".join(steps)
        )
        return self.files[first].problem((first, "replaced_by"), "circular-reference", message)


def _check_keys(data_file: DataFile, key: str, record: Record, context: CheckContext) -> Iterator[Problem]:
    """Yield a problem for each item or page that a record names and that is not there."""
    for field_type, rule, kind, known in (
        ("item", "unknown-item", Message("an item of a summary"), (context.items,)),
        ("content", "unknown-release", Message("a release, summary or record"), (context.keys, context.records)),
    ):
        fields = record.register.declaration.fields
        names = [name for name, field in fields.items() if field.type == field_type and None not in known]
        for path, target in chain.from_iterable(iter_members(name, getattr(record.facts, name)) for name in names):
            # Together they may have many thousand keys, of which only a mistake needs a list.
            if not any(target in keys for keys in known if keys is not None):
                nearest = suggest(target, sorted(chain.from_iterable(filter(None, known))))
                message = Message(
                    "expected the key of {kind}, found '{target}'{suggestion}",
                    kind=kind,
                    target=target,
                    suggestion=nearest,
                )
                yield data_file.problem((key, *path), rule, message)
