"""Where a test looks inside the subject: private names, patched internals, counted calls of internals."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.dotted import called_name, dotted
from pytest_tddgate.domain.red.mention import root_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pytest_tddgate.domain.red.behaviour_kinds import TestSource

__all__ = ["internals_looked_at"]

_COUNTS = frozenset(["call_count", "call_args", "call_args_list", "mock_calls", "called"])
_ASSERTING_CALLS = ("assert_called", "assert_any_call", "assert_has_calls", "assert_not_called")
_PATCHING = frozenset({"patch", "object", "setattr", "delattr", "dict", "multiple", "spy"})
# What a product calls at its boundary, by the name that its modules import.
_COLLABORATORS = frozenset(
    [
        "requests",
        "httpx",
        "urllib",
        "urlopen",
        "socket",
        "subprocess",
        "boto3",
        "smtplib",
        "os",
        "sys",
        "time",
        "datetime",
        "sleep",
        "random",
        "uuid",
        "open",
        "input",
        "print",
        "logging",
        "logger",
        "log",
        "environ",
        "client",
        "session",
        "Session",
        "Client",
    ]
)
_OWN_DOTS = 2  # package.module.name
_OPEN_PRIVATE = frozenset(["_replace", "_asdict", "_fields", "_make", "_field_defaults"])


def internals_looked_at(test: TestSource, is_first_party: Callable[[str], bool]) -> tuple[tuple[int, str], ...]:
    """The places (line counted from 1) where the test sees more of the subject than users do, and what it sees.

    `is_first_party` takes a dotted module name.
    """
    look = _Look(dict(_imports(test.module, is_first_party)), is_first_party)
    mocks = frozenset(look.mocks_in(test.node))
    found = [
        *(seen for node in ast.walk(test.node) if (seen := look.at(node, mocks))),
        *_private_imports(test, is_first_party),
    ]
    return tuple(sorted(set(found)))


def _imports(tree: ast.Module, is_first_party: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Each first-party import: the name in the test, and the dotted name that it stands for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if is_first_party(alias.name):
                    yield (alias.asname, alias.name) if alias.asname else (alias.name.partition(".")[0],) * 2
        elif isinstance(node, ast.ImportFrom) and not node.level and is_first_party(node.module or ""):
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _private_imports(test: TestSource, is_first_party: Callable[[str], bool]) -> Iterator[tuple[int, str]]:
    """The first use of each imported private name in the test."""
    private = {name: full for name, full in _imports(test.module, is_first_party) if _is_private(full)}
    for node in ast.walk(test.node):
        if isinstance(node, ast.Name) and node.id in private:
            yield node.lineno, f"uses the private {private.pop(node.id)}"


def _is_private(dotted_name: str) -> bool:
    return any(_is_private_name(part) for part in dotted_name.split("."))


def _is_private_name(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in _OPEN_PRIVATE and name != "_"


@dataclass(frozen=True, slots=True)
class _Look:
    """Looks at single nodes; `imports` maps names of the test module to dotted first-party names."""

    imports: dict[str, str]
    is_first_party: Callable[[str], bool]

    def at(self, node: ast.AST, mocks: frozenset[str]) -> tuple[int, str] | None:
        match node:
            case ast.Attribute(value=owner, attr=name) if root_name(owner) in self.imports and _is_private_name(name):
                return node.lineno, f"reads the private {dotted(node) or name}"
            case ast.Call() if (target := self._patched(node)) and _is_private(target):
                return node.lineno, f"patches the private {target}"
            case ast.Attribute(attr=name) if _is_count(name) and root_name(node) in mocks:
                return node.lineno, f"counts calls inside the subject ({root_name(node)}.{name})"
        return None

    def mocks_in(self, function: ast.AST) -> Iterator[str]:
        """The names of mocks that replace parts of the subject itself."""
        for node in ast.walk(function):
            match node:
                case ast.With(items=items) | ast.AsyncWith(items=items):
                    made = (item.optional_vars for item in items if self._makes_mock(item))
                    yield from (root_name(name) for name in made if name is not None)
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call) if self._is_own(call):
                    yield name
                case ast.FunctionDef() | ast.AsyncFunctionDef():
                    yield from self._injected(node)

    def _makes_mock(self, item: ast.withitem) -> bool:
        return isinstance(item.context_expr, ast.Call) and self._is_own(item.context_expr)

    def _injected(self, function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
        """The parameters that `@patch` decorators fill: the lowest decorator fills the first."""
        patches = [each for each in reversed(function.decorator_list) if _is_injecting(each)]
        names = [arg.arg for arg in function.args.args if arg.arg not in {"self", "cls"}]
        for decorator, name in zip(patches, names, strict=False):
            if isinstance(decorator, ast.Call) and self._is_own(decorator):
                yield name

    def _is_own(self, call: ast.Call) -> bool:
        """Whether the call patches a part of the subject, and not a collaborator at its boundary.

        `shop.http.requests.get` is a collaborator: `shop.http.requests` is a third-party module.
        """
        target = self._patched(call)
        return bool(target) and (_is_private(target) or self._is_defined_by_subject(target))

    def _is_defined_by_subject(self, target: str) -> bool:
        # Syntax cannot tell a function of shop.http from one that it imported; one more dot means an imported module.
        return target.count(".") <= _OWN_DOTS and not any(part in _COLLABORATORS for part in target.split("."))

    def _patched(self, call: ast.Call) -> str:
        """The dotted name of the first-party object that a call patches; `""` if it patches none."""
        if called_name(call) not in _PATCHING or not call.args:
            return ""
        first, rest = call.args[0], call.args[1:]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            return first.value if self._is_subject(first.value) else ""
        path = dotted(first)
        root, _, tail = path.partition(".")
        if root not in self.imports:
            return ""
        names = [self.imports[root], tail, *_text(rest[:1])]
        return ".".join(name for name in names if name)

    def _is_subject(self, target: str) -> bool:
        parts = target.split(".")
        return any(self.is_first_party(".".join(parts[:count])) for count in range(1, len(parts) + 1))


def _text(nodes: Iterable[ast.expr]) -> list[str]:
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def _is_count(name: str) -> bool:
    return name in _COUNTS or name.startswith(_ASSERTING_CALLS)


def _is_injecting(decorator: ast.expr) -> bool:
    """Whether a decorator is a `patch` that passes its mock to the function."""
    if not isinstance(decorator, ast.Call) or called_name(decorator) not in {"patch", "object"}:
        return False
    given = len(decorator.args) > (2 if called_name(decorator) == "object" else 1)
    return not given and not any(word.arg == "new" for word in decorator.keywords)
