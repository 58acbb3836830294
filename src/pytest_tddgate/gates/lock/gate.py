"""Gate 3: gate 2 holds in this very run, and its tests are committed as an immutable contract."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.changed_by_hook import step_after
from pytest_tddgate.adapters.pytest_settings import settings_digests
from pytest_tddgate.domain.contracts.contract import (
    Amendment,
    Contract,
    LockedTest,
    contract_path,
    is_slug,
    sha256_of,
    slug_of,
)
from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.reports.moves import opened
from pytest_tddgate.domain.reports.wording import counted
from pytest_tddgate.domain.rules.red import COMMIT_REJECTED
from pytest_tddgate.domain.rules.rule import Gate
from pytest_tddgate.domain.run.identity import stable_id
from pytest_tddgate.domain.verdict import Finding, verdict_of
from pytest_tddgate.errors import Unusable
from pytest_tddgate.gates.case import leveled
from pytest_tddgate.gates.change.evolution import is_compiled
from pytest_tddgate.gates.change.harness import harness_of
from pytest_tddgate.gates.contracts.edits import refuse_links
from pytest_tddgate.gates.contracts.naming import lock_command, suggested_feature
from pytest_tddgate.gates.contracts.stored import as_stored
from pytest_tddgate.gates.lock.obstacles import obstacles
from pytest_tddgate.gates.panel.style_of_tests import with_amendments, with_style_findings
from pytest_tddgate.gates.verify_fail import gate as verify_fail

if TYPE_CHECKING:
    from pytest_tddgate.domain.reports.report import Report
    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.domain.run.orders import Orders
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.verify_fail.gate import RedFacts
    from pytest_tddgate.gates.verify_fail.judged import TestRed

__all__ = ["Prepared", "feature_of", "judge", "prepare"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Gate 2's preparation, the feature's name, and findings that forbid a lock whatever the tests show."""

    red: verify_fail.Prepared
    feature: str
    findings: tuple[Finding, ...]

    @property
    def orders(self) -> Orders:
        """The orders of gate 2."""
        return self.red.orders


def prepare(case: Case) -> Prepared:
    """Facts that are needed before any project code runs."""
    feature = feature_of(case)
    return Prepared(verify_fail.prepare(case), feature, leveled(obstacles(feature, case), case.settings))


def judge(case: Case, prepared: Prepared, run: RunSeen) -> Report:
    """Whether gate 2 holds; if it does, the contract has been committed when this returns."""
    facts = verify_fail.facts_of(case, prepared.red, run)
    findings = with_style_findings(facts.findings, prepared.red.orders.files, facts.evolution.base, case)
    # If nothing is new since this feature's own lock, it is pointless to say that its name is taken.
    obstacles = [each for each in prepared.findings if not (facts.is_locked and each.rule.id == "feature-taken")]
    facts = replace(facts, findings=(*obstacles, *findings))
    report = replace(verify_fail.report_of(Gate.LOCK, facts, case), feature=prepared.feature)
    if not report.verdict.is_passed:
        return report
    return _commit(replace(report, move=None), facts, prepared.feature, case)


def feature_of(case: Case) -> str:
    """The feature's name: as given, or the branch's. Raises Unusable if there is none, or if it is not a slug."""
    branch = case.repository.branch()
    if case.feature is not None:
        name = case.feature
    elif branch is None or not case.has_feature_name:
        where = f"on branch {branch}" if branch else "on a detached HEAD"
        raise Unusable(
            f"the feature has no name: {where} there is none to take",
            why="the contract is a file with the feature's name",
            next_step=f"pytest --tdd-gate=lock --tdd-feature={suggested_feature(case)}",
        )
    else:
        name = slug_of(branch)
        if not is_slug(name):
            raise Unusable(
                f"the branch {branch} makes no feature name: it takes lower-case letters from a to z, or digits",
                why="the contract is a file with the feature's name",
                next_step=lock_command(case, suggested_feature(case)),
            )
    if not is_slug(name):
        usable = slug_of(name.replace("/", "-")) or suggested_feature(case)
        raise Unusable(
            f"{name!r} is not a feature name: lower-case letters, digits, '.', '_' and '-' make one",
            why="the contract is a file with the feature's name",
            next_step=f"pytest --tdd-gate=lock --tdd-feature={usable}",
        )
    return name


