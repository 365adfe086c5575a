"""Whatever an editor puts into a register, a check answers with problems, and what it accepts can be shown."""

from __future__ import annotations

import json
import os
from pathlib import Path
from textwrap import dedent
from typing import Any, get_args

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corner.content.record import Record
from corner.content.registers import FieldType, RegisterDeclaration
from corner.data.registers import register_tables
from corner.diagnostics.problem import Problem
from corner.site import listings
from corner.site.load import load
from corner.views.edition import Edition
from corner.views.record import record_view
from corner.views.register import register_view
from tests.support import corners
from tests.support.berths import BERTHS, DECLARATION, RECORDS
from tests.support.corners import Corner

_EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "25"))
"""How many examples each test tries; `make fuzz` tries more."""
_GOOD = {path: yaml.safe_load(dedent(str(text))) for path, text in BERTHS.items()}
_FIELDS = [*_GOOD[DECLARATION]["fields"], "name", "valid", "status", "sources", "description", "unchecked", "nothing"]

_SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.sampled_from(["north", "guest"])
)
_JSON = _SCALARS | st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["en", "zh-Hant", "fr", "text", "official"]) | st.text(max_size=5), inner)
    ),
    max_leaves=5,
)
_WORDS = st.fixed_dictionaries({"en": st.text(min_size=1, max_size=9), "zh-Hant": st.text(min_size=1, max_size=9)})
_NAMES = st.sampled_from(_FIELDS) | st.sampled_from([f"-{name}" for name in _FIELDS])
_JSON_LD = st.fixed_dictionaries(
    {"type": st.just("Place")},
    optional={
        "properties": st.dictionaries(
            st.sampled_from(["geo", "name", "@id"]),
            _NAMES
            | st.fixed_dictionaries({"field": _NAMES, "values": st.dictionaries(st.sampled_from(["guest"]), _SCALARS)})
            | st.fixed_dictionaries({"register": st.sampled_from(["berths", "nothing"])})
            | _JSON,
            max_size=3,
        )
    },
)
_SETTINGS: dict[str, st.SearchStrategy[Any]] = {
    name: st.booleans() if name in ("localized", "required", "many", "embed") else _JSON
    for name in ("localized", "required", "many", "embed", "unit", "choices", "register", "nothing")
}
_FIELD: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"type": st.sampled_from(get_args(FieldType)), "name": _WORDS},
    optional=_SETTINGS,
)
_DECLARED = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(RegisterDeclaration.model_fields, _JSON),
        **{name: st.lists(_NAMES, max_size=3) for name in ("columns", "filters", "order")},
        "group": _NAMES,
        "json_ld": _JSON_LD,
    },
)
_VALUES = st.dictionaries(
    st.sampled_from([*_GOOD[DECLARATION]["fields"], "name", "valid", "sources", "replaced_by", "unchecked", "nothing"]),
    _JSON,
    max_size=4,
)
_NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)

robust = settings(
    max_examples=_EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def root(corner: Corner) -> Path:
    return corner(BERTHS)


def _answers(root: Path, path: str, content: bytes) -> None:
    """Check that a corner with `content` at `path` is shown, or has problems of one line each."""
    (root / path).write_bytes(content)
    loaded = load(root, corners.NOW)
    assert all(isinstance(problem, Problem) and problem.line >= 1 for problem in loaded.problems)
    assert [str(problem) for problem in loaded.problems if len(str(problem).splitlines()) != 1] == []
    if loaded.catalogue is not None:
        _show(Edition(loaded.catalogue, listings.build_listings(loaded.catalogue), "zh-Hant"))
    (root / path).write_text(dedent(str(BERTHS[path])), "utf-8")


def _show(edition: Edition) -> None:
    """Make all that the site shows of the registers."""
    records = [record for record in edition.catalogue.contents.get("berths", {}).values() if isinstance(record, Record)]
    for record in records:
        record_view(edition, record)
    for register in {record.register.name: record.register for record in records}.values():
        register_view(edition, register)
        for table in register_tables(register, edition.catalogue):
            list(table.rows())


def _yaml(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")


@robust
@given(
    path=st.sampled_from([DECLARATION, RECORDS]),
    content=st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")),
)
def test_no_bytes_give_a_traceback(root: Path, path: str, content: bytes) -> None:
    _answers(root, path, content)


@robust
@given(declared=_DECLARED)
def test_no_declaration_gives_a_traceback(root: Path, declared: dict[str, Any]) -> None:
    _answers(root, DECLARATION, _yaml({**_GOOD[DECLARATION], **declared}))


@robust
@given(key=st.sampled_from(["quay", "kind", "note", "names", "copy"]) | st.text(max_size=8), field=_FIELD)
def test_no_field_gives_a_traceback(root: Path, key: str, field: dict[str, Any]) -> None:
    good = _GOOD[DECLARATION]
    _answers(root, DECLARATION, _yaml({**good, "fields": {**good["fields"], key: field}}))


@robust
@given(key=st.sampled_from(["east", "north"]) | st.text(max_size=8), values=_VALUES, length=_NUMBERS)
def test_no_record_gives_a_traceback(root: Path, key: str, values: dict[str, Any], length: float) -> None:
    good = _GOOD[RECORDS]
    _answers(root, RECORDS, _yaml({**good, key: {**good["north"], "length": length, **values}}))
