"""The code of one function with a mutant in it, compiled without the rest of its file."""

from __future__ import annotations
import __future__ as features

import ast
from bisect import bisect_right
from dataclasses import dataclass
from types import CodeType
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.line_starts import line_starts

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Root", "Roots", "is_same_code", "nested_codes", "roots_in"]


@dataclass(frozen=True, slots=True)
class Root:
    """An outermost function of a file, whose code can be replaced as a whole while the program runs.

    `name` is its qualified name. `first` is the line of its first decorator or of its `def`, as in `co_firstlineno`;
    `line` and `last` are the first and last line of the `def` itself. Lines count from 1. `classes` are the names of
    the classes around it, with the lines on which they begin.
    """

    name: str
    first: int
    line: int
    last: int
    classes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Roots:
    """The outermost functions of a source, and what is needed to compile each with changed text."""

    path: str
    source: bytes
    roots: tuple[Root, ...]
    starts: tuple[int, ...]
    flags: int
    imports: bytes

    def around(self, start: int) -> Root | None:
        """The function whose lines include this byte offset; None for code that runs at import."""
        line = bisect_right(self.starts, start)
        return next((each for each in self.roots if each.line <= line <= each.last), None)

    def code(
        self, root: Root, edit: tuple[int, int, bytes] | None = None, kept: tuple[str, ...] = ()
    ) -> CodeType | None:
        """The function's code with `edit` (from byte, to byte, text) applied; None if it does not compile.

        `kept` are names of outer scopes that the code must close over, even if it no longer uses them: only code with
        the same free variables fits the existing function.
        """
        first, last = self.starts[root.line - 1], self.starts[root.last]
        text = self.source[first:last]
        if edit is not None:
            start, end, new = edit
            text = self.source[first:start] + new + self.source[end:last]
        head = self._head(root)
        try:
            code = self._compiled(b"".join(head) + text, root.line - 1 - len(head), kept)
        except (SyntaxError, ValueError):
            return None
        found = (each for each in nested_codes(code) if each.co_qualname == root.name)
        return next(found, None)

    def _compiled(self, text: bytes, lines: int, kept: tuple[str, ...]) -> CodeType:
        """The code of `text`, which begins after `lines` lines; empty lines cost less than renumbering its syntax."""
        shown: bytes | ast.Module = b"\n" * lines + text
        if kept or lines < 0:
            shown = ast.parse(text)
            ast.increment_lineno(shown, lines)
            if kept:
                _keep(shown, kept)
        code: CodeType = compile(shown, self.path, "exec", flags=self.flags, dont_inherit=True)
        return code

    def _head(self, root: Root) -> list[bytes]:
        """The lines that must precede the function: imports, its classes, or a block for its indentation."""
        head = [self.imports]
        for name, line in root.classes:
            head += self._block(line, head)
            head.append(self._indent(line) + f"class {name}:\n".encode())
        return head + self._block(root.line, head)

    def _block(self, line: int, head: list[bytes]) -> list[bytes]:
        return [b"if 1:\n"] if self._indent(line) and len(head) == 1 else []

    def _indent(self, line: int) -> bytes:
        text = self.source[self.starts[line - 1] : self.starts[line]]
        return text[: len(text) - len(text.lstrip(b" \t"))]


def roots_in(path: str, source: bytes) -> Roots:
    """The outermost functions of a source (UTF-8) that can be parsed; `path` is the file name in tracebacks."""
    tree = ast.parse(source)
    starts = line_starts(source)
    flags = 0
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            for name in node.names:
                flags |= getattr(features, name.name).compiler_flag
    # The compiler emits other instructions for calls on imported modules than for calls on other objects.
    imported = "".join(f"import {name} as {name}; " for name in sorted(set(_imported(tree))))
    return Roots(path, source, tuple(_roots(tree, ())), tuple(starts), flags, f"{imported}\n".encode())


def is_same_code(one: CodeType, other: CodeType) -> bool:
    """Whether two code objects have the same instructions; line numbers do not count."""
    return _fingerprint(one) == _fingerprint(other)


def nested_codes(code: CodeType) -> Iterator[CodeType]:
    """The code object and every code object in it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from nested_codes(constant)


def _imported(node: ast.AST) -> Iterator[str]:
    """The names that imports bind in the module, outside its functions and classes."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            names = ((each.asname or each.name.partition(".")[0]) for each in child.names)
            yield from (each for each in names if each != "*")
        elif not isinstance(child, ast.expr | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _imported(child)


def _roots(node: ast.AST, classes: tuple[tuple[str, int], ...]) -> Iterator[Root]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            name = ".".join([*(each for each, _ in classes), child.name])
            first = min([child.lineno, *(each.lineno for each in child.decorator_list)])
            yield Root(name, first, child.lineno, child.end_lineno or child.lineno, classes)
        elif isinstance(child, ast.ClassDef):
            yield from _roots(child, (*classes, (child.name, child.lineno)))
        elif not isinstance(child, ast.expr):
            yield from _roots(child, classes)


def _keep(tree: ast.Module, names: tuple[str, ...]) -> None:
    """Mention the names in a branch that never runs: the compiler closes over them, and drops the branch."""
    function = next(each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef))
    mentions: list[ast.stmt] = [ast.Expr(ast.Name(name, ast.Load())) for name in names]
    never = ast.If(ast.Constant(value=False), mentions, [])
    function.body.append(ast.fix_missing_locations(ast.copy_location(never, function.body[-1])))


def _fingerprint(code: CodeType) -> tuple[object, ...]:
    return (
        code.co_code,
        tuple(map(_seen, code.co_consts)),
        *(code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars, code.co_flags, code.co_name),
        *(code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_exceptiontable),
    )


def _seen(constant: object) -> object:
    """A key that differs for different constants, such as 0, False and 0.0; the order of a set does not count."""
    match constant:
        case CodeType():
            return _fingerprint(constant)
        case frozenset():
            return frozenset, frozenset(map(_seen, constant))
        case tuple():
            return tuple, tuple(map(_seen, constant))
    return type(constant), repr(constant)
