"""The versions of a contract's record in history, and whether the last one follows from the first."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.contract import Contract, NewerSchema, contract_of_json
from pytest_tddgate.domain.contracts.succession import reached_by_amendments, succeeds
from pytest_tddgate.domain.rules.green import CONTRACT_MISSING
from pytest_tddgate.domain.verdict import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_tddgate.ports import Repository

__all__ = ["gone_finding", "readable", "records_on_main", "rewritten_findings", "unreadable_finding", "versions_of"]


def gone_finding(path: str, commit: str) -> Finding:
    """The finding about a contract that this commit added and that no longer exists."""
    feature = PurePosixPath(path).stem
    return Finding(
        CONTRACT_MISSING,
        f"the contract of {feature} was locked in {commit[:10]} and is gone",
        at=Place(path),
        next_step=f"git checkout {commit[:10]} -- {path}",
        or_else=f'tddgate withdraw {feature} --reason "…"',
    )


def unreadable_finding(path: str, problem: ValueError, restore: str) -> Finding:
    """The finding about a contract that cannot be read; `restore` is the command that brings back a valid one."""
    return Finding(
        CONTRACT_MISSING,
        f"the contract of {PurePosixPath(path).stem} cannot be read: {problem}",
        at=Place(path),
        next_step="pip install --upgrade pytest-tddgate" if isinstance(problem, NewerSchema) else restore,
    )


def versions_of(path: str, feature: str, repository: Repository) -> dict[str, Contract | None]:
    """Commit -> the contract as of that commit, oldest first; None if it was gone or could not be read."""
    commits = repository.commits_of(path)
    return {each: readable(repository.blobs(each, [path]).get(path, b""), feature) for each in commits}


def records_on_main(paths: Iterable[str], repository: Repository) -> Mapping[str, bytes]:
    """The bytes of these records on the main branch where HEAD left it; empty if there is no such commit."""
    head = repository.resolve("HEAD")
    tip = repository.upstream(other_than=head)
    fork = repository.merge_base(tip, head) if tip else None
    return repository.blobs(fork, paths) if fork and fork != head else {}


def rewritten_findings(contract: Contract, path: str, versions: Mapping[str, Contract | None]) -> Iterable[Finding]:
    """A finding if no amendments lead from the lock commit's contract to this one."""
    if succeeds(contract, versions.values()):
        return
    last = next(reversed(reached_by_amendments(versions.values())), None)
    if last is not None and last.is_withdrawn and not contract.is_withdrawn:
        yield _came_back(contract.feature, path, versions, last)
        return
    whole = [commit for commit, version in versions.items() if version == last]
    yield Finding(
        CONTRACT_MISSING,
        f"the contract of {contract.feature} was rewritten after it was locked, and no amendment says why",
        at=Place(path),
        next_step=f"git checkout {whole[-1][:10]} -- {path} && git commit -m 'restore the contract'",
    )


def _came_back(feature: str, path: str, versions: Mapping[str, Contract | None], withdrawn: Contract) -> Finding:
    """The finding about a contract that came back after a withdrawal: nobody saw its tests red since."""
    commits = list(versions)
    after = commits[max(at for at, each in enumerate(versions.values()) if each == withdrawn) + 1 :]
    came = next((each for each in after if versions[each] is not None), commits[-1])
    return Finding(
        CONTRACT_MISSING,
        f"{feature} was withdrawn, and its contract came back in {came[:10]}",
        at=Place(path),
        next_step="take its tests and code out again (git revert), then lock the tests under a new name:"
        f" pytest --tdd-gate=lock --tdd-feature={feature}-2",
    )


def readable(data: bytes, feature: str) -> Contract | None:
    """The contract in these bytes; None if they do not hold one of this feature."""
    try:
        return contract_of_json(data, feature)
    except ValueError:
        return None
