"""Hooks of ours in a JSON file that others have entries in too: put in once, and taken out without a trace."""

from __future__ import annotations

import json
import re
from typing import Any

__all__ = ["COMMAND", "with_hooks", "without_hooks"]

COMMAND = "tddgate hook --agent"
"""By this a hook is known to be ours, whatever version wrote it."""

_ALONE: tuple[dict[str, Any], ...] = ({}, {"version": 1})
"""What is left of a file that held nothing but our hooks; two agents want the number."""


def with_hooks(text: str, wanted: dict[str, Any]) -> str:
    """The file with the wanted hooks after those of others; raises ValueError where it cannot take them."""
    found = _parsed(text) if text.strip() else {}
    hooks = _merged(found.get("hooks", {}), wanted["hooks"])
    added = {key: value for key, value in wanted.items() if key not in found}
    merged = (found | added | {"hooks": hooks}) if found else wanted
    return text if merged == found else _dumped(merged, text)


def without_hooks(text: str) -> str:
    """The file without any hook of ours, or nothing where it held no more; raises ValueError for what is no JSON."""
    if COMMAND not in text:
        return text
    found = _parsed(text)
    hooks = {event: (before, _others(before)) for event, before in _events(found.get("hooks", {})).items()}
    left = {event: after for event, (before, after) in hooks.items() if after or not before}
    rest = {key: value for key, value in found.items() if key != "hooks" or left}
    if left:
        rest["hooks"] = left
    return "" if rest in _ALONE else _dumped(rest, text)


def _merged(found: Any, wanted: dict[str, list[Any]]) -> dict[str, list[Any]]:  # noqa: ANN401 - JSON is anything
    events = dict(_events(found))
    for event, entries in wanted.items():
        before = events.get(event, [])
        missing = any(entry not in before for entry in entries)
        events[event] = [*_others(before), *entries] if missing else before
    return events


def _events(hooks: Any) -> dict[str, list[Any]]:  # noqa: ANN401 - ditto
    if not isinstance(hooks, dict) or not all(isinstance(entries, list) for entries in hooks.values()):
        raise ValueError('its "hooks" are no lists by event')
    return hooks


def _others(entries: list[Any]) -> list[Any]:
    """The entries of others; of one that holds hooks of both, theirs."""
    kept = []
    for entry in entries:
        if isinstance(entry, dict) and isinstance(entry.get("hooks"), list):
            inner = _others(entry["hooks"])
            kept += [entry | {"hooks": inner}] if inner or not entry["hooks"] else []
        elif COMMAND not in json.dumps(entry):
            kept.append(entry)
    return kept


def _parsed(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as problem:
        raise ValueError(f"it is no plain JSON: {problem}") from None
    if not isinstance(found, dict):
        raise ValueError("it is no JSON object")  # noqa: TRY004 - one kind of error for one kind of problem
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, whose keys each stand there once: of two, one would be lost."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("it has a key twice")
    return found


def _dumped(value: dict[str, Any], like: str) -> str:
    """The value as text, in the indentation, the escapes and the line ends of another text."""
    indent = re.search(r"^([ \t]+)", like, re.MULTILINE)
    text = json.dumps(value, indent=indent[1] if indent else 2, ensure_ascii="\\u" in like)
    text += "" if like.strip() and not like.endswith("\n") else "\n"
    return text.replace("\n", "\r\n") if "\r\n" in like else text
