"""Imports named files with other code than their own; used by controls, probes and mutants.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import importlib.machinery
import importlib.util
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import types
    from collections.abc import Callable, Collection, Mapping, Sequence

__all__ = ["SubstituteFinder", "put_first", "source_finder"]


class SubstituteFinder(importlib.machinery.PathFinder):
    """Finds modules like all other finders together, and gives the named files a loader of its own.

    It asks the other finders because a module need not be on the path: editable installs may have their own finder.
    """

    def __init__(
        self, paths: Collection[str], loader_of: Callable[[str, str], importlib.machinery.SourceFileLoader]
    ) -> None:
        """`paths` are absolute; `loader_of` makes a loader from a module's name and path."""
        self._paths = paths
        self._loader_of = loader_of

    def find_spec(  # type: ignore[override]  # an instance method instead of a class method
        self, name: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The module's spec with our loader, only for the named files; raises what `loader_of` raises."""
        others = (each for each in sys.meta_path if not isinstance(each, SubstituteFinder))
        specs = (each.find_spec(name, path, target) for each in others if hasattr(each, "find_spec"))
        spec = next((each for each in specs if each is not None), None)
        if spec is None or spec.origin is None or spec.origin not in self._paths:
            return None
        loader = self._loader_of(name, spec.origin)
        return importlib.util.spec_from_file_location(
            name, spec.origin, loader=loader, submodule_search_locations=spec.submodule_search_locations
        )


def source_finder(sources: Mapping[str, str | None]) -> SubstituteFinder:
    """A finder that imports other sources: absolute path -> source, None to make the module missing."""

    def loader_of(name: str, path: str) -> _SourceLoader:
        source = sources[path]
        if source is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return _SourceLoader(name, path, source)

    return SubstituteFinder(sources, loader_of)


def put_first(finder: SubstituteFinder) -> None:
    """Import by this finder from now on, also where somebody else wants to be the first.

    In tests of pytest plugins, pytester starts pytest in this process, whose own finder imports plugins.
    """
    sys.meta_path = _OursFirst([finder, *sys.meta_path])


class _OursFirst(list[Any]):
    """A list of finders that begins with ours."""

    def insert(self, index: Any, finder: Any, /) -> None:
        """Put the finder at this index, or behind ours."""
        ours = sum(isinstance(each, SubstituteFinder) for each in self)
        super().insert(max(index, ours) if index >= 0 else index, finder)


class _SourceLoader(importlib.machinery.SourceFileLoader):
    def __init__(self, name: str, path: str, source: str) -> None:
        super().__init__(name, path)
        self._source = source

    def get_code(self, fullname: str) -> Any:
        """The code of the other source."""
        return compile(self._source, self.get_filename(fullname), "exec", dont_inherit=True)
