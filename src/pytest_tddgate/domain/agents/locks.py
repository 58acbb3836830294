"""What is locked for an agent, and what an action would do to it."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, assert_never

from pytest_tddgate.domain.agents.action import Denial, Edit, EndOfTurn, Other, Shell
from pytest_tddgate.domain.agents.find_command import EVERY_FOLDER
from pytest_tddgate.domain.agents.setup import hooks_file
from pytest_tddgate.domain.agents.shell_writes import Write, writes_in, written_paths
from pytest_tddgate.domain.agents.taken_hooks import taken_hooks
from pytest_tddgate.domain.contracts.contract import CONTRACTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pytest_tddgate.domain.agents.action import Action

__all__ = ["Locks", "denial_of", "targets_of"]

_RECORDS = CONTRACTS.partition("/")[0]
_TOP = frozenset({"", "."})
_RECORDS_REASON = "{path} belongs to the records of the gates. pytest --tdd-gate=lock and tddgate amend write them."
_SWITCH_REASON = "{path} holds the hook that keeps contracts. A person changes it: tddgate init --agents NAME --remove."


@dataclass(frozen=True, slots=True)
class Locks:
    """The locked files of a work tree: repository-relative path -> the feature whose contract locks it.

    `waiting` are features that were locked but not yet green: their files may not even grow. `switches` are the files
    in which an agent could switch the hook off. `broken` are locked files whose bytes match no contract, with their
    features; `remedy` is the command that restores the first of them, if it is known.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    waiting: frozenset[str] = frozenset()
    switches: frozenset[str] = frozenset()
    broken: Mapping[str, str] = field(default_factory=dict)
    remedy: str = ""


def denial_of(
    action: Action,
    locks: Locks,
    place: Callable[[str, str], str | None],
    grows: Callable[[str, Edit], bool],
    restores: Callable[[str, str], bool] = lambda _path, _source: False,
) -> Denial | None:
    """Why the action is denied; None if it is allowed.

    `place(path, folder)` is the repository-relative path, None for one outside; `grows` tells whether an edit only adds
    tests to a file; `restores(path, commit)` whether the commit has the file's locked bytes. Raises ValueError for a
    shell command that cannot be parsed.
    """
    if not locks.files:
        return None
    match action:
        case Edit(paths=paths, folder=folder):
            return _first(
                _of_path(each, locks, lambda path: grows(path, action)) for each in _placed(paths, folder, place)
            )
        case Shell(command=command, folder=folder):
            written = [(at, each) for each in writes_in(command) if (at := place(each.path, folder)) is not None]
            taken = (agent for agent, at in taken_hooks(command) if place(at or ".", folder) is not None)
            return _first(_of_write(at, each, locks, restores) for at, each in written) or _first(
                _of_hook(agent, locks) for agent in taken
            )
        case EndOfTurn(is_repeated=is_repeated):
            return None if is_repeated else _of_end(locks)
        case Other():
            return None
        case _ as never:
            assert_never(never)


def targets_of(action: Edit | Shell) -> tuple[str, ...]:
    """The paths that an action writes, and the folders in which it removes hooks, as the action names them.

    For a command that cannot be parsed, all its words, each of which may be a path.
    """
    if isinstance(action, Edit):
        return action.paths
    try:
        return (*written_paths(action.command), *(at or "." for _, at in taken_hooks(action.command)))
    except ValueError:
        return tuple(word.strip("'\"();&|<>") for word in action.command.split())


def _placed(paths: Iterable[str], folder: str, place: Callable[[str, str], str | None]) -> Iterable[str]:
    return (found for each in paths if (found := place(each, folder)) is not None)


def _first(denials: Iterable[Denial | None]) -> Denial | None:
    return next((each for each in denials if each is not None), None)


def _of_write(at: str, write: Write, locks: Locks, restores: Callable[[str, str], bool]) -> Denial | None:
    """Why a command may not write this path; taking it from a commit that has the locked bytes is allowed."""
    is_named = bool(write.source) and at not in _TOP
    others = locks if not is_named else replace(locks, files=_without_restored(at, write.source, locks, restores))
    return _of_path(at, others, lambda _path: False)


def _without_restored(at: str, source: str, locks: Locks, restores: Callable[[str, str], bool]) -> Mapping[str, str]:
    return {
        path: feature for path, feature in locks.files.items() if not (_is_reached(path, at) and restores(path, source))
    }


def _of_path(path: str, locks: Locks, grows: Callable[[str], bool]) -> Denial | None:
    """Why this path, or a file below it, may not be written; None if it may."""
    if path == _RECORDS or path.startswith(f"{_RECORDS}/"):
        return Denial(_RECORDS_REASON.format(path=path))
    for locked, feature in locks.files.items():
        if not _is_reached(locked, path):
            continue
        if locked == path and feature not in locks.waiting and grows(path):
            return None
        return Denial(_reason(locked, feature, is_waiting=feature in locks.waiting))
    switch = next((each for each in sorted(locks.switches) if _is_reached(each, path)), None)
    return Denial(_SWITCH_REASON.format(path=switch)) if switch else None


def _of_hook(agent: str, locks: Locks) -> Denial | None:
    path = hooks_file(agent)
    return Denial(_SWITCH_REASON.format(path=path)) if path in locks.switches else None


def _is_reached(locked: str, path: str) -> bool:
    """Whether a path (perhaps a shell pattern) matches a locked file or a folder above it."""
    if path in _TOP:
        return True
    return _matches_start(locked.split("/"), path.split("/"))


def _matches_start(names: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether the first names match these parts of a pattern."""
    if not parts:
        return True
    if parts[0] == EVERY_FOLDER:
        return any(_matches_start(names[at:], parts[1:]) for at in range(len(names)))
    return (
        bool(names)
        and (names[0] == parts[0] or fnmatchcase(names[0], parts[0]))
        and _matches_start(names[1:], parts[1:])
    )


def _reason(path: str, feature: str, *, is_waiting: bool) -> str:
    amend = f'If the test is wrong, a person changes it and runs: tddgate amend {feature} --reason "…"'
    if is_waiting:
        where, step = ", which waits for gate 4", "Write the implementation, then: pytest --tdd-gate=green."
    else:
        where, step = "", "New tests may be added to it; what is there stays as it is."
    return f"{path} is locked by the contract {feature}{where}. {step} {amend}"


def _of_end(locks: Locks) -> Denial | None:
    if not locks.broken:
        return None
    path, feature = next(iter(locks.broken.items()))
    more = f", and {len(locks.broken) - 1} more" if len(locks.broken) > 1 else ""
    remedy = locks.remedy or f"git checkout HEAD -- {posixpath.normpath(path)}"
    return Denial(
        f"the contract {feature} is broken: {path} is not what was locked{more}. Put it back before you finish: "
        f'{remedy} (where the test is wrong, a person runs: tddgate amend {feature} --reason "…")'
    )
