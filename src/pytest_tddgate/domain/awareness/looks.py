"""What the names of a module stand for: which import, which constant, which function that shows its callers."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeAlias

from pytest_tddgate.domain.python.folding import constants_of, maybe_folded

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CALLERS", "Looks"]

CALLERS = frozenset(
    {"_getframe", "_current_frames", "currentframe", "inspect.stack", "extract_stack", "walk_stack", "f_back"}
    | {"getouterframes", "getinnerframes"}
)
"""What gives the frames of a function's callers."""
Names: TypeAlias = frozenset[str]


class Looks:
    """What the names of a module stand for, as far as it is needed to see where it looks."""

    def __init__(
        self, tree: ast.Module, tests: Names = frozenset(), harness: Names = frozenset(), given: Names = frozenset()
    ) -> None:
        """`tests`, `harness`: import names of tests' modules and of all their side; `given`: variables that are set."""
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

        self.has_callers = any(self.word(each) in CALLERS for each in ast.walk(tree))

    def word(self, node: ast.AST) -> str:
        """The last name that a node reads; `stack` is many things, so that of `inspect` has its full name."""
        last = _last(node)
        return "inspect.stack" if last and self.dotted(node) in {"inspect.stack", "inspect.trace"} else last

    def dotted(self, node: ast.AST) -> str:
        """The full name that an expression reads (`sys.modules`), empty where it is none."""
        match node:
            case ast.Name(id=name):
                return self.aliases.get(name, name)
            case ast.Attribute(value=owner, attr=name):
                return f"{inner}.{name}" if (inner := self.dotted(owner)) else ""
        return ""

    def imported(self, node: ast.AST) -> str:
        """The full name of what is reached through an import, empty for anything else, such as a variable."""
        inner = node
        while isinstance(inner, ast.Attribute):
            inner = inner.value
        return self.dotted(node) if isinstance(inner, ast.Name) and inner.id in self.aliases else ""

    def texts(self, node: ast.AST) -> Iterator[str]:
        """Each text that is written or computed in an expression."""
        for child in ast.walk(node):
            if isinstance(child, ast.expr):
                for value in maybe_folded(child, self.constants):
                    yield from (
                        each
                        for each in (value if isinstance(value, list | tuple | set) else [value])
                        if isinstance(each, str)
                    )


def _last(node: ast.AST) -> str:
    """The last name that a node reads, also where it is written as a text: `vars(sys)["_getframe"]`."""
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name) | ast.Constant(value=str() as name):
            return name
    return ""
