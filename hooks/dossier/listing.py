"""Records as plain values -> items of a YAML list as the house writes them, put behind what stands in a file already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml
from msgspec import Struct

from .source import Node, Seq, parse, plain

__all__ = ["Item", "appended"]

_WIDTH = 130


class Item(Struct, frozen=True):
    """A record as it stands in a list; `fields` names the field in each of its lines."""

    text: str
    fields: tuple[str, ...]


class _Writer(yaml.SafeDumper):
    """Every value is text, so that nothing needs quotes but what YAML itself would read otherwise; lists stand to the right of their field."""

    yaml_implicit_resolvers: dict[str, Any] = {  # noqa: RUF012 - as PyYAML declares it
        sign: [rule for rule in rules if rule[0] == "tag:yaml.org,2002:null"] for sign, rules in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }
    """To the schemas, by which editors read these files, a bare `Null` is no text: somebody may be called so."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _as_text(writer: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else ">" if len(text) > _WIDTH - 20 else None
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Writer.add_representer(str, _as_text)


def _dumped(name: str, value: Any, indent: str) -> list[str]:
    """A field in its lines; what the form of a text would change stands in double quotes."""
    text = _yaml({name: value})
    node = parse(text.encode(), "x.yml").node
    if node is None or plain(node) != {name: value}:
        text = _yaml({name: value}, '"')
    return [f"{indent}{line}" if line else "" for line in text.split("\n")[:-1]]


def _yaml(value: Any, style: str | None = None) -> str:
    return str(yaml.dump(value, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=_WIDTH, default_flow_style=False, default_style=style))


def _item(record: Mapping[str, Any], indent: str) -> Item:
    lines: list[str] = []
    fields: list[str] = []
    for name, value in record.items():
        new = _dumped(name, value, f"{indent}  ")
        lines += new
        fields += [name] * len(new)
    lines[0] = f"{indent}- {lines[0][len(indent) + 2 :]}"
    return Item("\n".join(lines) + "\n", tuple(fields))


def appended(before: bytes, path: str, records: Iterable[Mapping[str, Any]], first: str = "") -> tuple[bytes, list[Item]]:
    """A list with records behind those that stand in it, whose bytes stay as they are; `first` is the first line of a new one.

    Raises ValueError where a file is not such that a list goes on at its end.
    """
    was = parse(before, path)
    indent = " " * (was.node.column - 1) if isinstance(was.node, Seq) and was.node.items else ""
    items = [_item(record, indent) for record in records]
    text = "".join(item.text for item in items)
    if not before:
        return f"{first}{text}".encode(), items
    end = "\r\n" if b"\r\n" in before else "\n"
    joint = "" if before.endswith((b"\n", b"\r")) else end
    tried = parse(before + f"{joint}{indent}- id: x{end}".encode(), path)
    if not was.problems and _held(tried.node) != [*_held(was.node), {"id": "x"}]:
        raise ValueError("is not a list to which records can be added at the end; each record of such a list begins with '- ', one below the other")
    return before + (joint + text.replace("\n", end)).encode(), items


def _held(node: Node | None) -> list[Any]:
    """The items of a list; blanks around texts are nobody's."""
    return _bare(plain(node)) if isinstance(node, Seq) else [] if node is None else [node]


def _bare(value: Any) -> Any:
    if isinstance(value, list):
        return [_bare(item) for item in value]
    return {name: _bare(item) for name, item in value.items()} if isinstance(value, dict) else value.strip()
