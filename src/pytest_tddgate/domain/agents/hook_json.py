"""Hooks of ours in a JSON file that others have entries in too: put in once, and taken out without a trace."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.agents.json_text import Node, added, cut, tree_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["COMMAND", "with_hooks", "without_hooks"]

COMMAND = "tddgate hook --agent"
"""By this a hook is known to be ours, whatever version wrote it."""

_HOOKS = "hooks"
_ALONE: tuple[dict[str, Any], ...] = ({}, {"version": 1})
"""What is left of a file that held nothing but our hooks; two agents want the number."""


def with_hooks(text: str, wanted: dict[str, Any]) -> str:
    """The file with the wanted hooks after those of others; raises ValueError where it cannot take them."""
    if text.split() in ([], ["{}"], ["{", "}"]):
        return json.dumps(wanted, indent=2) + "\n"
    _check_hooks(tree_of(text))
    after = _without_ours(text)
    for key, value in wanted.items():
        if tree_of(after).under(key) is None:
            after = added(after, tree_of(after), key, value)
        elif key == _HOOKS:
            after = _with_events(after, value)
    return text if tree_of(after).value == tree_of(text).value else after


def without_hooks(text: str) -> str:
    """The file without any hook of ours, or nothing where it held no more; raises ValueError for what is no JSON."""
    if COMMAND not in text:
        return text
    _check_hooks(tree_of(text))
    left = _without_ours(text)
    return "" if tree_of(left).value in _ALONE and not _has_comment(Node(0, len(left), None), left) else left


def _with_events(text: str, events: dict[str, list[Any]]) -> str:
    for event, entries in events.items():
        here = _hooks_in(tree_of(text))
        if here.under(event) is None:
            text = added(text, here, event, entries)
            continue
        for entry in entries:
            at = _hooks_in(tree_of(text)).under(event)
            text = added(text, at, "", entry) if at else text
    return text


def _without_ours(text: str) -> str:
    """The text without our hooks, and without the lists and objects that held nothing else."""
    before = text
    while (found := next(_ours(_hooks_in(tree_of(text))), None)) is not None:
        text = cut(text, *found)
    while text != before and (found := next(_emptied(tree_of(text), text), None)) is not None:
        text = cut(text, *found)
    return text


def _ours(node: Node) -> Iterator[tuple[Node, int]]:
    """Each list, with the number of an item in it, that is a hook of ours and holds no list of hooks itself."""
    for at, each in enumerate(node.entries):
        is_item = isinstance(node.value, list) and isinstance(each.node.value, dict)
        if is_item and each.node.under(_HOOKS) is None and COMMAND in json.dumps(each.node.value):
            yield node, at
        yield from _ours(each.node)


def _emptied(root: Node, text: str) -> Iterator[tuple[Node, int]]:
    """What holds neither a hook nor a comment any more, from the inside: a group, an event, the object of events."""
    hooks = _hooks_in(root)
    for number, event in enumerate(hooks.entries):
        for index, group in enumerate(event.node.entries):
            inner = group.node.under(_HOOKS)
            if inner is not None and inner.value == [] and not _has_comment(group.node, text):
                yield event.node, index
        if event.node.value == [] and not _has_comment(event.node, text):
            yield hooks, number
    if hooks.value == {} and hooks.end and not _has_comment(hooks, text):
        yield root, [each.key for each in root.entries].index(_HOOKS)


def _has_comment(node: Node, text: str) -> bool:
    """Whether there may be one inside: a text with two slashes counts too, and costs nothing but an empty entry."""
    inside = text[node.start : node.end]
    return "//" in inside or "/*" in inside


def _hooks_in(root: Node) -> Node:
    """The object of the events; one without entries where there is none."""
    return root.under(_HOOKS) or Node(0, 0, {})


def _check_hooks(root: Node) -> None:
    hooks = _hooks_in(root)
    if not isinstance(hooks.value, dict) or not all(isinstance(each, list) for each in hooks.value.values()):
        raise ValueError('its "hooks" are no lists by event')
