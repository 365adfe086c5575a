"""Compact facts say what their model says."""

from __future__ import annotations

import re
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from corner.content import frontmatter
from corner.content.compact_facts import CompactFacts, compact_facts
from corner.content.frontmatter import ReleaseOriginal
from tests.support.corners import REPOSITORY

HOOKS = REPOSITORY / "hooks/corner"
_FIELDS: dict[str, Any] = {
    "title": "Fair",
    "description": "A fair.",
    "type": "notice",
    "issued": "2021-09-24",
    "topics": ["trading"],
    "event": {"start": "2021-09-25", "venue": "Town Hall"},
    "figures": [{"figure": "visitors", "value": 12, "period": "2021", "remark": "Estimated."}],
    "source": {"name": "Press release"},
}


def _facts() -> ReleaseOriginal:
    return ReleaseOriginal.model_validate(_FIELDS, context={"zone": ZoneInfo("Asia/Hong_Kong")})


def _assert_same(compact: Any, model: Any) -> None:
    if isinstance(model, BaseModel):
        assert isinstance(compact, CompactFacts)
        for name in type(model).model_fields:
            _assert_same(getattr(compact, name), getattr(model, name))
    elif isinstance(model, tuple):
        assert len(compact) == len(model)
        for member, other in zip(compact, model, strict=True):
            _assert_same(member, other)
    else:
        assert compact == model


def test_compact_facts_have_the_fields_properties_and_methods_of_their_model() -> None:
    facts = _facts()
    compact = compact_facts(facts)
    _assert_same(compact, facts)
    assert (
        compact.words()
        == facts.words()
        == {
            "source.name": "Press release",
            "event.venue": "Town Hall",
            "figures.visitors.2021": "Estimated.",
        }
    )
    assert compact.figures[0].label == facts.figures[0].label


def test_nothing_asks_which_model_checked_facts() -> None:
    models = {
        name for name, kind in vars(frontmatter).items() if isinstance(kind, type) and issubclass(kind, BaseModel)
    }
    names = "|".join(sorted(models - {"BaseModel", "FrontMatterModel"}))
    asks = re.compile(rf"isinstance\([^()]*, \(?[^()]*\b(?:{names})\b|case (?:{names})\(")
    lines = [line for path in HOOKS.rglob("*.py") for line in path.read_text("utf-8").splitlines()]
    assert [line for line in lines if asks.search(line)] == []
    assert asks.search("if isinstance(entry.about, Correction):")


def test_compact_facts_are_equal_where_their_values_are_and_made_once() -> None:
    compact = compact_facts(_facts())
    assert compact == compact_facts(_facts())
    assert compact_facts(compact) is compact
    assert not hasattr(compact, "__dict__")
