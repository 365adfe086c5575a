"""Jinja with shorter steps gives what Jinja gives."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import jinja2
import pytest
from jinja2.runtime import Context
from markupsafe import Markup, escape

from corner.render.jinja_engine import PageEnvironment, create_renderer, mark_safe

_TEMPLATES = {
    "page": (
        '{% set word = "set" %}{% set block %}<b>{{ text }}</b>{% endset %}'
        "{% macro quote(x) %}<q>{{ x }}</q>{% endmacro %}"
        "{{ text }}{{ html }}{{ number }}{{ nothing }}{{ block }}{{ quote(text) }}{{ text ~ html }}{{ text|upper }}"
        "{% for x in [1, 2] %}{{ named(x) }}{{ plain(x) }}{{ loop.index }}{% endfor %}"
        '{% include "part" %}{% include ["missing", "part"] %}{{ cached(text) }}'
        "{% autoescape false %}{{ text }}{% endautoescape %}{{ text }}"
    ),
    "part": "[{{ word }}{{ text }}]",
    "child": '{% extends "frame" %}{% block inner %}<{{ super() }}{{ text }}>{% endblock %}',
    "frame": "{{ text }}{% block inner %}{{ html }}{% endblock %}",
}


@jinja2.pass_context
def _name_template(context: Context, value: int) -> str:
    return f"{context.name}<{value}>"


def _render(kind: type[jinja2.Environment], name: str) -> str:
    environment = kind(loader=jinja2.DictLoader(_TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined)
    environment.globals["word"] = "global"
    values: Mapping[str, Any] = {
        "text": "a < b & 'c'",
        "html": Markup("<i>é</i>"),
        "number": 1.5,
        "nothing": None,
        # A function that keeps what it returns has the attributes of the one that it calls.
        "named": cache(_name_template),
        "plain": lambda value: f"<{value}>",
        "cached": cache(lambda text: Markup("<u>{}</u>").format(text)),
    }
    template = environment.get_template(name)
    return create_renderer(template)(values) if kind is PageEnvironment else template.render(values)


@pytest.mark.parametrize("name", ["page", "child"])
def test_a_template_gives_what_jinja_gives(name: str) -> None:
    own = _render(PageEnvironment, name)
    assert own == _render(jinja2.Environment, name)
    assert "a &lt; b &amp; &#39;c&#39;" in own


def test_a_template_is_loaded_once_unless_other_globals_are_asked_for() -> None:
    environment = PageEnvironment(loader=jinja2.DictLoader({"a": "{{ word }}"}))
    template = environment.get_template("a")
    assert environment.get_template("a") is environment.get_template(template) is template
    assert environment.get_template("a", globals={"word": "other"}).render() == "other"


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
