"""The models of front matter, for the checks and for the JSON Schemas.

The file in the original language holds the facts; a translation holds words only.
"""

from __future__ import annotations

import math
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from corner.content.dates import Day, Moment, Period
from corner.content.field_types import ContentKey, FileName, Key, PlainText, RecordKey, Url, find_repeated
from corner.diagnostics.message import Message
from corner.diagnostics.suggestions import show_value
from corner.sources.validation import create_fault

Grade = Literal["A", "B", "C", "I"]
"""How sure a source is."""
Qualifier = Literal["about", "nearly", "over", "under", "at-least"]
"""The word that a source uses with a number."""
ItemState = Literal["new", "continuing", "completed"]
"""What an item is in the summary of a period."""
Coverage = Literal["items", "some-items", "areas", "counts"]
"""What is known of the work of a period."""


def _title(name: str, _field: object) -> str:
    """Return the title of a field in forms."""
    return name.replace("_", " ").capitalize()


def _join_labels(value: Any) -> Any:
    """Return labels with full names, `source.name: …`, where they are nested as `source: {name: …}`."""
    if not isinstance(value, dict):
        return value
    labels: dict[Any, Any] = {}
    for name, label in value.items():
        if isinstance(label, dict):
            labels |= {f"{name}.{rest}": inner for rest, inner in _join_labels(label).items()}
        else:
            labels[name] = label
    return labels


UNIQUE_ITEMS: JsonDict = {"uniqueItems": True}
"""The part of the JSON Schema of a list whose entries differ."""


