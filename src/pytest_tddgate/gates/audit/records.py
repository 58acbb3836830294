"""Findings from history and bytes, without a run: contracts, locked files, committed tests, harness, amendments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.contract import CONTRACTS, Contract, contract_path
from pytest_tddgate.domain.contracts.layout import CONFIG_FILES, Side
from pytest_tddgate.domain.contracts.line_ends import digests_of
from pytest_tddgate.domain.python.stubs import is_outline
from pytest_tddgate.domain.rules.audit import CONTRACT_UNPROVEN, SQUASHED
from pytest_tddgate.domain.rules.green import CONTRACT_MISSING
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.audit.amendments import format_findings
from pytest_tddgate.gates.audit.between_locks import between_findings
from pytest_tddgate.gates.audit.unreviewable import unreviewable_findings
from pytest_tddgate.gates.audit.unsigned import unsigned_findings
from pytest_tddgate.gates.change.existing import harness_findings, modification_findings
from pytest_tddgate.gates.contracts.intruders import intruder_findings
from pytest_tddgate.gates.contracts.records import readable
from pytest_tddgate.gates.contracts.registry import Locked, committed_findings
from pytest_tddgate.gates.contracts.remains_of_withdrawn import code_still_there, tests_kept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.gates.audit.case import AuditCase
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution

__all__ = ["is_squashed", "record_findings"]


def record_findings(audit: AuditCase, evolution: Evolution, case: Case) -> tuple[Finding, ...]:
    """Every finding that needs no run; `case` is the head's, `evolution` what changed since the fork."""
    span = audit.range
    paths = {each.commit: tuple(each.contract.locked) for each in span.new.values()}
    audit.history.remember(paths | {span.head: {path for each in paths.values() for path in each}})
    found = [*span.findings]
    for feature, locked in span.new.items():
        found += _unproven(span.first[feature], locked, case)
        found += _squashed(locked, case)
    found += _unshown(audit, case)
    found += _not_taken_back(audit, case)
    found += format_findings(audit)
    found += _touched(audit, case)
    found += _undeclared(audit, evolution, case)
    found += unreviewable_findings(audit, case)
    found += intruder_findings(_every_contract(audit), span.registry, case)
    found += unsigned_findings(audit)
    return tuple({(each.rule.id, each.at): each for each in reversed(found)}.values())[::-1]


def is_squashed(locked: Locked, case: Case) -> bool:
    """Whether the lock commit changes the subject by more than an outline, and so does not show what came first."""
    paths = _subject_of(locked, case)
    parent = f"{locked.commit}^"
    before = case.repository.blobs(parent, paths)
    after = case.repository.blobs(locked.commit, paths)
    return any(path not in after or not is_outline(before.get(path), after[path]) for path in paths)


def _subject_of(locked: Locked, case: Case) -> list[str]:
    touched = case.repository.touched_by(locked.commit)
    return sorted(path for path in touched if case.layout.side_of(path) is Side.SUBJECT)


def _squashed(locked: Locked, case: Case) -> Iterator[Finding]:
    """Advice about a lock commit that holds code; otherwise a finding for each path in it that is not the tests'.

    Lock commits of several features may have been squashed into one: each contract is judged by its own tests.
    """
    contract = locked.contract
    if is_squashed(locked, case):
        paths = _subject_of(locked, case)
        what = f"the commit that locked {contract.feature} changes code too, for example {paths[0]}"
        yield Finding(SQUASHED, what, at=Place(paths[0]))
        return
    for path in sorted(case.repository.touched_by(locked.commit)):
        is_other = case.layout.side_of(path) is Side.OTHER and path.rpartition("/")[2] not in CONFIG_FILES
        if is_other and path.rpartition("/")[0] != CONTRACTS:
            what = f"the commit that locked {contract.feature} changes {path}, which is no test"
            yield Finding(CONTRACT_UNPROVEN, what, at=Place(path))


def _undeclared(audit: AuditCase, evolution: Evolution, case: Case) -> list[Finding]:
    """Findings for tests and harness of the fork that changed without an amendment or a lock that accounts for it.

    A file that is back to the bytes that a contract of the fork locks did not change: the fork itself was broken.

    A lock accounts for harness that its own commit changes, since its replay runs with it. It does not account for a
    test that was edited earlier in a file that it then locked.
    """
    span = audit.range
    declared = set(span.declared)
    locking = {path for each in span.new.values() for path in case.repository.touched_by(each.commit)}
    harness = harness_findings(evolution, None, case)
    found = [
        *modification_findings(evolution, None, declared),
        *(each for each in harness if each.at and not _is_accounted(each.at.path, declared | locking)),
    ]
    restored = _restored(audit, evolution, case)
    return [each for each in found if each.at is None or each.at.path not in restored]


