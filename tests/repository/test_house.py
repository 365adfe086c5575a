"""The rules of the house, held by the code itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes
from mkdocs.plugins import EVENTS

from tests.support.corners import REPOSITORY
from tests.support.syntax_trees import parse_module

HOOKS = REPOSITORY / "hooks"
THEME = HOOKS / "theme"
HOOK_FILES = [HOOKS / "publish.py"]
MODULES = sorted(HOOKS.rglob("*.py"))
PROGRAMS = [*MODULES, *sorted((REPOSITORY / "tools").rglob("*.py"))]
TESTS = sorted((REPOSITORY / "tests").rglob("*.py"))
TEMPLATES = sorted(THEME.rglob("*.html"))


def _imports(path: Path) -> Iterator[str]:
    """Yield the whole name of each module that a file imports, wherever in it."""
    for node in ast.walk(parse_module(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)


def _packages(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in _imports(path)}


def test_one_package_prints() -> None:
    printing = {
        path.relative_to(HOOKS).parts[:2]
        for path in MODULES
        for node in ast.walk(parse_module(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    assert printing == {("corner", "cli")}


_CLOCKS = {"now", "today", "utcnow", "time", "time_ns", "localtime", "gmtime", "environ", "getenv"}
_CLOCK_MODULES = {"datetime", "date", "dt", "time", "os"}


def _clock_readers(tree: ast.AST, function: str = "") -> Iterator[str]:
    """Yield the name of each function that reads the clock or the environment; it is empty outside functions."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _clock_readers(node, node.name)
            continue
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            is_class = (node.value.id, node.attr) == ("dt", "time")  # a time of day
            yield from [function] if node.attr in _CLOCKS and node.value.id in _CLOCK_MODULES and not is_class else []
        elif isinstance(node, ast.ImportFrom) and node.module in ("os", "time"):
            yield from (function for alias in node.names if alias.name in _CLOCKS)
        yield from _clock_readers(node, function)


def test_the_clock_is_read_in_one_function() -> None:
    reading = {(path.stem, function) for path in MODULES for function in _clock_readers(parse_module(path))}
    # The age of a file is measured by the clock of its day, and shows nowhere.
    assert reading == {
        ("clock", "read_clock"),
        ("editor_language", "choose_language"),
        ("editor_language", "_read_locale"),
        ("textfile", "find_stamp"),
        ("project", "read_inputs"),
        ("project", "must_verify"),
        # `corner init` proposes the time zone of the machine.
        ("init_questions", "find_time_zone"),
        # The build of a copy has the environment of `corner upgrade`.
        ("upgrade", "_show_differences"),
        # The number of workers changes nothing of a site.
        ("pool", "read_jobs"),
        # Variables of its environment set the size of the pieces of Pagefind's index, and where it is.
        ("pagefind", "_start_program"),
        ("build", "command"),
        # It keeps pydantic from looking for plugins.
        ("__init__", "main"),
    }


def test_the_rule_for_the_clock_finds_each_form_of_reading_it() -> None:
    code = "from time import time\nx = os.environ\ndef f():\n    async def g(): return datetime.now(UTC)\n    dt.date\n"
    assert list(_clock_readers(ast.parse(code))) == ["", "", "g"]


def test_what_begins_with_on_in_a_hook_file_is_an_event() -> None:
    for path in HOOK_FILES:
        names = set()
        for node in ast.walk(parse_module(path)):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                names.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
            elif isinstance(node, ast.alias):
                names.add(node.asname or node.name.partition(".")[0])
        events = {name for name in names if name.startswith("on_")}
        assert events
        assert events <= {f"on_{event}" for event in EVENTS}


def test_a_hook_file_is_never_imported() -> None:
    hooks = {path.stem for path in HOOK_FILES}
    python = [*HOOKS.rglob("*.py"), *(REPOSITORY / "tests").rglob("*.py")]
    assert {path.name for path in python if _packages(path) & hooks} == set()


# What belongs to one co-operation alone; another one uses the same hooks for other bodies, topics and places.
FOREIGN = re.compile(
    r"intellectual.?propert|\bIPR?s?\b|patent|trade.?mark|customs|expert.group"
    r"|guangdong|hong.?kong|maca[ou]|canton|shenzhen|qianhai|\bgba\b|\bprd\b|mainland|\bchina\b"
    r"|知識產權|知识产权|專利|专利|商標|商标|版權|版权|粵|粤|廣東|广东|香港|澳門|澳门|港澳|大灣區|大湾区|內地|海關|海关|專責小組",
    re.IGNORECASE,
)


STARTER = HOOKS / "corner/authoring/starter"
ANY_CORNER = re.compile("版權|版权")
"""What a new corner has, whatever its subject is: a page of that name."""


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sorted(HOOKS.rglob("*"))
        # The guide takes its examples from the corner that comes with the program; Material is not ours.
        if path.is_file()
        and "__pycache__" not in path.parts
        and not {HOOKS / "guide", HOOKS / "material"} & set(path.parents)
    ],
    ids=lambda path: path.relative_to(HOOKS).as_posix(),
)
def test_nothing_of_this_co_operation_stands_in_the_hooks(path: Path) -> None:
    allowed = ANY_CORNER if STARTER in path.parents else re.compile("(?!)")
    lines = [allowed.sub("", line.strip()) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line for line in lines if FOREIGN.search(line)] == []
    assert not FOREIGN.search(allowed.sub("", path.name))


def _unescaping(template: nodes.Template) -> list[str]:
    """Return what in a template switches escaping off: the filter `safe`, and blocks with `autoescape`."""
    filters = [f"{node.lineno}: {node.name}" for node in template.find_all(nodes.Filter) if node.name == "safe"]
    blocks = [f"{node.lineno}: autoescape" for node in template.find_all(nodes.ScopedEvalContextModifier)]
    return filters + blocks


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(THEME).as_posix())
def test_no_template_switches_the_escaping_of_the_environment_off(path: Path) -> None:
    assert _unescaping(jinja2.Environment().parse(path.read_text(encoding="utf-8"))) == []


def test_the_rule_for_templates_finds_what_switches_escaping_off() -> None:
    template = jinja2.Environment().parse("{{ a }}\n{{ b|safe }}\n{% autoescape false %}{{ c }}{% endautoescape %}")
    assert _unescaping(template) == ["2: safe", "3: autoescape"]


def test_no_request_leaves_the_site() -> None:
    loading = re.compile(
        r"""(?:src|href|action)=["']\s*(?:https?:)?//|@import|url\(\s*["']?(?:https?:)?//|\bfetch\(|XMLHttpRequest"""
    )
    files = [path for path in THEME.rglob("*") if path.suffix in (".html", ".css", ".js", ".svg")]
    assert len(files) > 5
    assert {path.name for path in files if loading.search(path.read_text(encoding="utf-8"))} == set()


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_a_module_says_what_it_owns_and_fits_in_a_readers_mind(path: Path) -> None:
    assert ast.get_docstring(parse_module(path))
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_a_module_of_tests_says_what_it_holds(path: Path) -> None:
    assert ast.get_docstring(parse_module(path))
