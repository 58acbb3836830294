"""Code that a text contains in any form: plain, commented out, quoted, after prompts, or in strings of a format."""

from __future__ import annotations

import ast
import codecs
import html
import io
import json
import re
import tokenize
import warnings
from dataclasses import dataclass
from itertools import groupby
from textwrap import dedent
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.pieces import Piece, pieces_in, written_form

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Written", "written_in"]

_MARK = re.compile(r"[ \t]*(>>>(?= |$)|\.\.\.(?= |$)|#+:?|//+|[>|+*;%-])(.*)")
_PROMPTS = (">>>", "...")
_DEPTH = 3  # nested marks, such as a quoted session in a comment
_CODE = re.compile(r"\bdef\b|\blambda\b|[\w\])]\s*=")
_START = re.compile(r"([ \t]*)(?:async[ \t]+def\b|def\b|class\b|[A-Za-z_][\w.]*[ \t]*(?::[^=\n]+)?=(?!=))")
_WORTH = re.compile(r"[ \t]*(?:async|def|class)\b|.*?(?:,|\blambda\b|\bfor\b)", re.DOTALL)
"""The start of code that may contain a piece: parsing each `a = b` of a megabyte takes seconds."""
_LONGEST = 500  # lines of a definition
_LARGEST = 20_000  # characters of a definition
_LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"?')
_JSON = json.JSONDecoder(strict=False)
_ENTITY = re.compile(r"&(?:\w+|#\w+);")
_INLINE = re.compile(r"</?(?:span|code|a|b|i|em|strong)\b[^<>]*>")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ORDERS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@dataclass(frozen=True, slots=True)
class Written:
    """The contents of a file or message: its texts in `written_form`, and the shapes of the pieces of code in it."""

    text: str = ""
    shapes: frozenset[str] = frozenset()

    def holds(self, piece: Piece) -> bool:
        """Whether it contains this piece, line by line or with other names for the piece's own variables."""
        return piece.shape in self.shapes or piece.is_written_in(self.text)


def written_in(source: bytes, *, is_python: bool) -> Written:
    """The code in these bytes; of a Python file, the code that runs and the code in its comments and strings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # warnings about code that is not run
        tree = _parsed(source) if is_python else None
        texts = _texts_beside(source, tree) if tree else _texts_in(source)
        texts += [inner for text in texts for inner in _unmarked(text, _DEPTH)]
        pieces = [*(pieces_in("", source) if tree else ()), *(each for text in texts for each in _pieces(text))]
    return Written(written_form("\n".join(texts)), frozenset(each.shape for each in pieces if each.shape))


def _parsed(source: bytes) -> ast.Module | None:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _texts_in(source: bytes) -> list[str]:
    """The text of a document, as written and as decoded from its format."""
    text = source.decode(_ORDERS.get(source[:2], "utf-8"), "replace")
    return [text, *_in_formats(text)]


def _texts_beside(source: bytes, tree: ast.Module) -> list[str]:
    """The strings of a Python file (each multi-line one, then all of them as lines), and its comments."""
    found = [
        (each.lineno, each.col_offset, each.value)
        for each in ast.walk(tree)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    ]
    strings = [text for _, _, text in sorted(found)]
    return [*(each for each in strings if "\n" in each), "\n".join(strings), "\n".join(_comments(source))]


def _comments(source: bytes) -> Iterator[str]:
    """The comments of a Python file, in order, with their marks."""
    try:
        for token in tokenize.tokenize(io.BytesIO(source).readline):
            if token.type == tokenize.COMMENT:
                yield token.string
    except (tokenize.TokenError, SyntaxError, ValueError):
        return


def _in_formats(text: str) -> Iterator[str]:
    """The strings of JSON and similar formats, as lines, and the text of HTML."""
    if "\\n" in text:
        yield "\n".join(filter(None, map(_unquoted, _LITERAL.findall(text))))
    if _ENTITY.search(text) or "<pre" in text:
        yield html.unescape(_TAG.sub("\n", _INLINE.sub("", text)))


def _unquoted(literal: str) -> str:
    """The value of a JSON string without a final line end; empty if it is invalid."""
    try:
        return str(_JSON.decode(literal)).removesuffix("\n")
    except ValueError:
        return ""


def _unmarked(text: str, depth: int) -> Iterator[str]:
    """Each run of lines that begin with the same mark, without the mark; a blank line belongs to the run before it."""
    kind, marked = "", []
    for line in text.splitlines():
        found = _MARK.fullmatch(line)
        kind = _kind_of(found[1]) if found else "" if line.strip() else kind
        marked.append((kind, found[2] if found else ""))
    for kind, run in groupby(marked, key=lambda each: each[0]):
        block = dedent("\n".join(rest for _, rest in run)) if kind else ""
        if _CODE.search(block):
            yield block
            if depth > 1:
                yield from _unmarked(block, depth - 1)


def _kind_of(mark: str) -> str:
    return ">>>" if mark in _PROMPTS else mark[0]


def _pieces(text: str) -> Iterator[Piece]:
    """The pieces in each definition and assignment of a text, at any indentation, between any other words."""
    lines = text.splitlines()
    first = 0
    while first < len(lines):
        start = _START.match(lines[first])
        found = _pieces_from(lines[first : first + _LONGEST], len(start[1])) if start else ()
        yield from found
        first += (found[-1].last if found else 0) + 1


def _pieces_from(lines: list[str], indent: int) -> tuple[Piece, ...]:
    """The pieces in the definition or assignment that begins on the first of these lines, with this indentation."""
    inside = next((count for count, line in enumerate(lines) if count and not _is_inside(line, indent)), len(lines))
    source = "\n".join(lines[:inside])
    if len(source) > _LARGEST or not _WORTH.match(source):
        return ()
    try:
        return pieces_in("", dedent(source).encode("utf-8", "replace"))
    except (RecursionError, MemoryError):
        return ()


def _is_inside(line: str, indent: int) -> bool:
    """Whether a line belongs to the definition above it that begins with this indentation."""
    stripped = line.lstrip()
    return not stripped or len(line) - len(stripped) > indent or stripped[0] in ")]}"
