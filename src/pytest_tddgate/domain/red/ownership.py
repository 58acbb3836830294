"""Who owns the value of an expression in the middle of a test: the test, or possibly the subject.

Stricter than the data flow of statements: that the subject was called before is not enough for doubt; the value must
have come from the subject or been passed to it. If the text cannot tell, the subject may own the value.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeGuard

from pytest_tddgate.domain.red.bindings import bindings_of
from pytest_tddgate.domain.red.constant_values import is_immutable
from pytest_tddgate.domain.red.failed_expression import read_names, texts_in
from pytest_tddgate.domain.red.fixtures import STATEFUL_FIXTURES, required
from pytest_tddgate.domain.red.mention import root_name
from pytest_tddgate.domain.red.module_names import READING, Owner, owner_of
from pytest_tddgate.domain.red.subject import Origin
from pytest_tddgate.domain.red.subject_arguments import FOLDERS, subject_arguments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.domain.red.failed_expression import FailedExpression
    from pytest_tddgate.domain.red.parsed_module import Module

__all__ = ["Ownership"]

_MADE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_UNPLAIN = ("contextlib", "unittest", "mock", "atexit", "asyncio")  # values passed to these can come back later
_OPENING = frozenset({"open", "Path", "io", "os", "pathlib"})


class Ownership:
    """What the names of one function stand for when one of its expressions fails."""

    def __init__(self, at: FailedExpression) -> None:
        """Find what the function's text says about its names, up to the failed expression."""
        self._module, self._at = at.module, at
        self._bound = bindings_of(at.function, at.module.roots)
        self._origins = _origins(at)
        given = subject_arguments(at)
        self._fixed, self._shared = set(given.fixed), given.shared
        self._reached = given.reached | {name for name, values in self._bound.items() if None in values}
        for name in given.names:
            self._bound.setdefault(name, [])
        self._fix()
        self._spread()

    def owner(self, node: ast.AST) -> Owner:
        """Who owns the value of a node."""
        if self.is_reached(node):
            return Owner.OTHER
        names = read_names(node)
        is_state = any(self._owner(each) is Owner.STATE for each in names)
        return Owner.STATE if is_state else Owner.OWN

    def is_reached(self, node: ast.AST) -> bool:
        """Whether something in a node came from the subject, names it, or was passed to it."""
        if any(self._owner(each) is Owner.OTHER for each in read_names(node)):
            return True
        return any(self._module.roots.is_named_by(each) for each in texts_in(node))

    def is_below_own_folder(self, node: ast.AST) -> bool:
        """Whether a path in the node starts at one of pytest's folders that the subject has not received."""
        names, seen = read_names(node), set[str]()
        while names - seen:
            seen |= names
            values = (value for each in names for value in self._bound.get(each, ()) if value is not None)
            names = names | read_names(values)
        return not names.isdisjoint(FOLDERS - self._reached)

    def unread_fixtures(self) -> bool:
        """Whether a requested fixture involves the subject and is never read: it is there for an effect."""
        asked = set(required(self._at.function)) - read_names(self._at.function.body)
        return any(each in self._reached and each not in STATEFUL_FIXTURES for each in asked)

    def _owner(self, name: str) -> Owner:
        if name in self._reached:
            return Owner.OTHER
        if name not in self._bound:
            return owner_of(name, self._module)
        return Owner.STATE if any(_is_state(each, self._module) for each in self._bound[name]) else Owner.OWN

    def _fix(self) -> None:
        """Find the names whose value cannot change."""
        while True:
            mutable = _AllBut(self._fixed)
            more = {
                name
                for name, values in self._bound.items()
                if values and name not in self._fixed and all(each and is_immutable(each, mutable) for each in values)
            }
            if not more:
                return
            self._fixed |= more

    def _spread(self) -> None:
        """Follow what the subject returns and receives, until nothing is added."""
        before = -1
        calls = list(self._handing())
        while before != len(self._reached):
            before = len(self._reached)
            for name, values in self._bound.items():
                inside = {each for value in values if value is not None for each in self._changeable(value)}
                if name in self._reached:
                    self._reached |= inside
                elif any(value is not None and self._is_given(value) for value in values):
                    self._reached.add(name)
            for node in calls:
                if self._hands_over(node):
                    self._reached |= self._changeable(node)
                    self._reached |= {each.id for each in ast.walk(node) if _is_entered(each, node)}
            for one, others in self._shared.items():
                if not self._reached.isdisjoint({one, *others}):
                    self._reached |= {one, *others} & set(self._bound)

    def _is_given(self, value: ast.AST) -> bool:
        """Whether a value came from the subject, or from a call that may keep things."""
        calls = (each for each in ast.walk(value) if isinstance(each, ast.Call))
        return self.is_reached(value) or any(self._keeps(each.func) for each in calls)

    def _handing(self) -> Iterator[ast.AST]:
        """All nodes before the expression that can pass a value on."""
        kinds = ast.Call | ast.BinOp | ast.AugAssign | ast.Assign | ast.withitem
        for node in ast.walk(self._at.function):
            if isinstance(node, kinds) and self._at.is_before(
                node.context_expr if isinstance(node, ast.withitem) else node
            ):
                yield node

    def _hands_over(self, node: ast.AST) -> bool:
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in READING:
                return False
            case ast.Call(func=ast.Attribute(value=ast.Name(id="self"), attr=attr)) if attr.startswith("assert"):
                return False
            case ast.Call(func=func) if self._keeps(func):
                return True
            case ast.withitem(context_expr=context):
                return not self._opens(context)
            case ast.Assign(targets=targets):
                return any(self._is_written_through(each) for each in targets)
        return self.is_reached(node)

    def _opens(self, context: ast.expr) -> bool:
        """Whether a context manager is an open file, which knows nothing of the code in its block."""
        return isinstance(context, ast.Call) and root_name(context.func) in _OPENING | FOLDERS

    def _keeps(self, func: ast.expr) -> bool:
        """Whether a called function may keep its arguments: it belongs to the process, or is made for that."""
        root = root_name(func)
        origins = self._origins.get(root)
        if origins and origins.startswith(_UNPLAIN):
            return True
        is_path = root in {"open", "Path"} or (origins or "").startswith(
            ("pathlib", "io", "tempfile", "shutil", "glob")
        )
        is_state = self._owner(root) is Owner.STATE if root else False
        last = func.attr if isinstance(func, ast.Attribute) else root
        return is_state and not is_path and (root != "os" or last in {"chdir", "putenv", "symlink", "system", "update"})

    def _is_written_through(self, target: ast.expr) -> bool:
        if not isinstance(target, ast.Attribute | ast.Subscript):
            return False
        root = root_name(target)
        return not root or self._owner(root) is not Owner.OWN

    def _changeable(self, node: ast.AST) -> set[str]:
        return (read_names(node) & set(self._bound)) - self._fixed


def _is_entered(node: ast.AST, around: ast.AST) -> TypeGuard[ast.Name]:
    """Whether a name is the target of `with … as`."""
    return isinstance(around, ast.withitem) and isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


class _AllBut(frozenset[str]):
    """The set of all names but these."""

    def __contains__(self, name: object) -> bool:
        return not super().__contains__(name)


def _origins(at: FailedExpression) -> dict[str, str]:
    """Name -> the module that it was imported from, or that it stands for."""
    found: dict[str, str] = {}
    for node in (*ast.walk(at.function), *at.module.tree.body):
        if isinstance(node, ast.ImportFrom):
            found |= {each.asname or each.name: node.module or "" for each in node.names}
        elif isinstance(node, ast.Import):
            found |= {each.asname or each.name.partition(".")[0]: each.name for each in node.names}
    return found


def _is_state(value: ast.AST | None, module: Module) -> bool:
    """Whether a name is bound to state of the process: by an import, or to an expression that reads it."""
    if isinstance(value, ast.Import | ast.ImportFrom):
        return any(origin is Origin.AMBIENT for _, origin in module.roots.bindings(value))
    return value is not None and any(owner_of(each, module) is Owner.STATE for each in read_names(value))
