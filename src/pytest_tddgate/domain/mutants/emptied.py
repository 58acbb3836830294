"""Empties changed functions: if no test notices that, their lines were run, but not tested."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.mutants.edits import Edit
from pytest_tddgate.domain.mutants.mutations import mutants_from
from pytest_tddgate.domain.mutants.results import other_result
from pytest_tddgate.domain.python.idle import is_literal
from pytest_tddgate.domain.python.line_starts import line_starts
from pytest_tddgate.domain.python.parsing import parse_or_empty
from pytest_tddgate.domain.python.runnable import runnable_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterator, Mapping

    from pytest_tddgate.domain.mutants.mutations import Mutant

__all__ = ["Untested", "answering_otherwise", "emptied_of", "untested_in"]

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_FEW = 5
"""Least number of untested statements that is too much: honest changes have an untested `__repr__` or log line."""


@dataclass(frozen=True, slots=True)
class Untested:
    """How many changed statements are in functions that no test misses, and how many are in any function (`of`)."""

    statements: int
    of: int

    def is_too_much(self, least: float) -> bool:
        """Whether `_FEW` or more statements are missed by no test, and less than `least` percent by some test."""
        return self.statements >= _FEW and 100 * (self.of - self.statements) < least * self.of


def emptied_of(path: str, source: bytes, lines: Container[int]) -> tuple[Mutant, ...]:
    """A mutant for each outermost function with one of these lines in its body; it makes the body `return None`.

    Functions that do nothing anyway are left out. Empty if the source cannot be parsed.
    """
    return _without_body(path, source, lines, lambda _: b"None")


def answering_otherwise(path: str, source: bytes, lines: Container[int]) -> tuple[Mutant, ...]:
    """Mutants that make the same functions return another value of their type, if that is a plain built-in type."""
    return _without_body(path, source, lines, other_result)


def _without_body(
    path: str, source: bytes, lines: Container[int], result_of: Callable[[_Function], bytes]
) -> tuple[Mutant, ...]:
    """Mutants whose body only returns `result_of` the function; functions for which that is empty are left out."""
    try:
        source.decode("utf-8")
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return ()
    starts = line_starts(source)
    found = _functions(tree, lines, "")
    edits = [_emptied(body, result, source, starts, name) for each, body, name in found if (result := result_of(each))]
    return mutants_from(path, source, edits)


def untested_in(
    sources: Mapping[str, bytes],
    changed: Mapping[str, Collection[int]],
    emptied: Collection[Mutant],
    spare: Collection[Mutant] = (),
) -> Untested:
    """How many changed statements in functions of these files are in the functions that `emptied` are mutants of.

    `spare` are deleted statements without which every test passes: outside of the emptied functions they do not count,
    and neither do constants that nothing reads.
    """
    found = statements = 0
    for path, source in sources.items():
        inside = {line for each in emptied if each.path == path for line in _lines_of(each, source)}
        deleted = ({each.line for each in spare if each.path == path} | _inert_lines(source)) - inside
        for each in runnable_in(source):
            is_changed = any(line in changed[path] for line in range(each.first, each.last + 1))
            counts = is_changed and each.is_in_function and each.first not in deleted
            statements += counts
            found += counts and each.first in inside
    return Untested(found, statements)


def _inert_lines(source: bytes) -> set[int]:
    """The lines of statements that assign a constant to names that the file never reads."""
    tree = parse_or_empty(source)
    read = {each.id for each in ast.walk(tree) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)}
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=targets, value=value):
                pass
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                targets = [target]
            case _:
                continue
        names = {each.id for each in targets if isinstance(each, ast.Name)}
        if len(names) == len(targets) and not names & read and is_literal(value):
            found.add(node.lineno)
    return found


def _functions(node: ast.AST, lines: Container[int], owner: str) -> Iterator[tuple[_Function, list[ast.stmt], str]]:
    """(Function, body, qualified name) of each outermost function that does something on these lines."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef):
            yield from _functions(child, lines, f"{owner}{child.name}.")
        elif isinstance(child, _Function):
            body = _doing(child)
            if body and any(line in lines for line in range(body[0].lineno, (body[-1].end_lineno or 0) + 1)):
                yield child, body, f"{owner}{child.name}"
        elif not isinstance(child, ast.expr):
            yield from _functions(child, lines, owner)


def _emptied(body: list[ast.stmt], result: bytes, source: bytes, starts: list[int], name: str) -> Edit:
    start = starts[body[0].lineno - 1] + body[0].col_offset
    end = starts[(body[-1].end_lineno or body[-1].lineno) - 1] + (body[-1].end_col_offset or 0)
    text = b"return " + result + b"\n" * source[start:end].count(b"\n")
    return Edit("function", body[0].lineno, start, end, text, name)


def _doing(function: _Function) -> list[ast.stmt]:
    """The body without docstring; empty for a function that does nothing, or only raises NotImplementedError."""
    body = function.body[isinstance(function.body[0], ast.Expr) and isinstance(function.body[0].value, ast.Constant) :]
    return [] if all(map(_is_nothing, body)) else body


def _is_nothing(node: ast.stmt) -> bool:
    match node:
        case ast.Pass() | ast.Expr(value=ast.Constant()) | ast.Return(value=None | ast.Constant(value=None)):
            return True
        case ast.Raise(exc=ast.Name(id="NotImplementedError") | ast.Call(func=ast.Name(id="NotImplementedError"))):
            return True
    return False


def _lines_of(mutant: Mutant, source: bytes) -> range:
    return range(mutant.line, mutant.line + source[mutant.start : mutant.end].count(b"\n") + 1)
