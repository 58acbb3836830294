"""Appends TOML to a file without changing its bytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["appended", "table_text"]


def table_text(name: str, values: Mapping[str, Sequence[str]]) -> str:
    """A table of lists of strings, ending in a newline."""
    lines = [f"{key} = {json.dumps(list(value), ensure_ascii=False)}" for key, value in values.items()]
    return "\n".join([f"[{name}]", *lines]) + "\n"


def appended(before: bytes, text: str) -> bytes:
    """The file with the text appended after an empty line, with the file's line ends."""
    newline = b"\r\n" if b"\r\n" in before else b"\n"
    addition = text.encode().replace(b"\n", newline)
    if not before:
        return addition
    gap = newline if before.endswith(b"\n") else newline * 2
    return before + gap + addition
