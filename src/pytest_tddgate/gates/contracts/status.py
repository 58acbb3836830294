"""How every contract of a repository stands, from git and the work tree alone: no test is run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.belonging import has_settings_of
from pytest_tddgate.domain.contracts.contract import contract_path
from pytest_tddgate.domain.reports.checklist import Standing, of_gate
from pytest_tddgate.domain.reports.status import LATER_GATES, FeatureStatus, Status
from pytest_tddgate.gates.change.evolution import evolution_since
from pytest_tddgate.gates.change.judged_state import state_of
from pytest_tddgate.gates.contracts.home import folder_of, way_to
from pytest_tddgate.gates.contracts.intruders import settings_findings
from pytest_tddgate.gates.contracts.registry import byte_findings, committed_findings, own_file_findings, registry_of
from pytest_tddgate.gates.contracts.target import option_for

if TYPE_CHECKING:
    from pytest_tddgate.domain.reports.run_record import RunRecord
    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.contracts.registry import Locked, Registry

__all__ = ["status_of"]


def status_of(case: Case, staged: str = "") -> Status:
    """The status of every feature; raises Unusable or CannotDecide where the contracts cannot be read.

    Locked files are looked at in the work tree and in HEAD, or in what is `staged`, the tree of the next commit, alone.
    """
    registry = registry_of(case)
    if staged:
        findings = tuple(each for each in registry.findings if not _comes_back(each, staged, case))
        registry = replace(registry, findings=findings)
    records = case.records.records() if case.records is not None else None
    state = state_of(case) if records else ("", "")
    features = tuple(
        FeatureStatus(
            locked.contract,
            locked.commit,
            _breaks(locked, registry, case, staged),
            frozenset(gate for gate in LATER_GATES if _has_passed(gate, locked.contract.feature, state, records)),
            *_command_parts(locked, registry, case),
        )
        for locked in registry.contracts.values()
    )
    withdrawn = tuple(each.contract for each in registry.withdrawn.values())
    return Status(features, registry.findings, _unlocked(registry, case), withdrawn)


def _command_parts(locked: Locked, registry: Registry, case: Case) -> tuple[str, str]:
    """The way to the folder of the contract, and the option that names its feature there."""
    folder = folder_of(locked.contract, case.layout)
    option = option_for(locked.contract.feature, registry.within(folder).contracts, case)
    return way_to(folder, case), option


def _comes_back(finding: Finding, staged: str, case: Case) -> bool:
    """Whether the next commit gives a record back the bytes that it had in an earlier one."""
    path = finding.at.path if finding.at else ""
    now = case.repository.blobs(staged, [path]).get(path)
    if now is None or now == case.repository.blobs("HEAD", [path]).get(path):
        return False
    return any(case.repository.blobs(each, [path]).get(path) == now for each in case.repository.commits_of(path))


def _has_passed(gate: str, feature: str, state: tuple[str, str], records: tuple[RunRecord, ...] | None) -> bool:
    return of_gate(gate, feature, state, records).standing is Standing.DONE


def _breaks(locked: Locked, registry: Registry, case: Case, staged: str) -> tuple[Finding, ...]:
    """What breaks one contract; a file that differs in the work tree and in HEAD is named once."""
    path, repository = contract_path(locked.contract.feature), case.repository
    records = (*registry.findings, *own_file_findings(registry, repository))
    found = [each for each in records if each.at and each.at.path == path]
    found += byte_findings(locked, registry, repository) if not staged else ()
    found += committed_findings(locked, registry, repository, staged)
    found += _of_newest(locked, registry, case)
    return tuple({(each.rule.id, each.at): each for each in reversed(found)}.values())[::-1]


def _of_newest(locked: Locked, registry: Registry, case: Case) -> tuple[Finding, ...]:
    """What breaks the settings: those of pytest may change between features, so only the newest contract's count."""
    root = case.layout.root
    own = [each for each in registry.within(root).contracts.values() if has_settings_of(each.contract, root)]
    return settings_findings(locked, registry, case) if own and locked is own[-1] else ()


def _unlocked(registry: Registry, case: Case) -> tuple[str, ...]:
    """New tests of the work tree: HEAD does not have them, and no contract does."""
    known = {each.test for locked in registry.contracts.values() for each in locked.contract.tests}
    new = evolution_since(case.repository.resolve("HEAD"), case).new_tests()
    return tuple(str(test) for test in new if test not in known)
