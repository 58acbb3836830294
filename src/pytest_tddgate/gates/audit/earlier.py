"""Code that stood somewhere before a lock, and not in the commits next to it: it was taken back, or lay elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.python.pieces import pieces_in, texts_in, written_form
from pytest_tddgate.domain.run.ancestry import not_after

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pytest_tddgate.domain.python.pieces import Piece
    from pytest_tddgate.gates.audit.case import AuditCase
    from pytest_tddgate.gates.case import Case

__all__ = ["Past", "Stood", "past_of"]

_LARGEST = 1 << 20  # bytes: whoever writes a larger document did not write it by hand
_CHUNK = 500  # objects that are read at once


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a piece stood: the commit that brought it there, and the path; empty for the commit's message."""

    commit: str
    path: str

    def __str__(self) -> str:
        """As a report says it."""
        return f"in {self.path} in {self.commit[:10]}" if self.path else f"in the message of {self.commit[:10]}"


@dataclass(frozen=True, slots=True)
class Past:
    """Where each piece of the head stood in the range's commits, by the piece; of a commit, which come not after it."""

    places: Mapping[Piece, tuple[Stood, ...]] = field(default_factory=dict)
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def before(self, lock: str, case: Case) -> Iterator[tuple[Piece, tuple[Stood, ...]]]:
        """Each piece with the places where it stood when this lock was made, newest first.

        The lock commit itself counts for what is not its subject: that is judged as code in a lock commit is.
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


def past_of(pieces: Sequence[Piece], parents: Mapping[str, tuple[str, ...]], audit: AuditCase) -> Past:
    """The past of these pieces of the head; `parents` are those of the range's commits, newest first.

    Only what came before some lock, or with it, is read: most ranges begin with their lock.
    """
    locks = [each.commit for each in audit.range.new.values()]
    early = {commit for lock in locks for commit in (*not_after(lock, parents), lock)}
    wanted = [commit for commit in parents if commit in early]
    places: dict[Piece, list[Stood]] = {}
    for stood, text, found in _texts(wanted, audit):
        for piece in pieces:
            if any(_is_like(piece, each) for each in found) or piece.is_written_in(text):
                places.setdefault(piece, []).append(stood)
    known = _in_fork({stood.path for each in places.values() for stood in each if stood.path}, pieces, audit)
    kept = {piece: tuple(each for each in stood if each.path not in known[piece]) for piece, stood in places.items()}
    return Past(kept, parents)


def _texts(commits: Sequence[str], audit: AuditCase) -> Iterator[tuple[Stood, str, tuple[Piece, ...]]]:
    """What these commits brought: the place, its text in written form, and the pieces of a Python file."""
    brought = audit.history.brought(commits)
    messages = audit.history.messages(commits)
    ids = list(dict.fromkeys(object_id for entries in brought.values() for _, object_id in entries))
    read: dict[tuple[str, bool], tuple[str, tuple[Piece, ...]]] = {}
    python = {object_id for entries in brought.values() for path, object_id in entries if path.endswith(".py")}
    for first in range(0, len(ids), _CHUNK):
        chunk = ids[first : first + _CHUNK]
        for object_id, data in zip(chunk, audit.history.objects(chunk), strict=True):
            if data is not None and len(data) <= _LARGEST:
                read[object_id, False] = (written_form(data.decode("utf-8", "replace")), ())
                if object_id in python:
                    read[object_id, True] = (written_form("\n".join(texts_in(data))), pieces_in("", data))
    for commit, entries in brought.items():
        yield Stood(commit, ""), written_form(messages.get(commit, "")), ()
        for path, object_id in entries:
            if (found := read.get((object_id, path.endswith(".py")))) is not None:
                yield Stood(commit, path), *found


def _in_fork(paths: Iterable[str], pieces: Sequence[Piece], audit: AuditCase) -> dict[Piece, set[str]]:
    """Piece -> those of the paths at which the fork has it already."""
    found: dict[Piece, set[str]] = {piece: set() for piece in pieces}
    for path, data in audit.history.blobs(audit.range.fork, paths).items():
        is_python = path.endswith(".py")
        own = pieces_in(path, data) if is_python else ()
        text = written_form("\n".join(texts_in(data)) if is_python else data.decode("utf-8", "replace"))
        for piece in pieces:
            if any(_is_like(piece, each) for each in own) or piece.is_written_in(text):
                found[piece].add(path)
    return found


def _is_like(piece: Piece, other: Piece) -> bool:
    """Whether both are the same but for the names of their variables; small ones are like nothing."""
    return bool(piece.shape) and piece.shape == other.shape