class FrontMatterModel(BaseModel):
    """The base of all models of front matter: no unknown fields, no change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, field_title_generator=_title, defer_build=True)


def _check_unique(value: tuple[str, ...]) -> tuple[str, ...]:
    """Return a list of keys that differ."""
    if key := find_repeated(value):
        raise create_fault("twice", Message("expected each key once, found '{key}' again", key=key))
    return value


class Event(FrontMatterModel):
    """The dated event that a release reports on."""

    start: Moment = Field(description="First day, or day and time.")
    end: Moment | None = Field(None, description="Last day, or day and time; without it the event has one day.")
    venue: PlainText | None = Field(None, description="Where it is held, in words.")
    online: bool = Field(False, description="Whether it is held online.")

    @model_validator(mode="after")
    def _ends_after_start(self) -> Event:
        end = self.end
        # A day without a time lasts until midnight.
        if end and (end.at < self.start.at if end.timed else end.day < self.start.day):
            raise create_fault("date", Message("expected an end after the start, found an end before it"))
        return self


class Figure(FrontMatterModel):
    """A number that the text reports, as a value of a figure of news/figures.yml."""

    figure: Key = Field(description="Key of news/figures.yml.")
    value: int | float = Field(description="The number, without separators.")
    qualifier: Qualifier | None = Field(None, description="The word that the source uses with the number.")
    period: Period | None = Field(None, description="What the number covers: 2021, 2021-05, or 2020-01/2022-06.")
    basis: Key | None = Field(
        None, description="How it was counted: a key of the figure's `bases`; without it, the first of them."
    )
    remark: PlainText | None = Field(
        None, description="What readers should know of it, such as why it differs from another value of its period."
    )

    @property
    def label(self) -> str:
        """The label that translates its remark, such as `figures.visitors.2021`."""
        parts = ("figures", self.figure, self.basis, self.period and self.period.text)
        return ".".join(part for part in parts if part)

    @field_validator("value", mode="before")
    @classmethod
    def _number(cls, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise create_fault(
                "number",
                Message("expected a plain number such as 1090 or 6.98, found {found}", found=show_value(value)),
            )
        return value


class Source(FrontMatterModel):
    """Where the facts come from."""

    name: PlainText = Field(description="Publisher and kind of document.")
    url: Url | None = Field(None, description="Its address.")
    retrieved: Day | None = Field(None, description="The day on which it was read.")
    grade: Grade | None = Field(
        None, description="A: from the authority itself; B: from another publisher; C: not checked; I: inferred."
    )


class Attachment(FrontMatterModel):
    """A file to download, in the folder of the release."""

    file: FileName = Field(description="Name of the file, in the folder of the release.")
    label: PlainText = Field(description="What it is, in words.")


class Correction(FrontMatterModel):
    """A change to a published release that its readers should know of."""

    date: Day = Field(description="The day of the correction.")
    note: PlainText = Field(description="What was changed.")


class Withdrawal(FrontMatterModel):
    """The end of a release; its page stays and says so."""

    date: Day = Field(description="The day of the withdrawal.")
    reason: PlainText = Field(description="Why it was withdrawn.")


class ReleaseFacts(FrontMatterModel):
    """The facts of a release, which only the file in its original language holds."""

    type: Key = Field(description="What kind of news it is: a key of news/types.yml, or of the built-in types.")
    issued: Moment = Field(description="When it was issued: a date, or date and time.")
    updated: Moment | None = Field(None, description="When the content of its text last changed.")
    topics: tuple[Key, ...] = Field(
        min_length=1, description="Keys of news/topics.yml.", json_schema_extra=UNIQUE_ITEMS
    )
    bodies: tuple[Key, ...] = Field((), description="Keys of news/bodies.yml.", json_schema_extra=UNIQUE_ITEMS)
    places: tuple[Key, ...] = Field((), description="Keys of news/places.yml.", json_schema_extra=UNIQUE_ITEMS)
    event: Event | None = Field(None, description="The event that it reports on.")
    items: tuple[Key, ...] = Field(
        (), description="Keys of the summary items that it reports on.", json_schema_extra=UNIQUE_ITEMS
    )
    figures: tuple[Figure, ...] = Field((), description="Figures that the text reports.")
    source: Source | None = Field(None, description="Where the facts come from.")
    related: tuple[ContentKey, ...] = Field(
        (), description="Keys of related releases and summaries.", json_schema_extra=UNIQUE_ITEMS
    )
    records: tuple[RecordKey, ...] = Field(
        (),
        description="Records of registers that it is about, such as laws/hk-cap-528.",
        json_schema_extra=UNIQUE_ITEMS,
    )
    attachments: tuple[Attachment, ...] = Field((), description="Files to download.")
    status: Literal["draft", "published"] = Field("published", description="A draft is never published.")
    publish_at: Moment | None = Field(
        None, description="The public does not see it before this time; without it, not before `issued`."
    )
    corrections: tuple[Correction, ...] = Field((), description="Corrections made after publication.")
    withdrawn: Withdrawal | None = Field(None, description="Date and reason of a withdrawal.")
    untranslated: tuple[str, ...] = Field((), description="Languages in which no translation is planned.")

    @field_validator("topics", "bodies", "places", "items", "related", "records", "untranslated", mode="after")
    @classmethod
    def _once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return _check_unique(value)

    @field_validator("attachments", mode="after")
    @classmethod
    def _attached_once(cls, value: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
        if file := find_repeated(attachment.file for attachment in value):
            raise create_fault("twice", Message("expected each file once, found '{file}' again", file=file))
        return value

    @field_validator("corrections", mode="after")
    @classmethod
    def _dated_once(cls, value: tuple[Correction, ...]) -> tuple[Correction, ...]:
        days = [correction.date for correction in value]
        if len(set(days)) < len(days):
            raise create_fault("twice", Message("expected one correction a day, found two"))
        return value

    def words(self) -> dict[str, str]:
        """Return the words among the facts by the label that translates each, such as `event.venue`."""
        labels: dict[str, str] = {}
        if self.source:
            labels["source.name"] = self.source.name
        if self.event and self.event.venue:
            labels["event.venue"] = self.event.venue
        labels |= {f"attachments.{item.file}": item.label for item in self.attachments}
        labels |= {f"corrections.{item.date}": item.note for item in self.corrections}
        labels |= _remark_labels(self.figures)
        if self.withdrawn:
            labels["withdrawn.reason"] = self.withdrawn.reason
        return labels


class Item(FrontMatterModel):
    """One numbered point of a summary; its number is its place in the list."""

    key: Key = Field(description="The same key in the summary of each period, so that readers can follow the item.")
    state: ItemState = Field(
        "continuing", description="What it is in this period: new, continuing or completed. Without it: continuing."
    )
    topics: tuple[Key, ...] = Field(min_length=1, description="Keys of news/topics.yml.")
    bodies: tuple[Key, ...] = Field((), description="Keys of news/bodies.yml.")
    records: tuple[RecordKey, ...] = Field((), description="Records of registers that it is about.")
    figures: tuple[Figure, ...] = Field((), description="Figures that the item reports.")

    @field_validator("topics", "bodies", "records", mode="after")
    @classmethod
    def _once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return _check_unique(value)


class LeftOutItem(FrontMatterModel):
    """An item of an earlier summary that a summary leaves out."""

    key: Key = Field(description="The key of the item in the earlier summary.")
    state: Literal["completed", "not-reported"] = Field(
        description="Whether the item is completed, or the summary says nothing of it."
    )


class DateRange(FrontMatterModel):
    """The days that a summary covers, both included."""

    start: Day = Field(description="First day.")
    end: Day = Field(description="Last day.")

    @model_validator(mode="after")
    def _ends_after_start(self) -> DateRange:
        if self.end < self.start:
            raise create_fault("date", Message("expected an end after the start, found an end before it"))
        return self


class SummaryFacts(FrontMatterModel):
    """The facts of a summary."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"coverage": {"enum": ["some-items", "areas", "counts"]}}, "required": ["coverage"]},
            "then": {"properties": {"items": {"maxItems": 0}}},
        }
    )

    period: DateRange = Field(description="The days that it covers.")
    issued: Moment | None = Field(None, description="When it was issued, if known.")
    updated: Moment | None = Field(None, description="When the content of its text last changed.")
    coverage: Coverage = Field(
        "items",
        description="What is known of the period: all items, some items, the areas of work, or counts. Without it: items.",
    )
    items: tuple[Item, ...] = Field((), validate_default=True, description="Its items in order.")
    left_out: tuple[LeftOutItem, ...] = Field(
        (), description="Items of the summary before that this one leaves out, each with its state."
    )
    records: tuple[RecordKey, ...] = Field(
        (), description="Records of registers that it is about as a whole.", json_schema_extra=UNIQUE_ITEMS
    )
    figures: tuple[Figure, ...] = Field((), description="Figures of the period as a whole.")
    source: Source | None = Field(None, description="Where the facts come from.")
    status: Literal["draft", "published"] = Field("published", description="A draft is never published.")
    publish_at: Moment | None = Field(None, description="The public does not see it before this time.")
    untranslated: tuple[str, ...] = Field((), description="Languages in which no translation is planned.")

    @field_validator("items", mode="after")
    @classmethod
    def _has_items(cls, value: tuple[Item, ...], info: ValidationInfo) -> tuple[Item, ...]:
        coverage = info.data.get("coverage", "items")
        if coverage == "items" and not value:
            raise PydanticCustomError("missing", "expected items, found none")
        if coverage != "items" and value:
            raise create_fault(
                "value", Message("expected no items beside 'coverage: {coverage}', found some", coverage=coverage)
            )
        return value

    @field_validator("records", "untranslated", mode="after")
    @classmethod
    def _records_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return _check_unique(value)

    @field_validator("items", "left_out", mode="after")
    @classmethod
    def _once(cls, value: tuple[Any, ...]) -> tuple[Any, ...]:
        if key := find_repeated(item.key for item in value):
            raise create_fault("twice", Message("expected each item once, found '{key}' again", key=key))
        return value

    def words(self) -> dict[str, str]:
        """Return the words among the facts by the label that translates each."""
        labels = {"source.name": self.source.name} if self.source else {}
        for figures in (self.figures, *(item.figures for item in self.items)):
            labels |= _remark_labels(figures)
        return labels


