"""A record of a register: its names, fields and sources, and what it is at a moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from corner.content.register_files import Register
from corner.content.registers import EXTENDABLE, TAXONOMY_TYPES, FieldDeclaration, RecordFacts, State
from corner.content.types import Content
from corner.diagnostics.message import Message

_CHANGES: Mapping[State, Message] = {
    "upcoming": Message("its status becomes 'upcoming'"),
    "current": Message("its status becomes 'current'"),
    "ended": Message("its status becomes 'ended'"),
    "replaced": Message("its status becomes 'replaced'"),
}
"""What becomes of a record, in words."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Record(Content):
    """A record of a register."""

    facts: RecordFacts
    register: Register
    unofficial: frozenset[str]
    """The locales in which its name is a translation or conversion, those of converted editions included."""
    term: Mapping[str, Any] = field(default_factory=dict)
    """What the taxonomy that its register extends says of it, by field."""
    turns: tuple[datetime, ...]
    """The first moments of the days on which its state changes."""
    position: int = 0
    """Its position among the records of its file, from 0."""

    @property
    def visibility_changes(self) -> tuple[datetime, ...]:
        """The moments at which its state changes."""
        return self.turns

    def explain_change(self, moment: datetime) -> str:
        """Return the state that it has from one of its moments on, in words."""
        return _CHANGES[self.state(moment.date())]

    @property
    def sort_value(self) -> int:
        """Nothing: records are in the order of their keys until a table sorts them."""
        return 0

    def state(self, day: date) -> State:
        """Return what it is on a day: `upcoming`, `current`, `ended` or `replaced`; computed, never typed."""
        valid = self.facts.valid
        if valid.since and day < valid.since:
            return "upcoming"
        if valid.until and valid.until <= day:
            return "replaced" if self.facts.replaced_by else "ended"
        return "current"

    def values(self, name: str) -> tuple[Any, ...]:
        """Return the values of a field that is declared or that its term has; none where it has none."""
        value = getattr(self.facts, name) if name in self.register.declaration.fields else self.term.get(name)
        if value is None:
            return ()
        return value if isinstance(value, tuple) else (value,)

    def embeds_in(self, key: str) -> bool:
        """Return whether the page of a record or body, by its key, shows this one in full."""
        return any(
            declared.embed and key == f"{_named_register(self.register, declared)}/{value}"
            for name, declared in self.register.declaration.fields.items()
            for value in self.values(name)
        )

    def taxonomy_keys(self, kind: str) -> Iterator[str]:
        """Yield the keys of a taxonomy that its fields name."""
        for key, declared in self.register.declaration.fields.items():
            if TAXONOMY_TYPES.get(declared.type) == kind:
                yield from self.values(key)

    @property
    def record_keys(self) -> tuple[str, ...]:
        """The keys of the records and of the terms of taxonomies that its fields name, its successor included."""
        keys = [key for _, key in iter_record_keys(self.register, self.facts)]
        for taxonomy in ("topics", *EXTENDABLE):
            keys += [f"{taxonomy}/{key}" for key in self.taxonomy_keys(taxonomy)]
        if self.facts.replaced_by:
            keys.append(f"{self.register.name}/{self.facts.replaced_by}")
        return tuple(keys)


def iter_record_keys(register: Register, facts: RecordFacts) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the path and the key of each record that the fields of a record name."""
    for name, declared in register.declaration.fields.items():
        if declared.type == "record":
            for path, key in iter_members(name, getattr(facts, name)):
                yield path, f"{target_register(register, declared)}/{key}"


def iter_members(name: str, value: Any) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield the path and value of each member of a field."""
    if isinstance(value, tuple):
        yield from (((name, position), member) for position, member in enumerate(value))
    elif value is not None:
        yield (name,), value


def _named_register(register: Register, field: FieldDeclaration) -> str:
    """Return the register or taxonomy whose keys a field holds."""
    return TAXONOMY_TYPES.get(field.type) or target_register(register, field)


def target_register(register: Register, field: FieldDeclaration) -> str:
    """Return the register whose records a field names: its own where it names none."""
    return field.register_ or register.name
