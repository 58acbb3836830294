"""The encoding of a Python file: a cookie for any other than UTF-8 can make its bytes mean different code."""

from __future__ import annotations

import codecs
import io
import tokenize

__all__ = ["encoding_problem"]


def encoding_problem(source: bytes) -> str:
    """Why the file is not plain UTF-8, as the end of a sentence; empty if it is."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
    except SyntaxError as problem:
        return f"has an unknown encoding: {problem}"
    if codecs.lookup(encoding).name not in {"utf-8", "utf-8-sig"}:
        return f"says that it is written in {encoding}, and only UTF-8 is read"
    try:
        source.decode(encoding)
    except UnicodeDecodeError as problem:
        return f"is not UTF-8: {problem}"
    return ""
