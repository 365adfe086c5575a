"""The form's configuration: what Sveltia CMS takes, made from the models and taxonomies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft7Validator

from corner.authoring import cms_bundle, cms_config, cms_fields
from corner.content.frontmatter import ReleaseOriginal, SummaryOriginal
from corner.content.settings import FormSettings
from tests.support.berths import BERTHS, RECORDS
from tests.support.corners import MKDOCS, REPOSITORY, Corner, catalogue

_FORM_SETTINGS = MKDOCS.replace("feed_size: 3\n", "feed_size: 3\n        admin: {backend: test-repo}\n")
_ADMIN = FormSettings(backend="test-repo")


@pytest.fixture
def config(corner: Corner) -> dict[str, Any]:
    """Return the configuration of the tiny corner's form."""
    return cms_config.build_config(catalogue(corner({"mkdocs.yml": _FORM_SETTINGS})))


def _collection(config: dict[str, Any], name: str) -> dict[str, Any]:
    collection: dict[str, Any] = next(collection for collection in config["collections"] if collection["name"] == name)
    return collection


def _below(fields: list[dict[str, Any]], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each field with its whole name."""
    for field in fields:
        name = f"{path}{field['name']}"
        yield name, field
        yield from _below(field.get("fields", []), f"{name}.")


def test_sveltia_cms_takes_it(config: dict[str, Any]) -> None:
    schema = json.loads((REPOSITORY / cms_bundle.FOLDER / "schema/sveltia-cms.json").read_text("utf-8"))
    Draft7Validator(schema).validate(config)


def test_each_language_of_originals_has_its_collections(config: dict[str, Any]) -> None:
    collections = [
        (collection["name"], collection["label"], collection["i18n"]["default_locale"], collection["folder"])
        for collection in config["collections"]
    ]

    assert collections == [
        ("releases-en", "News · 新聞 (English)", "en", "news/releases"),
        ("releases-zh-hant", "News · 新聞 (繁體中文)", "zh-Hant", "news/releases"),
        ("summaries-en", "Summaries · 合作項目摘要 (English)", "en", "news/summaries"),
        ("summaries-zh-hant", "Summaries · 合作項目摘要 (繁體中文)", "zh-Hant", "news/summaries"),
    ]


@pytest.mark.parametrize(("name", "model"), [("releases-en", ReleaseOriginal), ("summaries-zh-hant", SummaryOriginal)])
def test_facts_are_asked_for_once_and_words_in_each_language(
    config: dict[str, Any], name: str, model: type[ReleaseOriginal | SummaryOriginal]
) -> None:
    fields = {field["name"]: field for field in _collection(config, name)["fields"]}

    assert fields.keys() == model.model_fields.keys() | {"translated", "labels", "parity", "body"}
    translated = {name for name, field in fields.items() if field.get("i18n")}
    assert translated == {"title", "description", "translated", "labels", "parity", "body"}
    required = {name for name, field in fields.items() if field.get("required", True)} - {"body"}
    assert required == {name for name, field in model.model_fields.items() if field.is_required()}


def test_taxonomies_are_offered_by_their_names_in_each_language(config: dict[str, Any]) -> None:
    fields = dict(_below(_collection(config, "releases-en")["fields"]))

    assert fields["topics"]["options"] == [
        {"label": "Boats · 船", "value": "boats"},
        {"label": "Tides · 潮汐", "value": "tides"},
    ]
    assert fields["figures.figure"]["options"] == [{"label": "Visitors · 訪客", "value": "visitors"}]
    assert fields["type"]["options"][0] == {"label": "Press release · 新聞稿", "value": "press-release"}
    assert fields["source.retrieved"]["label"] == "Retrieved · 查閱日期"
    assert fields["bodies"]["hint"] == "Keys of news/bodies.yml."


def test_every_field_has_a_chinese_name(config: dict[str, Any]) -> None:
    for collection in config["collections"]:
        fields = dict(_below(collection["fields"]))
        assert [name for name, field in fields.items() if " · " not in field["label"]] == []


@pytest.fixture
def berths(corner: Corner) -> dict[str, Any]:
    """Return the configuration of the form of a corner with a register."""
    return cms_config.build_config(catalogue(corner({**BERTHS, "mkdocs.yml": _FORM_SETTINGS})))


def test_sveltia_cms_takes_the_collection_of_a_register(berths: dict[str, Any]) -> None:
    schema = json.loads((REPOSITORY / cms_bundle.FOLDER / "schema/sveltia-cms.json").read_text("utf-8"))
    Draft7Validator(schema).validate(berths)


def test_a_register_has_its_records_by_key_in_the_order_of_their_file(berths: dict[str, Any]) -> None:
    collection = _collection(berths, "registers-berths")
    assert collection["label"] == "Berths · 泊位"
    (file,) = collection["files"]
    assert file["file"] == RECORDS
    assert [(field["name"], field["label"]) for field in file["fields"]] == [
        ("east", "East berth · 東泊位"),
        ("north", "North berth · 北泊位"),
    ]


def test_each_field_of_a_record_has_the_widget_of_its_type(berths: dict[str, Any]) -> None:
    (file,) = _collection(berths, "registers-berths")["files"]
    fields = dict(_below(file["fields"]))
    declared = "quay kind length keeper phone beside motto note"
    assert [name for name in fields if name.count(".") == 1 and name.startswith("east.")] == [
        f"east.{name}" for name in f"name description {declared} valid replaced_by sources unchecked".split()
    ]
    assert (fields["east.length"]["widget"], fields["east.length"]["label"]) == ("number", "Length · 長度")
    assert fields["east.kind"]["options"] == [
        {"label": "Fishing boats · 漁船", "value": "fishing"},
        {"label": "Guests · 訪客", "value": "guest"},
    ]
    assert fields["east.keeper"]["options"][0]["value"] == "harbour-office"
    assert [option["value"] for option in fields["east.beside"]["options"]] == ["east", "north"]
    assert fields["east.motto.en"]["widget"] == "string"
    assert fields["east.note.zh-Hant"]["widget"] == "text"
    assert (fields["east.quay"]["required"], fields["east.kind"]["required"]) == (True, False)
    # A name is edited as the record has it: a text, or a text that may be unofficial.
    assert fields["east.name.en"]["widget"] == "string"
    assert fields["east.name.zh-Hant.official"]["widget"] == "boolean"
    assert fields["north.name.zh-Hant"]["widget"] == "string"
    assert fields["east.sources.name"]["widget"] == "object"


def test_sources_with_names_of_both_kinds_are_left_to_the_file(corner: Corner) -> None:
    mixed = "            - {name: Gazette, as_of: 2025-12-01}\n          - "
    records = str(BERTHS[RECORDS]).replace("          sources:\n", f"          sources:\n{mixed.rstrip('- ')}")
    config = cms_config.build_config(catalogue(corner({**BERTHS, RECORDS: records, "mkdocs.yml": _FORM_SETTINGS})))
    (file,) = _collection(config, "registers-berths")["files"]
    fields = dict(_below(file["fields"]))
    assert "east.sources" not in fields
    assert "north.sources" in fields


def test_files_that_the_form_cannot_edit_are_left_out(corner: Corner) -> None:
    numbers = {"news/registers/berths/numbers.yml": "2019:\n  name: {en: A, zh-Hant: 甲}\n  quay: quay\n"}
    many = "".join(f"b-{number}:\n  name: {{en: A, zh-Hant: 甲}}\n  quay: quay\n" for number in range(201))
    files = {**BERTHS, **numbers, "news/registers/berths/many.yml": many, "mkdocs.yml": _FORM_SETTINGS}
    config = cms_config.build_config(catalogue(corner(files)))
    assert [file["name"] for file in _collection(config, "registers-berths")["files"]] == ["records"]


def test_a_taxonomy_without_keys_is_not_asked_for(corner: Corner) -> None:
    config = cms_config.build_config(
        catalogue(corner({"mkdocs.yml": _FORM_SETTINGS, "news/places.yml": None, "news/figures.yml": None}))
    )
    names = {name for name, _ in _below(_collection(config, "releases-en")["fields"])}

    assert {"topics", "bodies", "event"} <= names
    assert {"places", "figures"} & names == set()


@pytest.mark.parametrize(
    ("admin", "backend", "hosts"),
    [
        (_ADMIN, {"name": "test-repo"}, ""),
        (
            FormSettings(backend="gitea", repo="news/corner", base_url="https://git.example/"),
            {
                "name": "gitea",
                "repo": "news/corner",
                "base_url": "https://git.example/",
                "api_root": "https://git.example/api/v1",
            },
            " https://git.example",
        ),
        (
            FormSettings(backend="gitlab", repo="a/b/c", branch="main", app_id="1", auth_type="pkce"),
            {"name": "gitlab", "repo": "a/b/c", "branch": "main", "app_id": "1", "auth_type": "pkce"},
            " https://gitlab.com",
        ),
        (
            FormSettings(backend="github", repo="a/b", base_url="https://sign-in.example/x"),
            {"name": "github", "repo": "a/b", "base_url": "https://sign-in.example/x"},
            " https://api.github.com https://sign-in.example",
        ),
        (
            FormSettings(backend="github", repo="a/b"),
            {"name": "github", "repo": "a/b", "auth_methods": ["token"]},
            " https://api.github.com",
        ),
    ],
    ids=lambda value: getattr(value, "backend", ""),
)
def test_the_page_may_connect_to_the_repository_only(admin: FormSettings, backend: dict[str, Any], hosts: str) -> None:
    assert cms_config.backend_config(admin) == backend
    assert f"connect-src 'self' blob: data:{hosts}; " in cms_bundle.form_policy(admin)
    policy = cms_bundle.form_page({"backend": backend, "app_title": "<A>"})
    assert f"connect-src &#x27;self&#x27; blob: data:{hosts}; " in policy
    assert "<title>&lt;A&gt;</title>" in policy


@pytest.mark.parametrize("locale", sorted(cms_fields._labelled_locales()))
def test_every_language_with_labels_has_all_of_them(locale: str) -> None:
    labels = cms_fields._read_labels(locale)
    assert (labels.keys(), [name for name, label in labels.items() if not label.strip()]) == (
        cms_fields._read_labels("zh-Hant").keys(),
        [],
    )
