"""CONTRIBUTING and README name what is there: packages, files, names in the code, commands and settings."""

from __future__ import annotations

import ast
import dataclasses
import functools
import re
import tomllib
from collections.abc import Iterator

import pytest

from corner.content.settings import ConversionSettings, CornerSettings, FormSettings
from corner.content.types import ContentType
from tests.support.corners import REPOSITORY
from tests.support.syntax_trees import parse_module

CORNER = REPOSITORY / "hooks" / "corner"
PAPERS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
HOW_TOS = (
    "Add a field to releases",
    "Add a page",
    "Add a content type",
    "Add a rule",
    "Add a language",
    "Add a feed format",
)
NO_FILES = {"owner/name", "material/lighthouse", "Asia/Hong_Kong", "application/xml"}
"""What looks like a path and is none: an example of a repository, an icon, a time zone and a media type."""
OPTIONAL = {
    "docs/robots.txt",
    "news/links.yml",
    "news/redirects.yml",
    "news/types.yml",
    "news/words/",
    "news/words/LOCALE.yml",
    "requirements.txt",
}
"""Files that a corner may have and this one has not."""
EDITOR_TEXTS = (
    "hooks/guide/guide.en.md",
    "hooks/guide/first-release.en.md",
    "hooks/corner/diagnostics/rules.toml",
    "hooks/corner/authoring/hints/en.yml",
    "hooks/corner/i18n/locales/en.yml",
)
"""The English texts for editors and readers that come with the program."""
OLD_WORDS = re.compile(r"\b(?:mend(?:s|ed|ing)?|anew|lest|withal|tells?|told|stands?)\b", re.IGNORECASE)
"""Words that readers of English as a second language do not know, or know in another sense."""

