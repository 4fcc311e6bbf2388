"""Jinja as our templates need it: the same language, with code that takes a third less of the processor.

What Jinja does for whoever embeds it (callables that want the context, results of an escape that somebody goes on with, globals that
change while a template is loaded) is asked at each of the million calls and texts of a large site, and is never so here.
`Environment.code_generator_class`, `context_class`, and `make_globals` are there to be replaced:
https://jinja.palletsprojects.com/en/stable/api/#jinja2.Environment
"""

from __future__ import annotations

from collections.abc import MutableMapping
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from .between import Between
from .languages import spoken_in
from .values import Text

try:
    from markupsafe import _escape_inner as _escaped  # type: ignore[attr-defined,unused-ignore]
except ImportError:  # before MarkupSafe 3 there is none
    _escaped = escape

__all__ = ["CalledMacro", "TemplateEnvironment", "emitted", "spoken"]


def emitted(value: object) -> str:
    """What is written of a value into a page: escaped if it is not HTML already, as `markupsafe.escape` has it.

    It is joined with what stands around it, so that nobody need be told that it is HTML now.

    >>> emitted("<b>"), emitted(Markup("<b>")), emitted(5)
    ('&lt;b&gt;', Markup('<b>'), Markup('5'))
    """
    if type(value) is str:
        return _escaped(value)
    if type(value) is Markup:
        return value
    return escape(value)


def spoken(value: object) -> str:
    """The same between tags, where words in another language than the default one say which it is.

    >>> spoken("<b>"), spoken(Text("Суд", language="ru"))
    ('&lt;b&gt;', Markup('<span lang="ru">Суд</span>'))
    """
    if type(value) is str:
        return _escaped(value)
    if type(value) is Text and value.language:
        return Markup("<span {}>{}</span>").format(spoken_in(value.language), str(value))
    return emitted(value)


class CalledMacro(Macro):
    """A macro that is handed just what it asks for, if it is, without a look at what else it might take."""

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        lacking = self._argument_count - len(args)
        if kwargs or lacking < 0 or self.caller or self.catch_kwargs or self.catch_varargs:
            return super().__call__(*args, **kwargs)
        return str.__new__(Markup, self._func(*args, *(missing,) * lacking))


class _Context(Context):
    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        if type(called) is not CalledMacro:
            return super().call(called, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return called(*args, **kwargs)


class _Code(CodeGenerator):
    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        self.writeline(f"from {__name__} import CalledMacro, emitted, spoken")
        self.between = Between(node)
        super().visit_Template(node, frame)

    def macro_def(self, macro_ref: Any, frame: Frame) -> None:
        self.write("Called")
        super().macro_def(macro_ref, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """`a.b` is an attribute of `a` and nothing else: an item of a dictionary is `a["b"]`."""
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002 - Jinja's arguments
        self.write("spoken(" if node in self.between else "emitted(")


class TemplateEnvironment(Environment):
    """An environment of templates in which everything is escaped (`autoescape=True`), none of which changes its globals."""

    code_generator_class = _Code
    context_class = _Context

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}
