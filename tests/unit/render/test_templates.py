"""The Jinja environment: it escapes, refuses undefined names, and keeps compiled templates that damage cannot reach."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest

from corner.render import templates
from corner.render.templates import create_environment


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """A folder with one template."""
    folder = tmp_path / "theme"
    folder.mkdir()
    (folder / "a.html").write_text("<p>{{ name }}</p>", "utf-8")
    return folder


def _render(theme: Path, cache: Path | None = None) -> str:
    return create_environment([theme], cache).get_template("a.html").render(name="<b>")


def _compiled(cache: Path) -> Path:
    """Return the one file of compiled templates."""
    (file,) = cache.iterdir()
    return file


@pytest.fixture
def bytecode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of bytecode that this process writes to in place of its own."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "bytecode"))
    return tmp_path / "bytecode"


def _list_compiled(folder: Path) -> list[Path]:
    """Return the files of compiled templates below a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


def _fail(*_: object, **__: object) -> None:
    pytest.fail("the template was compiled")


def test_values_are_escaped_in_templates_of_any_name(theme: Path) -> None:
    (theme / "a.txt").write_text("{{ name }}", "utf-8")
    environment = create_environment([theme])
    assert environment.get_template("a.html").render(name="<b>") == "<p>&lt;b&gt;</p>"
    assert environment.get_template("a.txt").render(name="<b>") == "&lt;b&gt;"


def test_an_undefined_name_is_refused(theme: Path) -> None:
    with pytest.raises(jinja2.UndefinedError, match="'name' is undefined"):
        create_environment([theme]).get_template("a.html").render()


def test_a_template_of_an_earlier_folder_hides_its_namesake(theme: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "a.html").write_text("own", "utf-8")
    assert create_environment([own, theme]).get_template("a.html").render() == "own"


def test_templates_of_hidden_folders_are_loaded_by_name_and_not_listed(theme: Path) -> None:
    (theme / ".icons/set").mkdir(parents=True)
    (theme / ".icons/set/x.svg").write_text("<svg/>", "utf-8")
    (theme / "pages").mkdir()
    (theme / "pages/b.html").write_text("b", "utf-8")
    environment = create_environment([theme])
    assert environment.list_templates() == ["a.html", "pages/b.html"]
    assert environment.get_template(".icons/set/x.svg").render() == "<svg/>"


