"""Whether pages tell their readers of a name: as a word, or by a tool that writes a module's API."""

from __future__ import annotations

import re

from pytest_tddgate.domain.docs.placeholders import is_reminder

__all__ = ["is_mentioned", "without_stubs"]

_HEADING = re.compile(r"^#+\s")


def is_mentioned(module: str, name: str, text: str, *, writes_members: bool = False) -> bool:
    """Whether a text has the name as a whole word, or has a tool write the module's members.

    `writes_members` says that Sphinx is set to do so wherever it documents a module.
    """
    if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        return True
    if re.search(rf"^ *:::\s+{re.escape(module)}\s*$", text, re.MULTILINE):
        return True
    found = re.finditer(rf"^ *\.\. automodule:: {re.escape(module)}\s*\n((?: +:.*\n?)*)", text, re.MULTILINE)
    return any(writes_members or ":members:" in each[1] for each in found)


def without_stubs(text: str) -> str:
    """The text of a page in Markdown without the headings below which nothing stands but a reminder."""
    lines = text.split("\n")
    kept: list[str] = []
    at = 0
    while at < len(lines):
        below = next((each for each in range(at + 1, len(lines)) if lines[each].strip()), None)
        if _HEADING.match(lines[at]) and below is not None and is_reminder(lines[below]):
            at = below + 1
        else:
            kept.append(lines[at])
            at += 1
    return "\n".join(kept)
