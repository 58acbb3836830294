"""Whether the statement at which a test failed depends on the subject: a lenient data flow over one test module."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.parsed import parsed
from pytest_tddgate.domain.red.doomed import failing_lines
from pytest_tddgate.domain.red.entry import Module, entry_of, find_test
from pytest_tddgate.domain.red.fixed import is_explicit_failure
from pytest_tddgate.domain.red.flow import Judged, judged_statements
from pytest_tddgate.domain.red.mention import Function, mention_of
from pytest_tddgate.domain.red.scope import module_scope
from pytest_tddgate.domain.red.subject import Roots

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["MODULE", "ModuleDependence", "StatementKind", "dependence_of"]

MODULE = "<module>"
"""What Python calls the code of a module outside of its functions."""


class StatementKind(Enum):
    """Whether the subject can decide the outcome of a statement."""

    DEPENDENT = "dependent"
    INDEPENDENT = "independent"


@dataclass(frozen=True, slots=True, eq=False)
class ModuleDependence:
    """Answers, for the tests of one module, what depends on the subject.

    Lenient: where syntax cannot tell, the answer is that it does. Names are qualified (`TestCart::test_sum`), lines
    are those of the test's own frame in a traceback, counted from 1.
    """

    _module: Module
    _judged: dict[str, tuple[Judged, ...]] = field(default_factory=dict, repr=False)

    @property
    def module(self) -> Module:
        """The parsed module."""
        return self._module

    def knows(self, name: str) -> bool:
        """Whether the function is defined in this module: not inherited, not generated. Every module knows `MODULE`."""
        return name == MODULE or find_test(self._module.tree, name) is not None

    def statement(self, name: str, line: int) -> StatementKind:
        """Whether the innermost statement at the line depends on the subject.

        DEPENDENT when the function is not known; outside its body (a decorator, a fixture) when it reaches the subject.
        What an explicit failure says in its message does not count, unless it is a value that came from the subject.
        """
        at = self._at(name, line)
        depends = any(each.depends for each in at) if at else self.reaches_subject(name)
        return StatementKind.DEPENDENT if depends else StatementKind.INDEPENDENT

    def expression_depends(self, name: str, line: int, span: tuple[int, ...]) -> bool:
        """Whether the expression in this place (as `Frame.span`) of the statement at the line depends on the subject.

        True wherever that is not known. What a loop or a block around has bound counts as bound.
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

        It does by a block around that depends on it, or by an earlier one that may leave; and it is taken to for what
        stands in a function inside the test.
        """
        return any(each.is_conditional for each in self._at(name, line))

    def is_free(self, line: int) -> bool:
        """Whether what the module itself does at the line has nothing to do with the subject."""
        return self.statement(MODULE, line) is StatementKind.INDEPENDENT and not self.is_conditional(MODULE, line)

    def is_explicit_failure(self, name: str, line: int) -> bool:
        """Whether the statement fails by itself.

        It is a `raise`, `pytest.fail(...)` or `self.fail(...)`, asserts what nothing satisfies, or runs a failing text.
        """
        at = self._at(name, line)
        if not at or all(each.is_explicit for each in at):
            return bool(at)
        test = find_test(self._module.tree, name)
        failing = failing_lines(test.function, self._module.tree) if test else frozenset()
        return all((each.first, each.last) in failing for each in at)

    def always_fails(self, name: str, line: int) -> bool:
        """Whether the explicit failure at the line is what every call of the function comes to.

        It stands in no block, and nothing before it may leave or raise.
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
        """Whether the function, what it uses of this module, or what sets it up mentions the subject anywhere.

        True of a function that is not known.
        """
        test = find_test(self._module.tree, name)
        if test is None:
            return True
        entry = entry_of(test, self._module)
        around = [test.function, *(mark for cls in test.classes for mark in cls.decorator_list)]
        if entry.called or self._module.sees(around):
            return True
        body = mention_of(test.function.body, self._module.roots)
        return not (body.names | body.heads).isdisjoint(entry.scope.subject & {"self", "cls"})

    def _at(self, name: str, line: int) -> list[Judged]:
        """The innermost judged statements at the line: several where they share it."""
        around = [each for each in self._statements(name) if each.first <= line <= each.last]
        least = min((each.last - each.first for each in around), default=0)
        return [each for each in around if each.last - each.first == least]

    def _statements(self, name: str) -> tuple[Judged, ...]:
        if name not in self._judged:
            self._judged[name] = self._judge(name)
        return self._judged[name]

    def _judge(self, name: str) -> tuple[Judged, ...]:
        if name == MODULE:
            return self._judge_module()
        test = find_test(self._module.tree, name)
        if test is None:
            return ()
        entry = entry_of(test, self._module)
        return judged_statements(test.function, entry.scope, self._module.roots, called=entry.called)

    def _judge_module(self) -> tuple[Judged, ...]:
        """The statements of the module itself. To import the subject is not to call it; other packages may be its."""
        scope = replace(self._module.scope, subject=self._module.scope.subject | self._module.scope.foreign)
        body = [run for each in self._module.tree.body if (run := _run_at_import(each))]
        whole = ast.FunctionDef(MODULE, ast.arguments([], [], None, [], [], None, []), body, [])
        return judged_statements(whole, scope, self._module.roots, called=False)


def _run_at_import(node: ast.stmt) -> ast.stmt | None:
    """What of a statement of a module runs as such: of a function or a class the decorators, of an import nothing."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        marks = node.decorator_list
        at = {"lineno": marks[0].lineno, "end_lineno": node.lineno, "col_offset": 0} if marks else {}
        return ast.Expr(ast.Tuple(marks, ast.Load()), **at) if marks else None
    return None if isinstance(node, ast.Import | ast.ImportFrom) else node


def _inner_function(tree: ast.Module, name: str, line: int) -> Function | None:
    """The innermost function of this name around a line, one inside a test for instance."""
    found = [
        each
        for each in ast.walk(tree)
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
        and each.name == name
        and each.lineno <= line <= (each.end_lineno or line)
    ]
    return max(found, key=lambda each: each.lineno, default=None)


def _is_read(node: ast.expr) -> bool:
    """Whether an expression is no target: an unpacking fails at its targets, by what is unpacked."""
    return isinstance(getattr(node, "ctx", None), ast.Load | None)


def _span_of(node: ast.expr) -> tuple[int, ...]:
    return (node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0)


def dependence_of(
    source: bytes, is_first_party: Callable[[str], bool], is_test_side: Callable[[str], bool]
) -> ModuleDependence:
    """The dependence of everything in a test module on the subject; a module that cannot be parsed knows nothing.

    `is_first_party` and `is_test_side` answer for a dotted module name (`shop.tax`, `tests.helpers`).
    """
    tree = parsed(source)
    roots = Roots(is_first_party, is_test_side)
    return ModuleDependence(Module(tree, roots, module_scope(tree, roots)))
