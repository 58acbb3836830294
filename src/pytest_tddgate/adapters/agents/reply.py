"""What a hook says to an agent: two streams and an exit code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

__all__ = ["NOTHING", "Reply", "said", "text_under"]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the hook's process prints on its two streams, and ends with."""

    output: str = ""
    code: int = 0
    error: str = ""


NOTHING = Reply()
"""No objection: the agent's own permissions decide."""


def said(answer: dict[str, Any]) -> Reply:
    """An answer in JSON."""
    return Reply(json.dumps(answer, ensure_ascii=False) + "\n")


def text_under(raw: dict[str, Any], *keys: str, default: str | None = None) -> str:
    """The first text under these keys; raises ValueError where there is none and no default."""
    for key in keys:
        if isinstance(raw.get(key), str):
            return str(raw[key])
    if default is None:
        raise ValueError(f"there is no text in {' or '.join(map(repr, keys))}")
    return default
