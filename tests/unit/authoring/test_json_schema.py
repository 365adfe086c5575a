"""The schemas: the news is valid by them, what they can see of faulty news is not, and they are as checked in."""

from __future__ import annotations

import json
import re
import shutil
from collections import defaultdict
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from corner.authoring import json_schema
from corner.cli import main
from corner.site.load import load
from corner.sources import yaml as yamltext
from tests.support import corners
from tests.support.corners import FAIR, FAIR_ZH, NOW, REPOSITORY, Corner, release, translation
from tests.support.golden_cases import CASES, list_expected, read_case

SEEN = {
    "missing-language",
    "repeated-fact",
    "unknown-body",
    "unknown-figure",
    "unknown-key",
    "unknown-language",
    "unknown-place",
    "unknown-topic",
    "unknown-type",
    "wrong-key",
    "wrong-value",
}
"""The codes of faults that a schema sees."""
PARTLY = {"missing-field", "repeated-value", "wrong-date"}
"""Of these it sees some: not a day that no calendar has, the order of days, or that no file of a release has facts."""
UNREADABLE = {"forbidden-character", "no-front-matter", "wrong-yaml"}
"""Of a file with these there is no front matter to judge, and others of its release are not judged either."""

REGISTERS = tuple(path.parent.name for path in sorted((REPOSITORY / "news/registers").glob("*/register.yml")))
NAMES = ("release", "summary", "topics", "bodies", "places", "figures", "types", "links")
SCHEMAS = (*NAMES[:2], *(f"registers-{name}" for name in REGISTERS), "register", *NAMES[2:])


def _made(root: Path) -> dict[str, json_schema.Schema]:
    loaded = load(root, NOW)
    news, checked = loaded.catalogue, loaded.checked
    assert news is not None, "\n".join(map(str, loaded.problems))
    assert checked is not None
    return json_schema.build_schemas(news.content_types, news.taxonomies, news.settings, checked.contents.values())


def _valid(schemas: dict[str, json_schema.Schema], path: str, text: str) -> bool | None:
    """Return whether a file of `news/` is valid; `None` for one that no schema is for, or that is no YAML."""
    folder, _, name = path.removeprefix("news/").partition("/")
    kind = {"releases": "release", "summaries": "summary"}.get(folder) if name else Path(path).stem
    if folder == "registers":
        register, _, file = name.partition("/")
        kind = "register" if file == "register.yml" else f"registers-{register}"
    if kind not in schemas or Path(path).suffix not in (".md", ".yml"):
        return None
    if path.endswith(".md"):
        parts = re.split(r"^---[ \t]*\n", text, maxsplit=2, flags=re.MULTILINE)
        if len(parts) < 3:
            return None
        text = parts[1]
    try:
        data = yamltext.parse_yaml(text)
    except yamltext.YamlError:
        return None
    validator = Draft202012Validator(schemas[kind], format_checker=Draft202012Validator.FORMAT_CHECKER)
    return validator.is_valid(data) if isinstance(data, dict) else None


@pytest.fixture(scope="module")
def own() -> dict[str, json_schema.Schema]:
    """Return the schemas of the project's own corner."""
    return _made(REPOSITORY)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, json_schema.Schema]:
    """Return the schemas of the good corner."""
    return _made(corners.write(tmp_path_factory.mktemp("good"), {}))


def test_each_schema_is_one(own: dict[str, json_schema.Schema]) -> None:
    assert tuple(own) == SCHEMAS
    for schema in own.values():
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        Draft202012Validator.check_schema(schema)


def test_all_news_is_valid(own: dict[str, json_schema.Schema]) -> None:
    files = [path for path in (REPOSITORY / "news").rglob("*") if path.suffix in (".md", ".yml")]
    validity = {path: _valid(own, path.relative_to(REPOSITORY).as_posix(), path.read_text("utf-8")) for path in files}

    assert len(validity) > 60
    assert [path for path, valid in validity.items() if valid is not True] == []


@pytest.mark.parametrize("case", CASES)
def test_a_schema_sees_what_it_can_of_a_fault(good: dict[str, json_schema.Schema], case: str) -> None:
    codes: dict[str, set[str]] = defaultdict(set)
    for line in list_expected(case):
        match = re.fullmatch(r"([^:]+):\d+: .*\[([a-z0-9-]+)\]", line)
        assert match
        codes[match[1]].add(match[2])
    unreadable = set().union(*codes.values()) & UNREADABLE
    for path, text in read_case(case).get("files", {}).items():
        valid = _valid(good, path, dedent(text or ""))
        if valid is None or unreadable:
            continue
        if codes[path] & SEEN:
            assert not valid, path
        elif not codes[path] & PARTLY:
            assert valid, path


def test_every_code_that_is_seen_has_a_case() -> None:
    all_cases = "".join(path.read_text("utf-8") for path in CASES.values())
    assert [code for code in sorted(SEEN | PARTLY) if f"[{code}]" not in all_cases] == []


