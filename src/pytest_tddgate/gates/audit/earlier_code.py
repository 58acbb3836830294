"""Code that existed before a lock, but not in the commits next to it: it was removed again, or was elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.python.written_code import Written, written_in
from pytest_tddgate.domain.run.ancestry import not_after

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pytest_tddgate.domain.python.pieces import Piece
    from pytest_tddgate.gates.audit.case import AuditCase
    from pytest_tddgate.gates.case import Case

__all__ = ["EarlierCode", "EarlierPlace", "earlier_code_of"]

_LARGEST = 1 << 20  # bytes: a larger document was not written by hand
_CHUNK = 500  # objects read at once


@dataclass(frozen=True, slots=True)
class EarlierPlace:
    """Where a piece of code was: the commit that added it, and the path; empty for the commit's message."""

    commit: str
    path: str

    def __str__(self) -> str:
        """The place in a report's words."""
        return f"in {self.path} in {self.commit[:10]}" if self.path else f"in the message of {self.commit[:10]}"


@dataclass(frozen=True, slots=True)
class EarlierCode:
    """Earlier places of the head's pieces of code in the range's commits, and the parents of these commits."""

    places: Mapping[Piece, tuple[EarlierPlace, ...]] = field(default_factory=dict)
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def before(self, lock: str, case: Case) -> Iterator[tuple[Piece, tuple[EarlierPlace, ...]]]:
        """Each piece that existed when this lock was made, with its places at that time, newest first.

        Of the lock commit itself, only files outside the subject count: its code is judged elsewhere (`is_squashed`).
        """
        early = set(not_after(lock, self.parents))
        for piece, places in self.places.items():
            then = tuple(
                each
                for each in places
                if each.commit in early
                or (each.commit == lock and each.path and case.layout.side_of(each.path) is not Side.SUBJECT)
            )
            if then:
                yield piece, then


def earlier_code_of(pieces: Sequence[Piece], parents: Mapping[str, tuple[str, ...]], audit: AuditCase) -> EarlierCode:
    """The past of these pieces of the head; `parents` maps the range's commits, newest first, to their parents.

    Only commits up to some lock are read: most ranges begin with their lock.
    """
    locks = [each.commit for each in audit.range.new.values()]
    early = {commit for lock in locks for commit in (*not_after(lock, parents), lock)}
    wanted = [commit for commit in parents if commit in early]
    places: dict[Piece, list[EarlierPlace]] = {}
    for stood, written in _written(wanted, audit):
        for piece in pieces:
            if written.holds(piece):
                places.setdefault(piece, []).append(stood)
    known = _in_fork({stood.path for each in places.values() for stood in each if stood.path}, pieces, audit)
    kept = {piece: tuple(each for each in stood if each.path not in known[piece]) for piece, stood in places.items()}
    return EarlierCode(kept, parents)


def _written(commits: Sequence[str], audit: AuditCase) -> Iterator[tuple[EarlierPlace, Written]]:
    """What these commits added, with its place: each message and each file."""
    brought = audit.history.brought(commits)
    messages = audit.history.messages(commits)
    kinds = dict.fromkeys((object_id, _is_python(path)) for entries in brought.values() for path, object_id in entries)
    ids = list(dict.fromkeys(object_id for object_id, _ in kinds))
    read: dict[tuple[str, bool], Written] = {}
    for first in range(0, len(ids), _CHUNK):
        chunk = ids[first : first + _CHUNK]
        for object_id, data in zip(chunk, audit.history.objects(chunk), strict=True):
            if data is not None and len(data) <= _LARGEST:
                for is_python in (True, False):
                    if (object_id, is_python) in kinds:
                        read[object_id, is_python] = written_in(data, is_python=is_python)
    for commit, entries in brought.items():
        yield EarlierPlace(commit, ""), written_in(messages.get(commit, "").encode(), is_python=False)
        for path, object_id in entries:
            if (found := read.get((object_id, _is_python(path)))) is not None:
                yield EarlierPlace(commit, path), found


def _in_fork(paths: Iterable[str], pieces: Sequence[Piece], audit: AuditCase) -> dict[Piece, set[str]]:
    """Piece -> the paths, among these, at which the fork already has it."""
    found: dict[Piece, set[str]] = {piece: set() for piece in pieces}
    for path, data in audit.history.blobs(audit.range.fork, paths).items():
        written = written_in(data, is_python=_is_python(path))
        for piece in pieces:
            if written.holds(piece):
                found[piece].add(path)
    return found


def _is_python(path: str) -> bool:
    return path.endswith(".py")
