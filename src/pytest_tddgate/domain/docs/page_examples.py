"""Examples at Python's prompt in a page or a module, separated from text that only looks like one."""

from __future__ import annotations

import re

__all__ = ["examples_only", "has_examples"]

_FENCE = re.compile(r"^ *(?P<fence>```+|~~~+) *\{?(?P<language>[\w-]*)")
_PROMPT = re.compile(r"^\s*>>> ", re.MULTILINE)
_PROMPT_OF_CODE = re.compile(r"^\s*([rR]?(\"\"\"|'''))?>>> ", re.MULTILINE)
_PYTHON = frozenset({"", "python", "py", "python3", "pycon", "doctest"})
_MARKDOWN = (".md", ".markdown")


def examples_only(path: str, text: str) -> str:
    """The text of a page, with empty lines instead of text that doctest would wrongly read as examples or outputs.

    In Markdown, only fenced blocks in Python or without a language are kept.
    """
    if not path.endswith(_MARKDOWN):
        return text
    kept: list[str] = []
    fence, is_python = "", False
    for line in text.split("\n"):
        if fence:
            is_end = line.strip().startswith(fence)
            kept.append(line if is_python and not is_end else "")
            fence = "" if is_end else fence
        else:
            opened = _FENCE.match(line)
            fence, is_python = (opened["fence"], opened["language"].lower() in _PYTHON) if opened else ("", False)
            kept.append("")
    return "\n".join(kept)


def has_examples(path: str, text: str) -> bool:
    """Whether the file holds a prompt, and so perhaps an example."""
    pattern = _PROMPT_OF_CODE if path.endswith(".py") else _PROMPT
    return pattern.search(examples_only(path, text)) is not None
