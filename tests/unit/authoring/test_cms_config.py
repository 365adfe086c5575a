"""The form's configuration: what Sveltia CMS takes, made from the models and taxonomies."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from pydantic import ValidationError

from corner.authoring import cms_bundle, cms_config, cms_words
from corner.content.frontmatter import ReleaseOriginal, SummaryOriginal
from corner.content.settings import FormSettings
from tests.support import corners
from tests.support.berths import BERTHS, RECORDS
from tests.support.corners import MKDOCS, REPOSITORY, Corner, catalogue

_FORM_SETTINGS = MKDOCS.replace("feed_size: 3\n", "feed_size: 3\n        admin: {backend: test-repo}\n")
_ADMIN = FormSettings(backend="test-repo")
_CHINESE = re.compile("[一-鿿。]")


def _build(root: Path, locale: str = "en") -> dict[str, Any]:
    """Return the configuration of the form of the corner at `root`, in a language."""
    return cms_config.build_config(catalogue(root), locale)


@pytest.fixture(scope="module")
def configs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Return the configuration of the form of the tiny corner with a register, in each language."""
    files = {**BERTHS, "mkdocs.yml": _FORM_SETTINGS}
    harbour = catalogue(corners.write(tmp_path_factory.mktemp("harbour"), files))
    return {locale: cms_config.build_config(harbour, locale) for locale in ("en", "zh-Hant")}