def _remark_labels(figures: tuple[Figure, ...]) -> dict[str, str]:
    """Return the remarks on figures by the label that translates each."""
    return {figure.label: figure.remark for figure in figures if figure.remark}


class Ignored(FrontMatterModel):
    """Something in which a translation may differ from its original, and why."""

    ignore: Annotated[
        PlainText,
        BeforeValidator(lambda value: str(value) if isinstance(value, int | float) else value),
        WithJsonSchema({"type": ["string", "number"], "minLength": 1}),
    ] = Field(description="What differs, as the check shows it.")
    reason: PlainText = Field(description="Why the difference is correct.")


class TextMetadata(FrontMatterModel):
    """The fields that the front matter of every text has, in its own language."""

    title: PlainText = Field(description="The headline.")
    description: PlainText = Field(description="The teaser: one or two sentences.")


class Translation(TextMetadata):
    """The front matter of a translation: words, and nothing that the original says."""

    translated: Moment | None = Field(None, description="When it was published, if later than the original.")
    labels: Annotated[dict[str, PlainText], BeforeValidator(_join_labels)] = Field(
        {}, description="The original's words such as `source.name`, `event.venue`, in this language."
    )
    translated_from: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")] | None = Field(
        None, description="The mark of the version of the original that was translated; `corner translated` writes it."
    )
    parity: tuple[Ignored, ...] = Field((), description="Where it may differ from the original.")


class ReleaseOriginal(TextMetadata, ReleaseFacts):
    """The front matter of a release's original: words and facts."""


class SummaryOriginal(TextMetadata, SummaryFacts):
    """The front matter of a summary's original: words and facts."""
