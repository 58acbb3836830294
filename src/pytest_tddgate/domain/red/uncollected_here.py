"""Which tests a file keeps from being collected for another environment: by a block, or by a skip of the whole file."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.answers import answer_of
from pytest_tddgate.domain.python.parsed import parsed
from pytest_tddgate.domain.red.skips import asks_environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["uncollected_here"]


def uncollected_here(source: bytes, facts: Mapping[str, object]) -> Mapping[str, str]:
    """The tests of a file that may be collected in another environment only, by qualified name, each with the reason.

    So is a test that is defined in no other place than the branch of an `if` that asks for the environment, and every
    test of a file that is skipped in such a branch. A branch that runs here, as `facts` alone answer, is none: see
    `domain.python.answers`. Empty for what is not Python.
    """
    tree = parsed(source)
    found = _Reader(tree, facts)
    found.read(tree.body)
    if found.skip:
        return dict.fromkeys((*found.blocked, *found.free), f"the file skips itself {found.skip}")
    return {name: why for name, why in found.blocked.items() if name not in found.free}


@dataclass(slots=True)
class _Reader:
    """What a file defines in a branch that does not run here, by the condition, and in any other place."""

    tree: ast.Module
    facts: Mapping[str, object]
    blocked: dict[str, str] = field(default_factory=dict)
    free: dict[str, None] = field(default_factory=dict)
    skip: str = ""

    def read(self, body: Iterable[ast.stmt], owner: str = "", why: str = "", asked: str = "") -> None:
        """Read a body: `why` it does not run here, empty where it does; `asked` is the condition that it may run by."""
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