def contract_of(facts: RedFacts, feature: str, case: Case) -> Contract:
    """The contract that these facts make; the same facts make the same bytes."""
    repository, layout = case.repository, case.layout
    evolution = facts.evolution
    test_files = sorted(
        {test.file for test in facts.judged} | {path for path in evolution.changes if layout.is_test_file(path)}
    )
    test_files = [path for path in test_files if repository.read(path) is not None]
    present = {path for path in repository.test_side_files(layout) if layout.side_of(path) is Side.TEST}
    others = {*harness_of(test_files, present, repository, layout), *(set(evolution.paths) & present)} - {*test_files}
    harness = sorted(path for path in others if repository.has_file(path))  # a link or a submodule has no bytes to lock
    amended = tuple(str(test) for test in (*evolution.changed_tests(), *evolution.removed_tests()))
    return Contract(
        feature=feature,
        tests=tuple(_locked(each, facts) for each in facts.judged.values()),
        files={path: sha256_of(case.bytes_of(path)) for path in test_files},
        harness={path: sha256_of(case.bytes_of(path)) for path in harness},
        settings=settings_digests(repository, layout.root),
        missing=facts.functionality,
        amendments=(Amendment(case.amend, amended),) if case.amend is not None else (),
    )


def _locked(judged: TestRed, facts: RedFacts) -> LockedTest:
    test = judged.test
    module = facts.evolution.modules.get(test.file)
    function = module.functions.get(test.name) if module else None
    return LockedTest(
        test,
        red=_how(judged),
        cases=_cases(judged, facts.cases_behind.get(test)),
        digest=function.digest if function else "",
        reason=judged.pins or judged.hangs or "",
    )


def _how(judged: TestRed) -> str:
    if judged.kind is not None:
        return judged.kind.value
    return "pin" if judged.pins is not None else "hangs" if judged.hangs else "amended"


def _cases(judged: TestRed, behind: frozenset[str] | None) -> tuple[str, ...] | None:
    """The stable ids of the cases; for a test that an import error hides, those that the stand-in run found."""
    if judged.hidden_by:
        return tuple(sorted(stable_id(case) for case in behind)) if behind else None
    return tuple(sorted({stable_id(each.case) for each in judged.cases}))


def _commit(report: Report, facts: RedFacts, feature: str, case: Case) -> Report:
    changed = _test_side_changes(case)
    refuse_links(changed, case)
    contract = as_stored(contract_of(facts, feature, case), changed, case)
    path = contract_path(feature)
    try:
        before = case.repository.write({path: contract.to_json()})
    except OSError as problem:
        raise Unusable(
            f"the contract cannot be written: {problem}",
            why="without its contract a feature is not locked",
            next_step=f"make it possible to write {case.repository.top}/{path}, then lock again",
        ) from None
    paths = [*changed, path]
    try:
        commit = case.repository.commit(paths, _message(contract))
    except case.repository.refusal as problem:
        case.repository.write(before)
        words = case.repository.refusal_words(problem)
        step = step_after(problem, lock_command(case, feature))
        finding = Finding(COMMIT_REJECTED, f"git did not commit the contract: {words}", next_step=step)
        return replace(report, verdict=verdict_of(finding, *report.verdict.advice))
    left = [each for each in case.repository.changed_since(commit) if each not in paths and not is_compiled(each)]
    notes = (f"not committed, as it is no test: {', '.join(left[:5])}{' …' if len(left) > 5 else ''}",) if left else ()  # noqa: PLR2004 - enough to recognize
    tests, green = counted(len(contract.tests), "test"), _green(feature, case)
    return replace(
        report,
        verdict=replace(report.verdict, advice=with_amendments(report.verdict.advice, contract)),
        notes=(*report.notes, *notes),
        passed=f"{feature} is locked: {tests} in commit {commit[:10]} ({contract.digest[:17]}).",
        move=opened(Gate.LOCK, green),
    )


def _green(feature: str, case: Case) -> str:
    """The command that judges this feature next; it names the feature if the branch is named like another contract."""
    branch = slug_of(case.repository.branch() or "")
    is_other = branch not in {"", feature} and case.repository.read(contract_path(branch)) is not None
    return f"pytest --tdd-gate=green --tdd-feature={feature}" if is_other else "pytest --tdd-gate=green"


def _test_side_changes(case: Case) -> tuple[str, ...]:
    """The changed test-side files, without the bytecode that the run wrote: not every repository ignores it."""
    changed = case.repository.tests_changed_since(case.repository.resolve("HEAD"), case.layout)
    return tuple(path for path in changed if not is_compiled(path))


def _message(contract: Contract) -> str:
    kinds: dict[str, int] = {}
    for each in contract.tests:
        kinds[each.red] = kinds.get(each.red, 0) + 1
    ways = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    amendments = "".join(f"\nAmends existing tests: {each.reason}\n" for each in contract.amendments)
    return (
        f"test: add failing tests for {contract.feature} (TDD Gate 3)\n\n"
        f"{counted(len(contract.tests), 'test')}, each seen red by pytest --tdd-gate=lock: {ways}.\n{amendments}\n"
        f"TDD-Feature: {contract.feature}\n"
        f"TDD-Contract: {contract.digest}\n"
    )
