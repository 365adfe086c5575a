"""Jinja as our templates use it: its own classes, with the steps that a page takes hundreds of times made shorter.

What a template says and what it gives are Jinja's. A page prints a hundred values, most of them text, looks up two
hundred names, most of them attributes that are there, and calls twenty functions, most of which take no context.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from functools import cached_property, lru_cache, partial
from typing import Any

import jinja2
import markupsafe
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from jinja2.utils import internalcode
from markupsafe import Markup, escape

CACHED = type(lru_cache(len))
"""The type of functions that keep what they return."""
_TAKES_CONTEXT = "jinja_pass_arg"
"""The attribute of functions that Jinja hands the context, too."""
ENGINE_VERSION = "2"
"""Changes with the code that is generated for templates, so that what was compiled before is compiled again."""
escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
"""Escapes text: MarkupSafe 3.0 has this below `escape`, which makes an object for each."""


mark_safe: Callable[[str], Markup] = partial(str.__new__, Markup)
"""Returns text as HTML, as `Markup` does, which looks first whether an object says itself how it is written."""


class PageCodeGenerator(CodeGenerator):
    """Generates code that does the common case itself, and leaves all others to what Jinja would call."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Take the arguments of Jinja's generator."""
        super().__init__(*args, **options)
        self._depth = 0
        """How many variables hold values that are still needed."""

    def _take_variable(self) -> str:
        """Return the name of a variable that is not in use, until `_depth` is lowered."""
        self._depth += 1
        return f"v_{self._depth}"

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 -- Jinja's name
        """Generate the code of a template."""
        super().visit_Template(node, frame)
        # The names are looked up when they are used, so that the last line counts.
        self.writeline(f"from {__name__} import CACHED, escape_text")

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 -- Jinja's name
        """Generate the look-up of an attribute; where there is none, Jinja looks for an item."""
        value, owner = self._take_variable(), self._take_variable()
        self.write(f"({value} if ({value} := getattr(({owner} := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing else environment.getattr({owner}, {node.attr!r}))")
        self._depth -= 2

    @optimizeconst
    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802 -- Jinja's name
        """Generate the look-up of an item by a key that the template names."""
        if not (isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str)):
            super().visit_Getitem(node, frame)
            return
        value, owner, key = self._take_variable(), self._take_variable(), node.arg.value
        self.write(f"({value} if type({owner} := ")
        self.visit(node.node, frame)
        self.write(f") is dict and ({value} := {owner}.get({key!r}, missing)) is not missing")
        self.write(f" else environment.getitem({owner}, {key!r}))")
        self._depth -= 2

    @optimizeconst
    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802 -- Jinja's
        """Generate a call; a cached function takes neither the context nor the variables of a loop."""
        is_plain = not (forward_caller or node.kwargs or node.dyn_args or node.dyn_kwargs)
        # Arguments are written twice: calls in calls would become too many.
        if not is_plain or any(isinstance(part, nodes.Call) or part.find(nodes.Call) for part in node.args):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        function = self._take_variable()
        self.write(f"({function}(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(f") if type({function} := ")
        self.visit(node.node, frame)
        self.write(f") is CACHED and not hasattr({function}, {_TAKES_CONTEXT!r}) else context.call({function}")
        variables = [(frame.loop_frame, "_loop_vars"), (frame.block_frame, "_block_vars")]
        self.signature(node, frame, {name: name for is_there, name in variables if is_there})
        self.write("))")
        self._depth -= 1

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not self._prints_directly(frame, finalize):
            super()._output_child_pre(node, frame, finalize)
            return
        value = self._take_variable()
        self.write(f"({value} if type({value} := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not self._prints_directly(frame, finalize):
            super()._output_child_post(node, frame, finalize)
            return
        value = f"v_{self._depth}"
        self._depth -= 1
        self.write(f") is Markup else escape_text({value}) if type({value}) is str else escape({value}))")

    @staticmethod
    def _prints_directly(frame: Frame, finalize: Any) -> bool:
        """Return whether a value is escaped and nothing else is done to it."""
        return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile and finalize.src is None


class PageContext(Context):
    """The values of a template."""

    def __init__(
        self,
        environment: jinja2.Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: Mapping[str, Callable[[Context], Any]],
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 -- Jinja's name
    ) -> None:
        """Take what Jinja's own context takes, and make what few templates ask for when they do."""
        self.parent = parent
        self.vars = {}
        self.environment = environment
        self.name = name
        self.blocks = {name: [block] for name, block in blocks.items()} if blocks else {}
        self._globals = globals

    @cached_property
    def eval_ctx(self) -> EvalContext:  # type: ignore[override]
        """Whether values are escaped."""
        return EvalContext(self.environment, self.name)

    @cached_property
    def exported_vars(self) -> set[str]:  # type: ignore[override]
        """The variables that other templates may import."""
        return set()

    @cached_property
    def globals_keys(self) -> set[str]:  # type: ignore[override]
        """The names of what all templates know."""
        return set(self._globals or ())


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
    name, blocks, render_root = template.name, template.blocks, template.root_render_func
    create_context, join = environment.context_class, environment.concat

    def render(values: Mapping[str, Any]) -> str:
        context = create_context(environment, {**given, **values}, name, blocks, given)
        try:
            return join(render_root(context))
        except Exception:  # noqa: BLE001 -- Jinja raises it again, with the lines of templates
            environment.handle_exception()

    return render
