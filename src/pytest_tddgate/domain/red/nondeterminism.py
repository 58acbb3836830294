"""Where a test depends on the network, the clock, chance, waiting, or the order of a set."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.dotted import dotted
from pytest_tddgate.domain.red.mention import root_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.red.behaviour_kinds import TestSource

__all__ = ["nondeterminism_sources"]

_FAKE = re.compile(
    r"freez|frozen|fake|mock|patch|stub|respx|responses|time_?machine|clock|vcr|cassette|pook", re.IGNORECASE
)
_SOURCES = (
    (re.compile(r"(requests|httpx|socket|urllib\.request|http\.client|aiohttp)\..+"), "network"),
    (re.compile(r"time\.(time|time_ns|monotonic|monotonic_ns|perf_counter|perf_counter_ns|localtime|gmtime)"), "clock"),
    (re.compile(r"datetime\.(datetime|date)\.(now|utcnow|today)"), "clock"),
    (re.compile(r"random\.(?!seed$|Random$|getstate$|setstate$).+|random\.SystemRandom"), "chance"),
    (re.compile(r"secrets\..+|uuid\.uuid[14]|os\.urandom"), "chance"),
    (re.compile(r"(time|asyncio|trio|anyio)\.sleep"), "waiting"),
)
# Names in these modules that do not open a connection.
_QUIET = frozenset(
    [
        "Request",
        "Response",
        "MockTransport",
        "ASGITransport",
        "WSGITransport",
        "HTTPError",
        "Headers",
        "URL",
        "codes",
        "status_codes",
    ]
)


def nondeterminism_sources(test: TestSource, module: ast.Module) -> tuple[tuple[int, str], ...]:
    """The places (line counted from 1) where the test's result may vary between runs, each with the cause.

    A test with a fixture, decorator or block that is named like a fake is assumed to fake what it calls.
    """
    faked = _has_fake(test.node)
    names = dict(_imports(module))
    seeded = any(_is_seeding(node, names) for node in ast.walk(test.node))
    found = {
        (node.lineno, what)
        for node in ast.walk(test.node)
        if isinstance(node, ast.Call) and not faked and (what := _source_of(node, names, seeded=seeded))
    }
    found |= {(node.lineno, "order of a set") for node in _comparisons(test.node) if _compares_order(node)}
    return tuple(sorted(found))


def _imports(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Each imported name, with the dotted name that it stands for."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield (alias.asname, alias.name) if alias.asname else (alias.name.partition(".")[0],) * 2
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _full_name(node: ast.AST, names: dict[str, str]) -> str:
    root, dot, rest = dotted(node).partition(".")
    return f"{names[root]}{dot}{rest}" if root in names else ""


def _source_of(node: ast.Call, names: dict[str, str], *, seeded: bool) -> str:
    """The cause, such as `clock: time.time()`; `""` for a call whose result does not vary."""
    name = _full_name(node.func, names)
    kind = next((kind for pattern, kind in _SOURCES if pattern.fullmatch(name)), "")
    if not kind or not _QUIET.isdisjoint(name.split(".")) or (kind == "waiting" and _is_no_wait(node)):
        return ""
    if kind == "chance" and seeded and name.startswith("random."):
        return ""
    return f"{kind}: {name}()"


def _is_no_wait(node: ast.Call) -> bool:
    return any(isinstance(arg, ast.Constant) and not arg.value for arg in node.args[:1])


def _is_seeding(node: ast.AST, names: dict[str, str]) -> bool:
    return isinstance(node, ast.Call) and bool(node.args) and _full_name(node.func, names) == "random.seed"


def _has_fake(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    arguments = [arg.arg for arg in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
    blocks = (item for node in ast.walk(function) if isinstance(node, ast.With | ast.AsyncWith) for item in node.items)
    shown: Iterable[ast.expr] = [*function.decorator_list, *(item.context_expr for item in blocks)]
    names = [*arguments, *(_shown_name(node) for node in shown), *_used_fixtures(function)]
    return any(_FAKE.search(name) for name in names)


def _shown_name(node: ast.expr) -> str:
    func = node.func if isinstance(node, ast.Call) else node
    return dotted(func) or root_name(func)


def _used_fixtures(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and dotted(decorator.func).endswith("usefixtures"):
            yield from (str(arg.value) for arg in decorator.args if isinstance(arg, ast.Constant))


def _comparisons(function: ast.AST) -> Iterator[ast.Compare]:
    yield from (node for node in ast.walk(function) if isinstance(node, ast.Compare))


def _compares_order(node: ast.Compare) -> bool:
    """Whether the order of a set is compared with that of a list."""
    if not all(isinstance(op, ast.Eq | ast.NotEq) for op in node.ops):
        return False
    sides = [node.left, *node.comparators]
    has_list = any(isinstance(side, ast.List | ast.Tuple) for side in sides)
    return has_list and any(_is_set_in_order(side) for side in sides)


def _is_set_in_order(node: ast.expr) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="list" | "tuple"), args=[inner]):
            return isinstance(inner, ast.Set | ast.SetComp) or (
                isinstance(inner, ast.Call) and root_name(inner.func) in {"set", "frozenset"}
            )
    return False