_FENCED = re.compile(r"^```.*?^```\n", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*/?")
_ENDINGS = (".conf", ".css", ".html", ".js", ".json", ".md", ".py", ".toml", ".txt", ".yml")
_IDENTIFIER = re.compile(r"[A-Z][a-z]\w*(?:\.\w+)?|[A-Z]{5,}(?:_[A-Z]+)*|\w+\(\)|on_[a-z_]+")
_PARAGRAPH = re.compile(r"^\*\*([a-z0-9_]+)\*\* (.*?)(?:\n\n|\Z)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)#:]+)\)|src=\"([^\":]+)\"")


def _read(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def _section(text: str, title: str) -> str:
    """Return the text below a heading, up to the next one of its level or above."""
    heading = re.search(rf"^(#+) {re.escape(title)}$", text, re.MULTILINE)
    assert heading, title
    rest = text[heading.end() :]
    end = re.search(rf"^#{{1,{len(heading[1])}}} ", _FENCED.sub(lambda match: "\n" * len(match[0]), rest), re.MULTILINE)
    return rest[: end.start()] if end else rest


def _iter_code(text: str) -> Iterator[str]:
    """Yield each text in backticks outside code blocks."""
    yield from _CODE.findall(_FENCED.sub("", text))


def _iter_paths(text: str) -> Iterator[str]:
    """Yield each word in backticks that looks like a file or a folder."""
    for code in _iter_code(text):
        for word in code.split():
            if _PATH.fullmatch(word) and ("/" in word or word.endswith(_ENDINGS)) and word not in NO_FILES:
                yield word


def _generated_folders() -> tuple[str, ...]:
    """Return the folders that programs write, which `make clean` deletes."""
    makefile = _read("Makefile")
    rule = re.search(r"^clean:\n\trm -rf (.*)$", makefile, re.MULTILINE)
    assert rule
    variables = dict(re.findall(r"^([A-Z]+) := (\S+)$", makefile, re.MULTILINE))
    return tuple(re.sub(r"\$\(([A-Z]+)\)", lambda match: variables[match[1]], name) for name in rule[1].split())


def _path_exists(path: str, package: str = "") -> bool:
    """Return whether a path exists below the root, `hooks/corner/` or a package; capitals stand for any name."""
    if path.partition("/")[0] in _generated_folders() or path in OPTIONAL:
        return True
    pattern = re.sub(r"[A-Z]{3,}", "*", path).rstrip("/")
    folders = [REPOSITORY, CORNER, *([CORNER / package] if package else [])]
    return any((folder / path).exists() or any(folder.glob(pattern)) for folder in folders)


def _iter_missing_paths(text: str) -> Iterator[str]:
    """Yield the paths that a paper names and that do not exist; in a package's paragraph, files may be the package's."""
    for name, paragraph in _PARAGRAPH.findall(text):
        yield from (path for path in _iter_paths(paragraph) if not _path_exists(path, name))
    yield from (path for path in _iter_paths(_PARAGRAPH.sub("", text)) if not _path_exists(path))


@functools.cache
def _defined_names() -> frozenset[str]:
    """Return every name that code in `hooks/` defines, and its texts in capitals, such as names of variables."""
    names = set()
    for path in (REPOSITORY / "hooks").rglob("*.py"):
        for node in ast.walk(parse_module(path)):
            match node:
                case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                    names.add(name)
                case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                    names.add(name)
                case ast.Constant(value=str(name)) if name.isupper():
                    names.add(name)
    return frozenset(names)


def _iter_unknown_names(text: str) -> Iterator[str]:
    """Yield the names of classes, functions, fields and constants in backticks that the code does not define."""
    names = _defined_names()
    for code in _iter_code(text):
        if _IDENTIFIER.fullmatch(code) and not {part.removesuffix("()") for part in code.split(".")} <= names:
            yield code


def _layers() -> list[str]:
    """Return the packages of the layers contract, the lowest first."""
    contracts = tomllib.loads(_read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [name for layer in reversed(layers) for name in layer.strip("()").split(" | ")]


def _make_targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", _read("Makefile"), re.MULTILINE))


def test_each_package_has_a_paragraph_from_the_lowest_to_the_highest() -> None:
    paragraphs = [name for name, _ in _PARAGRAPH.findall(_section(_read("CONTRIBUTING.md"), "The packages"))]
    assert paragraphs == _layers()
    assert sorted(paragraphs) == sorted(path.parent.name for path in CORNER.glob("*/__init__.py"))


def test_the_picture_shows_each_package_and_fits_on_a_screen() -> None:
    picture = _FENCED.search(_section(_read("CONTRIBUTING.md"), "The packages"))
    assert picture
    assert [name for name in _layers() if not re.search(rf"\b{name}\b", picture[0])] == []
    lines = picture[0].splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 120


@pytest.mark.parametrize("paper", PAPERS)
def test_each_file_that_is_named_exists(paper: str) -> None:
    assert list(_iter_missing_paths(_read(paper))) == []


@pytest.mark.parametrize("paper", PAPERS)
def test_each_file_that_is_linked_exists(paper: str) -> None:
    links = [link or source for link, source in _LINK.findall(_read(paper))]
    assert [link for link in links if not (REPOSITORY / link).is_file()] == []


def test_each_name_in_the_code_exists() -> None:
    assert list(_iter_unknown_names(_read("CONTRIBUTING.md"))) == []


@pytest.mark.parametrize("title", HOW_TOS)
def test_each_how_to_names_files_in_numbered_steps(title: str) -> None:
    section = _section(_section(_read("CONTRIBUTING.md"), "How to"), title)
    numbers = [int(number) for number in re.findall(r"^([0-9]+)\. ", section, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 4
    assert len(list(_iter_paths(section))) >= 4


def test_the_how_to_of_content_types_knows_their_fields() -> None:
    section = _section(_read("CONTRIBUTING.md"), "Add a content type")
    fields = {field.name: field for field in dataclasses.fields(ContentType)}
    named = {code for code in _iter_code(section) if re.fullmatch(r"[a-z]+(_[a-z]+)*", code)}
    assert named - fields.keys() == set()
    required = re.search(r"Required are\s(.*?)\.\n", section, re.DOTALL)
    assert required
    assert {code for code in _iter_code(required[1]) if code in fields} == {
        name
        for name, field in fields.items()
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    }


def test_each_make_target_is_in_the_table_of_commands() -> None:
    targets = re.findall(r"^\| `make ([a-z-]+)` \|", _section(_read("CONTRIBUTING.md"), "Set up"), re.MULTILINE)
    assert len(targets) == len(set(targets))
    assert set(targets) == _make_targets()


@pytest.mark.parametrize("paper", PAPERS)
def test_each_command_of_make_is_a_target(paper: str) -> None:
    named = re.findall(r"(?:`|^)make ([a-z-]+)", _read(paper), re.MULTILINE)
    assert set(named) - _make_targets() == set()


def test_each_setting_is_in_the_table_of_settings() -> None:
    section = _section(_read("CONTRIBUTING.md"), "Settings of a corner")
    rows = dict(re.findall(r"^\| `extra\.corner\.(\w+)` \| (.*) \|$", section, re.MULTILINE))
    assert rows.keys() == CornerSettings.model_fields.keys()
    for name, model in (("converted", ConversionSettings), ("admin", FormSettings)):
        fields = [field.alias or key for key, field in model.model_fields.items()]
        assert [field for field in fields if f"`{field}`" not in rows[name]] == [], name


@pytest.mark.parametrize("paper", PAPERS)
def test_each_setting_that_is_named_exists(paper: str) -> None:
    named = set(re.findall(r"extra\.corner\.(\w+)", _read(paper)))
    assert named - CornerSettings.model_fields.keys() == set()


@pytest.mark.parametrize("paper", [*PAPERS, *EDITOR_TEXTS])
def test_the_papers_are_in_plain_words(paper: str) -> None:
    assert OLD_WORDS.findall(_read(paper)) == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("`hooks/publish.py`, `news/` and `views/home.py` are there.", []),
        (
            "`hooks/published.py`, `olds/` and `views/house.py` are not.",
            ["hooks/published.py", "olds/", "views/house.py"],
        ),
        ("`.venv/bin/pytest tests/unit/nothing -k name`", ["tests/unit/nothing"]),
        ("`docs/NAME.LOCALE.md`, but not `docs/NAME.LOCALE.rst`", ["docs/NAME.LOCALE.rst"]),
        ("**storage** has `walk.py`.\n\n**views** has `walk.py`.\n", ["walk.py"]),
        ("```\n`hooks/published.py`\n```\n", []),
    ],
)
def test_a_file_that_does_not_exist_is_found(text: str, missing: list[str]) -> None:
    assert list(_iter_missing_paths(text)) == missing


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("`Catalogue.hidden`, `load()`, `CONTENT_TYPE`, `on_config`, `SOURCE_DATE_EPOCH`", []),
        ("`Catalog`", ["Catalog"]),
        ("`Catalogue.concealed`", ["Catalogue.concealed"]),
        ("`load_corner()`", ["load_corner()"]),
        ("`CONTENT_KIND` and `on_conf`", ["CONTENT_KIND", "on_conf"]),
    ],
)
def test_a_name_that_the_code_does_not_define_is_found(text: str, unknown: list[str]) -> None:
    assert list(_iter_unknown_names(text)) == unknown
