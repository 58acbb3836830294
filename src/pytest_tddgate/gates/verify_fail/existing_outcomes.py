"""Outcomes of the tests that are not new: each must be what it was at the base."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.wording import agreed, first_few
from pytest_tddgate.domain.rules.red import EXISTING_TEST_BROKEN
from pytest_tddgate.domain.run.identity import file_of, stable_id
from pytest_tddgate.domain.run.outcomes import has_failed
from pytest_tddgate.domain.verdict import Finding, MissingFact, Place
from pytest_tddgate.gates.case import leveled_refusals
from pytest_tddgate.gates.change.existing import base_failures, harness_findings, modification_findings
from pytest_tddgate.gates.run.flaky_tests import flaky_fact, flaky_in, passing_without
from pytest_tddgate.gates.verify_fail.newness import definition_of, new_tests_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.run.observation import RunSeen, TestId, TestSeen
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution

__all__ = ["ExistingTests", "existing_tests"]

_NAMED = 5


@dataclass(frozen=True, slots=True)
class ExistingTests:
    """The existing tests: how many passed, findings, notes, missing facts, and cases that turned out to be new."""

    count: int = 0
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    new_cases: Mapping[TestId, frozenset[str]] = field(default_factory=dict)
    missing: tuple[MissingFact, ...] = ()


def existing_tests(run: RunSeen, evolution: Evolution, case: Case, scope: Sequence[str] = ()) -> ExistingTests:
    """How the existing tests did in a run. The base is run, in a tree of its own, only if one of them fails.

    A failing case that the base does not have is new. So is a case that passed there, if a declared amendment of the
    test or of something that it uses turns it red. A changed test that fails is reported as changed only. `scope` lists
    the files that ran; it is empty for the whole suite.
    """
    wanted = new_tests_in(run, evolution, case.layout, is_amended=case.amend is not None)
    new = wanted.tests
    existing = [each for each in run.tests if not (each.item and each.item.test in new)]
    new_rows = {each.node_id for each in wanted.only_new_cases(run).tests} if wanted.rows else set()
    existing += [
        each for each in run.tests if each.item and each.item.test in wanted.rows and each.node_id not in new_rows
    ]
    passed = sum(each.outcome == "passed" for each in existing)
    failing = [each for each in existing if has_failed(each.outcome)]
    at_base = base_failures(failing, evolution, case)
    if at_base is None:
        return ExistingTests(passed, notes=_hidden_note(run, evolution))
    outcomes = {stable_id(each.node_id): each.outcome for each in at_base.tests}
    is_amended, is_reported = _amendment(evolution, case), _already_reported(evolution, case)
    broken, old, fresh = [], [], defaultdict(set)
    for each in failing:
        outcome = outcomes.get(stable_id(each.node_id))
        is_fresh = outcome is None or (outcome == "passed" and is_amended(each))
        if is_fresh and each.item is not None:
            fresh[each.item.test].add(each.item.case)
        elif outcome == "passed" and not is_reported(each):
            broken.append(each)
        elif outcome != "passed":
            old.append(each)
    flaky = flaky_in(broken, [str(test) for test in new], case, scope)
    broken = [each for each in broken if each not in flaky]
    disturbed = passing_without(new, broken, case, scope)
    return ExistingTests(
        passed,
        tuple(_broken(each, case.layout) for each in broken if each not in disturbed),
        (*_disturbed_note(disturbed), *_old_note(old), *_hidden_note(run, evolution)),
        {test: frozenset(cases) for test, cases in fresh.items()},
        flaky_fact(flaky),
    )


def _amendment(evolution: Evolution, case: Case) -> Callable[[TestSeen], bool]:
    """A predicate: whether the declared amendment may have turned a test red.

    It may if the test, its inherited definition, or something that they use has changed, and always if the harness has.
    Any other test is judged as if nothing had been declared.
    """
    if case.amend is None:
        return lambda _: False
    if harness_findings(evolution, None, case):
        return lambda _: True
    changed = evolution.changed_tests().keys()
    return lambda seen: bool(_sources(seen, evolution, case.layout) & changed)


def _already_reported(evolution: Evolution, case: Case) -> Callable[[TestSeen], bool]:
    """A predicate: whether a finding already says that the test, or something it uses, was changed; one is enough."""
    refused = leveled_refusals(modification_findings(evolution, case.amend), case.settings)
    files = {each.at.path for each in refused if each.at}
    changed = {test for test in evolution.changed_tests() if test.file in files}
    return lambda seen: bool(_sources(seen, evolution, case.layout) & changed)


def _sources(seen: TestSeen, evolution: Evolution, layout: Layout) -> set[TestId]:
    """The test, and the function of a changed file that it runs; empty if pytest reported no item."""
    if seen.item is None:
        return set()
    definition = definition_of(seen.item, evolution, layout)
    return {seen.item.test} | ({definition} if definition else set())


def _broken(seen: TestSeen, layout: Layout) -> Finding:
    failure = seen.failure
    why = failure.exception.kind if failure and failure.exception else seen.outcome
    return Finding(
        EXISTING_TEST_BROKEN,
        f"{seen.node_id} passed at the base and fails now ({why})",
        at=Place(layout.from_root(file_of(seen.node_id))),
    )


def _old_note(old: list[TestSeen]) -> tuple[str, ...]:
    return _named_note(old, "here as at the base (not counted)")


def _disturbed_note(disturbed: list[TestSeen]) -> tuple[str, ...]:
    passes = "passes" if len(disturbed) == 1 else "pass"
    return _named_note(disturbed, f"beside the new tests, and {passes} without them")


def _named_note(failing: list[TestSeen], where: str) -> tuple[str, ...]:
    if not failing:
        return ()
    names = first_few([each.node_id for each in failing], _NAMED)
    return (f"{agreed(len(failing), 'existing test', 'fails', 'fail')} {where}: {names}",)


def _hidden_note(run: RunSeen, evolution: Evolution) -> tuple[str, ...]:
    """A note about unmodified existing tests in files that cannot be imported until the missing names exist."""
    hidden = 0
    for error in run.collect_errors:
        module, change = evolution.modules.get(error.path), evolution.changes.get(error.path)
        if module and change:
            hidden += len(set(module.tests) - set(change.added))
    return (
        (f"{agreed(hidden, 'existing test', 'is', 'are')} hidden by an import that fails, and unmodified",)
        if hidden
        else ()
    )
