"""The import names of test-side modules: product code that imports one does not work without the tests."""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import is_below

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pytest_tddgate.gates.case import Case

__all__ = ["modules_of_tests", "without_others"]

_ENDINGS = (".py", ".so", ".pyd", ".dylib")


def modules_of_tests(case: Case) -> frozenset[str]:
    """Dotted names of the test-side modules: from a test root, as pytest imports them, or from their own folder.

    A package has no name from its own folder: test folders are often named after the libraries that they are about.
    """
    paths = [path for path in case.repository.test_side_files(case.layout) if path.endswith(_ENDINGS)]
    present = frozenset(paths)
    return frozenset(name for path in paths for name in _names_of(path, case.layout.tests, present))


def without_others(names: frozenset[str], case: Case) -> frozenset[str]:
    """The names without those that the product, Python, an installed package or a script has as well."""
    tops = {name.partition(".")[0] for name in names}
    taken = {top for top in tops if case.layout.is_first_party(top) or _is_elsewhere(top)}
    return frozenset(name for name in names if name.partition(".")[0] not in taken and not _is_beside(name, case))


def _names_of(path: str, roots: Collection[str], present: frozenset[str]) -> Iterator[str]:
    parts = PurePosixPath(path).parts
    name = parts[-1].partition(".")[0]
    module = parts[:-1] if name == "__init__" else (*parts[:-1], name)
    starts = [len(PurePosixPath(root).parts) for root in roots if is_below(path, root)]
    if name != "__init__":
        starts.append(len(parts) - 1)
    first = len(parts) - 1
    while first and "/".join((*parts[:first], "__init__.py")) in present:
        first -= 1
    yield from {".".join(module[start:]) for start in (*starts, first) if module[start:]}


def _is_elsewhere(top: str) -> bool:
    # The judge's path is isolated from the project.
    return top in sys.stdlib_module_names or PathFinder.find_spec(top, sys.path) is not None


def _is_beside(name: str, case: Case) -> bool:
    """Whether the name is also that of a file outside the tests, at the top or in a source folder."""
    way = name.replace(".", "/")
    roots = {case.layout.root, *case.layout.source}
    files = (f"{root}/{way}".lstrip("/") for root in roots)
    return any(
        case.repository.has_file(path) and not case.layout.is_test_side(path)
        for file in files
        for path in (f"{file}.py", f"{file}/__init__.py")
    )
