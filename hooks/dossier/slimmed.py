"""A theme's stylesheet -> what of it pages of records need: our templates make these in the theme's frame, so every class on them is known.

Material's has what any page of `docs/` may hold, such as admonitions, tabs and code with colours: two thirds of its weight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from itertools import pairwise
from typing import Any

__all__ = ["classes_of", "slimmed"]

_CLASS = re.compile(r"""\bclass=(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
_WORD = re.compile(r"[\w-]+")
_USED = re.compile(r"var\(\s*(--[\w-]+)")
_NESTING = ("media", "supports", "layer", "container")


def classes_of(sources: Iterable[str]) -> frozenset[str]:
    """The classes in the sources of pages, whatever else may stand in the same attribute of a template."""
    return frozenset(word for text in sources for found in _CLASS.findall(text) for word in _WORD.findall("".join(found)))


def slimmed(css: str, classes: Set[str], others: str = "") -> str:
    """The rules that may apply where there are no `classes` but these, and modifiers of them (`word--open`).

    What is no rule of style stays, and so does a selector of which that is not sure. Pictures in custom properties that neither the rules nor
    `others`, the sheets beside this one, use go. A stylesheet with what cannot be read stays as it is.
    """
    from tinycss2 import parse_stylesheet  # a build that has kept the result needs none of it

    rules = parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    if any(rule.type == "error" for rule in rules):
        return css
    kept = "".join(_kept(rules, classes))
    used = {*_USED.findall(kept), *_USED.findall(others)}
    return "".join(_without_pictures(parse_stylesheet(kept, skip_comments=True, skip_whitespace=True), used))


def _kept(rules: Iterable[Any], classes: Set[str]) -> Iterator[str]:
    from tinycss2 import parse_rule_list, serialize

    for rule in rules:
        if rule.type == "qualified-rule":
            if selectors := [serialize(one).strip() for one in _selectors(rule.prelude) if _may_apply(one, classes)]:
                yield f"{','.join(selectors)}{{{serialize(rule.content)}}}"
        elif rule.content is not None and rule.lower_at_keyword in _NESTING:
            if inside := "".join(_kept(parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True), classes)):
                yield f"@{rule.at_keyword}{serialize(rule.prelude)}{{{inside}}}"
        else:
            yield rule.serialize()


def _selectors(prelude: Iterable[Any]) -> list[list[Any]]:
    """The tokens of each selector of a list."""
    found: list[list[Any]] = [[]]
    for token in prelude:
        if token == ",":  # noqa: S105 - a sign of CSS
            found.append([])
        else:
            found[-1].append(token)
    return found


def _may_apply(selector: list[Any], classes: Set[str]) -> bool:
    """Whether each class that it asks for may be there; what stands in brackets and parentheses is taken to be."""
    asked = (after.value for before, after in pairwise(selector) if before == "." and after.type == "ident")
    return all(name in classes or name.partition("--")[0] in classes for name in asked)


def _without_pictures(rules: Iterable[Any], used: Set[str]) -> Iterator[str]:
    from tinycss2 import parse_blocks_contents, serialize

    for rule in rules:
        said = rule.serialize()
        if rule.type != "qualified-rule" or "--" not in said or "url(" not in said:
            yield said
            continue
        parts = parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
        lasting = (part for part in parts if part.type != "declaration" or part.name in used or "url(" not in part.serialize())
        yield f"{serialize(rule.prelude)}{{{';'.join(part.serialize() for part in lasting)}}}"
