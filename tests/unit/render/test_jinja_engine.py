"""Jinja with shorter steps gives what Jinja gives."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

import jinja2
import pytest
from jinja2.runtime import Context
from markupsafe import Markup, escape

from corner.render.jinja_engine import PageEnvironment, create_renderer, mark_safe

_TEMPLATES = {
    "page": (
        '{% set word = "set" %}{% set block %}<b>{{ text }}</b>{% endset %}'
        "{% macro quote(x) %}<q>{{ x }}</q>{% endmacro %}"
        "{{ text }}{{ html }}{{ number }}{{ nothing }}{{ own }}{{ block }}{{ quote(text) }}{{ text ~ html }}{{ text|upper }}"
        "{% for x in [1, 2] %}{% set set_here = x %}{{ named(x) }}{{ plain(x) }}{{ loop.index }}{% endfor %}"
        '{% include "part" %}{% include ["missing", "part"] %}{{ cached(text) }}'
        "{% autoescape false %}{{ text }}{% endautoescape %}{{ text }}"
    ),
    "part": "[{{ word }}{{ text }}]",
    "names": (
        '{% from "macros" import quote, seen with context %}{% import "macros" as macros %}{{ seen }}{{ macros.seen }}'
        '{{ fields.word }}{{ fields["word"] }}{{ fields["items"] }}{{ fields.items() }}{{ fields[key] }}{{ fields[1] }}'
        '{{ view.word }}{{ view["word"] }}{{ view.part.word }}{{ view[0] }}{{ shown["word"] }}{{ shown.word }}'
        '{{ view.none is none }}{{ view.lost is defined }}{{ fields["lost"] is defined }}{{ nothing.lost is defined }}'
        "{{ cached(cached(view.word)) }}{{ cached(view.word) ~ plain(view.part.word) }}{{ quote(x=view.word) }}"
        "{% for x in view.words if x.word == view.word %}{{ cached(x.word) }}{{ named(x.word) }}{{ loop.last }}{% endfor %}"
        "{% call(x) macros.around(view.word) %}{{ cached(x) }}{{ view.part.word }}{% endcall %}"
        "{{ view.word if view.part.word else fields.word }}{{ view.words|map(attribute='word')|join(view.word) }}"
    ),
    "macros": (
        '{% set seen = "seen" %}{% macro quote(x) %}<q>{{ x }}{{ word }}</q>{% endmacro %}'
        "{% macro around(x) %}({{ caller(x) }}){% endmacro %}"
    ),
    "child": '{% extends "frame" %}{% block inner %}<{{ super() }}{{ text }}>{% endblock %}',
    "frame": "{{ text }}{% block inner %}{{ html }}{% endblock %}",
}


class _Html:
    def __html__(self) -> str:
        return "<i>own</i>"


class _View(NamedTuple):
    word: str
    part: Any = None
    words: tuple[Any, ...] = ()
    none: None = None


@jinja2.pass_context
def _name_template(context: Context, value: int) -> str:
    return f"{context.name}<{value}>{context.get('set_here')}"


def _render(kind: type[jinja2.Environment], name: str, text: str = "") -> str:
    templates = {**_TEMPLATES, "given": text}
    environment = kind(loader=jinja2.DictLoader(templates), autoescape=True, undefined=jinja2.StrictUndefined)
    environment.globals["word"] = "global"
    values: Mapping[str, Any] = {
        "text": "a < b & 'c'",
        "html": Markup("<i>é</i>"),
        "number": 1.5,
        "nothing": None,
        "own": _Html(),
        # A function that keeps what it returns has the attributes of the one that it calls.
        "named": cache(_name_template),
        "plain": lambda value: f"<{value}>",
        "cached": cache(lambda text: Markup("<u>{}</u>").format(text)),
        "key": "word",
        "fields": {"word": "field & 'c'", "items": "hidden", 1: "one"},
        "shown": MappingProxyType({"word": "shown"}),
        "view": _View("view <", _View("part"), (_View("a"), _View("view <"))),
    }
    template = environment.get_template(name)
    return create_renderer(template)(values) if kind is PageEnvironment else template.render(values)


@pytest.mark.parametrize("name", ["page", "child", "names"])
def test_a_template_gives_what_jinja_gives(name: str) -> None:
    own = _render(PageEnvironment, name)
    assert own == _render(jinja2.Environment, name)
    assert any(text in own for text in ("a &lt; b &amp; &#39;c&#39;", "field &amp; &#39;c&#39;"))


@pytest.mark.parametrize(
    "text",
    [
        "{{ view.lost }}",
        "{{ view['lost'] }}",
        "{{ fields.lost }}",
        "{{ fields['lost'] }}",
        "{{ lost.word }}",
        "{{ lost['word'] }}",
        "{{ lost(1) }}",
        "{{ view.lost.word }}",
        "{{ view.word() }}",
    ],
)
def test_an_error_is_what_jinja_says(text: str) -> None:
    with pytest.raises((jinja2.UndefinedError, TypeError)) as expected:
        _render(jinja2.Environment, "given", text)
    with pytest.raises(expected.type) as caught:
        _render(PageEnvironment, "given", text)
    assert str(caught.value) == str(expected.value)


def test_a_template_is_loaded_once_unless_other_globals_are_asked_for() -> None:
    environment = PageEnvironment(loader=jinja2.DictLoader({"a": "{{ word }}"}))
    template = environment.get_template("a")
    assert environment.get_template("a") is environment.get_template(template) is template
    assert environment.get_template("a", globals={"word": "other"}).render() == "other"


def test_an_imported_template_knows_the_globals_of_the_one_that_imports_it() -> None:
    templates = {"a": '{% from "b" import say %}{{ say() }}', "b": "{% macro say() %}{{ word }}{% endmacro %}"}
    environment = PageEnvironment(loader=jinja2.DictLoader(templates))
    assert environment.get_template("a", globals={"word": "global"}).render() == "global"


def test_an_error_names_the_line_of_the_template() -> None:
    environment = PageEnvironment(loader=jinja2.DictLoader({"a": "\n{{ word }}"}), undefined=jinja2.StrictUndefined)
    with pytest.raises(jinja2.UndefinedError) as caught:
        create_renderer(environment.get_template("a"))({})
    assert caught.traceback[-1].lineno == 1  # counted from 0


def test_text_is_marked_as_safe_as_markup_marks_it() -> None:
    marked = mark_safe("<b>文</b>")
    assert type(marked) is Markup
    assert marked == Markup("<b>文</b>")
    assert escape(marked) == "<b>文</b>"
