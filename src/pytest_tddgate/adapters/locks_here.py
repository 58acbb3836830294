"""What is locked in a work tree, read in a few milliseconds for a hook that runs at every step of an agent.

Most calls start no git process, and GitPython is never loaded.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.git_folders import common_dir, top_of
from pytest_tddgate.adapters.run_records import FileRecords
from pytest_tddgate.domain.agents.locks import Locks
from pytest_tddgate.domain.agents.setup import AGENTS, hooks_file
from pytest_tddgate.domain.contracts.contract import CONTRACTS, contract_of_json
from pytest_tddgate.domain.contracts.line_ends import digests_of
from pytest_tddgate.domain.reports.run_record import newest
from pytest_tddgate.errors import TddgateError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pytest_tddgate.domain.contracts.contract import Contract

__all__ = ["contracts_in", "has_locked_bytes", "locks_of", "place_in", "strict_locks", "tops_of"]

_OTHER_SETTINGS = {"claude-code": "settings.local.json", "codex": "config.toml"}
"""A file, in the folder of an agent's hook file, that could switch the hooks off."""


def contracts_in(top: Path) -> tuple[Contract, ...]:
    """The contracts of the work tree; raises ValueError for one that cannot be read."""
    return tuple(_contract(path) for path in sorted(Path(top, CONTRACTS).glob("*.json")))


def strict_locks(top: Path, contracts: Sequence[Contract], *, with_bytes: bool = False) -> Locks:
    """The locks as if no feature had been green yet, without git; `with_bytes` also finds files with other bytes."""
    files = {path: each.feature for each in contracts for path in each.locked}
    switches = frozenset(path for agent in AGENTS for path in _switches(top, agent)) if contracts else frozenset()
    broken = _broken(top, contracts) if with_bytes else {}
    return Locks(files, frozenset(files.values()), switches, broken)


def locks_of(top: Path, contracts: Sequence[Contract]) -> Locks:
    """The locks of a work tree; a file in several contracts belongs to the newest one, which may wait for green."""
    locks, last = strict_locks(top, contracts), _newest(top, contracts)
    files = {**locks.files, **(dict.fromkeys(last.locked, last.feature) if last else {})}
    waiting = frozenset({last.feature}) if last and not _has_been_green(top, last.feature) else frozenset()
    return replace(locks, files=files, waiting=waiting)


def has_locked_bytes(top: Path, contracts: Sequence[Contract], path: str, source: str) -> bool:
    """Whether commit `source` has the file with the locked bytes; of several contracts, the last one locked counts."""
    locking = [each for each in contracts if path in each.locked]
    last = _newest(top, contracts) if len(locking) > 1 else None
    locking = [last] if last in locking and last is not None else locking
    content = _git(top, "cat-file", "blob", f"{source}:{path}")
    return bool(content) and any(each.locked[path] in digests_of(content) for each in locking)


def _switches(top: Path, agent: str) -> Iterator[str]:
    """The files that hold an agent's hook or could switch it off; empty if the agent has no hook of ours."""
    path = hooks_file(agent)
    if b"tddgate" in _bytes(Path(top, path)):
        yield path
        if agent in _OTHER_SETTINGS:
            yield f"{path.rpartition('/')[0]}/{_OTHER_SETTINGS[agent]}"


def place_in(top: Path, path: str, folder: str) -> str | None:
    """The path with links resolved, relative to the top of the work tree; None if it is outside."""
    relative = os.path.relpath(os.path.realpath(_full(path, folder)), top).replace(os.sep, "/")
    return None if relative == ".." or relative.startswith("../") else relative


def tops_of(paths: Iterable[str], folder: str) -> Iterator[Path]:
    """The tops of the work trees that hold these paths, without duplicates; a path need not exist yet."""
    known: set[Path] = set()
    for path in paths:
        top = top_of(_full(path, folder))
        if top is not None and top not in known:
            known.add(top)
            yield top


def _full(path: str, folder: str) -> str:
    return os.path.join(folder, os.path.expanduser(path))  # noqa: PTH111 - an agent may write `~`


def _contract(path: Path) -> Contract:
    try:
        return contract_of_json(path.read_bytes(), path.stem)
    except (OSError, ValueError) as problem:
        raise ValueError(f"the contract {path.name} cannot be read: {problem}") from None


def _newest(top: Path, contracts: Iterable[Contract]) -> Contract | None:
    """The contract that was locked last; None if git does not say."""
    from pytest_tddgate.adapters.git_process import names_of  # noqa: PLC0415 - most steps touch no locked file

    shown = _git(top, "log", "-1", "--format=", "--name-only", "--diff-filter=A", "-z", "--", CONTRACTS)
    names = {Path(path).stem for path in names_of(shown)}
    return next((each for each in contracts if each.feature in names), None)


def _git(top: Path, *args: str) -> bytes:
    """What git printed in a work tree; empty if it failed."""
    from pytest_tddgate.adapters.git_process import GitError, run_git  # noqa: PLC0415 - as above

    try:
        return run_git(str(top), *args)
    except (GitError, TddgateError):
        return b""


def _has_been_green(top: Path, feature: str) -> bool:
    """Whether the feature's last recorded run of green on this machine passed."""
    last = newest(FileRecords.of(str(common_dir(top))).records(), "green", feature)
    return last is not None and last.verdict == "passed"


def _broken(top: Path, contracts: Iterable[Contract]) -> dict[str, str]:
    """Path -> feature of each locked file whose bytes match no contract."""
    contracts = tuple(contracts)
    known = {(path, digest) for each in contracts for path, digest in each.locked.items()}
    found = {}
    for each in contracts:
        for path in each.locked:
            content = _bytes(Path(top, path))
            if known.isdisjoint((path, digest) for digest in digests_of(content)):
                found[path] = each.feature
    return found


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
