"""How dependence on the subject spreads through the statements of one function, in the order in which they run."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.red.constant_values import is_explicit_failure, is_immutable
from pytest_tddgate.domain.red.mention import Function, Mention, bound_names, mention_of
from pytest_tddgate.domain.red.scope import Scope, target_names
from pytest_tddgate.domain.red.statements import (
    captured,
    element_of,
    first_line,
    is_expecting,
    may_leave,
    parameters,
    read_by,
    shared_names,
    targets,
    writes_through,
)
from pytest_tddgate.domain.red.subject import Origin, Roots
from pytest_tddgate.domain.red.unsatisfiable import excluding

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["JudgedStatement", "judged_statements"]


@dataclass(frozen=True, slots=True)
class JudgedStatement:
    """One statement, or the header of a compound one, with its first and last line.

    `scope` says what its names stand for, `called` whether the subject may have run before it.
    """

    first: int
    last: int
    depends: bool
    is_conditional: bool
    is_explicit: bool
    scope: Scope = field(default_factory=Scope)
    called: bool = True


def judged_statements(function: Function, scope: Scope, roots: Roots, *, called: bool) -> tuple[JudgedStatement, ...]:
    """All statements of the function, judged.

    `scope` is the scope at entry; `called`: fixtures or setup methods have called the subject.
    """
    flow = _Flow(roots, scope, called, shared_names(function))
    flow.run(function.body, conditional=False)
    return tuple(flow.judged.values())


@dataclass(slots=True)
class _Flow:
    """`depth` counts the enclosing blocks: a binding in one may not happen, so the earlier meaning stays possible."""

    roots: Roots
    scope: Scope
    called: bool
    shared: frozenset[str]
    depth: int = 0
    judged: dict[tuple[int, int, int], JudgedStatement] = field(default_factory=dict)
    excluding: set[ast.stmt] = field(default_factory=set)

    def run(self, body: Iterable[ast.stmt], *, conditional: bool, expecting: bool = False) -> bool:
        """Whether anything in the body depends on the subject.

        With `expecting`, an exception that the subject raises skips the rest of the body.
        """
        any_depends = False
        body = list(body)
        self.excluding |= excluding(body)
        for node in body:
            depends = self._step(node, conditional=conditional)
            any_depends |= depends
            if depends and (expecting or may_leave(node)):
                conditional = True
        return any_depends

    def _block(self, body: Iterable[ast.stmt], *, conditional: bool, expecting: bool = False) -> bool:
        self.depth += 1
        depends = self.run(body, conditional=conditional, expecting=expecting)
        self.depth -= 1
        return depends

    def _step(self, node: ast.stmt, *, conditional: bool) -> bool:  # noqa: PLR0911 - one return for each form of statement
        match node:
            case ast.If():
                return self._branch(node, conditional=conditional)
            case ast.For() | ast.AsyncFor() | ast.While():
                return self._loop(node, conditional=conditional)
            case ast.With() | ast.AsyncWith():
                return self._with(node, conditional=conditional)
            case ast.Try() | ast.TryStar():
                return self._try(node, conditional=conditional)
            case ast.Match():
                return self._match(node, conditional=conditional)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                return self._function(node, conditional=conditional)
            case ast.ClassDef():
                return self._class(node, conditional=conditional)
            case ast.Import() | ast.ImportFrom():
                return self._import(node, conditional=conditional)
        return self._simple(node, conditional=conditional)

    def _simple(self, node: ast.stmt, *, conditional: bool) -> bool:
        before = self.called
        depends = self._sees(read_by(node))
        self._note(node, node.end_lineno or node.lineno, depends=depends, conditional=conditional, called=before)
        value = getattr(node, "value", None)
        names, through = targets(node)
        self._bind(names, value, depends=depends or conditional)
        self._bind(through, value, depends=depends or conditional, keeps=True)
        return depends

    def _branch(self, node: ast.If, *, conditional: bool) -> bool:
        depends = self._header(node, [node.test], conditional=conditional)
        inside = self._block(node.body, conditional=conditional or depends)
        return self._block(node.orelse, conditional=conditional or depends) or inside or depends

    def _loop(self, node: ast.For | ast.AsyncFor | ast.While, *, conditional: bool) -> bool:
        condition = node.test if isinstance(node, ast.While) else node.iter
        before = None
        depends = inside = False
        # The start of the next iteration sees what the end of this one has changed.
        while before != (self.scope, self.called):
            before = (self.scope, self.called)
            depends = self._header(node, [condition], conditional=conditional)
            if not isinstance(node, ast.While):
                self._bind(target_names(node), element_of(node.iter), depends=depends or conditional, keeps=True)
            inside = self._block(node.body, conditional=conditional or depends)
        leaves = any(may_leave(each) for each in node.body)
        return self._block(node.orelse, conditional=conditional or depends or (inside and leaves)) or inside or depends

    def _with(self, node: ast.With | ast.AsyncWith, *, conditional: bool) -> bool:
        header = self._sees(node.items)
        expecting = any(is_expecting(item.context_expr) for item in node.items)
        self._bind(target_names(node), None, depends=header or conditional)
        self.called |= header
        inside = self.run(node.body, conditional=conditional or (header and not expecting), expecting=expecting)
        if inside:
            self._bind(target_names(node), None, depends=True)
        self._note(node, first_line(node.body[0]) - 1, depends=header or inside, conditional=conditional)
        return header or inside

    def _try(self, node: ast.Try | ast.TryStar, *, conditional: bool) -> bool:
        inside = self._block(node.body, conditional=conditional, expecting=bool(node.handlers))
        for handler in node.handlers:
            caught = handler.type is not None and self._sees(handler.type)
            self._note(handler, first_line(handler.body[0]) - 1, depends=caught, conditional=conditional or inside)
            if handler.name:
                self._bind([handler.name], None, depends=inside or conditional)
            inside |= self._block(handler.body, conditional=conditional or inside)
        after = self._block(node.orelse, conditional=conditional or inside)
        return self._block(node.finalbody, conditional=conditional) or after or inside

    def _match(self, node: ast.Match, *, conditional: bool) -> bool:
        depends = self._header(node, [node.subject], conditional=conditional)
        for case in node.cases:
            names = [name for part in ast.walk(case.pattern) if (name := captured(part))]
            self._bind(names, None, depends=depends or conditional, keeps=True)
            guarded = depends or (case.guard is not None and self._sees(case.guard))
            depends |= self._block(case.body, conditional=conditional or guarded)
        return depends

    def _function(self, node: Function, *, conditional: bool) -> bool:
        """A nested function runs when something calls it, with unknown arguments; its decorators run at once."""
        made_of = mention_of(node, self.roots)
        depends = self.scope.sees(made_of, called=self.called)
        runs = self._header(node, [*node.decorator_list, *node.args.defaults], conditional=conditional)
        changes = self.scope.sees(made_of, called=True) or writes_through(node, node.name)
        self.scope = self.scope.binding([node.name], depends=depends, changes=changes, keeps=self.depth > 0)
        own = bound_names(node)
        self._inside(node.body, replace(self.scope.hiding(own), subject=self.scope.subject - own | parameters(node)))
        return runs

    def _class(self, node: ast.ClassDef, *, conditional: bool) -> bool:
        """The body of a class runs with its header, its methods when something calls them."""
        depends = self._header(node, [node], conditional=conditional)
        self._bind([node.name], None, depends=depends)
        self._inside(node.body, self.scope)
        return depends

    def _inside(self, body: list[ast.stmt], scope: Scope) -> None:
        inner = _Flow(self.roots, scope, called=True, shared=self.shared, judged=self.judged)
        inner.run(body, conditional=True)

    def _import(self, node: ast.Import | ast.ImportFrom, *, conditional: bool) -> bool:
        origins = {origin for _, origin in self.roots.bindings(node)}
        self.scope = self.scope.importing(node, self.roots)
        depends = Origin.SUBJECT in origins
        # An import runs the module, which can warn, print and register.
        self.called |= depends
        self._note(node, node.end_lineno or node.lineno, depends=depends, conditional=conditional)
        return depends

    def _header(self, node: ast.stmt, read: list[ast.AST], *, conditional: bool) -> bool:
        depends = self._sees(read)
        body = node.cases[0].body if isinstance(node, ast.Match) else getattr(node, "body", [])
        self._note(node, first_line(body[0]) - 1, depends=depends, conditional=conditional)
        return depends

    def _sees(self, node: ast.AST | Iterable[ast.AST]) -> bool:
        nodes = [node] if isinstance(node, ast.AST) else list(node)
        mention = self._mention(nodes)
        depends = self.scope.sees(mention, called=self.called)
        self.called |= depends
        return depends

    def _mention(self, nodes: list[ast.AST]) -> Mention:
        for walrus in (part for node in nodes for part in ast.walk(node) if isinstance(part, ast.NamedExpr)):
            depends = self.scope.sees(mention_of(walrus.value, self.roots), called=self.called)
            self._bind([walrus.target.id], walrus.value, depends=depends)
        return mention_of(nodes, self.roots)

    def _bind(self, names: Iterable[str], value: ast.AST | None, *, depends: bool, keeps: bool = False) -> None:
        """Bind the names to a value; None if no expression gives it."""
        for name in names:
            beside = value is not None and mention_of(value, self.roots).reads_own_file
            changes = name in self.shared or not (beside or (value and is_immutable(value, self.scope.later)))
            self.scope = self.scope.binding([name], depends=depends, changes=changes, keeps=keeps or self.depth > 0)

    def _note(
        self,
        node: ast.stmt | ast.ExceptHandler,
        last: int,
        *,
        depends: bool,
        conditional: bool,
        called: bool = True,
    ) -> None:
        first = first_line(node)
        key = (first, node.lineno, node.col_offset)
        old = self.judged.get(key)
        explicit = isinstance(node, ast.stmt) and (is_explicit_failure(node) or node in self.excluding)
        self.judged[key] = JudgedStatement(
            first,
            max(first, last),
            depends or (old is not None and old.depends),
            conditional or (old is not None and old.is_conditional),
            explicit,
            self.scope,
            called or (old is not None and old.called),
        )
