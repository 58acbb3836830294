"""Tests that a file keeps from being collected in this environment: by a branch, or by a skip of the file."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.answers import answer_of
from pytest_tddgate.domain.python.parsing import parse_or_empty
from pytest_tddgate.domain.red.skips import asks_environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["uncollected_here"]


def uncollected_here(source: bytes, facts: Mapping[str, object]) -> Mapping[str, str]:
    """The tests of a file (qualified names) that only another environment may collect, each with the reason.

    These are tests that are defined only in a branch of an `if` that asks about the environment, and all tests of a
    file that is skipped in such a branch. A branch does not count if it runs here, as far as `facts` alone tell (see
    `domain.python.answers`). Empty if the file is not Python.
    """
    tree = parse_or_empty(source)
    found = _Reader(tree, facts)
    found.read(tree.body)
    if found.skip:
        return dict.fromkeys((*found.blocked, *found.free), f"the file skips itself {found.skip}")
    return {name: why for name, why in found.blocked.items() if name not in found.free}


@dataclass(slots=True)
class _Reader:
    """The tests that a file defines: `blocked` in branches that do not run here -> the condition, `free` elsewhere."""

    tree: ast.Module
    facts: Mapping[str, object]
    blocked: dict[str, str] = field(default_factory=dict)
    free: dict[str, None] = field(default_factory=dict)
    skip: str = ""

    def read(self, body: Iterable[ast.stmt], owner: str = "", why: str = "", asked: str = "") -> None:
        """Read a body; `why` it does not run here, empty if it does; `asked`: the condition under which it may run."""
        for node in body:
            match node:
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) if why:
                    self.blocked[f"{owner}{name}"] = why
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                    self.free[f"{owner}{name}"] = None
                case ast.ClassDef(name=name):
                    self.read(node.body, f"{owner}{name}::", why)
                case ast.If(test=condition) if asks_environment(condition, self.tree):
                    answer = answer_of(condition, self.tree, self.facts)
                    for branch, is_taken, words in ((node.body, True, "if"), (node.orelse, False, "unless")):
                        text = f"{words} {ast.unparse(condition)}"
                        no, may = answer is not is_taken, answer is not (not is_taken)
                        self.read(branch, owner, text if no else why, text if may else "")
                case _ if asked and not owner and _skips_file(node):
                    self.skip = asked
                case _:
                    for inner in _blocks(node):
                        self.read(inner, owner, why, asked)


def _skips_file(node: ast.stmt) -> bool:
    match node:
        case ast.Expr(value=ast.Call(func=function, keywords=keywords)):
            is_whole = any(each.arg == "allow_module_level" for each in keywords)
            return is_whole and ast.unparse(function).rpartition(".")[2] == "skip"
        case ast.Raise(exc=ast.expr() as raised):
            return "SkipTest" in ast.unparse(raised) or "skip.Exception" in ast.unparse(raised)
    return False


def _blocks(node: ast.stmt) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        yield getattr(node, name, [])
    for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        yield part.body
