"""What the names of a module stand for: imports, constants, and access to the frames of callers."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeAlias

from pytest_tddgate.domain.python.folding import constants_of, maybe_folded

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CALLERS", "FRAMES", "Looks"]

FRAMES = frozenset(
    {"_getframe", "_current_frames", "currentframe", "inspect.stack", "extract_stack", "walk_stack", "f_back"}
    | {"getouterframes", "getinnerframes"}
)
"""Names that give the frames of a function's callers."""
CALLERS = FRAMES | {
    "findCaller", "_getframemodulename", "format_stack", "print_stack", "dump_traceback", "_current_exceptions",
    "get_object_traceback",
}  # fmt: skip
"""Names that give the frames of a function's callers, or the names of their files, functions or modules."""
Names: TypeAlias = frozenset[str]
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


class Looks:
    """What the names of a module stand for, as far as it shows whether the module looks at a test run."""

    def __init__(
        self, tree: ast.Module, tests: Names = frozenset(), harness: Names = frozenset(), given: Names = frozenset()
    ) -> None:
        """`tests`, `harness`: import names of test modules, and of the tests' side; `given`: variables that tests set.

        `walkers` are functions that ask a class for its subclasses, `arguments` line and column of each use of an
        argument; `has_classes`: the module defines a class; `has_callers`: it uses a name in `FRAMES`.
        `needed` are the modules that statements at its top import, so that it cannot be without them.
        `names_callers`: it uses one in `CALLERS`, or records warnings, which have the file of a caller.
        """
        self.tests = tests
        self.harness = harness
        self.given = given
        self.constants = constants_of(tree)
        self.aliases: dict[str, str] = {}
        for node in ast.walk(tree):
            match node:
                case ast.Import(names=names):
                    self.aliases |= {each.asname or each.name.partition(".")[0]: each.name for each in names}
                case ast.ImportFrom(module=module, names=names):
                    self.aliases |= {each.asname or each.name: f"{module or ''}.{each.name}" for each in names}

        top = [each for each in tree.body if isinstance(each, ast.Import)]
        self.needed = frozenset(name.name for each in top for name in each.names)
        functions = [each for each in ast.walk(tree) if isinstance(each, _FUNCTIONS)]
        self.walkers = frozenset(getattr(each, "name", "") for each in functions if _asks_for_subclasses(each))
        self.arguments = frozenset(place for each in functions for place in _arguments_read(each))
        self.has_classes = any(isinstance(each, ast.ClassDef) for each in ast.walk(tree))
        words = {self.word(each) for each in ast.walk(tree)}
        self.has_callers = not words.isdisjoint(FRAMES)
        self.names_callers = not words.isdisjoint(CALLERS | {"catch_warnings"})

    def word(self, node: ast.AST) -> str:
        """The last name that a node reads; `inspect.stack` in full, because `stack` alone may be anything."""
        last = _last(node)
        return "inspect.stack" if last and self.dotted(node) in {"inspect.stack", "inspect.trace"} else last

    def dotted(self, node: ast.AST) -> str:
        """The full name that an expression reads (`sys.modules`); empty if it is not a name."""
        match node:
            case ast.Name(id=name):
                return self.aliases.get(name, name)
            case ast.Attribute(value=owner, attr=name):
                return f"{inner}.{name}" if (inner := self.dotted(owner)) else ""
        return ""

    def imported(self, node: ast.AST) -> str:
        """The full name that an expression reaches through an import; empty for anything else, such as a variable."""
        inner = node
        while isinstance(inner, ast.Attribute):
            inner = inner.value
        return self.dotted(node) if isinstance(inner, ast.Name) and inner.id in self.aliases else ""

    def texts(self, node: ast.AST) -> Iterator[str]:
        """Each text that an expression contains or computes."""
        for child in ast.walk(node):
            if isinstance(child, ast.expr):
                for value in maybe_folded(child, self.constants):
                    yield from (
                        each
                        for each in (value if isinstance(value, list | tuple | set) else [value])
                        if isinstance(each, str)
                    )


def _last(node: ast.AST) -> str:
    """The last name that a node reads, also if it is written as a text: `vars(sys)["_getframe"]`."""
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name) | ast.Constant(value=str() as name):
            return name
    return ""


def _asks_for_subclasses(function: ast.AST) -> bool:
    return any(isinstance(each, ast.Attribute) and each.attr == "__subclasses__" for each in ast.walk(function))


def _arguments_read(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> Iterator[tuple[int, int]]:
    """Line and column of each use of an argument in a function, also under another name."""
    every = function.args
    names = {each.arg for each in (*every.posonlyargs, *every.args, *every.kwonlyargs)}
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Name(id=other)) if other in names:
                names.add(name)
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and node.id in names:
            yield node.lineno, node.col_offset
