"""Finds the locked contracts of a repository, through history and not only in the tree, and what breaks them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.belonging import is_within
from pytest_tddgate.domain.contracts.contract import CONTRACTS, Contract, contract_of_json, contract_path
from pytest_tddgate.domain.contracts.line_ends import digests_of, forms_of
from pytest_tddgate.domain.nearest import nearest
from pytest_tddgate.domain.rules.green import CONTRACT_MISSING, CONTRACT_TOUCHED
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.errors import CannotDecide, Unusable
from pytest_tddgate.gates.contracts.records import (
    gone_finding,
    records_on_main,
    rewritten_findings,
    unreadable_finding,
    versions_of,
)
from pytest_tddgate.gates.contracts.remains_of_withdrawn import tests_still_there
from pytest_tddgate.gates.contracts.stored import has_expanded_ident, without_attribute

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.ports import Repository

__all__ = [
    "Locked",
    "Registry",
    "byte_findings",
    "committed_findings",
    "contract_in",
    "own_file_findings",
    "registry_of",
]


_CONFLICT = b"\n<<<<<<< "
"""The start of a conflict that a merge left in a file."""


@dataclass(frozen=True, slots=True)
class Locked:
    """A contract, the commit that locked it, and the commit that last amended it (`""`: none)."""

    contract: Contract
    commit: str
    amended_by: str = ""

    @property
    def has_bytes(self) -> str:
        """The commit that holds the bytes that the contract names."""
        return self.amended_by or self.commit


@dataclass(frozen=True, slots=True)
class Registry:
    """Every contract of HEAD, by feature, oldest lock first; and findings about the records themselves.

    `withdrawn` are the records of withdrawn features: they promise nothing.
    """

    contracts: Mapping[str, Locked] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    withdrawn: Mapping[str, Locked] = field(default_factory=dict)

    def within(self, root: str) -> Registry:
        """The registry with only those contracts that have tests in this rootdir."""
        own = {name: each for name, each in self.contracts.items() if is_within(each.contract, root)}
        return replace(self, contracts=own)

    def accounts_for(self, path: str, content: bytes) -> bool:
        """Whether some contract locks exactly these bytes at this path, apart from line ends."""
        locked = {each.contract.locked.get(path) for each in self.contracts.values()}
        return not locked.isdisjoint(digests_of(content))

    def accounts_for_removal(self, path: str) -> bool:
        """Whether some contract locks this path, or an amendment says that it was removed."""
        contracts = [each.contract for each in (*self.contracts.values(), *self.withdrawn.values())]
        return any(path in each.locked or any(path in a.changed for a in each.amendments) for each in contracts)

    def accounts_for_settings(self, settings: Mapping[str, str]) -> bool:
        """Whether some contract locks exactly these settings of pytest."""
        return any(dict(each.contract.settings) == dict(settings) for each in self.contracts.values())


def registry_of(case: Case) -> Registry:
    """The contracts of HEAD; a record that was deleted, damaged, or rewritten without an amendment is a finding.

    Raises CannotDecide if history does not reach back to the commit of a lock.
    """
    repository = case.repository
    head = repository.resolve("HEAD")
    paths = [path for path in repository.files(head, [CONTRACTS]) if path == contract_path(PurePosixPath(path).stem)]
    blobs = repository.blobs(head, paths)
    added, on_main = repository.additions(CONTRACTS), records_on_main(paths, repository)
    contracts: dict[str, Locked] = {}
    withdrawn: dict[str, Locked] = {}
    findings = [
        gone_finding(path, commit)
        for path, commit in added.items()
        if path == contract_path(PurePosixPath(path).stem) and path not in blobs
    ]
    order = list(added)
    for path in sorted(paths, key=order.index if set(paths) <= set(added) else None):
        feature = PurePosixPath(path).stem
        if path not in added or repository.is_cut_off(added[path]):
            raise CannotDecide(
                f"the commit that locked {feature} cannot be found",
                why="its contract is compared with that commit",
                next_step="git fetch --unshallow (in CI: fetch-depth: 0)",
            )
        try:
            contract = contract_of_json(blobs[path], feature)
        except ValueError as problem:
            findings.append(unreadable_finding(path, problem, f"git checkout {added[path][:10]} -- {path}"))
            continue
        is_as_on_main = on_main.get(path, blobs[path]) == blobs[path]
        is_as_locked = is_as_on_main and repository.blobs(added[path], [path]).get(path) == blobs[path]
        versions = {} if is_as_locked else versions_of(path, feature, repository)
        findings += rewritten_findings(contract, path, versions) if versions else ()
        amended_by = [each for each, version in versions.items() if version == contract]
        kind = withdrawn if contract.is_withdrawn else contracts
        kind[feature] = Locked(contract, added[path], amended_by[0] if amended_by else "")
    return Registry(contracts, tuple(findings), withdrawn)


def contract_in(registry: Registry, feature: str, *, why: str) -> Locked:
    """The contract of this feature; raises Unusable, with `why` it is needed and the nearest name, if there is none."""
    if feature not in registry.contracts:
        hint = nearest(feature, registry.contracts) or f" (known: {', '.join(registry.contracts) or 'none'})"
        raise Unusable(
            f"there is no contract of the feature {feature!r}{hint}",
            why=why,
            next_step="tddgate status shows every feature",
        )
    return registry.contracts[feature]


def byte_findings(locked: Locked, registry: Registry, repository: Repository) -> tuple[Finding, ...]:
    """A finding for each locked file whose bytes in the work tree are not those that were locked.

    A file may have gained tests of another contract since: then that contract locks the present bytes.
    """
    contract = locked.contract
    found = []
    committed = repository.blobs(repository.resolve("HEAD"), contract.locked)
    for path, digest in contract.locked.items():
        is_in_head = digest in digests_of(committed.get(path, b"\0"))
        data = repository.read(path)
        what, is_expanded = "", False
        if data is None:
            what = "is a link" if repository.is_link(path) else "is gone"
        elif repository.is_behind_link(path):
            what = "is reached through a link"
        elif not _is_accounted(path, data, digest, locked, registry, repository):
            is_expanded = has_expanded_ident(data, digest)
            what = "has $Id$ expanded by the attribute ident" if is_expanded else "is not what was locked"
        if what:
            is_recorded = repository.read(contract_path(contract.feature)) is not None
            next_step = f"git checkout {'HEAD' if is_in_head else locked.has_bytes[:10]} -- {path}"
            # git checkout skips a file that it takes for unchanged, so the file is removed first.
            next_step = f"{without_attribute(path, 'ident')} && rm {path} && {next_step}" if is_expanded else next_step
            found.append(
                Finding(
                    CONTRACT_TOUCHED,
                    f"{path} {what} (contract {contract.feature})",
                    at=Place(path),
                    next_step=next_step,
                    or_else=_otherwise(contract, repository) if is_recorded else "",
                )
            )
    return tuple(found)


def committed_findings(
    locked: Locked, registry: Registry, repository: Repository, staged: str = ""
) -> tuple[Finding, ...]:
    """A finding for each locked file that HEAD, or the `staged` tree, lacks or has with other bytes."""
    contract = locked.contract
    blobs = repository.blobs(staged or repository.resolve("HEAD"), contract.locked)
    gone, was = ("would be gone", "would be") if staged else ("is gone", "was")
    other = f"{was} committed with other bytes than those that were locked"
    broken = [
        path
        for path, digest in contract.locked.items()
        if not _is_accounted(path, blobs.get(path, b"\0"), digest, locked, registry, repository)
    ]
    otherwise = _otherwise(contract, repository) if broken else ""
    return tuple(
        Finding(
            CONTRACT_TOUCHED,
            f"{path} {other if path in blobs else gone} (contract {contract.feature})",
            at=Place(path),
            next_step=f"git checkout {locked.has_bytes[:10]} -- {path} && git commit -m 'restore what was locked'",
            or_else=otherwise,
        )
        for path in broken
    )


def _otherwise(contract: Contract, repository: Repository) -> str:
    """The alternative to restoring a file: an amendment, or a withdrawal if no test of the contract is in its place.

    A test that moved to another file is not in its place, but an amendment can find it there.
    """
    amend = f'tddgate amend {contract.feature} --reason "…"'
    if tests_still_there(contract, repository):
        return amend
    return f'tddgate withdraw {contract.feature} --reason "…"; or, if its tests moved: {amend}'


def _is_accounted(  # noqa: PLR0913, PLR0917 - the file, what was locked of it, and who may say more
    path: str, content: bytes, digest: str, locked: Locked, registry: Registry, repository: Repository
) -> bool:
    """Whether the bytes are what was locked, what another contract locks, or harness that a moved lock came upon.

    A rebase can put a lock commit on top of other harness than before. Harness that the commit itself does not touch
    counts if it is as the commit has it; the contract's test files move with the commit, so they have to match.
    """
    if digest in digests_of(content) or registry.accounts_for(path, content):
        return True
    is_carried = path in locked.contract.files or path in repository.touched_by(locked.commit)
    return not is_carried and repository.blobs(locked.commit, [path]).get(path) in forms_of(content)


def own_file_findings(registry: Registry, repository: Repository) -> tuple[Finding, ...]:
    """A finding for each contract whose file in the work tree differs from HEAD's."""
    paths = {feature: contract_path(feature) for feature in registry.contracts}
    blobs = repository.blobs(repository.resolve("HEAD"), paths.values())
    return tuple(
        Finding(
            CONTRACT_MISSING,
            f"the contract of {feature} is not what was committed",
            at=Place(path),
            next_step="tddgate resolve" if _CONFLICT in here else f"git checkout HEAD -- {path}",
        )
        for feature, path in paths.items()
        if (here := forms_of(repository.read(path) or b"")[1]) != blobs[path]
    )
