"""The status of every contract of a repository, from git and the work tree only: no test is run."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.belonging import has_settings_of
from pytest_tddgate.domain.contracts.contract import contract_path
from pytest_tddgate.domain.contracts.layout import is_below
from pytest_tddgate.domain.red.pins import is_below_name, pins_in
from pytest_tddgate.domain.reports.status import LATER_GATES, FeatureStatus, Status
from pytest_tddgate.gates.audit_command import audit_option
from pytest_tddgate.gates.change.evolution import evolution_since
from pytest_tddgate.gates.contracts.home import cd_prefix, folder_of, folder_of_file
from pytest_tddgate.gates.contracts.intruders import settings_findings
from pytest_tddgate.gates.contracts.registry import byte_findings, committed_findings, own_file_findings, registry_of
from pytest_tddgate.gates.contracts.remembered import Remembered
from pytest_tddgate.gates.contracts.target import default_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_tddgate.domain.run.observation import TestId
    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.contracts.registry import Locked, Registry

__all__ = ["status_of"]


def status_of(case: Case, staged: str = "") -> Status:
    """The status of every feature; raises Unusable or CannotDecide if the contracts cannot be read.

    Locked files are checked in the work tree and in HEAD; with `staged`, the tree of the next commit, only in that.
    """
    registry = registry_of(case)
    if staged:
        findings = tuple(each for each in registry.findings if not _comes_back(each, staged, case))
        registry = replace(registry, findings=findings)
    remembered, newest = Remembered(case), cache(lambda folder: default_of(registry.within(folder).contracts, case))
    broken = _breaks(registry, case, staged)
    features = tuple(
        _feature_status(locked, broken[feature], remembered, newest, case)
        for feature, locked in registry.contracts.items()
    )
    withdrawn = tuple(each.contract for each in registry.withdrawn.values())
    operation = case.repository.operation_in_progress() or ""
    unlocked = _unlocked(registry, case) if not (operation or staged) else ()
    return Status(
        features,
        registry.findings,
        tuple(map(str, unlocked)),
        withdrawn,
        way=_way_to_tests(unlocked, case),
        pins=tuple(map(str, _pins(unlocked, case))),
        operation=operation,
    )


def _feature_status(
    locked: Locked, breaks: tuple[Finding, ...], remembered: Remembered, newest: Callable[[str], str], case: Case
) -> FeatureStatus:
    passed = remembered.passed(locked.contract)
    audit = audit_option(locked.commit, case.repository) if passed.issuperset(LATER_GATES) else ""
    folder, feature = folder_of(locked.contract, case.layout), locked.contract.feature
    option = "" if newest(folder) == feature else f" --tdd-feature={feature}"
    is_audited = remembered.is_audited(locked)
    return FeatureStatus(
        locked.contract, locked.commit, breaks, passed, cd_prefix(folder, case), option, audit, is_audited
    )


def _comes_back(finding: Finding, staged: str, case: Case) -> bool:
    """Whether the next commit gives a record the bytes that it had in an earlier commit."""
    path = finding.at.path if finding.at else ""
    now = case.repository.blobs(staged, [path]).get(path)
    if now is None or now == case.repository.blobs("HEAD", [path]).get(path):
        return False
    return any(case.repository.blobs(each, [path]).get(path) == now for each in case.repository.commits_of(path))


def _breaks(registry: Registry, case: Case, staged: str) -> dict[str, tuple[Finding, ...]]:
    """Feature -> what breaks its contract; a file that differs both in the work tree and in HEAD is named once.

    Pytest's settings may change between features, so only those of the newest contract count.
    """
    repository, root, broken = case.repository, case.layout.root, {}
    records = (*registry.findings, *own_file_findings(registry, repository))
    own = [each for each in registry.within(root).contracts.values() if has_settings_of(each.contract, root)]
    for feature, locked in registry.contracts.items():
        path = contract_path(feature)
        found = [each for each in records if each.at and each.at.path == path]
        found += byte_findings(locked, registry, repository) if not staged else ()
        found += committed_findings(locked, registry, repository, staged)
        found += settings_findings(locked, registry, case) if own and locked is own[-1] else ()
        broken[feature] = tuple({(each.rule.id, each.at): each for each in reversed(found)}.values())[::-1]
    return broken


def _unlocked(registry: Registry, case: Case) -> tuple[TestId, ...]:
    """New tests of the work tree that neither HEAD nor a contract has; this project's come first."""
    known = {each.test for locked in registry.contracts.values() for each in locked.contract.tests}
    head = case.repository.resolve("HEAD")
    new = evolution_since(head, case).new_tests()
    if case.layout.root:
        everywhere = replace(case.layout, root="")
        others = evolution_since(head, replace(case, layout=everywhere)).new_tests()
        new += tuple(each for each in others if not is_below(each.file, case.layout.root))
    return tuple(test for test in new if test not in known)


def _pins(tests: tuple[TestId, ...], case: Case) -> tuple[TestId, ...]:
    """The tests that are declared as pins in their source."""
    declared = {file: pins_in(case.bytes_of(file)) for file in {each.file for each in tests}}
    return tuple(each for each in tests if is_below_name(each.name, declared[each.file]))


def _way_to_tests(tests: tuple[TestId, ...], case: Case) -> str:
    """The way to the folder in which the first of these tests runs; empty if one of them runs here."""
    layout = case.layout
    folders = [
        layout.root if layout.packages and is_below(each.file, layout.root) else folder_of_file(each.file, layout)
        for each in tests
    ]
    return cd_prefix(folders[0], case) if folders and layout.root not in folders else ""
