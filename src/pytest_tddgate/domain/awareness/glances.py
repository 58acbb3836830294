"""Whether Python source has words by which it could look at its process, and not only at its arguments."""

from __future__ import annotations

import re

__all__ = ["can_look"]

_WORD = re.compile(rb"[^\W\d]\w*")
_IMPORT = re.compile(rb"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import|import[ \t]+([^\n#;]+))", re.MULTILINE)
_BLIND = frozenset(
    [
        "__future__",
        "abc",
        "array",
        "base64",
        "binascii",
        "bisect",
        "cmath",
        "collections",
        "colorsys",
        "copy",
        "csv",
        "dataclasses",
        "datetime",
        "decimal",
        "difflib",
        "enum",
        "fractions",
        "functools",
        "hashlib",
        "heapq",
        "hmac",
        "html",
        "itertools",
        "json",
        "keyword",
        "math",
        "numbers",
        "operator",
        "re",
        "statistics",
        "string",
        "struct",
        "textwrap",
        "time",
        "types",
        "typing",
        "typing_extensions",
        "unicodedata",
        "uuid",
        "zlib",
    ]
)
"""Modules that know nothing about the process except the time."""
_SEEING = frozenset(
    b"__builtins__ __dict__ __globals__ __import__ __loader__ __spec__ __subclasses__ compile ctypes eval exec "
    b"getattr globals importlib input locals open vars".split()
)
"""Names by which code can reach any module or file."""


def can_look(source: bytes, own: frozenset[str]) -> bool:
    """Whether the source has a word by which it could see more than its arguments.

    `own` are the top-level names of modules whose own source is judged.
    """
    words = set(_WORD.findall(source))
    if words & _SEEING or any(b"." + each in source for each in (b"sys", b"_sys", b"os", b"_os", b"io")):
        return True
    for whole, several in _IMPORT.findall(source):
        for each in whole.split(b",") + several.split(b","):
            name = each.strip().partition(b" ")[0].decode("utf-8", "replace")
            first = name.partition(".")[0]
            if first and first not in _BLIND and first not in own:
                return True
    return False
