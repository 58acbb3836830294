"""Functions that a contract asks for with only one example: a lookup table with one row would satisfy it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.dotted import called_name
from pytest_tddgate.domain.python.folding import constants_of, maybe_folded
from pytest_tddgate.domain.run.observation import TestId  # noqa: TC001 - a dataclass keeps its annotations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_tddgate.domain.red.behaviour_kinds import TestSource

__all__ = ["SingleExample", "inside_loops", "known_in", "raising_blocks", "single_examples"]

_LOOPS = ast.For | ast.AsyncFor | ast.While | ast.ListComp | ast.GeneratorExp | ast.SetComp | ast.DictComp


@dataclass(frozen=True, slots=True)
class SingleExample:
    """A function's name and its only example: the call as text, the test, the line."""

    name: str
    call: str
    test: TestId
    line: int


def single_examples(tests: Iterable[TestSource], missing: Iterable[str]) -> tuple[SingleExample, ...]:
    """The missing functions for which the tests compare one result only, with constant arguments and result.

    `missing` are dotted names. A function is left out if it is also called in another way, in a loop, or with values
    from a fixture or an unknown parametrization: these may be more examples. Calls where an exception is expected are
    ignored, since they show another behaviour.
    """
    tests = tuple(tests)
    names = {each.rpartition(".")[2] for each in missing}
    found: dict[str, dict[str, SingleExample]] = {}
    unclear: set[str] = set()
    for test in tests:
        known, is_single = known_in(test)
        results = _results(test.node)
        raising = {id(node) for block in raising_blocks(test.node) for node in ast.walk(block)}
        looped = inside_loops(test.node)
        compared = {id(call): other for call, other in _compared(test.node, results)}
        for call in (node for node in ast.walk(test.node) if isinstance(node, ast.Call)):
            name = called_name(call)
            if name not in names or id(call) in raising:
                continue
            given = [maybe_folded(each, known) for each in (*call.args, *(word.value for word in call.keywords))]
            other = compared.get(id(call))
            is_known = not isinstance(other, ast.Call) and maybe_folded(other, known) and all(given)
            if not is_known or not is_single or id(call) in looped:
                unclear.add(name)
                continue
            shown = SingleExample(name, ast.unparse(call), test.id, call.lineno)
            found.setdefault(name, {}).setdefault(repr((given, [word.arg for word in call.keywords])), shown)
    return tuple(
        each for name, shown in found.items() if len(shown) == 1 and name not in unclear for each in shown.values()
    )


def known_in(test: TestSource) -> tuple[Mapping[str, object], bool]:
    """The names with known values in a test, one-row parametrizations included; and whether it has only one row."""
    names = constants_of(test.node, constants_of(ast.Module(test.module.body, [])))
    for mark in test.node.decorator_list:
        if called_name(mark) != "parametrize":
            if called_name(mark) in {"given", "repeat"}:
                return names, False
            continue
        match mark:
            case ast.Call(args=[heads, ast.List(elts=[row]) | ast.Tuple(elts=[row]), *_]):
                texts = [
                    each
                    for value in maybe_folded(heads, {})
                    for each in (value.split(",") if isinstance(value, str) else value)
                ]
                parts = row.args if isinstance(row, ast.Call) else getattr(row, "elts", [row])
                cells = [row] if len(texts) == 1 and not isinstance(row, ast.Call) else parts
                for text, cell in zip(texts, cells, strict=False):
                    names.update((text.strip(), value) for value in maybe_folded(cell, names))
            case _:
                return names, False
    return names, True


def inside_loops(node: ast.AST) -> set[int]:
    """The `id` of every node inside a loop."""
    return {id(each) for loop in ast.walk(node) if isinstance(loop, _LOOPS) for each in ast.walk(loop)}


def _results(node: ast.AST) -> dict[str, ast.Call]:
    """Local name -> the call whose result it holds."""
    return {
        each.targets[0].id: each.value
        for each in ast.walk(node)
        if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name) and isinstance(each.value, ast.Call)
    }


def raising_blocks(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a test in which an exception is expected."""
    for each in ast.walk(node):
        match each:
            case ast.With(items=items) | ast.AsyncWith(items=items) if any(
                "raises" in called_name(item.context_expr).lower() for item in items
            ):
                yield each
            case ast.Call() if called_name(each) in {"raises", "assertRaises"}:
                yield each


def _compared(node: ast.AST, results: Mapping[str, ast.Call]) -> Iterator[tuple[ast.Call, ast.expr]]:
    """Each call that is compared for equality, with the other side."""
    for each in ast.walk(node):
        match each:
            case ast.Compare(left=left, ops=[ast.Eq() | ast.Is()], comparators=[right]):
                pass
            case ast.Call(func=ast.Attribute(attr="assertEqual" | "assertIs"), args=[left, right, *_]):
                pass
            case _:
                continue
        for side, other in ((left, right), (right, left)):
            call = results.get(side.id) if isinstance(side, ast.Name) else side
            if isinstance(call, ast.Call):
                yield call, other
