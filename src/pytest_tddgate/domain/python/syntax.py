"""Parses the source of a test-side Python file into its declarations."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.canonical import (
    SyntaxText,
    digest_of,
    module_digest,
    parsed,
    same_syntax,
    without_docstring,
)
from pytest_tddgate.domain.python.declarations import (
    ClassSyntax,
    FunctionSyntax,
    ModuleSyntax,
    ParamRows,
    StatementSyntax,
)
from pytest_tddgate.domain.python.functions import (
    NO_GUARD,
    FunctionNode,
    Guard,
    elements_of,
    function_syntax,
    row_digests,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "ClassSyntax",
    "FunctionSyntax",
    "ModuleSyntax",
    "ParamRows",
    "StatementSyntax",
    "module_digest",
    "parse_module",
    "same_syntax",
]


def parse_module(source: bytes) -> ModuleSyntax:
    """The declarations of a module; raises SyntaxError or ValueError if it is not Python, or nested too deeply."""
    module = parsed(source)
    try:
        return _Reader(module).syntax()
    except RecursionError as error:
        raise ValueError("nested too deeply to be read") from error


@dataclass(slots=True)
class _Scope:
    """A module or class body while it is read, with the statements found so far."""

    owner: str = ""
    statements: dict[str, StatementSyntax] = field(default_factory=dict)
    effects: list[StatementSyntax] = field(default_factory=list)
    enclosing: _Scope | None = None

    def qualified(self, name: str) -> str:
        return f"{self.owner}::{name}" if self.owner else name

    def hides(self, name: str) -> bool:
        """Whether a class body binds the name, so that the module's value is hidden."""
        return self.enclosing is not None and name in self.statements


class _Reader:
    """Reads one module from top to bottom, as Python would run it."""

    def __init__(self, module: ast.Module) -> None:
        self.functions: dict[str, FunctionSyntax] = {}
        self.classes: dict[str, ClassSyntax] = {}
        self.imports: dict[str, str] = {}
        self.stars: list[str] = []
        self.module = _Scope()
        self.lists = _lists_of(module)
        self.digests: dict[str, tuple[str, ...] | None] = {}
        self.block(without_docstring(module.body), self.module, NO_GUARD)

    def syntax(self) -> ModuleSyntax:
        """The declarations that were read."""
        scope = self.module
        effects = tuple(scope.effects)
        return ModuleSyntax(self.functions, self.classes, scope.statements, effects, self.imports, tuple(self.stars))

    def block(self, body: Sequence[ast.stmt], scope: _Scope, guard: Guard) -> None:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                self.function(node, scope, guard)
            elif isinstance(node, ast.ClassDef):
                self.class_(node, scope, guard)
            elif isinstance(node, ast.Import | ast.ImportFrom) and scope is self.module:
                self.import_(node, guard)
            elif isinstance(node, ast.If | ast.Try | ast.TryStar | ast.With | ast.AsyncWith):
                for inner, inner_guard in _branches(node, guard):
                    self.block(inner, scope, inner_guard)
            elif not _is_idle(node):
                self.statement(node, scope, guard)

    def function(self, node: FunctionNode, scope: _Scope, guard: Guard) -> None:
        name = scope.qualified(node.name)
        found = function_syntax(node, name, guard, lambda each: None if scope.hides(each) else self.rows_of(each))
        earlier = self.functions.get(name)
        # Otherwise the earlier definition can still apply: another branch, a property's getter, an overload, a
        # registered case.
        is_replaced = guard is NO_GUARD and (found.is_test or not node.decorator_list)
        self.functions[name] = found if earlier is None or is_replaced else earlier.joined(found)

    def rows_of(self, name: str) -> tuple[str, ...] | None:
        """The row digests of a module-level list; None if the name is not bound to one list that can be read."""
        if name not in self.digests:
            self.digests[name] = row_digests(self.lists.get(name))
        return self.digests[name]

    def class_(self, node: ast.ClassDef, scope: _Scope, guard: Guard) -> None:
        name = scope.qualified(node.name)
        earlier = self.classes.get(name)
        if earlier is not None and guard is NO_GUARD:
            self.forget(name)
            earlier = None
        inner = _Scope(name, enclosing=scope)
        self.block(without_docstring(node.body), inner, guard)
        found = _class_syntax(node, inner, guard)
        self.classes[name] = found if earlier is None else earlier.joined(found)

    def forget(self, owner: str) -> None:
        """Drop a class and everything in it, because another class takes its name."""
        inside = f"{owner}::"
        self.functions = {name: each for name, each in self.functions.items() if not name.startswith(inside)}
        self.classes = {name: each for name, each in self.classes.items() if not f"{name}::".startswith(inside)}

    def import_(self, node: ast.Import | ast.ImportFrom, guard: Guard) -> None:
        origin = "." * node.level + (node.module or "") if isinstance(node, ast.ImportFrom) else None
        for alias in node.names:
            if alias.name == "*":
                self.stars.append(origin or "")
            elif origin is None:
                name = alias.asname or alias.name.partition(".")[0]
                self.bind_import(name, alias.name if alias.asname else name, guard)
            else:
                separator = "" if origin.endswith(".") else "."
                self.bind_import(alias.asname or alias.name, f"{origin}{separator}{alias.name}", guard)

    def bind_import(self, name: str, origin: str, guard: Guard) -> None:
        earlier = self.imports.get(name, origin)
        is_alternative = guard is not NO_GUARD and origin not in earlier.split(" | ")
        self.imports[name] = f"{earlier} | {origin}" if is_alternative else origin if guard is NO_GUARD else earlier

    def statement(self, node: ast.stmt, scope: _Scope, guard: Guard) -> None:
        text = SyntaxText(node)
        names = _bound_names(node)
        is_literal = guard is NO_GUARD and self.lists.get("".join(names[:1])) is not None
        digest = digest_of(guard.text, str(text))
        reads = guard.reads | text.reads | text.requests
        found = StatementSyntax(digest, node.lineno, reads, is_literal and len(names) == 1)
        if not names:
            scope.effects.append(found)
        for name in names:
            self.bind(name, found, scope, is_replaced=guard is NO_GUARD and not isinstance(node, ast.AugAssign))

    def bind(self, name: str, found: StatementSyntax, scope: _Scope, *, is_replaced: bool) -> None:
        """Record an assignment, also as a change of a function or class that had this name so far."""
        earlier = scope.statements.get(name)
        scope.statements[name] = found if earlier is None or is_replaced else earlier.joined(found)
        qualified = scope.qualified(name)
        if qualified in self.functions:
            self.functions[qualified] = self.functions[qualified].rebound(found)
        if qualified in self.classes:
            self.classes[qualified] = self.classes[qualified].rebound(found)


