"""Whether pages mention a name, as a word or through a tool that documents a whole module."""

from __future__ import annotations

import re

from pytest_tddgate.domain.docs.placeholders import is_reminder, without_comments

__all__ = ["is_mentioned", "without_stubs"]

_HEADING = re.compile(r"^#+\s")
_RULE = re.compile(r"^([^\w\s])\1+\s*$")
"""The line below a reStructuredText heading, and optionally above it."""


def is_mentioned(module: str, name: str, text: str, *, writes_members: bool = False) -> bool:
    """Whether a text contains the name as a whole word, or makes a tool document the module's members.

    `writes_members` says that Sphinx is set to document the members of every module.
    """
    word = re.escape(name)
    if re.search(rf"{word}(?<!\w{word})(?!\w)", text):  # 40 times as fast as a pattern that begins with a lookbehind
        return True
    if re.search(rf"^ *:::\s+{re.escape(module)}\s*$", text, re.MULTILINE):
        return True
    found = re.finditer(rf"^ *\.\. automodule:: {re.escape(module)}\s*\n((?: +:.*\n?)*)", text, re.MULTILINE)
    return any(writes_members or ":members:" in each[1] for each in found)


def without_stubs(text: str) -> str:
    """The text of a page without comments, and without headings below which there is only a reminder."""
    lines = without_comments(text).split("\n")
    kept: list[str] = []
    at = 0
    while at < len(lines):
        end = at + _height(lines[at : at + 3])
        below = next((each for each in range(end, len(lines)) if lines[each].strip()), None)
        if end > at and below is not None and is_reminder(lines[below]):
            at = below + 1
        else:
            kept.append(lines[at])
            at += 1
    return "\n".join(kept)


def _height(lines: list[str]) -> int:
    """How many of these lines, from the first, form a heading in Markdown or reStructuredText; 0 for none."""
    if _HEADING.match(lines[0]):
        return 1
    words = 1 if _RULE.match(lines[0]) else 0  # overlined as well
    title, rule = [*lines, "", ""][words : words + 2]
    return words + 2 if title.strip() and not _RULE.match(title) and _RULE.match(rule) else 0
