"""A tree of files stored as git objects: a commit's tree, or a mix of two commits' trees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["EXECUTABLE_MODE", "FILE_MODES", "LINK_MODE", "PLAIN_MODE", "SUBMODULE_MODE", "Snapshot"]

PLAIN_MODE, EXECUTABLE_MODE, LINK_MODE, SUBMODULE_MODE = "100644", "100755", "120000", "160000"
FILE_MODES = frozenset({PLAIN_MODE, EXECUTABLE_MODE})
"""How git tells what an entry of a tree is."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Path -> (mode, object id) of every file in a tree, and the commit whose history it belongs to.

    `is_whole` says whether the files are exactly that commit's.
    """

    commit: str
    entries: Mapping[str, tuple[str, str]]
    is_whole: bool = True

    def with_files_of(self, other: Snapshot, are_others: Callable[[str], bool]) -> Snapshot:
        """The tree with `other`'s files at all paths for which `are_others` is true, such as the subject's."""
        own = {path: entry for path, entry in self.entries.items() if not are_others(path)}
        taken = {path: each for path, each in other.entries.items() if are_others(path)}
        return Snapshot(self.commit, own | taken, is_whole=False)