@pytest.mark.parametrize(
    ("fields", "valid"),
    [
        ({}, True),
        ({"issued": "2021-03-01 16:43+09:00"}, True),
        ({"issued": "1/3/2021"}, False),
        ({"topics": "[boats, boats]"}, False),
        ({"topics": None}, False),
        ({"bodies": "harbour-office"}, False),
        ({"event": "{start: 2021-03-01, end: }"}, False),
        ({"figures": "[{figure: visitors, value: 1 090}]"}, False),
        ({"figures": "[{figure: visitors, value: 1090, period: 2021/2022-06}]"}, True),
        ({"labels": "{source.name: Paper}"}, False),
    ],
    ids=str,
)
def test_a_release_is_valid_or_not(
    good: dict[str, json_schema.Schema],
    fields: dict[str, Any],
    valid: bool,  # noqa: FBT001
) -> None:
    assert _valid(good, FAIR, release(**fields)) is valid


@pytest.mark.parametrize(
    ("fields", "valid"),
    [
        ({"labels": "{source.name: 報章, attachments.plan.pdf: 圖則}"}, True),
        ({"labels": "{source: {name: 報章}}"}, True),
        ({"labels": "{place: 報章}"}, False),
        ({"topics": "[boats]"}, False),
        ({"translated_from": '"0123"'}, False),
    ],
    ids=str,
)
def test_a_translation_is_valid_or_not(
    good: dict[str, json_schema.Schema],
    fields: dict[str, Any],
    valid: bool,  # noqa: FBT001
) -> None:
    assert _valid(good, FAIR_ZH, translation(**fields)) is valid


def test_keys_are_offered_with_their_names_in_each_language(good: dict[str, json_schema.Schema]) -> None:
    fields = good["release"]["$defs"]["ReleaseOriginal"]["properties"]

    assert fields["topics"]["items"]["enum"] == ["boats", "tides"]
    assert fields["topics"]["items"]["enumDescriptions"] == ["Boats · 船", "Tides · 潮汐"]
    assert fields["topics"]["description"] == "Keys of news/topics.yml."
    assert fields["publish_at"]["title"] == "Publish at"


def test_what_is_checked_in_is_what_the_command_writes(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "news", tmp_path / "news")
    shutil.copy(REPOSITORY / "mkdocs.yml", tmp_path)
    run = CliRunner().invoke(main, ["schema", "--write", "--root", str(tmp_path)])

    written = run.stdout.splitlines()
    assert written == [*(f"schemas/{name}.json" for name in SCHEMAS), ".vscode/news.code-snippets"]
    for name in written:
        assert (tmp_path / name).read_text("utf-8") == (REPOSITORY / name).read_text("utf-8"), (
            f"{name}: run corner schema --write"
        )


def test_a_schema_is_printed_by_its_name(corner: Corner) -> None:
    root = str(corner())
    topics = CliRunner().invoke(main, ["schema", "topics", "--root", root])
    all_schemas = CliRunner().invoke(main, ["schema", "--root", root])

    assert json.loads(topics.stdout)["title"] == "The names in topics.yml"
    assert json.loads(all_schemas.stdout)["topics"] == json.loads(topics.stdout)


def test_an_unknown_name_is_reported_with_those_that_there_are(corner: Corner) -> None:
    run = CliRunner().invoke(main, ["schema", "topic", "--root", str(corner())])
    assert run.exit_code == 2
    assert (
        "expected one of release, summary, topics, bodies, places, figures, types, links, found 'topic'" in run.stderr
    )
    assert "did you mean 'topics'?" in run.stderr


def test_a_faulty_corner_has_no_schema(corner: Corner) -> None:
    run = CliRunner().invoke(main, ["schema", "--root", str(corner({FAIR: "no front matter"}))])
    assert run.exit_code == 1
    assert "[no-front-matter]" in run.stdout


def test_each_taxonomy_and_register_is_bound_to_its_schema_in_vs_code() -> None:
    bound = json.loads((REPOSITORY / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]

    files = {f"schemas/{path.stem}.json": f"news/{path.name}" for path in (REPOSITORY / "news").glob("*.yml")}
    files |= {f"schemas/registers-{name}.json": f"news/registers/{name}/*.yml" for name in REGISTERS}
    files |= {f"schemas/{name}.json": f"news/{name}.yml" for name in ("links", "types")}
    files |= {"schemas/register.json": "news/registers/*/register.yml"}
    assert bound == files
    assert [path for path in bound if not (REPOSITORY / path).is_file()] == []


@pytest.mark.parametrize("case", CASES)
def test_vs_code_places_every_problem_on_its_line(case: str) -> None:
    task = json.loads((REPOSITORY / ".vscode/tasks.json").read_text("utf-8"))["tasks"][0]
    pattern = task["problemMatcher"]["pattern"]
    for line in list_expected(case):
        match = re.search(pattern["regexp"], line)
        assert match, line
        assert (
            f"{match[pattern['file']]}:{match[pattern['line']]}: {match[pattern['message']]} [{match[pattern['code']]}]"
            == line
        )
