"""Empties functions when imports are over: what is called while a module is imported still works.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.session.child.emptying import EmptyingLoader, blanked, changed_functions
from pytest_tddgate.session.child.in_place import empty_in_place

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["Late"]


class Late:
    """The changed functions of some files, alive until the tests begin."""

    def __init__(self, spans: dict[str, list[tuple[int, int]]], *, is_blanking: bool) -> None:
        """`spans` and `is_blanking` are those of `EmptyingLoader`, by the absolute path of the file."""
        self.spans = spans
        self.is_blanking = is_blanking
        self.has_begun = False

    def loader(self, name: str, path: str) -> EmptyingLoader:
        """What loads a module from one of the files."""
        return _LateLoader(name, path, self)

    def begin(self) -> None:
        """Empty every function of the files, and from now on those of each module whose import ends."""
        self.has_begun = True
        for path in self.spans:
            self.empty(path)

    def empty(self, path: str) -> None:
        """Empty the functions of a file that exist by now."""
        empty_in_place(path, changed_functions(Path(path).read_bytes(), path, self.spans[path]))


class _LateLoader(EmptyingLoader):
    """Who asks it for the code alone, as `runpy` does, gets it emptied: nobody could empty what comes of that."""

    def __init__(self, name: str, path: str, late: Late) -> None:
        super().__init__(name, path, late.spans[path], is_blanking=late.is_blanking)
        self._late = late

    def exec_module(self, module: ModuleType) -> None:
        """Run the module's code with its functions as they are."""
        source = self.get_data(self.path)
        is_blanking, spans = self._late.is_blanking, self._late.spans[self.path]
        code = (
            blanked(source, self.path, spans) if is_blanking else compile(source, self.path, "exec", dont_inherit=True)
        )
        exec(code, module.__dict__)  # noqa: S102 - the file's own code, as every loader does
        if self._late.has_begun:
            self._late.empty(self.path)
