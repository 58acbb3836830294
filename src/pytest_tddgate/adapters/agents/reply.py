"""What a hook returns to an agent: standard output, standard error, and an exit code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

__all__ = ["NOTHING", "Reply", "said", "text_under"]


@dataclass(frozen=True, slots=True)
class Reply:
    """The hook's standard output, exit code and standard error."""

    output: str = ""
    code: int = 0
    error: str = ""


NOTHING = Reply()
"""Allows the action; the agent's own permissions still apply."""


def said(answer: dict[str, Any]) -> Reply:
    """A reply with this JSON on standard output."""
    return Reply(json.dumps(answer, ensure_ascii=False) + "\n")


def text_under(raw: dict[str, Any], *keys: str, default: str | None = None) -> str:
    """The first string under one of these keys; raises ValueError if there is none and no default."""
    for key in keys:
        if isinstance(raw.get(key), str):
            return str(raw[key])
    if default is None:
        raise ValueError(f"there is no text in {' or '.join(map(repr, keys))}")
    return default
