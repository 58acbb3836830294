"""Functions that return exactly the answers that the tests show, however they tell the inputs apart."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.leaks.rarity import Raised, canonical, rarity_of
from pytest_tddgate.domain.leaks.server_replies import STATUSES
from pytest_tddgate.domain.python.folding import constants_of, is_rare, maybe_folded
from pytest_tddgate.domain.python.nodes import nodes_in
from pytest_tddgate.domain.python.parsing import parse_or_empty

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_tddgate.domain.leaks.tested_calls import TestedCall
    from pytest_tddgate.domain.python.changed_file import ChangedFile

__all__ = ["returns_of_calls"]

_RETURNS = 4
_UNEVEN = 2
"""Least number of returns that are neither round nor short, so that code hardly has all of them by chance."""
_RARE = 2
_TWO_DIGITS = 10
_FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


def returns_of_calls(name: str, calls: Sequence[TestedCall], file: ChangedFile) -> tuple[int, TestedCall, int] | None:
    """Line and call of the first return, and the number of returns, if a function of this name returns these answers.

    `calls` are different calls with their answers. None if a return is not a constant or not new, if its answer
    belongs to several calls or to none, or if a call has no return; but exceptions and empty answers may come by
    default. None if a return is a word, a phrase or an HTTP status, too: these classify inputs, as a rule does.
    """
    tree = parse_or_empty(file.after)
    for function in (each for each in nodes_in(tree) if isinstance(each, _FunctionNode) and each.name == name):
        names = constants_of(ast.Module([each for each in tree.body if not isinstance(each, _FunctionNode)], []))
        found = _constants(function, names)
        if found and (shown := _shown(found, calls)) and all(line in file.lines for line, _ in shown):
            return (*min(shown, key=lambda each: each[0]), len(shown))
    return None


def _constants(function: _FunctionNode, names: dict[str, Any]) -> list[tuple[int, Any]]:
    """Line and value of everything that a function returns; empty if any of it is computed."""
    found: list[tuple[int, Any]] = []
    for node in _returned(function):
        values = maybe_folded(node, names)
        if not values:
            return []
        found.append((node.lineno, values[0]))
    return found


def _returned(node: ast.AST) -> Iterator[ast.expr]:
    """The expressions that are returned below a node, and each `yield`; a conditional expression counts as two."""
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.Return(value=ast.expr() as value):
                yield from _alternatives(value)
            case ast.Yield() | ast.YieldFrom():
                yield child
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Lambda():
                pass
            case _:
                yield from _returned(child)


def _alternatives(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.IfExp):
        yield from _alternatives(node.body)
        yield from _alternatives(node.orelse)
    else:
        yield node


def _shown(returned: list[tuple[int, Any]], calls: Sequence[TestedCall]) -> list[tuple[int, TestedCall]]:
    """Line and call of each returned answer; empty if answers and calls do not pair one to one."""
    telling = [(line, value) for line, value in returned if is_rare(value)]
    by_answer: dict[str, list[TestedCall]] = {}
    for call in calls:
        by_answer.setdefault(canonical(call.answers[0]), []).append(call)
    pairs = [(line, by_answer.get(canonical(value), [])) for line, value in telling]
    answers = {canonical(value) for _, value in telling}
    is_open = any(not _may_be_default(each[0].answers[0]) for key, each in by_answer.items() if key not in answers)
    says_much = sum(rarity_of(value) > 0 for _, value in telling) >= _UNEVEN
    if is_open or not says_much or not all(_tells(value) for _, value in telling):
        return []
    if len(telling) < _RETURNS or len(answers) < len(telling) or any(len(each) != 1 for _, each in pairs):
        return []
    return [(line, each[0]) for line, each in pairs]


def _may_be_default(answer: Any) -> bool:
    return isinstance(answer, Raised) or not is_rare(answer)


def _tells(value: Any) -> bool:
    if isinstance(value, int | float):
        return value not in STATUSES and (abs(value) >= _TWO_DIGITS or value != int(value))
    return rarity_of(value) >= _RARE