def test_a_compiled_template_is_kept_for_the_next_process(
    theme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _render(theme, tmp_path / "cache")
    monkeypatch.setattr(jinja2.Environment, "compile", _fail)
    assert _render(theme, tmp_path / "cache") == "<p>&lt;b&gt;</p>"


def _flip_last_byte(data: bytes) -> bytes:
    return data[:-1] + bytes([data[-1] ^ 1])


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"\xff" * 500,
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: data + b"x",
        _flip_last_byte,
        lambda data: data[32:],  # as Jinja's own cache would write it
    ],
    ids=["empty", "garbage", "half", "short", "long", "flipped", "without a seal"],
)
def test_a_file_that_is_damaged_or_not_ours_costs_time_only(
    theme: Path, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    rendered = _render(theme, tmp_path / "cache")
    file = _compiled(tmp_path / "cache")
    data = file.read_bytes()
    file.write_bytes(damage(data))
    assert _render(theme, tmp_path / "cache") == rendered
    assert _compiled(tmp_path / "cache").read_bytes() == data


def test_a_template_that_another_version_of_jinja_compiled_is_compiled_again(
    theme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _render(theme, tmp_path / "cache")
    data = _compiled(tmp_path / "cache").read_bytes()
    monkeypatch.setattr(templates, "_jinja_version", lambda: "0")
    _render(theme, tmp_path / "cache")
    assert _compiled(tmp_path / "cache").read_bytes() != data


def test_a_changed_template_is_compiled_again(theme: Path, tmp_path: Path) -> None:
    _render(theme, tmp_path / "cache")
    (theme / "a.html").write_text("<h1>{{ name }}</h1>", "utf-8")
    assert _render(theme, tmp_path / "cache") == "<h1>&lt;b&gt;</h1>"


def test_a_cache_folder_that_cannot_be_used_costs_time_only(theme: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file", "utf-8")
    assert _render(theme, tmp_path / "cache") == "<p>&lt;b&gt;</p>"


def test_templates_of_the_program_are_compiled_once_for_all_corners(
    theme: Path, tmp_path: Path, bytecode: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_environment([theme], tmp_path / "cache", [theme]).get_template("a.html")
    assert len(_list_compiled(bytecode)) == 1
    assert not _list_compiled(tmp_path / "cache")
    monkeypatch.setattr(jinja2.Environment, "compile", _fail)
    template = create_environment([theme], tmp_path / "other", [theme]).get_template("a.html")
    assert template.render(name="<b>") == "<p>&lt;b&gt;</p>"


def test_templates_of_a_corner_are_kept_in_its_cache_alone(theme: Path, tmp_path: Path, bytecode: Path) -> None:
    own = tmp_path / "themes"
    own.mkdir()
    (own / "b.html").write_text("own", "utf-8")
    create_environment([own, theme], tmp_path / "cache", [theme]).get_template("b.html")
    assert len(_list_compiled(tmp_path / "cache")) == 1
    assert not _list_compiled(bytecode)


def test_a_changed_template_of_the_program_is_compiled_again(theme: Path, tmp_path: Path, bytecode: Path) -> None:
    create_environment([theme], tmp_path / "cache", [theme]).get_template("a.html")
    (theme / "a.html").write_text("<h1>{{ name }}</h1>", "utf-8")
    template = create_environment([theme], tmp_path / "cache", [theme]).get_template("a.html")
    assert template.render(name="<b>") == "<h1>&lt;b&gt;</h1>"
    assert len(_list_compiled(bytecode)) == 1


def test_templates_of_the_program_are_kept_with_the_others_where_bytecode_is_not_wanted(
    theme: Path, tmp_path: Path, bytecode: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    create_environment([theme], tmp_path / "cache", [theme]).get_template("a.html")
    assert len(_list_compiled(tmp_path / "cache")) == 1
    assert not bytecode.exists()


def test_templates_of_the_program_are_kept_with_the_others_where_bytecode_cannot_be_written(
    theme: Path, tmp_path: Path, bytecode: Path
) -> None:
    bytecode.write_text("a file", "utf-8")
    create_environment([theme], tmp_path / "cache", [theme]).get_template("a.html")
    assert len(_list_compiled(tmp_path / "cache")) == 1


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        (
            b"<p>\n{% if %}",
            ":2: expected a template of Jinja that can be used here, found: Expected an expression, got",
        ),
        (
            b"<p>\n\n{{ nosuch.x }}",
            ":3: expected a template of Jinja that can be used here, found: 'nosuch' is undefined",
        ),
        (
            b"{% include 'b.html' %}",
            ":1: expected a template of Jinja that can be used here, found: no template b.html",
        ),
        (
            b"{% block x %}",
            ":1: expected a template of Jinja that can be used here, found: Unexpected end of template.",
        ),
        (
            b"<p>\n{{ 1 + 'a' }}",
            ":2: expected a template of Jinja that can be used here, found: TypeError: unsupported operand type(s)",
        ),
        (b"<p>\xff", ": expected a template in UTF-8, found the byte 0xff."),
    ],
)
def test_a_template_that_is_wrong_is_explained_in_one_line_with_its_file(
    theme: Path, text: bytes, explained: str
) -> None:
    (theme / "a.html").write_bytes(text)
    with pytest.raises((jinja2.TemplateError, UnicodeDecodeError, TypeError)) as caught:
        _render(theme)
    line = templates.explain_template_error(caught.value)
    assert line is not None
    assert line.startswith(f"{theme}/a.html{explained}")
    assert "\n" not in line


def test_an_error_that_no_template_has_is_not_explained_as_one() -> None:
    assert templates.explain_template_error(ValueError("no")) is None
    with pytest.raises(UnicodeDecodeError) as caught:
        b"\xff".decode()
    assert templates.explain_template_error(caught.value) is None
