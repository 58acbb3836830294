"""Comments that hide a whole file from linters: `# ruff: noqa` or `# flake8: noqa` without codes; ruff honours both."""

from __future__ import annotations

import io
import re
import tokenize

__all__ = ["blanket_of", "is_made_elsewhere", "is_mostly", "without_line"]

_BLANKET = re.compile(r"#\s*(?:ruff|flake8)\s*:\s*(?i:noqa)(?!\s*:)")
_MADE = re.compile(rb"\b(?:auto-?)?generated\b|\bdo not edit\b", re.IGNORECASE)
_TOP = 1000  # bytes at the start of a file, where generators put their notice
_VENDORED = frozenset({"vendor", "vendored", "_vendor", "_vendored", "third_party", "extern"})
_MOSTLY = 0.5


def blanket_of(source: bytes) -> int:
    """The line, from 1, of the first comment line that hides the whole source from ruff; 0 if there is none."""
    if b"noqa" not in source.lower():
        return 0
    try:
        for token in tokenize.tokenize(io.BytesIO(source).readline):
            is_alone = token.type == tokenize.COMMENT and token.line.strip() == token.string
            if is_alone and _BLANKET.match(token.string):
                return token.start[0]
    except (tokenize.TokenError, SyntaxError, ValueError):
        pass
    return 0


def without_line(source: bytes, line: int) -> bytes:
    """The source with this line replaced by a comment without effect."""
    lines = source.splitlines(keepends=True)
    old = lines[line - 1]
    indent, end = old[: len(old) - len(old.lstrip())], old[len(old.rstrip()) :]
    lines[line - 1] = indent + b"# (hidden)" + end
    return b"".join(lines)


def is_made_elsewhere(path: str, source: bytes) -> bool:
    """Whether the file is generated or vendored, so that its style is not the project's."""
    return bool(_VENDORED & {*path.split("/")[:-1]}) or _MADE.search(source[:_TOP]) is not None


def is_mostly(source: bytes, other: bytes) -> bool:
    """Whether more than half of the distinct lines of `source` occur in `other` too, as after a move."""
    lines, there = ({*map(bytes.strip, each.splitlines())} - {b""} for each in (source, other))
    return len(lines & there) > _MOSTLY * len(lines)
