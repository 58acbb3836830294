"""Whether the statement at which a test failed depends on the subject: a lenient data flow over one module."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.parsing import parse_or_empty
from pytest_tddgate.domain.red.always_failing import failing_lines
from pytest_tddgate.domain.red.constant_values import is_explicit_failure
from pytest_tddgate.domain.red.flow import JudgedStatement, judged_statements
from pytest_tddgate.domain.red.initial_state import initial_state_of
from pytest_tddgate.domain.red.mention import Function, mention_of
from pytest_tddgate.domain.red.parsed_module import Module, find_test
from pytest_tddgate.domain.red.scope import module_scope
from pytest_tddgate.domain.red.subject import Roots

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["MODULE", "ModuleDependence", "StatementKind", "dependence_of"]

MODULE = "<module>"
"""The name that Python gives to module-level code in a traceback."""


class StatementKind(Enum):
    """Whether the subject can decide the outcome of a statement."""

    DEPENDENT = "dependent"
    INDEPENDENT = "independent"


@dataclass(frozen=True, slots=True, eq=False)
class ModuleDependence:
    """Answers what depends on the subject, for the tests of one module.

    Lenient: if the syntax cannot tell, the answer is that it does. Names are qualified (`TestCart::test_sum`), lines
    are those of the test's own frame in a traceback, counted from 1.
    """

    _module: Module
    _judged: dict[str, tuple[JudgedStatement, ...]] = field(default_factory=dict, repr=False)

    @property
    def module(self) -> Module:
        """The parsed module."""
        return self._module

    def knows(self, name: str) -> bool:
        """Whether this module defines the function (not inherited, not generated); true for `MODULE`."""
        return name == MODULE or find_test(self._module.tree, name) is not None

    def statement(self, name: str, line: int) -> StatementKind:
        """Whether the innermost statement at the line depends on the subject.

        DEPENDENT if the function is unknown; for a line outside its body (a decorator, a fixture), if the function
        reaches the subject. The message of an explicit failure does not count, except for values that came from the
        subject.
        """
        at = self._at(name, line)
        depends = any(each.depends for each in at) if at else self.reaches_subject(name)
        return StatementKind.DEPENDENT if depends else StatementKind.INDEPENDENT

    def expression_depends(self, name: str, line: int, span: tuple[int, ...]) -> bool:
        """Whether the expression at this span (as `Frame.span`), in the statement at the line, depends on the subject.

        True if that is unknown. Names that a surrounding loop or block binds count as bound.
        """
        test = find_test(self._module.tree, name)
        at = self._at(name, line)
        parts = [each for each in ast.walk(test.function) if isinstance(each, ast.expr)] if test and at else []
        node = next((each for each in parts if _span_of(each) == span and _is_read(each)), None)
        if node is None:
            return True
        inside = {id(each) for each in ast.walk(node)}
        earlier = [each for each in parts if isinstance(each, ast.Call) and _span_of(each)[2:] <= span[:2]]
        roots = self._module.roots
        for each in at:
            is_called = each.called or any(
                each.scope.sees(mention_of(call, roots), called=each.called)
                for call in earlier
                if call.lineno >= each.first and id(call) not in inside
            )
            if each.scope.sees(mention_of(node, roots), called=is_called):
                return True
        return False

    def is_conditional(self, name: str, line: int) -> bool:
        """Whether the subject decides if the statement at the line runs at all.

        It does through a surrounding block that depends on it, or through an earlier statement that depends on it and
        may leave. In a nested function, every statement is assumed to be conditional.
        """
        return any(each.is_conditional for each in self._at(name, line))

    def is_free(self, line: int) -> bool:
        """Whether the module-level code at the line is independent of the subject."""
        return self.statement(MODULE, line) is StatementKind.INDEPENDENT and not self.is_conditional(MODULE, line)

    def is_explicit_failure(self, name: str, line: int) -> bool:
        """Whether the statement fails by itself.

        It is a `raise`, `pytest.fail(...)` or `self.fail(...)`, an assertion that nothing satisfies, or one of
        `failing_lines` in `always_failing.py`.
        """
        at = self._at(name, line)
        if not at or all(each.is_explicit for each in at):
            return bool(at)
        test = find_test(self._module.tree, name)
        failing = failing_lines(test.function, self._module.tree) if test else frozenset()
        return all((each.first, each.last) in failing for each in at)

    def always_fails(self, name: str, line: int) -> bool:
        """Whether every call of the function reaches the explicit failure at the line.

        The failure is in no block, and nothing before it may leave or raise.
        """
        test = find_test(self._module.tree, name)
        function = test.function if test else _inner_function(self._module.tree, name, line)
        for node in function.body if function else []:
            if node.lineno <= line <= (node.end_lineno or node.lineno):
                return is_explicit_failure(node)
            if any(isinstance(each, ast.Return | ast.Raise) for each in ast.walk(node)):
                return False
        return False

    def reaches_subject(self, name: str) -> bool:
        """Whether the function, what it uses of this module, or its setup mentions the subject anywhere.

        True for an unknown function.
        """
        test = find_test(self._module.tree, name)
        if test is None:
            return True
        entry = initial_state_of(test, self._module)
        around = [test.function, *(mark for cls in test.classes for mark in cls.decorator_list)]
        if entry.called or self._module.sees(around):
            return True
        body = mention_of(test.function.body, self._module.roots)
        return not (body.names | body.heads).isdisjoint(entry.scope.subject & {"self", "cls"})

    def _at(self, name: str, line: int) -> list[JudgedStatement]:
        """The innermost judged statements at the line; several if they share it."""
        around = [each for each in self._statements(name) if each.first <= line <= each.last]
        least = min((each.last - each.first for each in around), default=0)
        return [each for each in around if each.last - each.first == least]

    def _statements(self, name: str) -> tuple[JudgedStatement, ...]:
        if name not in self._judged:
            self._judged[name] = self._judge(name)
        return self._judged[name]

    def _judge(self, name: str) -> tuple[JudgedStatement, ...]:
        if name == MODULE:
            return self._judge_module()
        test = find_test(self._module.tree, name)
        if test is None:
            return ()
        entry = initial_state_of(test, self._module)
        return judged_statements(test.function, entry.scope, self._module.roots, called=entry.called)

    def _judge_module(self) -> tuple[JudgedStatement, ...]:
        """The judged module-level statements; importing the subject does not call it, third-party names count as it."""
        scope = replace(self._module.scope, subject=self._module.scope.subject | self._module.scope.foreign)
        body = [run for each in self._module.tree.body if (run := _run_at_import(each))]
        whole = ast.FunctionDef(MODULE, ast.arguments([], [], None, [], [], None, []), body, [])
        return judged_statements(whole, scope, self._module.roots, called=False)


def _run_at_import(node: ast.stmt) -> ast.stmt | None:
    """The module-level statement as it is judged: a definition as what it reads at once, an import as nothing."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        read = _read_by_class(node) if isinstance(node, ast.ClassDef) else node.decorator_list
        first = node.decorator_list[0].lineno if node.decorator_list else node.lineno
        at = {"lineno": first, "end_lineno": node.lineno, "col_offset": 0}
        return ast.Expr(ast.Tuple(read, ast.Load()), **at) if read else None
    return None if isinstance(node, ast.Import | ast.ImportFrom) else node


