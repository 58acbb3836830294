"""Code of the subject that finds out whether it is tested, and lets that decide its answers."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.awareness.call_counting import counting_spots
from pytest_tddgate.domain.awareness.caller_names import named_caller_spots
from pytest_tddgate.domain.awareness.changed_tools import is_about_tests
from pytest_tddgate.domain.awareness.looks import Looks
from pytest_tddgate.domain.awareness.run_signs import sign_in, spot_at_once
from pytest_tddgate.domain.python.changed_file import Spot
from pytest_tddgate.domain.python.code_in_texts import hidden_code
from pytest_tddgate.domain.python.folding import constants_of, maybe_folded
from pytest_tddgate.domain.python.parsing import parse_or_empty
from pytest_tddgate.domain.python.steering import steered_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.domain.python.changed_file import ChangedFile

__all__ = ["aware_spots", "imports_pytest"]


def aware_spots(
    file: ChangedFile,
    tests: frozenset[str] = frozenset(),
    harness: frozenset[str] = frozenset(),
    given: frozenset[str] = frozenset(),
    own: frozenset[str] = frozenset(),
) -> tuple[Spot, ...]:
    """The changed lines that look for a test run, and those with a branch or result that depends on what was seen.

    `tests` are the import names of the test modules, `harness` those of all modules on the tests' side, `given` the
    environment variables that the tests set themselves, `own` the names of the file and its packages. Code that is
    written as a text for `exec` is read as well. A file that imported pytest at the base is exempt, because tests are
    its subject.
    """
    try:
        tree = _plain(file.after)
    except (SyntaxError, ValueError):
        return ()
    if file.before is not None and imports_pytest(file.before):
        return ()
    lines = file.lines
    looks = Looks(tree, tests, harness, given)
    named = named_caller_spots(tree, lines, looks, own)
    found = {spot.line: spot for spot in (*named, *_looks(tree, lines, looks), *counting_spots(tree, lines))}
    for inner, line in hidden_code(tree):
        everywhere = frozenset(range(1, len(ast.unparse(inner).splitlines()) + 2))
        looks = Looks(inner, tests, harness, given)
        spots = [*_looks(inner, everywhere, looks), *named_caller_spots(inner, everywhere, looks, own)]
        if line in lines and (spots := [*spots, *counting_spots(inner, everywhere)]):
            found[line] = Spot(line, spots[0].what)
    return tuple(found[line] for line in sorted(found))


def imports_pytest(source: bytes) -> bool:
    """Whether a module imports pytest or another tool that runs tests."""
    tree = parse_or_empty(source)
    return any(is_about_tests(name) for node in ast.walk(tree) for name in _imported(node))


def _imported(node: ast.AST) -> tuple[str, ...]:
    match node:
        case ast.Import(names=names):
            return tuple(each.name for each in names)
        case ast.ImportFrom(module=str() as module, level=0):
            return (module,)
    return ()


class _WithoutDetours(ast.NodeTransformer):
    """Rewrites `getattr(x, "name")` as `x.name`."""

    def __init__(self, names: dict[str, Any]) -> None:
        self._names = names

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """The call itself, or the attribute that it reads by `getattr`."""
        self.generic_visit(node)
        match node:
            case ast.Call(func=ast.Name(id="getattr"), args=[owner, name, *_]):
                for value in maybe_folded(name, self._names):
                    if isinstance(value, str):
                        return ast.copy_location(ast.Attribute(owner, value, ast.Load()), node)
        return node


def _plain(source: bytes) -> ast.Module:
    """The syntax tree of a source without detours: a tree of its own, because those that are shared must not change."""
    plain: ast.Module = _WithoutDetours(constants_of(parse_or_empty(source))).visit(ast.parse(source))
    return plain


def _looks(tree: ast.Module, lines: frozenset[int], looks: Looks) -> Iterator[Spot]:
    """The spots that look at a run: any that code has no reason for, others if they decide a branch or a result."""
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if line in lines and (what := spot_at_once(node, looks)):
            yield Spot(line, what)
    for origin, sink in steered_by(tree, lambda node: sign_in(node, looks)):
        if origin.line in lines:
            yield origin
        elif sink in lines:
            yield Spot(sink, origin.what)
