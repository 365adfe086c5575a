"""The editors' guide and the other papers: they name all there is, nothing else, and their examples are right."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import click
import pytest
import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from corner.cli import main
from corner.content import frontmatter, link_archive, registers, taxonomies
from corner.diagnostics.problem import Severity
from corner.diagnostics.rules import load_rules, translate_rule
from corner.site.load import load
from tests.support import rule_codes
from tests.support.corners import NOW, REPOSITORY
from tests.support.project import GUIDE

GUIDES = {
    "en": (GUIDE / "guide.en.md", "Required."),
    "zh-Hant": (GUIDE / "guide.zh-Hant.md", "必填。"),
}
"""Each guide and its mark of a required field."""
PAPERS = (*(path for path, _ in GUIDES.values()), REPOSITORY / "README.md")

SECTIONS: dict[str, type[BaseModel]] = {
    "fields-release": frontmatter.ReleaseOriginal,
    "fields-event": frontmatter.Event,
    "fields-figures": frontmatter.Figure,
    "fields-source": frontmatter.Source,
    "fields-attachments": frontmatter.Attachment,
    "fields-corrections": frontmatter.Correction,
    "fields-withdrawn": frontmatter.Withdrawal,
    "fields-translation": frontmatter.Translation,
    "fields-parity": frontmatter.Ignored,
    "fields-summary": frontmatter.SummaryOriginal,
    "fields-period": frontmatter.DateRange,
    "fields-items": frontmatter.Item,
    "fields-left-out": frontmatter.LeftOutItem,
    "fields-links": link_archive.LinkEntry,
    "fields-topics": taxonomies.Topic,
    "fields-bodies": taxonomies.Body,
    "fields-body-names": taxonomies.BodyName,
    "fields-places": taxonomies.Place,
    "fields-figure-kinds": taxonomies.FigureKind,
    "fields-sums": taxonomies.FigureSum,
    "fields-sum-terms": taxonomies.SumTerm,
    "fields-register": registers.RegisterDeclaration,
    "fields-register-fields": registers.FieldDeclaration,
    "fields-record": registers.NamedRecordFacts,
    "fields-record-name": registers.RecordName,
    "fields-validity": registers.Validity,
    "fields-record-sources": registers.RecordSource,
    "fields-json-ld": registers.StructuredData,
    "fields-json-ld-value": registers.StructuredValue,
    "fields-json-ld-records": registers.EmbeddedRecords,
}
"""The section of the guide that explains each model's fields."""

_HEADING = re.compile(r"^(#{2,3}) .* \{#([a-z-]+)\}$", re.MULTILINE)
_ROW = re.compile(r"^\| (.*) \|$", re.MULTILINE)
_EXAMPLE = re.compile(
    r"^`(news/(?:[^`]+\.md|registers/[^`]+\.yml))`\n\n```(?:markdown|yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL
)


