"""The description of an object in a reStructuredText page, in a directive such as `.. function::`."""

from __future__ import annotations

import re

__all__ = ["described"]

_DESCRIBES = re.compile(
    r"^(?P<indent> *)\.\. (?:py:)?(?:function|decorator|class|(?:class|static)?method|exception|property)::"
    r" *(?P<name>[\w.]+)"
)


def described(text: str, name: str) -> str:
    """The directive that describes an object (by dotted name) in a reStructuredText page, with its content."""
    found: list[str] = []
    indent = -1
    for line in text.splitlines():
        opened = _DESCRIBES.match(line)
        if opened is not None:
            is_it = f".{name}".endswith(f".{opened['name']}")
            indent = len(opened["indent"]) if is_it else indent if len(opened["indent"]) > indent >= 0 else -1
            is_inside = is_it
        else:
            is_inside = indent >= 0 and (not line.strip() or len(line) - len(line.lstrip()) > indent)
            indent = indent if is_inside else -1
        found += [line] if is_inside else []
    return "\n".join(found)
