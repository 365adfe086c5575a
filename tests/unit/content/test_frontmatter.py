"""The declaration of the front matter: what it takes, what it gives, and that its schema says the same."""

from __future__ import annotations

import re
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel, ValidationError

from corner.content import taxonomies
from corner.content.frontmatter import ReleaseOriginal, SummaryOriginal, Translation

CONTEXT = {"zone": ZoneInfo("Asia/Tokyo")}
LEAST: dict[str, Any] = {
    "title": "News",
    "description": "What is new.",
    "type": "notice",
    "issued": "2021-03-01",
    "topics": ["boats"],
}


def _release(**fields: Any) -> ReleaseOriginal:
    return ReleaseOriginal.model_validate({**LEAST, **fields}, context=CONTEXT)


def test_five_fields_make_a_release_and_the_rest_is_left_out() -> None:
    release = _release()
    assert release.status == "published"
    assert (release.bodies, release.places, release.items, release.figures, release.related) == ((), (), (), (), ())
    assert (release.event, release.source, release.updated, release.publish_at, release.withdrawn) == (None,) * 5


def test_a_release_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        setattr(_release(), "title", "Other")  # noqa: B010 -- the type checker knows it too


@pytest.mark.parametrize("model_type", [ReleaseOriginal, SummaryOriginal, Translation])
def test_a_field_that_is_not_declared_is_refused(model_type: type[BaseModel]) -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        model_type.model_validate({"colour": "red"}, context=CONTEXT)


@pytest.mark.parametrize("name", ["title", "description", "type", "issued", "topics"])
def test_a_release_needs(name: str) -> None:
    with pytest.raises(ValidationError) as caught:
        ReleaseOriginal.model_validate({key: LEAST[key] for key in LEAST if key != name}, context=CONTEXT)
    assert [(error["loc"], error["type"]) for error in caught.value.errors()] == [((name,), "missing")]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", " \u3000"),
        ("title", 2021),
        ("type", "Event"),
        ("topics", ["Boats"]),
        ("topics", ["-boats"]),
        ("topics", ["boats-"]),
        ("topics", ["boats", "boats"]),
        ("topics", ["boats\n"]),
        ("figures", [{"figure": "visitors", "value": True}]),
        ("figures", [{"figure": "visitors", "value": "1"}]),
        ("figures", [{"figure": "visitors", "value": float("inf")}]),
        ("figures", [{"figure": "visitors", "value": float("nan")}]),
        ("event", {"start": "2021-03-02", "end": "2021-03-01"}),
        ("event", {"start": "2021-03-01 10:00", "end": "2021-03-01 09:00"}),
        ("event", {"start": "2021-03-01", "online": "maybe"}),
        ("source", {"name": "A paper", "url": "javascript:alert(1)"}),
        ("source", {"name": "A paper", "url": "https://a.example/ b"}),
        ("related", ["releases/2021/Fair"]),
        ("related", ["topics/boats"]),
        ("attachments", [{"file": ".hidden.pdf", "label": "A"}]),
        ("attachments", [{"file": "a/b.pdf", "label": "A"}]),
        ("attachments", [{"file": "..", "label": "A"}]),
        ("corrections", [{"date": "2021-03-01", "note": "A"}, {"date": "2021-03-01", "note": "B"}]),
        ("withdrawn", {"date": "2021-03-01"}),
        ("status", "Draft"),
    ],
)
def test_a_release_refuses(field: str, value: object) -> None:
    with pytest.raises(ValidationError):
        _release(**{field: value})


def test_an_event_on_the_day_that_it_ends_is_no_contradiction() -> None:
    event = _release(event={"start": "2021-03-01", "end": "2021-03-01"}).event
    assert event is not None
    assert event.end == event.start


def test_the_words_among_the_facts_are_those_that_a_translation_gives() -> None:
    release = _release(
        source={"name": "A paper"},
        event={"start": "2021-03-01", "venue": "The quay"},
        attachments=[{"file": "map.pdf", "label": "A map"}],
        corrections=[{"date": "2021-03-02", "note": "The time."}],
        withdrawn={"date": "2021-03-03", "reason": "No fair."},
    )
    assert release.words() == {
        "source.name": "A paper",
        "event.venue": "The quay",
        "attachments.map.pdf": "A map",
        "corrections.2021-03-02": "The time.",
        "withdrawn.reason": "No fair.",
    }


def test_facts_without_words_need_no_labels() -> None:
    assert _release(event={"start": "2021-03-01", "online": True}).words() == {}


@pytest.mark.parametrize(
    "model_type", [ReleaseOriginal, SummaryOriginal, Translation, taxonomies.Body, taxonomies.Topic]
)
def test_the_schema_describes_each_field(model_type: type[BaseModel]) -> None:
    schema = model_type.model_json_schema()
    objects = [schema, *schema.get("$defs", {}).values()]
    fields = [(name, field) for model_schema in objects for name, field in model_schema.get("properties", {}).items()]
    assert len(fields) > 1
    assert [name for name, field in fields if not field.get("description")] == []


@pytest.mark.parametrize(
    ("text", "fits"),
    [("2021-09-24", True), ("2021-09-24 16:43", True), ("2021-09-24T16:43:00+08:00", True), ("now", False)],
)
def test_the_schema_takes_the_moments_that_the_model_takes(text: str, fits: bool) -> None:  # noqa: FBT001
    pattern = ReleaseOriginal.model_json_schema()["properties"]["issued"]["pattern"]
    assert bool(re.search(pattern, text)) is fits


def test_labels_may_be_written_in_steps() -> None:
    labels = {
        "source": {"name": "Paper"},
        "attachments": {"plan": {"pdf": "Plan"}},
        "event.venue": "Quay",
        "withdrawn": {},
    }
    read = Translation.model_validate({"title": "A", "description": "B", "labels": labels}, context=CONTEXT)

    assert read.labels == {"source.name": "Paper", "attachments.plan.pdf": "Plan", "event.venue": "Quay"}
