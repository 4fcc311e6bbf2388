"""The tree of a template -> which of its outputs stand between the tags of HTML, where an element of their own may stand around them.

Others stand in an attribute, or in an element that holds nothing but text (`title`, `option` …). What a macro says begins between
tags, wherever it is called.
"""

from __future__ import annotations

import re

from jinja2 import nodes

__all__ = ["Between"]

_TURNS = re.compile(r"<!--.*?-->|<(/?)(title|option|textarea|script|style)\b[^<>]*|<|>", re.DOTALL)
_BRANCHES = ("body", "elif_", "else_")
_OF_THEIR_OWN = (nodes.Macro, nodes.CallBlock, nodes.AssignBlock, nodes.FilterBlock)
_OUTSIDE, _TAG = "", "<"


class Between:
    """`outputs` are the expressions that stand between tags; kept with the tree, since they are told apart by identity."""

    def __init__(self, tree: nodes.Node) -> None:
        self.outputs: set[int] = set()
        self._tree = tree
        self._walk(tree, (_OUTSIDE, _OUTSIDE))

    def __contains__(self, expression: nodes.Node) -> bool:
        return id(expression) in self.outputs

    def _walk(self, node: nodes.Node, at: tuple[str, str]) -> tuple[str, str]:
        """`at` is where the words before stand: in a tag or not, and in which element that holds text alone."""
        if isinstance(node, nodes.TemplateData):
            return _behind(node.data, at)
        if isinstance(node, nodes.Output):
            for child in node.nodes:
                if isinstance(child, nodes.TemplateData):
                    at = self._walk(child, at)
                elif at == (_OUTSIDE, _OUTSIDE):
                    self.outputs.add(id(child))
            return at
        begun = (_OUTSIDE, _OUTSIDE) if isinstance(node, _OF_THEIR_OWN) else at
        ends = [self._all(part, begun) for name in _BRANCHES if (part := getattr(node, name, None)) and isinstance(part, list)]
        return ends[0] if ends and begun is at else at

    def _all(self, parts: list[nodes.Node], at: tuple[str, str]) -> tuple[str, str]:
        for part in parts:
            at = self._walk(part, at)
        return at


def _behind(text: str, at: tuple[str, str]) -> tuple[str, str]:
    tag, element = at
    for turn in _TURNS.finditer(text):
        sign = turn[0][0]
        if turn[0].startswith("<!--"):
            continue
        if sign == "<":
            tag = _TAG
            if turn[2]:
                element = _OUTSIDE if turn[1] else turn[2]
        else:
            tag = _OUTSIDE
    return tag, element
