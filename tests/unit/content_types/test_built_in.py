"""The package's own content types: which files they are made from, where their pages are, and that no other code knows them."""

from __future__ import annotations

import ast
import re

import pytest

from corner.content.built_in import BUILT_IN, TEXTS
from corner.content.registry import built_in_types
from corner.content.text_types import import_text_types
from corner.sources.reader import parse_path
from tests.support.corners import REPOSITORY

TYPES = built_in_types()
KINDS = TYPES.file_kinds


def test_each_module_of_the_package_is_a_built_in_type() -> None:
    folder = REPOSITORY / "hooks/corner/content_types"
    modules = {f"corner.content_types.{path.stem}" for path in folder.glob("*.py") if path.stem != "__init__"}
    # That of a register is made from its declaration.
    assert modules - {"corner.content_types.register"} == {*BUILT_IN.values(), *TEXTS}
    assert {content_type.name for content_type in TYPES} == set(BUILT_IN)


def test_the_types_of_texts_are_those_that_markdown_files_become() -> None:
    texts = import_text_types()
    kinds = [kind for kind in KINDS if not kind.is_data]
    assert [content_type.files for content_type in texts] == kinds
    for content_type in texts:
        whole = TYPES.find(content_type.name)
        assert whole
        assert (content_type.checks, content_type.references) == (whole.checks, whole.references)
        assert (content_type.check_together, content_type.build) == (whole.check_together, whole.build)


@pytest.mark.parametrize(
    ("path", "identity"),
    [
        ("releases/2021/sme-seminar.en.md", ("releases/2021/sme-seminar", "en")),
        ("summaries/2020-2022.zh-Hant.md", ("summaries/2020-2022", "zh-Hant")),
        ("releases/21/sme-seminar.en.md", None),
        ("releases/2021/SME.en.md", None),
        ("releases/2021/sme-.en.md", None),
        ("releases/2021/sme.en.md\n", None),
        ("summaries/2021/a.en.md", None),
        ("vacancies/a.en.md", None),
    ],
)
def test_a_file_belongs_to_a_type_by_its_path(path: str, identity: tuple[str, str] | None) -> None:
    assert parse_path(path, KINDS) == identity


@pytest.mark.parametrize(
    ("key", "name", "path"),
    [
        ("releases/2021/a", "releases", "news/2021/a/"),
        ("summaries/2020", "summaries", "summaries/2020/"),
        ("vacancies/a", None, "vacancies/a/"),
    ],
)
def test_a_key_names_its_type_and_its_page(key: str, name: str | None, path: str) -> None:
    content_type = TYPES.find(key)
    assert (content_type.name if content_type else None, TYPES.url_path(key)) == (name, path)


def test_no_stage_asks_which_kind_of_content_it_has() -> None:
    stages = [path for path in (REPOSITORY / "hooks/corner").rglob("*.py") if path.parent.name != "content_types"]
    asking = [
        f"{path.name}:{node.lineno}"
        for path in stages
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("isinstance", "issubclass")
        if re.search(r"\b(Release|Summary|ReleaseFacts|SummaryFacts|ReleaseOriginal|SummaryOriginal)\b", ast.dump(node))
    ]
    assert asking == []
