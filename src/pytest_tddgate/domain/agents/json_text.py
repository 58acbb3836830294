"""JSON with comments and trailing commas, with positions: adds or removes one entry and keeps all other text."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

__all__ = ["Node", "added", "cut", "tree_of"]

_GAP = re.compile(r"(?:\s|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Entry:
    """A member of an object (with a key) or an item of a list; `comma` is the position of the comma after it."""

    start: int
    key: str
    node: Node
    comma: int | None

    @property
    def end(self) -> int:
        """The position after the entry and its comma."""
        return self.node.end if self.comma is None else self.comma + 1


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its position in the text; `entries` are the members or items of an object or a list."""

    start: int
    end: int
    value: Any
    entries: tuple[Entry, ...] = ()

    def under(self, key: str) -> Node | None:
        """The value under a key of this object; None if there is none."""
        return next((each.node for each in self.entries if each.key == key), None)


def tree_of(text: str) -> Node:
    """The parsed text; raises ValueError, whose message is a clause, if it is not an object or repeats a key."""
    root = _node(text, _next_token(text, 0))
    if _next_token(text, root.end) != len(text):
        raise _unreadable(text, _next_token(text, root.end))
    if not isinstance(root.value, dict):
        raise ValueError("it is not a JSON object")  # noqa: TRY004 - one kind of error for one kind of problem
    return root


def cut(text: str, container: Node, at: int) -> str:
    """The text without the entry at this index, without the space before it and a comma that would then be trailing."""
    entry = container.entries[at]
    start = len(text[: entry.start].rstrip())
    left = text[:start] + text[entry.end :]
    before = container.entries[at - 1].comma if at else None
    is_last = at == len(container.entries) - 1
    if before is not None and is_last and entry.comma is None:
        left = left[:before] + left[before + 1 :]
    inside = left[container.start + 1 : container.end - 1 - len(text) + len(left)]
    if len(container.entries) == 1 and not inside.strip():
        left = left[: container.start + 1] + left[container.start + 1 + len(inside) :]
    return left


def added(text: str, container: Node, key: str, value: object) -> str:
    """The text with one more entry at the end of a list (empty `key`) or an object, formatted like its neighbours."""
    last = container.entries[-1] if container.entries else None
    close = container.end - 1
    tail = len(text[:close].rstrip())
    name = f"{json.dumps(key)}: " if key else ""
    if "\n" not in text[tail:close] and tail > container.start + 1:
        piece = f" {name}{json.dumps(value, ensure_ascii=False)}"
    else:
        newline = "\r\n" if "\r\n" in text else "\n"
        outer, unit = _indent(text, container.start), _unit(text)
        start = newline + (_indent(text, last.start) if last else outer + unit)
        piece = start + name + start.join(json.dumps(value, indent=unit, ensure_ascii=False).split("\n"))
        piece += "" if "\n" in text[tail:close] else newline + outer
    comma = "," if last and last.comma is not None else ""
    grown = text[:tail] + piece + comma + text[tail:]
    return grown[: last.node.end] + "," + grown[last.node.end :] if last and last.comma is None else grown


def _indent(text: str, at: int) -> str:
    """The indentation of the line that holds this position."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return line[: len(line) - len(line.lstrip())]


def _unit(text: str) -> str:
    """One step of indentation in this text."""
    found = re.search(r"^[ \t]+(?=\S)", text, re.MULTILINE)
    return found[0] if found else "  "


def _next_token(text: str, at: int) -> int:
    """The position of the next token at or after `at`."""
    found = _GAP.match(text, at)
    return found.end() if found else at


def _node(text: str, at: int) -> Node:
    if text[at : at + 1] in {"{", "["}:
        return _container(text, at, is_object=text[at] == "{")
    try:
        value, end = _DECODER.raw_decode(text, at)
    except ValueError:
        raise _unreadable(text, at) from None
    return Node(at, end, value)


def _container(text: str, at: int, *, is_object: bool) -> Node:
    entries: list[Entry] = []
    here = _next_token(text, at + 1)
    while text[here : here + 1] != ("}" if is_object else "]"):
        if entries and entries[-1].comma is None:
            raise _unreadable(text, here)
        entries.append(_entry(text, here, is_object=is_object))
        here = _next_token(text, entries[-1].end)
    value: Any = {each.key: each.node.value for each in entries} if is_object else [each.node.value for each in entries]
    if len(value) < len(entries):
        raise ValueError("it has a key twice")
    return Node(at, here + 1, value, tuple(entries))


def _entry(text: str, start: int, *, is_object: bool) -> Entry:
    key, here = "", start
    if is_object:
        name = _node(text, start)
        here = _next_token(text, name.end)
        if not isinstance(name.value, str) or text[here : here + 1] != ":":
            raise _unreadable(text, here)
        key, here = name.value, _next_token(text, here + 1)
    node = _node(text, here)
    after = _next_token(text, node.end)
    return Entry(start, key, node, after if text[after : after + 1] == "," else None)


def _unreadable(text: str, at: int) -> ValueError:
    line = text.count("\n", 0, at) + 1
    return ValueError(f"it is not JSON, even with comments: line {line} cannot be read")