def _read_by_class(node: ast.ClassDef) -> list[ast.expr]:
    """The expressions of a class, without the code of its methods; empty if it imports, for names unknown here."""
    nodes = list(ast.walk(node))
    methods = [each for each in nodes if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]
    later = {each for method in methods for statement in method.body for each in ast.walk(statement)}
    at_once = [each for each in nodes if each not in later]
    if any(isinstance(each, ast.Import | ast.ImportFrom) for each in at_once):
        return []
    return [each for each in at_once if isinstance(each, ast.expr)]


def _inner_function(tree: ast.Module, name: str, line: int) -> Function | None:
    """The innermost function of this name around a line, such as one nested in a test."""
    found = [
        each
        for each in ast.walk(tree)
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
        and each.name == name
        and each.lineno <= line <= (each.end_lineno or line)
    ]
    return max(found, key=lambda each: each.lineno, default=None)


def _is_read(node: ast.expr) -> bool:
    """Whether an expression is not a target: unpacking fails at its targets because of the unpacked value."""
    return isinstance(getattr(node, "ctx", None), ast.Load | None)


def _span_of(node: ast.expr) -> tuple[int, ...]:
    return (node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0)


def dependence_of(
    source: bytes, is_first_party: Callable[[str], bool], is_test_side: Callable[[str], bool]
) -> ModuleDependence:
    """The data flow of a test module; if it cannot be parsed, every function in it is unknown.

    `is_first_party` and `is_test_side` take a dotted module name (`shop.tax`, `tests.helpers`).
    """
    tree = parse_or_empty(source)
    roots = Roots(is_first_party, is_test_side)
    return ModuleDependence(Module(tree, roots, module_scope(tree, roots)))