def _class_syntax(node: ast.ClassDef, scope: _Scope, guard: Guard) -> ClassSyntax:
    text = SyntaxText(*node.decorator_list, *node.bases, *node.keywords, *getattr(node, "type_params", ()))
    header = digest_of(guard.text, str(text))
    effects = tuple(scope.effects)
    statements = [f"{name}={each.digest}" for name, each in sorted(scope.statements.items())]
    reads = frozenset.union(guard.reads | text.reads, *(each.reads for each in (*scope.statements.values(), *effects)))
    return ClassSyntax(
        name=scope.owner,
        line=min([node.lineno, *(each.lineno for each in node.decorator_list)]),
        digest=digest_of(header, *statements, *sorted(each.digest for each in effects)),
        header=header,
        bases=tuple(ast.unparse(base) for base in node.bases),
        statements=scope.statements,
        effects=effects,
        reads=reads | text.requests,
    )


def _lists_of(module: ast.Module) -> dict[str, list[ast.expr] | None]:
    """Name -> elements of the list or tuple that the module binds it to; None if bound twice or to anything else."""
    found: dict[str, list[ast.expr] | None] = {}
    for node in module.body:
        names = _bound_names(node)
        is_plain = isinstance(node, ast.Assign | ast.AnnAssign) and len(names) == 1
        for name in names:
            value = node.value if is_plain and isinstance(node, ast.Assign | ast.AnnAssign) else None
            found[name] = None if name in found else elements_of(value)
    return found


def _bound_names(node: ast.stmt) -> list[str]:
    """The names that an assignment binds; empty if it also writes to an attribute or an item."""
    match node:
        case ast.Assign(targets=targets):
            pass
        case ast.AnnAssign(target=target) | ast.AugAssign(target=target):
            targets = [target]
        case _:
            return []
    flat = [each for target in targets for each in (target.elts if isinstance(target, ast.Tuple) else [target])]
    names = [each.id for each in flat if isinstance(each, ast.Name)]
    return names if len(names) == len(flat) else []


def _is_idle(node: ast.stmt) -> bool:
    """Whether a statement does nothing: `pass`, `...`, a string or another constant."""
    return isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def _branches(node: ast.stmt, guard: Guard) -> Iterator[tuple[list[ast.stmt], Guard]]:
    """The blocks of a compound statement, each with the condition under which it runs."""
    match node:
        case ast.If(test=test):
            if ast.unparse(test) != "__name__ == '__main__'":  # pytest never runs it
                yield node.body, _guarded(guard, "if", test)
            yield node.orelse, _guarded(guard, "else", test)
        case ast.With(items=items) | ast.AsyncWith(items=items):
            yield node.body, _guarded(guard, type(node).__name__, *items)
        case ast.Try() | ast.TryStar():
            yield node.body, _guarded(guard, "try")
            for handler in node.handlers:
                yield handler.body, _guarded(guard, "except", *([handler.type] if handler.type else []))
            yield node.orelse, _guarded(guard, "try-else")
            yield node.finalbody, _guarded(guard, "finally")


def _guarded(guard: Guard, word: str, *nodes: ast.AST) -> Guard:
    text = SyntaxText(*nodes)
    return Guard(f"{guard.text}{word}:{text}", guard.reads | text.reads)
