"""New tests that look red for the right reason, although their source shows that the redness means nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import conftests_above
from pytest_tddgate.domain.red.contradictions import contradicted_by
from pytest_tddgate.domain.red.swallowed import swallows_its_reason
from pytest_tddgate.domain.red.vacuous import asserts_only_what_holds
from pytest_tddgate.domain.rules.red import BROKEN_TEST, HOLLOW
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.verify_fail.examples_in_code import examples_in_code, passed_over

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.domain.run.observation import TestId
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution
    from pytest_tddgate.gates.verify_fail.judged import TestRed

__all__ = ["faults_in_text"]

_ASKING = (b"request.node", b"request.function", b"PYTEST_CURRENT_TEST")


def faults_in_text(
    judged: Mapping[TestId, TestRed],
    by_test: Mapping[TestId, tuple[Finding, ...]],
    evolution: Evolution,
    case: Case,
) -> dict[TestId, tuple[Finding, ...]]:
    """Findings for tests in product code, and for tests whose source is at fault.

    Such a test contradicts an existing test, hides why it fails, or asserts only what always holds. These are sought
    among the tests without a finding in `by_test`.
    """
    found = {test: _fault(each, evolution, case) for test, each in judged.items() if not by_test[test]}
    faults = {test: (finding,) for test, finding in found.items() if finding is not None}
    return faults | passed_over(judged, case) | examples_in_code(judged, case.layout)


def _fault(judged: TestRed, evolution: Evolution, case: Case) -> Finding | None:
    test, source = judged.test, case.bytes_of(judged.test.file)
    kept = frozenset() if _reads_names_of_tests(test.file, case) else _kept(test.file, evolution)
    if other := contradicted_by(source, test.name, kept):
        return Finding(
            BROKEN_TEST,
            f"{test} contradicts {other}: both do the same, and expect the opposite",
            at=judged.at,
            next_step=f"correct it; if {other} is what was wrong, change that one in its place",
        )
    if line := swallows_its_reason(source, test.name):
        return Finding(
            BROKEN_TEST,
            f"{test} hides why it fails: it catches its own assertion",
            at=Place(test.file, line),
            next_step="remove the try: pytest shows the assertion and its values",
        )
    if line := asserts_only_what_holds(source, test.name):
        return Finding(HOLLOW, f"{test} asserts only what always holds", at=Place(test.file, line))
    return None


def _reads_names_of_tests(file: str, case: Case) -> bool:
    """Whether a fixture may ask which test it serves, and give different values to tests with the same text."""
    return any(word in case.bytes_of(path) for path in (file, *conftests_above(file)) for word in _ASKING)


def _kept(file: str, evolution: Evolution) -> frozenset[str]:
    """The names of the file's existing tests that the change does not touch."""
    module, change = evolution.modules.get(file), evolution.changes.get(file)
    if module is None or change is None:
        return frozenset()
    changed = {each.name for each in evolution.changed_tests() if each.file == file}
    return frozenset(
        name for name, each in module.functions.items() if each.is_test and name not in {*change.added, *changed}
    )
