"""The schemas of registers: what a text editor offers and marks in a declaration and its records."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from corner.authoring import json_schema
from corner.authoring.json_schema import Schema
from corner.site.load import load
from tests.support.berths import BERTHS, DECLARATION, RECORDS
from tests.support.corners import NOW, Corner


@pytest.fixture
def schemas(corner: Corner) -> dict[str, Schema]:
    """Return the schemas of a corner with a register."""
    loaded = load(corner(BERTHS), NOW)
    assert loaded.catalogue is not None, "\n".join(map(str, loaded.problems))
    assert loaded.checked is not None
    news = loaded.catalogue
    contents = loaded.checked.contents.values()
    return json_schema.build_schemas(news.content_types, news.taxonomies, news.settings, contents)


def _data(path: str) -> Any:
    return yaml.load(str(BERTHS[path]), Loader=_Loader)


class _Loader(yaml.SafeLoader):
    """YAML whose days stay text, as JSON has them."""


def _read_day(loader: yaml.SafeLoader, node: Any) -> str:
    return str(loader.construct_scalar(node))


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _read_day)


def _fields(schemas: dict[str, Schema]) -> dict[str, Any]:
    fields: dict[str, Any] = schemas["registers-berths"]["$defs"]["BerthsRecord"]["properties"]
    return fields


def test_the_declaration_and_the_records_are_valid(schemas: dict[str, Schema]) -> None:
    assert Draft202012Validator(schemas["register"]).is_valid(_data(DECLARATION))
    assert Draft202012Validator(schemas["registers-berths"]).is_valid(_data(RECORDS))
    # A folder's declaration matches the pattern of its records in VS Code, too.
    assert Draft202012Validator(schemas["registers-berths"]).is_valid(_data(DECLARATION))


@pytest.mark.parametrize(
    "change",
    [
        {"quay": None},
        {"quay": "mole"},
        {"keeper": "harbor-office"},
        {"kind": "ferry"},
        {"length": "12 m"},
        {"beside": ["south"]},
        {"replaced_by": "south"},
        {"phone": ["call us"]},
        {"motto": {"en": "All welcome"}},
        {"motto": {"en": "All welcome", "zh-Hant": "歡迎", "fr": "Bienvenue"}},
        {"note": "Mind the step."},
        {"name": {"en": "East berth"}},
        {"lenght": 12},
        {"valid": {"since": "2020-05-01"}},
        {"sources": [{"name": "Harbour plan"}]},
        {"sources": [{"name": {"en": "Harbour plan"}, "as_of": "2025-12-01"}]},
    ],
    ids=str,
)
def test_a_fault_in_a_record_is_seen(schemas: dict[str, Schema], change: dict[str, Any]) -> None:
    record = {name: value for name, value in ({**_data(RECORDS)["east"], **change}).items() if value is not None}
    assert not Draft202012Validator(schemas["registers-berths"]).is_valid({"east": record})


@pytest.mark.parametrize(
    "change",
    [
        {"quay": {"type": "plaice", "name": {"en": "Quay", "zh-Hant": "碼頭"}}},
        {"quay": {"type": "place", "name": {"en": "Quay"}}},
        {"quay": {"type": "record", "register": "berth", "name": {"en": "Quay", "zh-Hant": "碼頭"}}},
        {"Quay": {"type": "place", "name": {"en": "Quay", "zh-Hant": "碼頭"}}},
        {"quay": {"type": "choice", "choices": {"a": {"en": "A"}}, "name": {"en": "Quay", "zh-Hant": "碼頭"}}},
    ],
    ids=str,
)
def test_a_fault_in_a_declaration_is_seen(schemas: dict[str, Schema], change: dict[str, Any]) -> None:
    declaration = {**_data(DECLARATION), "fields": change}
    assert not Draft202012Validator(schemas["register"]).is_valid(declaration)


def test_keys_and_choices_are_offered_with_their_names_in_each_language(schemas: dict[str, Schema]) -> None:
    fields = _fields(schemas)
    assert (fields["quay"]["enum"], fields["quay"]["enumDescriptions"]) == (["quay"], ["The quay · 碼頭"])
    assert fields["kind"]["enum"] == ["fishing", "guest"]
    assert fields["kind"]["enumDescriptions"] == ["Fishing boats · 漁船", "Guests · 訪客"]
    assert fields["beside"]["items"]["enum"] == ["east", "north"]
    assert fields["beside"]["items"]["enumDescriptions"] == ["East berth · 東泊位", "North berth · 北泊位"]
    assert fields["length"]["description"] == "Length · 長度 (number: {value} m · {value}米)"


def test_releases_and_summaries_are_offered_the_records(schemas: dict[str, Schema]) -> None:
    field = schemas["release"]["$defs"]["ReleaseOriginal"]["properties"]["records"]
    assert field["items"]["enum"] == ["berths/east", "berths/north"]
    assert field["items"]["enumDescriptions"] == ["East berth · 東泊位", "North berth · 北泊位"]


def test_items_of_summaries_are_offered_with_their_titles(corner: Corner) -> None:
    field = "note: {type: markdown"
    files = {
        **BERTHS,
        DECLARATION: str(BERTHS[DECLARATION]).replace(
            field, "item: {type: item, name: {en: I, zh-Hant: 項}}\n          " + field
        ),
    }
    loaded = load(corner(files), NOW)
    assert loaded.catalogue is not None, "\n".join(map(str, loaded.problems))
    assert loaded.checked is not None
    news = loaded.catalogue
    schemas = json_schema.build_schemas(
        news.content_types, news.taxonomies, news.settings, loaded.checked.contents.values()
    )
    assert _fields(schemas)["item"]["enum"] == ["dredging", "lights"]
    assert _fields(schemas)["item"]["enumDescriptions"] == ["Dredging · 疏浚", "Lights · 燈"]


def test_a_corner_without_registers_has_no_schema_of_them(corner: Corner) -> None:
    loaded = load(corner(), NOW)
    assert loaded.catalogue is not None
    news = loaded.catalogue
    assert set(json_schema.build_schemas(news.content_types, news.taxonomies, news.settings)) == {
        "release",
        "summary",
        "topics",
        "bodies",
        "places",
        "figures",
        "types",
        "links",
    }
