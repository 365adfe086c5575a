"""The snippets: what VS Code makes of them is front matter without a fault."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corner.authoring import json_schema, vscode_snippets
from tests.support.corners import Corner, catalogue, found

_VALUES = {"title": "News", "description": "What is new.", "name": "A paper", "key": "dredging", "source.name": "報章"}


def _typed(line: str) -> str:
    """Return a line with each stop filled in: the first choice, the day, or a value for the field."""
    line = re.sub(r"\$\{\d+\|([^,|]*)[^|]*\|\}", r"\1", line)
    line = re.sub(r"\$\{\d+:\$CURRENT_YEAR-\$CURRENT_MONTH-\$CURRENT_DATE\}", "2021-03-02", line)
    return re.sub(r"([a-z.]+): \$\d+$", lambda match: f"{match[1]}: {_VALUES[match[1]]}", line)


@pytest.fixture
def root(corner: Corner) -> Path:
    """Return the root of the tiny corner."""
    return corner()


@pytest.fixture
def snippets(root: Path) -> dict[str, dict[str, object]]:
    """Return the snippets of the tiny corner."""
    news = catalogue(root)
    return vscode_snippets.build_snippets(
        news.content_types, json_schema.build_schemas(news.content_types, news.taxonomies, news.settings)
    )


def test_filled_in_front_matter_has_no_problems(root: Path, snippets: dict[str, dict[str, object]]) -> None:
    texts = {}
    for name in ("release", "translation", "summary"):
        body = snippets[name]["body"]
        assert isinstance(body, list)
        texts[name] = "\n".join(_typed(line) for line in body)
    second = {
        "news/releases/2021/news.en.md": texts["release"].replace("$0", "Text.\n"),
        "news/releases/2021/news.zh-Hant.md": texts["translation"]
        .replace("$0", "文。\n")
        .replace("What is new.", "新消息。"),
        "news/summaries/2021.en.md": texts["summary"]
        .replace("items:", "left_out: [{key: lights, state: not-reported}]\nitems:")
        .replace("$0", "## Dredging\n\nDeeper.\n"),
    }
    for name, text in second.items():
        (root / name).write_text(text, "utf-8")

    assert found(root) == []


def test_a_name_in_any_language_completes_to_its_key(snippets: dict[str, dict[str, object]]) -> None:
    body = snippets["bodies/harbour-office"]

    assert body["prefix"] == ["harbour-office", "Harbour Authority", "港務局"]
    assert body["body"] == "harbour-office"
    assert {"topics/boats", "places/quay", "figures/visitors"} <= snippets.keys()
