"""Classifies files as test, harness, subject, or irrelevant to a gate."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from enum import Enum
from fnmatch import fnmatch
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.own_path import own_path, relative_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = [
    "CONFIG_FILES",
    "PYTEST_OWN",
    "TEST_DIRECTORIES",
    "Layout",
    "Side",
    "conftests_above",
    "is_below",
    "is_named_by",
]

CONFIG_FILES = ("pytest.toml", ".pytest.toml", "pytest.ini", ".pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg")
"""The files in which pytest looks for its settings, in pytest's order."""

TEST_DIRECTORIES = frozenset({"tests", "test"})
"""Folders with these names belong to the tests, whatever `testpaths` says."""
_EVERY_MODULE = frozenset({"*", "*.py"})
_STARTUP = frozenset({"sitecustomize.py", "usercustomize.py"})
PYTEST_OWN = frozenset({"pytest.toml", ".pytest.toml", "pytest.ini", ".pytest.ini"})
"""The files of `CONFIG_FILES` that hold nothing but pytest's settings."""


class Side(Enum):
    """The side that a file belongs to."""

    SUBJECT = "subject"
    TEST = "test"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a project keeps its code and its tests. Paths are relative to the repository's top, with `/`.

    `top` is absolute. `root` is pytest's rootdir (`""`: the top). `source` are the roots from which the subject is
    imported, `packages` its files and directories, `names` its top-level import names, and `absent` the `packages` that
    do not exist yet. `tests` are the test roots, `patterns` pytest's `python_files`.
    """

    top: str
    root: str = ""
    source: tuple[str, ...] = ("src",)
    packages: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    absent: tuple[str, ...] = ()
    tests: tuple[str, ...] = ("tests",)
    patterns: tuple[str, ...] = ("test_*.py", "*_test.py")

    def side_of(self, path: str) -> Side:
        """The side of the file; OTHER for a path outside pytest's rootdir."""
        if self.root and not is_below(path, self.root):
            return Side.OTHER
        if self.is_test_side(path):
            return Side.TEST
        if any(is_below(path, package) for package in self.packages):
            return Side.SUBJECT
        return Side.OTHER

    def is_test_side(self, path: str) -> bool:
        """Whether the file is a test, or can only be harness: a conftest, pytest settings, files in a test folder."""
        inside = path[len(self.root) + 1 :] if self.root else path
        *folders, name = inside.split("/")
        is_known = name == "conftest.py" or name in PYTEST_OWN or not TEST_DIRECTORIES.isdisjoint(folders)
        return is_known or any(is_below(path, root) for root in self.tests) or self.is_test_file(path)

    def is_test_file(self, path: str) -> bool:
        """Whether pytest would collect the file as a test module: by its name, or because `testpaths` names it.

        A pattern that fits every module (`*.py`) counts inside the test roots only.
        """
        if not path.endswith(".py"):
            return False
        is_inside = any(is_below(path, root) for root in self.tests)
        telling = [each for each in self.patterns if is_inside or each not in _EVERY_MODULE]
        return path in self.tests or is_named_by(telling, path)

    def is_startup(self, path: str) -> bool:
        """Whether Python runs the file at startup: `sitecustomize.py`, `usercustomize.py`, `*.pth`."""
        return PurePosixPath(path).name in _STARTUP or path.endswith(".pth")

    def is_first_party(self, module: str) -> bool:
        """Whether a dotted module name belongs to the subject."""
        return module.partition(".")[0] in self.names

    def present_package(self, module: str) -> str:
        """The path of the existing package or module with this top-level import name; empty if there is none."""
        there = (each for each in self.packages if each not in self.absent)
        named = (each for each in there if PurePosixPath(each).name.removesuffix(".py") == module)
        return next(named, "")

    def side_of_frame(self, path: str) -> Side:
        """The side that owns the code at an absolute path; OTHER for installed packages and the standard library."""
        relative = self._own(path)
        return self.side_of(relative) if relative else Side.OTHER

    def unclaimed_path(self, path: str) -> str:
        """The repository path of code below the rootdir that is neither subject nor test; empty for all other code.

        `path` is absolute.
        """
        relative = self._own(path)
        return relative if relative and is_below(relative, self.root) and self.side_of(relative) is Side.OTHER else ""

    def neighbour(self, path: str) -> str:
        """The repository path of code outside pytest's rootdir; empty for all other code. `path` is absolute."""
        relative = self._own(path)
        return relative if relative and not is_below(relative, self.root) else ""

    @property
    def entries(self) -> tuple[str, ...]:
        """The value of the setting `source` that stands for the present layout: source roots, else packages."""
        roots = [each for each in self.source if each != self.root]
        return tuple(self._below_root(each) for each in (roots or self.packages))

    def entry_of(self, path: str, module: str) -> str:
        """The entry that the setting `source` needs, beside `entries`, for the path of this module to be the subject.

        The folder that the module is imported from; the first part of the path if that is the rootdir or unclear.
        """
        below = self._below_root(path)
        root = f"/{below}".rpartition("/" + module.replace(".", "/"))[0]
        return root.removeprefix("/") or below.partition("/")[0]

    def _below_root(self, path: str) -> str:
        return path[len(self.root) + 1 :] if self.root and is_below(path, self.root) else path

    def from_root(self, path: str) -> str:
        """The path relative to the top, from one relative to pytest's rootdir, such as that of a node id."""
        return f"{self.root}/{path}" if self.root else path

    def place_of(self, path: str) -> str:
        """The path relative to the top, from a path in the settings: relative to the rootdir, maybe with `..`."""
        joined = posixpath.normpath(posixpath.join(self.root, path))
        return "" if joined == "." else joined

    def places_of(self, paths: Sequence[str], usual: Sequence[str]) -> tuple[str, ...]:
        """The places of paths in the settings; if they are the default (`usual`) paths, those at the top as well."""
        at_top = paths if paths == usual else ()
        return tuple(dict.fromkeys([*map(self.place_of, paths), *at_top]))

    def outside(self, places: Iterable[str]) -> tuple[str, ...]:
        """The places (relative to the top) that do not lie below pytest's rootdir."""
        return tuple(each for each in places if not is_below(each, self.root))

    def _own(self, path: str) -> str | None:
        return own_path(path, self.top)

    def relative(self, path: str) -> str | None:
        """The absolute path made relative to the top; None if it lies outside."""
        return relative_path(path, self.top)


def is_below(path: str, parent: str) -> bool:
    """Whether the path is the parent or lies in it; an empty parent contains everything."""
    return not parent or path == parent or path.startswith(parent + "/")


def conftests_above(path: str) -> Iterator[str]:
    """Where a conftest can stand that counts for a file, from its own folder up to the top."""
    while path:
        path = path.rpartition("/")[0]
        yield f"{path}/conftest.py" if path else "conftest.py"


def is_named_by(patterns: Iterable[str], path: str) -> bool:
    """Whether a pattern of pytest's `python_files` matches the file's name; for `tests/*.py`, its folder too."""
    name = path.rpartition("/")[2]
    return any(
        fnmatch(f"/{path}", f"*/{each}") if own in _EVERY_MODULE and "/" in each else fnmatch(name, own)
        for each, own in ((each, each.rpartition("/")[2]) for each in patterns)
    )
