"""Pieces of code that can be recognised in other texts: functions, and values that hold code or a table of answers."""

from __future__ import annotations

import ast
import copy
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.parsing import parse_or_empty
from pytest_tddgate.domain.python.subject_functions import bodies_in, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Piece", "pieces_in", "written_form"]

_SIZE = 20  # nodes of syntax: smaller pieces look alike whoever writes them
_LINES, _LETTERS = 4, 100  # least size of a text that identifies a piece
_TABLE = 3  # elements
_LISTS = frozenset({"__all__", "__slots__"})
_BEFORE = re.compile(r"^[\s+\-><#|*\"']+")
_BEHIND = re.compile(r"(?:\\n)?[\"',\s]*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A function, or a value of a module or a class: where it is, and three ways to recognise it.

    `first` and `last` are its lines, counted from 1; for a function, those of its body. `digest` is the digest of the
    syntax, `shape` the digest after its own variables are renamed to numbers, `text` its lines in `written_form`.
    `shape` and `text` are empty for a piece that is too small to be recognised by them.
    """

    path: str
    name: str
    first: int
    last: int
    digest: str
    shape: str = ""
    text: str = ""

    @property
    def lines(self) -> frozenset[int]:
        """The numbers of its lines."""
        return frozenset(range(self.first, self.last + 1))

    def is_written_in(self, text: str) -> bool:
        """Whether `text`, in `written_form`, contains the lines of this piece."""
        return bool(self.text) and f"\n{self.text}\n" in text


def pieces_in(path: str, source: bytes) -> tuple[Piece, ...]:
    """The functions of a file, and its values that hold code or a table of answers; empty if it cannot be parsed."""
    tree = parse_or_empty(source)
    lines = source.decode("utf-8", "replace").splitlines()
    values = ((name, [node]) for name, node in _values(tree, ""))
    return tuple(_piece(path, name, nodes, lines) for name, nodes in (*bodies_in(tree), *values))


def written_form(text: str) -> str:
    """A text without indentation, the marks of patches, mails and comments at line starts, and string quotes."""
    stripped = (_BEHIND.sub("", _BEFORE.sub("", line)) for line in text.splitlines())
    return "\n" + "\n".join(line for line in stripped if line) + "\n"


def _piece(path: str, name: str, nodes: list[ast.stmt], lines: list[str]) -> Piece:
    first, last = nodes[0].lineno, nodes[-1].end_lineno or nodes[-1].lineno
    is_large = sum(not isinstance(each, ast.expr_context) for node in nodes for each in ast.walk(node)) >= _SIZE
    text = written_form("\n".join(lines[first - 1 : last])).strip("\n")
    is_long = text.count("\n") + 1 >= _LINES and len(text) >= _LETTERS
    shape = digest_of(_with_plain_names(nodes)) if is_large else ""
    return Piece(path, name, first, last, digest_of(nodes), shape, text if is_long else "")


def _with_plain_names(nodes: list[ast.stmt]) -> list[ast.stmt]:
    """A copy of the syntax in which the variables that it binds itself are numbered."""
    copies = copy.deepcopy(nodes)
    every = [each for node in copies for each in ast.walk(node)]
    bound = [each.id for each in every if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)]
    bound += [each.arg for each in every if isinstance(each, ast.arg)]
    numbers = {name: f"v{number}" for number, name in enumerate(dict.fromkeys(bound))}
    for each in every:
        if isinstance(each, ast.Name):
            each.id = numbers.get(each.id, each.id)
        elif isinstance(each, ast.arg):
            each.arg = numbers.get(each.arg, each.arg)
    return copies


def _values(node: ast.AST, owner: str) -> Iterator[tuple[str, ast.stmt]]:
    """(Qualified name, assignment) of each value of a module or class that holds code or a table of answers."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef):
            yield from _values(child, f"{owner}{child.name}.")
        elif isinstance(child, ast.If | ast.Try | ast.With):
            yield from _values(child, owner)
        elif isinstance(child, ast.Assign | ast.AnnAssign) and child.value is not None:
            target = child.targets[0] if isinstance(child, ast.Assign) else child.target
            name = ast.unparse(target)
            if name not in _LISTS and any(map(_is_code, ast.walk(child.value))):
                yield f"{owner}{name}", child


def _is_code(node: ast.AST) -> bool:
    match node:
        case ast.Lambda() | ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            return True
        case ast.List(elts=parts) | ast.Set(elts=parts) | ast.Tuple(elts=parts) | ast.Dict(values=parts):
            return len(parts) >= _TABLE
    return False
