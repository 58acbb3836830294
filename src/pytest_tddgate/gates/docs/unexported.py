"""Names that the tests of a feature use and that the change leaves out of `__all__`: they are public too."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.bindings import dotted_name, imported_names
from pytest_tddgate.domain.python.exposures import private_but
from pytest_tddgate.domain.python.parsing import parse_or_empty
from pytest_tddgate.gates.contracts.registry import registry_of
from pytest_tddgate.gates.docs.public_names import module_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_tddgate.domain.docs.public_api import PublicObject
    from pytest_tddgate.gates.case import Case

__all__ = ["unexported_names"]

_EXPORTS = re.compile(rb"^__all__\b", re.MULTILINE)


def unexported_names(
    before: Mapping[str, bytes],
    now: Mapping[str, bytes],
    then_seen: Iterable[PublicObject],
    features: Iterable[str],
    case: Case,
) -> frozenset[str]:
    """The dotted names in changed files with an `__all__` that the features' locked tests use.

    A name that `__all__` left out at the base already stays private. Names with an underscore are ignored.
    """
    is_private = private_but(case.settings.docs.public)
    python = {path: source for path, source in now.items() if path.endswith(".py") and module_of(path, case)}
    written = [path for path, text in python.items() if _EXPORTS.search(text) and not is_private(module_of(path, case))]
    used = {name for name in _used_by(features, case) if not name.startswith("_")} if written else set()
    known = {each.name for each in then_seen}
    return frozenset(
        name
        for path in written
        for name in (f"{module_of(path, case)}.{each}" for each in used)
        if name in known or not _EXPORTS.search(before.get(path, b""))
    )


def _used_by(features: Iterable[str], case: Case) -> Iterator[str]:
    """Each part, after the first, of the dotted product names that the tests of these features use."""
    contracts = registry_of(case).contracts
    paths = {path for each in features if each in contracts for path in contracts[each].contract.locked}
    for path in sorted(each for each in paths if each.endswith(".py")):
        for name in _dotted_names(parse_or_empty(case.bytes_of(path))):
            if case.layout.is_first_party(name):
                yield from name.split(".")[1:]


def _dotted_names(tree: ast.Module) -> Iterator[str]:
    """The dotted names that a test module imports, and the attributes that it reads from them."""
    scopes = [tree, *(each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef))]
    for scope in scopes:
        imported = {**imported_names(tree), **imported_names(scope)}
        yield from imported_names(scope).values()
        for node in ast.walk(scope):
            if isinstance(node, ast.Attribute) and (name := dotted_name(node, imported)):
                yield name