def _restored(audit: AuditCase, evolution: Evolution, case: Case) -> set[str]:
    """The changed files that have the bytes locked by a contract of the fork, and lose no test by that."""
    known = {item for each in audit.range.kept.values() for item in each.contract.locked.items()}
    grown = {path for path in evolution.paths if path not in evolution.changes or not evolution.changes[path].removed}
    here = {path: digests_of(case.bytes_of(path)) for path in grown}
    return {path for path, digests in here.items() if any((path, each) in known for each in digests)}


def _is_accounted(path: str, known: set[str]) -> bool:
    """Whether a changed harness file is known, or holds only settings, which are judged as policy."""
    return path in known or path.rpartition("/")[2] in CONFIG_FILES


def _unproven(contract: Contract, locked: Locked, case: Case) -> Iterator[Finding]:
    """A finding for each test file whose bytes in the lock commit differ from the contract, or are not locked."""
    for path in _other_bytes(contract, locked.commit, case):
        what = f"the contract of {contract.feature} names other bytes of {path} than its lock commit holds"
        yield Finding(CONTRACT_UNPROVEN, what, at=Place(path))
    named = {each.test.file for each in contract.tests}
    for path in sorted(named - contract.files.keys()):
        what = f"the contract of {contract.feature} holds tests of {path} and does not lock its bytes"
        yield Finding(CONTRACT_UNPROVEN, what, at=Place(contract_path(contract.feature)))


def _unshown(audit: AuditCase, case: Case) -> Iterator[Finding]:
    """A finding for each test file whose bytes in an amending commit differ from the amended contract.

    The commit is not run, because an amendment may come before, amid or after the code that it asks for. A merge
    brings amendments that other commits made, and is left out.
    """
    for feature, made in audit.range.amended.items():
        place = contract_path(feature)
        for commit in (each.commit for each in made):
            contract = readable(case.repository.blobs(commit, [place]).get(place, b""), feature)
            for path in _other_bytes(contract, commit, case) if contract else ():
                what = f"the amendment of {feature} in {commit[:10]} names other bytes of {path} than it holds"
                yield Finding(CONTRACT_UNPROVEN, what, at=Place(path))


def _other_bytes(contract: Contract, commit: str, case: Case) -> Iterator[str]:
    """The contract's test files that have other bytes in this commit than the contract says."""
    own = {path: digest for path, digest in contract.locked.items() if path in contract.files}
    blobs = case.repository.blobs(commit, own)
    for path, digest in own.items():
        data = blobs.get(path)
        if data is None or digest not in digests_of(data):
            yield path


def _not_taken_back(audit: AuditCase, case: Case) -> Iterator[Finding]:
    """A finding for each piece of code or test of a withdrawn feature that remains: its contract was only evaded.

    Tests may remain as they were at the fork, or if another contract holds them.
    """
    held = {each.test for locked in audit.range.registry.contracts.values() for each in locked.contract.tests}
    for feature, contract in audit.range.withdrawn.items():
        kept = tests_kept(contract, audit.range.fork, case.repository)
        for name in (*code_still_there(contract.missing, case), *(each for each in kept if each not in held)):
            what = f"the contract of {feature} was withdrawn, and {name} is there"
            yield Finding(CONTRACT_MISSING, what, at=Place(contract_path(feature)))


def _touched(audit: AuditCase, case: Case) -> list[Finding]:
    """Findings for locked bytes that the head lacks; of the base's contracts, only in files that the range changed."""
    span, repository = audit.range, case.repository
    found: list[Finding] = []
    for locked in span.new.values():
        found += committed_findings(locked, span.registry, repository)
        found += between_findings(locked, audit, case)
    changed = set(repository.changed_since(span.fork))
    for locked in span.kept.values():
        if changed & locked.contract.locked.keys():
            findings = committed_findings(locked, span.registry, repository)
            found += [each for each in findings if each.at and each.at.path in changed]
    return found


def _every_contract(audit: AuditCase) -> Locked:
    """All contracts as one, locked at the fork: harness that reaches any of them and was not there then is new."""
    files: dict[str, str] = {}
    harness: dict[str, str] = {}
    for locked in audit.range.registry.contracts.values():
        files |= locked.contract.files
        harness |= locked.contract.harness
    return Locked(Contract("", files=files, harness=harness), audit.range.fork)
