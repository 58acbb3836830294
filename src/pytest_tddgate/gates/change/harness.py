"""The harness that can influence a contract's tests: conftests, package files, helper modules, data files."""

from __future__ import annotations

import ast
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.python.parsing import parse_or_empty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.ports import Repository

__all__ = ["harness_of"]

_WORD = re.compile(r"[\w.-]+")
_SHORT = 3  # characters: a shorter file stem occurs in too many strings


def harness_of(
    test_files: Iterable[str], present: Iterable[str], repository: Repository, layout: Layout
) -> tuple[str, ...]:
    """The test-side paths, other than these test files, that can influence the tests in them.

    `present` are all test-side files of the work tree. Imports of helper modules are followed; a data file counts if a
    string in one of the Python files names it.
    """
    tests, present = set(test_files), set(present)
    python = set(_with_imports([*tests, *_around(tests, layout, present)], present, layout, repository))
    words = {word for path in python for word in _words(repository.read(path) or b"")}
    data = {path for path in present if not path.endswith((".py", ".pyc")) and _is_named(path, words)}
    return tuple(sorted((python | data) - tests))


def _around(tests: set[str], layout: Layout, present: set[str]) -> Iterator[str]:
    """The `conftest.py` and `__init__.py` of every directory from the rootdir down to the tests."""
    folders = {parent.as_posix() for test in tests for parent in PurePosixPath(test).parents}
    for folder in folders:
        inside = not layout.root or folder == layout.root or folder.startswith(layout.root + "/")
        for name in ("conftest.py", "__init__.py") if inside else ():
            path = name if folder == "." else f"{folder}/{name}"
            if path in present:
                yield path


def _with_imports(paths: list[str], present: set[str], layout: Layout, repository: Repository) -> Iterator[str]:
    """The files, and every test-side module that they import directly or indirectly."""
    seen: set[str] = set()
    while paths:
        path = paths.pop()
        if path in seen:
            continue
        seen.add(path)
        yield path
        paths += [found for found in _imported(path, present, layout, repository) if found not in seen]


def _imported(path: str, present: set[str], layout: Layout, repository: Repository) -> Iterator[str]:
    for node in ast.walk(parse_or_empty(repository.read(path) or b"")):
        for folder, module in _modules(node, path, layout):
            base = f"{folder}/{module.replace('.', '/')}".strip("/")
            yield from (each for each in (f"{base}.py", f"{base}/__init__.py") if each in present)


def _modules(node: ast.AST, path: str, layout: Layout) -> Iterator[tuple[str, str]]:
    """Pairs of a directory and a dotted name below it to which an import statement may refer."""
    folders = ["", layout.root, *layout.tests, *(parent.as_posix() for parent in PurePosixPath(path).parents)]
    if isinstance(node, ast.Import):
        yield from ((folder, alias.name) for alias in node.names for folder in folders)
    elif isinstance(node, ast.ImportFrom) and node.level:
        parent = PurePosixPath(path).parents[min(node.level, len(PurePosixPath(path).parents)) - 1].as_posix()
        names = [".".join(each for each in (node.module, alias.name) if each) for alias in node.names]
        yield from ((parent, name) for name in [*names, node.module or ""] if name)
    elif isinstance(node, ast.ImportFrom) and node.module:
        names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        yield from ((folder, name) for name in names for folder in folders)


def _words(source: bytes) -> Iterator[str]:
    """The words of every string constant of a Python file."""
    for node in ast.walk(parse_or_empty(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _WORD.findall(node.value)


def _is_named(path: str, words: set[str]) -> bool:
    pure = PurePosixPath(path)
    return pure.name in words or (len(pure.stem) >= _SHORT and pure.stem in words)
