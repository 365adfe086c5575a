"""Jinja as our templates use it: its own classes, with the steps that a page takes hundreds of times made shorter.

What a template says and what it gives are Jinja's. A page prints a hundred values and calls twenty functions, and most
of these are text and functions that take no context.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from functools import lru_cache, partial
from typing import Any

import jinja2
import markupsafe
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.utils import internalcode
from markupsafe import Markup, escape

_CACHED = type(lru_cache(len))
"""The type of functions that keep what they return."""
_TAKES_CONTEXT = "jinja_pass_arg"
"""The attribute of functions that Jinja hands the context, too."""
ENGINE_VERSION = "1"
"""Changes with the code that is generated for templates, so that what was compiled before is compiled again."""
_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
"""Escapes text: MarkupSafe 3.0 has this below `escape`."""


mark_safe: Callable[[str], Markup] = partial(str.__new__, Markup)
"""Returns text as HTML, as `Markup` does, which looks first whether an object says itself how it is written."""


def escape_value(value: Any) -> str:
    """Return a printed value as HTML, as `markupsafe.escape` does, which makes an object for each."""
    kind = type(value)
    if kind is str:
        return _escape_text(value)
    return value if kind is Markup else escape(value)


class PageCodeGenerator(CodeGenerator):
    """Generates code that prints values with `escape_value`."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 -- Jinja's name
        """Generate the code of a template."""
        super().visit_Template(node, frame)
        # The name is looked up when a value is printed, so that the last line counts.
        self.writeline(f"from {__name__} import {escape_value.__name__} as escape")


class PageContext(Context):
    """The values of a template."""

    @internalcode
    def call(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Call a function of a template."""
        if type(function) is _CACHED and _TAKES_CONTEXT not in function.__dict__:
            # Jinja's own code hands these over for functions that take the context.
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return function(*args, **kwargs)
        return super().call(function, *args, **kwargs)


class PageEnvironment(jinja2.Environment):
    """An environment whose templates do not change while it is used."""

    code_generator_class = PageCodeGenerator
    context_class = PageContext

    def __init__(self, **options: Any) -> None:
        """Take the options of Jinja's environment."""
        super().__init__(**options)
        self._loaded: dict[tuple[str, object], jinja2.Template] = {}

    @internalcode
    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 -- Jinja's name
    ) -> jinja2.Template:
        """Return a template, from memory where no other globals are asked for."""
        if globals is not None or self.overlayed or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        key = name, self.loader
        template = self._loaded.get(key)
        if template is None:
            template = self._loaded[key] = super().get_template(name, parent)
        return template


def create_renderer(template: jinja2.Template) -> Callable[[Mapping[str, Any]], str]:
    """Return the function that renders a template, as its method does, without copying the values several times."""
    environment, given = template.environment, dict(template.globals)

    def render(values: Mapping[str, Any]) -> str:
        context = template.new_context({**given, **values}, shared=True)
        try:
            return environment.concat(template.root_render_func(context))
        except Exception:  # noqa: BLE001 -- Jinja raises it again, with the lines of templates
            environment.handle_exception()

    return render
