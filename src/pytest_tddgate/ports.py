"""What the gates need from the world, as protocols: tests give them fakes, `session/judge.py` the real ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_tddgate.domain.observation import RunSeen

__all__ = ["Repository", "Runner"]


class Repository(Protocol):
    """Facts from git objects and from the work tree's bytes; every path is relative to the top, with `/`."""

    @property
    def top(self) -> str:
        """Absolute path of the work tree's top."""

    def resolve(self, revision: str) -> str:
        """The id of the commit that `revision` names; raises Unusable when there is none."""

    def branch(self) -> str | None:
        """The branch that is checked out, None for a detached HEAD."""

    def changed_since(self, commit: str, under: Iterable[str] = ()) -> tuple[str, ...]:
        """Paths whose bytes differ between the commit and the work tree: changed, added, removed."""

    def blobs(self, commit: str, paths: Iterable[str]) -> Mapping[str, bytes]:
        """The bytes of those paths that the commit has."""

    def files(self, commit: str, under: Iterable[str] = ()) -> tuple[str, ...]:
        """The paths that the commit has, in order."""

    def entries(self, commit: str, under: Iterable[str] = ()) -> Mapping[str, tuple[str, str]]:
        """Path -> (mode, object id) of everything that the commit has."""

    def ignored(self, under: Iterable[str]) -> tuple[str, ...]:
        """Files that git does not know and was told to ignore."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file of the work tree, None where there is no regular file."""


class Runner(Protocol):
    """Runs pytest in a process of its own and says what was seen."""

    def run(
        self,
        role: str,
        *,
        targets: Iterable[str] = (),
        expected: Iterable[str] = (),
        files: Iterable[str] = (),
        extra: Mapping[str, object] | None = None,
        tree: str | None = None,
    ) -> RunSeen:
        """What was seen of a run in this role (see `session.channel.Orders`); in `tree` instead of the checkout."""