@pytest.fixture(params=GUIDES)
def guide(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Return the text of a guide and its mark of a required field."""
    path, required = GUIDES[request.param]
    return path.read_text(encoding="utf-8"), required


def test_every_model_has_a_section() -> None:
    modules = (frontmatter, registers)
    members = [member for module in modules for member in vars(module).values() if isinstance(member, type)]
    models = {member for member in members if issubclass(member, BaseModel)}
    covered = {base for each in SECTIONS.values() for base in each.__mro__}

    # What begins with an underscore or comes from elsewhere is no front matter.
    names = {module.__name__ for module in modules}
    named = {model for model in models if model.__module__ in names and not model.__name__.startswith("_")}
    assert named - covered == set()


@pytest.mark.parametrize("section", SECTIONS)
def test_every_field_is_explained(section: str, guide: tuple[str, str]) -> None:
    text, required = guide
    rows = {cells[0].strip("`"): cells for cells in _rows(_section(text, section)) if cells[0].startswith("`")}
    fields = {field.alias or name: field for name, field in SECTIONS[section].model_fields.items()}

    assert rows.keys() == fields.keys()
    for name, field in fields.items():
        _, meaning, example = rows[name]
        assert meaning.startswith(required) == field.is_required(), name
        assert example.startswith(f"`{name}:"), f"an example of {name}"
        assert [choice for choice in _choices(field) if f"`{choice}`" not in meaning] == [], name


def test_every_type_of_field_of_a_register_is_explained(guide: tuple[str, str]) -> None:
    text, _ = guide
    types = [cells[0].strip("`") for cells in _rows(_section(text, "field-types")) if cells[0].startswith("`")]
    assert types == list(get_args(registers.FieldType))


def test_every_rule_is_explained_once(guide: tuple[str, str]) -> None:
    text, _ = guide
    told = [cells[0] for cells in _rows(_section(text, "rules")) if cells[0].startswith("`")]

    assert sorted(told) == sorted(f"`{code}`{{#{code}}}" for code in rule_codes.given())


def test_every_rule_has_a_wrong_and_a_right_example(guide: tuple[str, str]) -> None:
    text, _ = guide
    for code, *cells in _rows(_section(text, "rules")):
        if code.startswith("`"):
            assert cells[-1].count("<br>") == 1, code


def test_the_english_guide_and_the_command_explain_rules_alike() -> None:
    text = GUIDES["en"][0].read_text(encoding="utf-8")
    rows = {cells[0].partition("{")[0].strip("`"): cells[1] for cells in _rows(_section(text, "rules"))}
    rules = load_rules()
    assert list(rules) == [code for code in rows if code in rules]
    for code, rule in rules.items():
        meaning = f"Warning. {rule.meaning}" if rule.severity is Severity.WARNING else rule.meaning
        # The command's words have no links.
        assert re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", rows[code]) == meaning, code


def test_the_chinese_guide_and_the_command_explain_rules_alike() -> None:
    text = GUIDES["zh-Hant"][0].read_text(encoding="utf-8")
    rows = {cells[0].partition("{")[0].strip("`"): cells[1:] for cells in _rows(_section(text, "rules"))}
    for code in load_rules():
        rule = translate_rule(code, "zh-Hant")
        meaning = f"警告。{rule.meaning}" if rule.severity is Severity.WARNING else rule.meaning
        assert re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", rows[code][0]) == meaning, code
        assert rule.wrong
        assert rule.right


def test_every_command_and_option_is_explained(guide: tuple[str, str]) -> None:
    text, _ = guide
    told = [cells[0] for cells in _rows(_section(text, "commands"))]
    for command, options in _commands(main, "corner"):
        for needed in (command, *(f"{command} {option}" for option in options)):
            assert any(re.search(rf"`{needed}[ `]", cell) for cell in told), needed


def test_the_guides_say_the_same() -> None:
    english, chinese = (path.read_text(encoding="utf-8") for path, _ in GUIDES.values())

    assert _HEADING.findall(english) == _HEADING.findall(chinese)
    for _, section in _HEADING.findall(english):
        here, there = _section(english, section), _section(chinese, section)
        assert _shape(here) == _shape(there), section


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_the_examples_have_no_fault(paper: Path, tmp_path: Path) -> None:
    examples = _EXAMPLE.findall(paper.read_text(encoding="utf-8"))
    assert examples
    shutil.copy(REPOSITORY / "mkdocs.yml", tmp_path)
    (tmp_path / "news").mkdir()
    for file in (REPOSITORY / "news").glob("*.yml"):
        shutil.copy(file, tmp_path / "news")
    # The examples alone do not report all values that the sums are made from.
    kinds = yaml.safe_load((tmp_path / "news/figures.yml").read_text("utf-8"))
    without_sums = {key: {name: part for name, part in kind.items() if name != "sums"} for key, kind in kinds.items()}
    (tmp_path / "news/figures.yml").write_text(yaml.safe_dump(without_sums, allow_unicode=True), "utf-8")

    for name, text in examples:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    assert load(tmp_path, NOW).problems == ()


def _section(text: str, name: str) -> str:
    """Return what stands below the heading with the id `name`, up to the next of its level or above."""
    for heading in _HEADING.finditer(text):
        if heading[2] == name:
            rest = text[heading.end() :]
            end = re.search(rf"^#{{2,{len(heading[1])}}} ", rest, re.MULTILINE)
            return rest[: end.start()] if end else rest
    pytest.fail(f"no section {{#{name}}}")


def _rows(text: str) -> list[list[str]]:
    """Return the cells of each row of the tables in a text."""
    return [row.split(" | ") for row in _ROW.findall(text)]


def _shape(text: str) -> tuple[list[int], list[str], int]:
    """Return what two languages share: rows with their cells, ids linked to, and code blocks."""
    return [len(row) for row in _rows(text)], re.findall(r"\]\((#[a-z-]+)\)", text), text.count("```")


def _choices(field: FieldInfo) -> Iterator[str]:
    """Yield the values that a field may have, where they are named one by one."""
    pending: list[Any] = [field.annotation]
    while pending:
        kind = pending.pop()
        if get_origin(kind) is Literal:
            yield from get_args(kind)
        else:
            pending.extend(get_args(kind))


def _commands(command: click.Command, name: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each command with its own options; `--lang`, which all have, is one of the first."""
    options = [option for parameter in command.params for option in parameter.opts if option.startswith("-")]
    yield name, [option for option in options if option != "--lang" or isinstance(command, click.Group)]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for child in command.list_commands(context):
            below = command.get_command(context, child)
            assert below is not None
            yield from _commands(below, f"{name} {child}")
