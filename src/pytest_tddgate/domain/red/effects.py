"""Whether the subject may have changed the state that a test looks at: files, the environment, the process."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from pytest_tddgate.domain.red.failed_expression import read_names, texts_in
from pytest_tddgate.domain.red.fixtures import fixtures_in, is_autouse, used_fixtures
from pytest_tddgate.domain.red.initial_state import SETUP
from pytest_tddgate.domain.red.scope import statements_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.domain.red.failed_expression import FailedExpression
    from pytest_tddgate.domain.red.ownership import Ownership

__all__ = ["had_effects"]


def had_effects(node: ast.expr, at: FailedExpression, names: Ownership, *, is_file: bool) -> bool:
    """Whether the subject was called for an effect before, or was passed a string constant of the expression.

    State that is compared with a result of the subject is the expected value, so calls whose results are kept do not
    count as made for an effect. For a missing file they do: a call that writes a file may return something as well.
    """
    calls = [each for each in ast.walk(at.function) if isinstance(each, ast.Call) and not at.holds(each)]
    told = {text for each in calls if names.is_reached(each) for text in texts_in(each)}
    if not told.isdisjoint(texts_in(node)) or names.unread_fixtures():
        return True
    if any(names.is_reached(each) for each in _without_result(at)):
        return True
    if any(at.module.sees([each]) for each in _before_the_test(at)):
        return True
    earlier = [each for each in calls if at.is_before(each) and names.is_reached(each)]
    if is_file and any(not _only_makes(each) and not _is_within(each, at.statement) for each in earlier):
        return True
    return bool(earlier) and not _meets(at, names)


def _only_makes(call: ast.Call) -> bool:
    """Whether a call only makes an object, without arguments: `Cart()`."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name[:1].isupper() and not call.args and not call.keywords


def _is_within(node: ast.AST, statement: ast.stmt) -> bool:
    return any(each is node for each in ast.walk(statement))


def _without_result(at: FailedExpression) -> Iterator[ast.AST]:
    """Earlier steps whose result is not kept: bare calls, context managers, imports, writes through a name."""
    for each in ast.walk(at.function):
        if isinstance(each, ast.Expr | ast.Import | ast.ImportFrom | ast.Delete | ast.AugAssign) and at.is_before(each):
            yield each
        elif isinstance(each, ast.withitem) and at.is_before(each.context_expr):
            yield each.context_expr
        elif isinstance(each, ast.Assign) and at.is_before(each) and _is_written(each):
            yield each


def _is_written(node: ast.Assign) -> bool:
    return any(isinstance(each, ast.Attribute | ast.Subscript) for each in node.targets)


def _before_the_test(at: FailedExpression) -> Iterator[ast.AST]:
    """What runs before the test for its effects: setup, used and autouse fixtures, decorators, module-level calls."""
    marks = [*at.function.decorator_list, *(mark for each in at.classes for mark in each.decorator_list)]
    yield from marks
    used = set(used_fixtures(marks))
    for body in (at.module.tree.body, *(each.body for each in at.classes), *(each.tree.body for each in at.around)):
        yield from (each for each in statements_of(body) if isinstance(each, ast.Expr) and _is_call(each))
        yield from (each for name, each in fixtures_in(body).items() if is_autouse(each) or name in used)
        for each in statements_of(body):
            if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) and each.name in SETUP:
                yield from (part for part in ast.walk(each) if isinstance(part, ast.Expr) and _is_call(part))


def _is_call(node: ast.Expr) -> bool:
    return isinstance(node.value, ast.Call | ast.Await)


def _meets(at: FailedExpression, names: Ownership) -> bool:
    """Whether the expression shares a statement with the subject, or a name that it is bound to does later."""
    rest = [each for each in ast.iter_child_nodes(at.statement) if not at.holds(each)]
    inside = [part for each in ast.walk(at.statement) if at.holds(each) for part in ast.iter_child_nodes(each)]
    beside = [each for each in (*rest, *inside) if isinstance(each, ast.expr) and not at.holds(each)]
    within = {id(part) for part in ast.walk(at.node)}
    if any(names.is_reached(each) for each in beside if id(each) not in within):
        return True
    if not isinstance(at.statement, ast.Assign):
        return False
    bound = {each.id for target in at.statement.targets for each in ast.walk(target) if isinstance(each, ast.Name)}
    later = [
        each for each in ast.walk(at.function) if isinstance(each, ast.Assert | ast.Expr) and not at.is_before(each)
    ]
    return any(not bound.isdisjoint(read_names(each)) and names.is_reached(each) for each in later)
