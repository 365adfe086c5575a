"""Registers: tables of records that a corner declares in data, and the model of a record, made from the declaration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import GenericAlias
from typing import Annotated, Any, Literal, cast, get_args

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    create_model,
    field_validator,
    model_validator,
)

from corner.content.dates import Day, Period
from corner.content.field_types import LONGEST_KEY, Key, PlainText, Url
from corner.content.frontmatter import UNIQUE_ITEMS, FrontMatterModel
from corner.content.languages import join_names
from corner.content.taxonomies import LocalizedNames
from corner.diagnostics.message import Message
from corner.diagnostics.suggestions import show_value
from corner.sources.validation import create_fault

FieldType = Literal[
    "text",
    "markdown",
    "date",
    "period",
    "number",
    "url",
    "email",
    "telephone",
    "choice",
    "topic",
    "body",
    "place",
    "item",
    "content",
    "record",
]
"""What a field of a record holds."""
TAXONOMY_TYPES: Mapping[str, str] = {"topic": "topics", "body": "bodies", "place": "places"}
"""The taxonomy whose keys a field of a type holds."""
EXTENDABLE = frozenset({"bodies"})
"""The taxonomies whose terms a register of the same name adds fields to."""
STANDARD_FIELDS = ("name", "description", "valid", "replaced_by", "status", "sources", "unchecked")
"""The fields of every record; `status` is computed and has no value in the file."""
State = Literal["upcoming", "current", "ended", "replaced"]
"""What a record is at a moment, by its dates."""
STATES: tuple[State, ...] = get_args(State)

Localized = Annotated[dict[str, PlainText], Field(min_length=1)]
"""Texts by locale."""
MarkdownText = Annotated[str, StringConstraints(pattern=r"\S", max_length=20_000)]
"""A text of one language in Markdown."""
Email = Annotated[str, StringConstraints(pattern=r"^[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+$")]
Telephone = Annotated[str, StringConstraints(pattern=r"^[+]?[0-9(][0-9 ()/-]{3,}$")]
"""A telephone number as people write it."""


USABLE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "columns": ("name", "description", "valid", "status", "replaced_by", "sources"),
    "filters": ("status",),
    "order": ("name", "valid", "status"),
    "group": ("valid", "status"),
}
"""The fields of every record that a table may show, filter, sort and divide records by, besides the declared ones."""


def _check_unique(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a list whose entries differ."""
    known: set[str] = set()
    for value in values:
        if str(value) in known:
            raise create_fault(
                "twice", Message("expected each value once, found {value} again", value=show_value(value))
            )
        known.add(str(value))
    return values


def _check_field_key(key: str) -> str:
    """Return the key of a field that is free to declare."""
    if key in STANDARD_FIELDS:
        raise create_fault("value", Message("expected another key, for every record has the field '{key}'", key=key))
    if hasattr(NamedRecordFacts, key) or key.startswith("model_"):
        raise create_fault("value", Message("expected another key, for the program itself uses '{key}'", key=key))
    return key


FieldKeys = Annotated[tuple[str, ...], AfterValidator(_check_unique)]
"""Keys of fields, each once."""
FieldKey = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=LONGEST_KEY),
    AfterValidator(_check_field_key),
]
"""The key of a field: lower-case words joined by underscores."""


class FieldDeclaration(FrontMatterModel):
    """A field of a register's records."""

    type: FieldType = Field(description="What it holds.")
    name: LocalizedNames = Field(description="Its name in each language.")
    localized: bool = Field(False, description="Whether it has a text for each language; for text and markdown.")
    required: bool = Field(False, description="Whether each record must have it.")
    many: bool = Field(False, description="Whether it may have several values.")
    unit: Annotated[dict[str, Annotated[str, StringConstraints(pattern=r"\{value\}")]], Field()] = Field(
        {}, description="How a number is written in each language, with {value} for it."
    )
    choices: dict[Key, LocalizedNames] = Field({}, description="The values of a choice, with their names.")
    embed: bool = Field(
        False, description="Whether the page of what it names shows the record in full; for body and record."
    )
    register_: Key | None = Field(None, alias="register", description="The register whose records it names.")

    @model_validator(mode="after")
    def _fits_its_type(self) -> FieldDeclaration:
        if self.localized and self.type not in ("text", "markdown"):
            raise create_fault("value", Message("expected 'localized' with the types text and markdown only"))
        if bool(self.choices) != (self.type == "choice"):
            raise create_fault("value", Message("expected 'choices' with the type choice, and only there"))
        if self.unit and self.type != "number":
            raise create_fault("value", Message("expected 'unit' with the type number only"))
        if self.register_ and self.type != "record":
            raise create_fault("value", Message("expected 'register' with the type record only"))
        if self.embed and self.type not in ("body", "record"):
            raise create_fault("value", Message("expected 'embed' with the types body and record only"))
        return self


