"""Adds our hooks to a JSON file that others write too, and removes them without a trace."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.agents.json_text import Node, added, cut, tree_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["COMMAND", "with_hooks", "without_hooks"]

COMMAND = "tddgate hook --agent"
"""Identifies a hook as ours, whatever version wrote it."""

_HOOKS = "hooks"
_EMPTY_FILES: tuple[dict[str, Any], ...] = ({}, {"version": 1})
"""What is left of a file that held only our hooks; two agents require `version`."""
_MARK = " "
"""Follows the bracket of a list or object that existed before and was empty; `json.dumps` writes no space there."""
_DEPTH_OF_EVENTS, _DEPTH_OF_GROUPS = 2, 3
"""Length of the path to the list of an event, and to a group in that list."""
_Path = tuple["str | int", ...]
"""Keys and indexes that lead from the top of a file to an entry."""


def with_hooks(text: str, wanted: dict[str, Any]) -> str:
    """The file with the wanted hooks added after others; raises ValueError if it cannot hold them.

    An empty object is the user's file, which `without_hooks` restores; an empty text means that there was no file.
    """
    if not text.strip():
        return json.dumps(wanted, indent=2) + "\n"
    _check_hooks(tree_of(text))
    after = _without_ours(text)
    if _was_empty(text) and tree_of(after).value in _EMPTY_FILES:
        return text if tree_of(text).value == wanted else f"{{{_MARK}{json.dumps(wanted, indent=2)[1:]}\n"
    for key, value in wanted.items():
        if tree_of(after).under(key) is None:
            after = added(after, tree_of(after), key, value)
        elif key == _HOOKS:
            after = _with_events(after, value)
    return text if tree_of(after).value == tree_of(text).value else after


def without_hooks(text: str) -> str:
    """The file without our hooks, empty if it held nothing else; raises ValueError if it is not JSON."""
    if COMMAND not in text:
        return text
    _check_hooks(tree_of(text))
    left = _without_ours(text)
    if _was_empty(text) and tree_of(left).value in _EMPTY_FILES:
        return "{}\n"
    return "" if _is_as_written(left) and tree_of(left).value in _EMPTY_FILES else left


def _was_empty(text: str) -> bool:
    """Whether the file is an empty object, or was one before our hooks were added (as the mark shows)."""
    root = tree_of(text)
    return (not root.value and not _has_comment(root, text)) or text.startswith(f"{{{_MARK}\n")


def _is_as_written(text: str) -> bool:
    """Whether the file is formatted as this module writes new files, so that no file existed before."""
    return text.replace("\r\n", "\n") == json.dumps(tree_of(text).value, indent=2) + "\n"


def _with_events(text: str, events: dict[str, list[Any]]) -> str:
    for event, entries in events.items():
        here = _hooks_in(tree_of(text))
        at = here.under(event)
        if at is None:
            text = _joined(text, here, event, entries)
            continue
        for entry in entries:
            at = _hooks_in(tree_of(text)).under(event)
            text = _joined(text, at, "", entry) if at else text
    return text


def _joined(text: str, container: Node, key: str, value: object) -> str:
    """The text with one more entry; in a container that was empty, a space before the entry marks that."""
    if container.entries or _has_comment(container, text):
        return added(text, container, key, value)
    name = f"{json.dumps(key)}: " if key else ""
    start = container.start + 1
    return f"{text[:start]}{_MARK}{name}{json.dumps(value, ensure_ascii=False)}{text[start:]}"


def _without_ours(text: str) -> str:
    """The text without our hooks, and without the lists and objects that were made for them."""
    while found := list(_ours(tree_of(text).under(_HOOKS), (_HOOKS,))):
        text = _without(text, found[-1])  # from the end, so that a first entry keeps its mark
    return text


def _ours(node: Node | None, way: _Path) -> Iterator[_Path]:
    """The path to each hook of ours: an item of a list that does not itself contain a list of hooks."""
    for at, each in enumerate(node.entries if node else ()):
        is_item = isinstance(each.node.value, dict) and not each.key
        further = (*way, each.key or at)
        if is_item and each.node.under(_HOOKS) is None and COMMAND in json.dumps(each.node.value):
            yield further
        yield from _ours(each.node, further)


def _without(text: str, way: _Path) -> str:
    """The text without this entry, and without what becomes empty: a group, an event, the object of events."""
    container = _at(text, way[:-1])
    at = _number(container, way[-1])
    first = container.entries[0]
    if len(container.entries) == 1 and text[container.start + 1 : first.start] == _MARK:
        return text[: container.start + 1] + text[first.end :]
    text = cut(text, container, at)
    above = way[:-1]
    if len(above) > _DEPTH_OF_EVENTS:
        above = above[:_DEPTH_OF_GROUPS]  # remove the whole group, not only its list
    left = _at(text, way[:-1])
    if left.entries or len(way) == 1 or _has_comment(left, text) or _has_comment(_at(text, above), text):
        return text
    return _without(text, above)


def _at(text: str, way: _Path) -> Node:
    """The value at the end of a path from the top."""
    node = tree_of(text)
    for step in way:
        node = node.entries[_number(node, step)].node
    return node


def _number(node: Node, step: str | int) -> int:
    return step if isinstance(step, int) else [each.key for each in node.entries].index(step)


def _has_comment(node: Node, text: str) -> bool:
    """Whether there may be a comment inside; `//` in a string counts too, which at worst leaves an empty entry."""
    inside = text[node.start : node.end]
    return "//" in inside or "/*" in inside


def _hooks_in(root: Node) -> Node:
    """The object of the events; an empty node if there is none."""
    return root.under(_HOOKS) or Node(0, 0, {})


def _check_hooks(root: Node) -> None:
    hooks = _hooks_in(root)
    if not isinstance(hooks.value, dict) or not all(isinstance(each, list) for each in hooks.value.values()):
        raise ValueError('its "hooks" are not lists by event')
