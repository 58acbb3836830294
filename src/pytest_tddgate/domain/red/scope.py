"""What the names of a test module stand for: the subject, something that it may have changed, or neither."""

from __future__ import annotations

import ast
import builtins
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.red.constant_values import is_immutable
from pytest_tddgate.domain.red.mention import Mention, mention_of, root_name
from pytest_tddgate.domain.red.subject import Origin, Roots

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Scope", "module_scope", "statements_of", "target_names"]


@dataclass(frozen=True, slots=True)
class Scope:
    """The names in scope, grouped by what an expression that reads them depends on.

    `subject` names depend on first-party code. The others depend on it once it has been called: `later` names hold
    values that it can change; `ambient` names hold state of the process or files, unless the expression reads
    `__file__`; `foreign` names are third-party, unless they are only called with arguments. `wild`: a star import of
    first-party code may define every name that is not in `bound`.
    """

    subject: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()
    ambient: frozenset[str] = frozenset({"open"})
    foreign: frozenset[str] = frozenset()
    bound: frozenset[str] = frozenset(dir(builtins))
    wild: bool = False

    def sees(self, mention: Mention, *, called: bool) -> bool:
        """Whether a mention depends on the subject; `called`: the subject was called before."""
        read = mention.names | mention.heads
        if mention.rooted or not read.isdisjoint(self.subject) or (self.wild and not read <= self.bound):
            return True
        if not called:
            return False
        state = read & self.ambient if not mention.reads_own_file else frozenset[str]()
        return bool(state) or not read.isdisjoint(self.later) or not mention.names.isdisjoint(self.foreign)

    def hiding(self, names: frozenset[str]) -> Scope:
        """The scope of a nested function whose local names hide these."""
        return replace(
            self,
            subject=self.subject - names,
            later=self.later - names,
            ambient=self.ambient - names,
            foreign=self.foreign - names,
            bound=self.bound | names,
        )

    def importing(self, node: ast.Import | ast.ImportFrom, roots: Roots) -> Scope:
        """The scope after an import."""
        kinds: dict[Origin, set[str]] = {origin: set() for origin in Origin}
        for name, origin in roots.bindings(node):
            kinds[origin].add(name)
        return replace(
            self,
            subject=self.subject | kinds[Origin.SUBJECT] - {"*"},
            ambient=self.ambient | kinds[Origin.AMBIENT],
            foreign=self.foreign | kinds[Origin.FOREIGN],
            bound=self.bound.union(*kinds.values()),
            wild=self.wild or "*" in kinds[Origin.SUBJECT],
        )

    def binding(self, names: Iterable[str], *, depends: bool, changes: bool, keeps: bool) -> Scope:
        """The scope after names were bound to a value that `depends` on the subject, or that it may change (`changes`).

        With `keeps`, the earlier meaning stays possible: the binding may not have happened.
        """
        fresh = frozenset(names)
        old = self if keeps else self.hiding(fresh)
        nothing = frozenset[str]()
        return replace(
            old,
            subject=old.subject | (fresh if depends else nothing),
            later=old.later | (fresh if changes else nothing),
            bound=old.bound | fresh,
        )


@dataclass(slots=True)
class _Definitions:
    """The names of a module, each with everything that its value is made of."""

    roots: Roots
    scope: Scope = field(default_factory=Scope)
    made_of: dict[str, list[Mention]] = field(default_factory=dict)
    mutable: set[str] = field(default_factory=set)

    def add(self, names: Iterable[str], made_of: ast.AST | Iterable[ast.AST]) -> None:
        mention = mention_of(made_of, self.roots, texts=True)
        for name in names:
            self.made_of.setdefault(name, []).append(mention)

    def read(self, node: ast.stmt) -> None:
        match node:
            case ast.Import() | ast.ImportFrom():
                self.scope = self.scope.importing(node, self.roots)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self.add([node.name], node)
            case ast.ClassDef():
                self.add([node.name], node)
                self.mutable.add(node.name)
            case ast.Expr(value=ast.Call(func=func) as call):
                given = [*call.args, *(word.value for word in call.keywords)]
                if isinstance(func, ast.Attribute):
                    self.add([root_name(func)], given)
                self.add({each.id for each in given if isinstance(each, ast.Name)}, func)
            case _:
                self._assignment(node)

    def _assignment(self, node: ast.stmt) -> None:
        names = set(target_names(node))
        values = [each for each in ast.iter_child_nodes(node) if not isinstance(each, ast.stmt)]
        self.add(names, values)
        value = getattr(node, "value", None)
        reads_own_file = any(mention.reads_own_file for name in names for mention in self.made_of[name])
        if not reads_own_file and not (isinstance(value, ast.expr) and is_immutable(value, self.mutable)):
            self.mutable |= names

    def closed(self, seeds: frozenset[str]) -> frozenset[str]:
        """The seeds, and all names made of them, directly or indirectly."""
        scope = replace(self.scope, subject=seeds, bound=self.scope.bound | frozenset(self.made_of))
        while True:
            more = {
                name
                for name, mentions in self.made_of.items()
                if name not in scope.subject and any(scope.sees(mention, called=False) for mention in mentions)
            }
            if not more:
                return scope.subject
            scope = replace(scope, subject=scope.subject | more)


def module_scope(tree: ast.Module, roots: Roots) -> Scope:
    """What the module's names stand for once it has been imported."""
    definitions = _Definitions(roots)
    for node in statements_of(tree.body):
        definitions.read(node)
    found = definitions.scope
    subject = definitions.closed(found.subject)
    shared = {name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names}
    changeable = subject | definitions.mutable | shared
    later = definitions.closed(changeable | found.ambient) - subject - found.ambient
    bound = found.bound | frozenset(definitions.made_of)
    return replace(found, subject=subject, later=later, bound=bound)


def statements_of(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a body and of its blocks, without the inside of functions and classes."""
    for node in body:
        yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt):
                yield from statements_of([child])
            elif isinstance(child, ast.ExceptHandler | ast.match_case):
                yield from statements_of(child.body)


def target_names(node: ast.AST) -> Iterator[str]:
    """The names that a statement itself binds or writes through (`x` in `x.y = 1`), without those in its blocks."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Name | ast.Attribute | ast.Subscript):
            if not isinstance(child.ctx, ast.Load):
                yield root_name(child)
        elif not isinstance(child, ast.stmt):
            yield from target_names(child)
