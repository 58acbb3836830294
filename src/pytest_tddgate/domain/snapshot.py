"""A tree of files that git holds as objects: one commit's, or one commit's tests over another's subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Snapshot"]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Path -> (mode, object id) of every file of a tree, and the commit whose history it belongs to.

    `is_whole` says whether the files are just that commit's.
    """

    commit: str
    entries: Mapping[str, tuple[str, str]]
    is_whole: bool = True

    def with_subject_of(self, other: Snapshot, is_subject: Callable[[str], bool]) -> Snapshot:
        """The tests, harness and settings of this tree, over the code of another."""
        own = {path: entry for path, entry in self.entries.items() if not is_subject(path)}
        code = {path: each for path, each in other.entries.items() if is_subject(path)}
        return Snapshot(self.commit, own | code, is_whole=False)