# What validates a model is made for its first value that is validated, and most corners have no registers.
TERM_FIELDS: Mapping[str, FieldDeclaration] = {
    "place": FieldDeclaration.model_construct(type="place", name={"en": "Place"}),
    "url": FieldDeclaration.model_construct(type="url", name={"en": "Website"}),
}
"""The fields that the records of a register have from the terms of the taxonomy that it extends; the interface names them."""


PropertyName = Annotated[str, StringConstraints(pattern=r"^[a-z][A-Za-z0-9]*$")]
"""The name of a property of schema.org."""


class StructuredData(FrontMatterModel):
    """How a record is described by schema.org's terms."""

    type: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z]+$")] = Field(description="A type of schema.org.")
    properties: dict[PropertyName, str | StructuredValue | EmbeddedRecords | StructuredData] = Field(
        {}, description="The field that gives each property, or a node with properties of its own."
    )


class StructuredValue(FrontMatterModel):
    """A property whose values are written in schema.org's words."""

    field: str = Field(description="The field that gives it.")
    values: dict[str, str] = Field(description="The value for each choice or state.")


class EmbeddedRecords(FrontMatterModel):
    """A property whose values are the records of another register that its page shows in full."""

    register_: Key = Field(alias="register", description="The register.")


class RegisterDeclaration(FrontMatterModel):
    """What `register.yml` says about a register."""

    name: LocalizedNames = Field(description="Its name in each language.")
    record: LocalizedNames = Field(description="What one record is called, in each language.")
    description: LocalizedNames = Field(description="What it holds, one sentence in each language.")
    introduction: dict[str, MarkdownText] = Field({}, description="A text above its table, in each language.")
    address: Key | None = Field(None, description="The first part of its addresses; without it, its folder's name.")
    menu: Literal["main", "footer", "none"] = Field("main", description="Where the menu has it.")
    fields: dict[FieldKey, FieldDeclaration] = Field(description="The fields of its records, in order.")
    columns: FieldKeys = Field((), description="The fields that its table shows.", json_schema_extra=UNIQUE_ITEMS)
    filters: FieldKeys = Field((), description="The fields that it is filtered by.", json_schema_extra=UNIQUE_ITEMS)
    order: FieldKeys = Field((), description="The fields that it is sorted by; '-' before one: the last first.")
    group: str | None = Field(None, description="The field that its table is divided by.")
    states: dict[State, LocalizedNames] = Field(
        {}, description="The words for the states of its records, where they are not the usual ones."
    )
    period: dict[str, PlainText] = Field(
        {}, description="What the days of its records are called, where not the days on which they are in force."
    )
    official_names: bool = Field(
        False, description="Whether its records have official names, so that one converted by machine is marked."
    )
    stale_after: Annotated[int, Field(ge=1, strict=True)] | None = Field(
        None, description="The days after which a source that was not looked at since is reported."
    )
    json_ld: StructuredData | None = Field(None, description="How a record is described to machines.")

    def iter_named_fields(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield where the declaration names a field of its own, and the field's key."""
        for name in ("columns", "filters"):
            yield from (((name, position), key) for position, key in enumerate(getattr(self, name)))
        yield from ((("order", position), key.removeprefix("-")) for position, key in enumerate(self.order))
        if self.group:
            yield ("group",), self.group
        if self.json_ld:
            yield from _iter_structured_fields(self.json_ld, ("json_ld",))

    def markdown_fields(self) -> list[str]:
        """Return the fields that hold Markdown, in order."""
        return [key for key, field in self.fields.items() if field.type == "markdown"]


def _iter_structured_fields(
    data: StructuredData, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for name, value in data.properties.items():
        where = (*path, "properties", name)
        if isinstance(value, StructuredData):
            yield from _iter_structured_fields(value, where)
        elif isinstance(value, StructuredValue):
            yield (*where, "field"), value.field
        elif isinstance(value, str):
            yield where, value


class RecordName(FrontMatterModel):
    """A name in one language."""

    text: PlainText
    official: bool = Field(True, description="Whether the body itself uses it; false for a translation or conversion.")


class Validity(FrontMatterModel):
    """When a record is in force."""

    since: Day | None = Field(None, alias="from", description="The first day.")
    until: Day | None = Field(None, description="The first day on which it is no longer in force.")
    at_latest: bool = Field(False, description="Whether it may have begun, or ended, before the day that is given.")

    @model_validator(mode="after")
    def _ends_after_start(self) -> Validity:
        if self.since and self.until and self.until <= self.since:
            raise create_fault("date", Message("expected an end after the start, found an end before it"))
        return self


class RecordSource(FrontMatterModel):
    """Where a record's facts come from."""

    name: PlainText | Localized = Field(description="Publisher and kind of document, also for each language.")
    url: Url | None = Field(None, description="Its address.")
    as_of: Period = Field(description="The day on which the source said so; a month or a year where no day is known.")
    grade: Literal["A", "B", "C", "I"] | None = Field(
        None, description="A: of the authority itself; B: of somebody else; C: not checked; I: inferred."
    )

    @field_validator("as_of", mode="after")
    @classmethod
    def _one_day(cls, value: Period) -> Period:
        if "/" in value.text:
            raise create_fault("date", Message("expected one day, month or year, found {found}", found=value.text))
        return value


_FIELD_OR_NAME = r"^[a-z][a-z0-9_]*(\.[A-Za-z-]+)?$"


class RecordFacts(FrontMatterModel):
    """The fields that the records of every register have."""

    description: Localized | None = Field(None, description="What it is, one sentence in each language.")
    valid: Validity = Field(Validity.model_construct(), description="When it is in force.")
    replaced_by: Key | None = Field(None, description="The record of the register that takes its place.")
    sources: tuple[RecordSource, ...] = Field((), description="Where the facts come from.")
    unchecked: Annotated[
        tuple[Annotated[str, StringConstraints(pattern=_FIELD_OR_NAME)], ...], AfterValidator(_check_unique)
    ] = Field(
        (),
        description="The fields that were not checked against the official text; name.LOCALE for one language.",
        json_schema_extra=UNIQUE_ITEMS,
    )

    def is_checked(self, field: str, locale: str) -> bool:
        """Return whether a field was checked against the official text in one language, as far as the record says."""
        return not {field, f"{field}.{locale}"}.intersection(self.unchecked)


class NamedRecordFacts(RecordFacts):
    """The fields of a record that has names of its own, as all have but those that describe a term of a taxonomy."""

    name: Annotated[dict[str, PlainText | RecordName], Field(min_length=1)] = Field(
        description="Its name in each language."
    )

    def names(self) -> dict[str, str]:
        """Return the names by locale."""
        return {locale: name if isinstance(name, str) else name.text for locale, name in self.name.items()}

    def unofficial(self) -> frozenset[str]:
        """Return the locales of the names that the body itself does not use."""
        return frozenset(
            locale for locale, name in self.name.items() if isinstance(name, RecordName) and not name.official
        )


def _check_number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise create_fault(
            "number", Message("expected a plain number such as 1090, found {found}", found=show_value(value))
        )
    return value


KEYS_OF = "keys_of"
"""The part of a field's JSON Schema that names the taxonomy, register or `items` whose keys it holds."""
CHOICE_NAMES = "choice_names"
"""The part of a field's JSON Schema that has the names of its choices."""
_RELATED_KEY = r"^[a-z0-9-]+(/[a-z0-9-]+)+$"
_TYPES: Mapping[str, Any] = {
    "text": PlainText,
    "markdown": MarkdownText,
    "date": Day,
    "period": Period,
    "number": Annotated[int | float, BeforeValidator(_check_number)],
    "url": Url,
    "email": Email,
    "telephone": Telephone,
    "topic": Key,
    "body": Key,
    "place": Key,
    "item": Key,
    "content": Annotated[str, StringConstraints(pattern=_RELATED_KEY)],
    "record": Key,
}


def create_record_model(name: str, declaration: RegisterDeclaration) -> type[RecordFacts]:
    """Return the model of the records of a register.

    Args:
        name: the register's key.
        declaration: what its `register.yml` says.
    """
    fields: dict[str, Any] = {}
    for key, field in declaration.fields.items():
        fields[key] = _define_field(name, field)
    title = "".join(part.capitalize() for part in name.split("-"))
    base = RecordFacts if name in EXTENDABLE else NamedRecordFacts
    model: Any = create_model(f"{title}Record", __base__=base, __doc__=None, **fields)
    return cast("type[RecordFacts]", model)


def _define_field(register: str, field: FieldDeclaration) -> tuple[Any, Any]:
    """Return the type and the settings of a field of the records of a register."""
    kind: Any = _TYPES.get(field.type) or Literal[tuple(field.choices)]
    if field.localized:
        kind = Annotated[GenericAlias(dict, (str, kind)), Field(min_length=1)]
    if field.many:
        kind = Annotated[GenericAlias(tuple, (kind, ...)), AfterValidator(_check_unique)]
    settings: dict[str, Any] = {"title": join_names(field.name.values()), "description": _describe(field)}
    keys = {"item": "items", "record": f"registers/{field.register_ or register}", **TAXONOMY_TYPES}.get(field.type)
    if keys:
        settings["json_schema_extra"] = {KEYS_OF: keys}
    elif field.choices:
        settings["json_schema_extra"] = {CHOICE_NAMES: [join_names(names.values()) for names in field.choices.values()]}
    if field.required and field.many:
        settings["min_length"] = 1
    if field.required:
        return kind, Field(**settings)
    return (kind, Field((), **settings)) if field.many else (kind | None, Field(None, **settings))


def _describe(field: FieldDeclaration) -> str:
    """Return what a field holds, for the help of text editors."""
    unit = f": {join_names(field.unit.values())}" if field.unit else ""
    return f"{join_names(field.name.values())} ({field.type}{unit})"
