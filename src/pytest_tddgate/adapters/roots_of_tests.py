"""Which folders hold only tests: pytest's `testpaths` can also name product code with tests among it."""

from __future__ import annotations

import os
import posixpath
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import is_below, is_named_by
from pytest_tddgate.errors import Unusable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

__all__ = ["Sources", "check_apart", "roots_of_tests"]

_USUAL = ("tests", "test", "testing")
_USUAL_MODULES = ("tests.py", "test.py")
_FOLDERS_OF_TESTS = frozenset({"tests", "test"})
_DEFINITION = re.compile(rb"^(async def|def|class) ", re.MULTILINE)
_TEST = re.compile(rb"^ *(async def|def) test|^class Test", re.MULTILINE)


class Sources:
    """A project's product code: its source roots and packages, and the import names that its metadata declares.

    All paths are relative to `rootdir`. `patterns` are pytest's `python_files`.
    """

    def __init__(
        self,
        rootdir: str,
        source: Sequence[str],
        packages: Sequence[str],
        names: Collection[str],
        patterns: Sequence[str],
    ) -> None:
        """Normalise the paths."""
        self._rootdir, self._names = rootdir, names
        self._source = [_normalized(each) for each in source]
        self.packages = [_normalized(each) for each in packages]
        self._patterns = patterns

    def lie_in(self, path: str) -> bool:
        """Whether the path is a source root, or a folder that contains a package."""
        return path in {*self._source, "."} or any(is_below(each, path) and each != path for each in self.packages)

    def hold(self, path: str) -> bool:
        """Whether the path is a package, or inside one."""
        return any(is_below(path, each) for each in self.packages)

    def are_all_in(self, paths: Sequence[str]) -> bool:
        """Whether every package is inside one of these paths."""
        return all(any(path == "." or is_below(each, path) for path in paths) for each in self.packages)

    def is_made_of_tests(self, path: str, *, or_even: bool) -> bool:
        """Whether most modules below this path are test files; with `or_even`, half of them suffice.

        Test folders inside it are not counted. A package with one of the project's declared names never qualifies.
        """
        full = Path(self._rootdir, path)
        if path in self.packages and PurePosixPath(path).name.removesuffix(".py") in self._names:
            return False
        if full.is_file():
            return bool(_TEST.search(full.read_bytes()))
        counted = [self._is_test(each) for each in _modules(full)]
        tests, others = counted.count(True), counted.count(False)
        return tests > others or (or_even and tests == others > 0)

    def _is_test(self, module: Path) -> bool:
        return is_named_by(self._patterns, module.relative_to(self._rootdir).as_posix())


def roots_of_tests(testpaths: Sequence[str], sources: Sources, rootdir: str) -> list[str]:
    """Pytest's `testpaths` without those that are or contain product code, and the usual test folders that exist.

    A module `tests.py` that contains tests is as usual as a folder.
    """
    plain = [_normalized(each) for each in testpaths if "*" not in each]
    is_rest = not sources.are_all_in(plain)
    configured = [
        path
        for path in plain
        if not sources.lie_in(path) and (not sources.hold(path) or sources.is_made_of_tests(path, or_even=is_rest))
    ]
    usual = [name for name in _USUAL if Path(rootdir, name).is_dir()]
    modules = [each for each in _USUAL_MODULES if sources.is_made_of_tests(each, or_even=False)]
    return list(dict.fromkeys([*configured, *usual, *modules]))


def check_apart(tests: Sequence[str], source: Sequence[str], sources: Sources) -> None:
    """Raise Unusable if `tests` contains an entry of `source`, or all product code that was found."""
    for path in tests:
        inside = [each for each in source if _normalized(path) == "." or is_below(_normalized(each), _normalized(path))]
        if inside:
            raise _overlap(f"{path!r} in tests holds {inside[0]!r} in source", sources)
    plain = [_normalized(each) for each in tests]
    if sources.packages and sources.are_all_in(plain):
        code = [each for each in sources.packages if not sources.is_made_of_tests(each, or_even=True)]
        holder = [path for path in tests if code and (_normalized(path) == "." or is_below(code[0], _normalized(path)))]
        if holder:
            raise _overlap(f"{holder[0]!r} in tests holds all product code that was found", sources)


def _overlap(what: str, sources: Sources) -> Unusable:
    package = next((each for each in sources.packages if not each.endswith(".py")), "")
    place = f"{package}/tests" if package else "tests"
    return Unusable(
        f"pyproject.toml, [tool.tddgate]: {what}",
        why="test files are not product code, so no product code would be left to judge",
        next_step=f'name in tests only what holds nothing but tests, such as "{place}", '
        "or take the key out: test files and folders named tests or test are found anywhere",
    )


def _normalized(path: str) -> str:
    return posixpath.normpath(path.replace(os.sep, "/"))


def _modules(folder: Path) -> Iterator[Path]:
    """The modules below a folder, without conftests, empty `__init__.py` files and test folders."""
    for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
        if entry.is_dir() and entry.name not in {*_FOLDERS_OF_TESTS, "__pycache__"}:
            yield from _modules(entry)
        elif entry.suffix == ".py" and entry.name != "conftest.py" and not _is_empty(entry):
            yield entry


def _is_empty(module: Path) -> bool:
    """Whether it is an `__init__.py` that defines nothing."""
    return module.name == "__init__.py" and not _DEFINITION.search(module.read_bytes())