@pytest.fixture
def config(configs: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the configuration in English."""
    return configs["en"]


@pytest.fixture
def chinese(configs: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the configuration in Traditional Chinese."""
    return configs["zh-Hant"]


def _collection(config: dict[str, Any], name: str) -> dict[str, Any]:
    collection: dict[str, Any] = next(collection for collection in config["collections"] if collection["name"] == name)
    return collection


def _below(fields: list[dict[str, Any]], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each field with its whole name."""
    for field in fields:
        name = f"{path}{field['name']}"
        yield name, field
        yield from _below(field.get("fields", []), f"{name}.")


def _list_fields(config: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return every field of every collection with its whole name."""
    members = [member for collection in config["collections"] for member in collection.get("files", [collection])]
    return [pair for member in members for pair in _below(member["fields"])]


def test_sveltia_cms_takes_it(configs: dict[str, dict[str, Any]]) -> None:
    schema = json.loads((REPOSITORY / cms_bundle.FOLDER / "schema/sveltia-cms.json").read_text("utf-8"))
    for config in configs.values():
        Draft7Validator(schema).validate(config)


def test_each_language_of_originals_has_its_collections_the_editors_first(
    config: dict[str, Any], chinese: dict[str, Any]
) -> None:
    collections = [
        (collection["name"], collection["label"], collection["i18n"]["default_locale"], collection["folder"])
        for collection in (*config["collections"], *chinese["collections"])
        if "folder" in collection
    ]

    assert collections == [
        ("releases-en", "News (English)", "en", "news/releases"),
        ("releases-zh-hant", "News (繁體中文)", "zh-Hant", "news/releases"),
        ("summaries-en", "Summaries (English)", "en", "news/summaries"),
        ("summaries-zh-hant", "Summaries (繁體中文)", "zh-Hant", "news/summaries"),
        ("releases-zh-hant", "新聞 (繁體中文)", "zh-Hant", "news/releases"),
        ("releases-en", "新聞 (English)", "en", "news/releases"),
        ("summaries-zh-hant", "合作項目摘要 (繁體中文)", "zh-Hant", "news/summaries"),
        ("summaries-en", "合作項目摘要 (English)", "en", "news/summaries"),
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


def test_taxonomies_are_offered_by_their_names_in_the_editors_language(
    config: dict[str, Any], chinese: dict[str, Any]
) -> None:
    english = dict(_below(_collection(config, "releases-en")["fields"]))
    fields = dict(_below(_collection(chinese, "releases-en")["fields"]))

    assert english["topics"]["options"] == [{"label": "Boats", "value": "boats"}, {"label": "Tides", "value": "tides"}]
    assert english["type"]["options"][0] == {"label": "Press release", "value": "press-release"}
    assert english["bodies"]["hint"] == "The bodies that it is about."
    assert fields["topics"]["options"] == [{"label": "船", "value": "boats"}, {"label": "潮汐", "value": "tides"}]
    assert fields["figures.figure"]["options"] == [{"label": "訪客", "value": "visitors"}]
    assert fields["type"]["options"][0] == {"label": "新聞稿", "value": "press-release"}
    assert fields["source.retrieved"]["label"] == "查閱日期"
    assert fields["bodies"]["hint"] == "相關機構。"


def test_every_field_has_a_chinese_name_and_hint(chinese: dict[str, Any]) -> None:
    for name, field in _list_fields(chinese):
        if name.rpartition(".")[2] != "en":  # languages are called by their own names
            assert _CHINESE.search(field["label"]), name
        assert _CHINESE.search(field.get("hint", "。")), name


def test_no_text_becomes_a_draft_or_is_published_unasked(config: dict[str, Any], chinese: dict[str, Any]) -> None:
    for collection in (*config["collections"][:4], *chinese["collections"][:4]):
        (status,) = (field for field in collection["fields"] if field["name"] == "status")
        # Sveltia CMS gives a default to every file without the field; the form's script gives it to new ones alone.
        assert "default" not in status
        assert not collection["duplicate"]
    assert [(option["value"], option["label"]) for option in status["options"]] == [
        ("draft", "草稿"),
        ("", "發布"),
    ]


def test_a_date_has_a_picker_or_an_example_of_its_format(config: dict[str, Any]) -> None:
    fields = _list_fields(config)
    pickers = {name for name, field in fields if field["widget"] == "datetime"}
    typed = {name: field["hint"] for name, field in fields if field.get("pattern", [""])[0].startswith("^\\d{4}")}

    assert pickers >= {"period.start", "corrections.date", "withdrawn.date", "source.retrieved"}
    assert typed.keys() >= {"issued", "updated", "publish_at", "event.start", "translated", "figures.period"}
    for name, hint in typed.items():
        assert re.search(r"\b20\d\d-\d\d", hint), name


def test_each_language_has_the_hints_of_the_others(config: dict[str, Any], chinese: dict[str, Any]) -> None:
    hints = cms_config.collect_hints({"en": config, "zh-Hant": chinese})

    assert hints["zh-Hant"]["The headline."] == "標題。"
    assert hints["en"]["標題。"] == "The headline."
    # Facts are in the original's tab alone.
    assert "What kind of news it is." not in hints["zh-Hant"]


def test_a_register_has_its_records_by_key_in_the_order_of_their_file(config: dict[str, Any]) -> None:
    collection = _collection(config, "registers-berths")
    assert collection["label"] == "Berths"
    (file,) = collection["files"]
    assert file["file"] == RECORDS
    assert [(field["name"], field["label"]) for field in file["fields"]] == [
        ("east", "East berth"),
        ("north", "North berth"),
    ]


def test_each_field_of_a_record_has_the_widget_of_its_type(config: dict[str, Any]) -> None:
    (file,) = _collection(config, "registers-berths")["files"]
    fields = dict(_below(file["fields"]))
    declared = "quay kind length keeper phone beside motto note"
    assert [name for name in fields if name.count(".") == 1 and name.startswith("east.")] == [
        f"east.{name}" for name in f"name description {declared} valid replaced_by sources unchecked".split()
    ]
    assert (fields["east.length"]["widget"], fields["east.length"]["label"]) == ("number", "Length")
    assert fields["east.kind"]["options"] == [
        {"label": "Fishing boats", "value": "fishing"},
        {"label": "Guests", "value": "guest"},
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
    config = _build(corner({**BERTHS, RECORDS: records, "mkdocs.yml": _FORM_SETTINGS}))
    (file,) = _collection(config, "registers-berths")["files"]
    fields = dict(_below(file["fields"]))
    assert "east.sources" not in fields
    assert "north.sources" in fields


def test_files_that_the_form_cannot_edit_are_left_out(corner: Corner) -> None:
    numbers = {"news/registers/berths/numbers.yml": "2019:\n  name: {en: A, zh-Hant: 甲}\n  quay: quay\n"}
    many = "".join(f"b-{number}:\n  name: {{en: A, zh-Hant: 甲}}\n  quay: quay\n" for number in range(201))
    files = {**BERTHS, **numbers, "news/registers/berths/many.yml": many, "mkdocs.yml": _FORM_SETTINGS}
    config = _build(corner(files))
    assert [file["name"] for file in _collection(config, "registers-berths")["files"]] == ["records"]


def test_a_taxonomy_without_keys_is_not_asked_for(corner: Corner) -> None:
    config = _build(corner({"mkdocs.yml": _FORM_SETTINGS, "news/places.yml": None, "news/figures.yml": None}))
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
    configs = {"en": {"backend": backend, "app_title": "<A>"}, "zh-Hant": {}}
    policy = cms_bundle.form_page(configs, ["zh-TW"], ["assets/corner.css"])
    assert 'data-locales="en zh-Hant" data-interfaces="en-US zh-TW" data-stylesheets="../assets/corner.css"' in policy
    assert f"connect-src &#x27;self&#x27; blob: data:{hosts}; " in policy
    assert "<title>&lt;A&gt;</title>" in policy


@pytest.mark.parametrize(
    ("admin", "mode"),
    [
        (FormSettings(backend="github", repo="a/b"), {"publish_mode": "editorial_workflow"}),
        (FormSettings(backend="gitlab", repo="a/b"), {"publish_mode": "editorial_workflow"}),
        (FormSettings(backend="github", repo="a/b", publish_mode="simple"), {"publish_mode": "simple"}),
        (FormSettings(backend="gitea", repo="a/b"), {}),
        (_ADMIN, {}),
    ],
)
def test_changes_are_reviewed_where_the_host_has_reviews(admin: FormSettings, mode: dict[str, str]) -> None:
    assert cms_config.workflow_config(admin) == mode


def test_reviews_are_refused_where_the_form_has_none() -> None:
    with pytest.raises(ValidationError, match="expected simple, for the form has reviews on GitHub and GitLab only"):
        FormSettings(backend="gitea", repo="a/b", publish_mode="editorial_workflow")


@pytest.mark.parametrize("locale", sorted(path.stem for path in cms_words.LABELS.glob("*.yml")))
def test_every_language_with_labels_has_all_of_them(locale: str) -> None:
    labels = cms_words.read_words(cms_words.LABELS, locale)
    assert (labels.keys(), [name for name, label in labels.items() if not label.strip()]) == (
        cms_words.read_words(cms_words.LABELS, "zh-Hant").keys(),
        [],
    )
