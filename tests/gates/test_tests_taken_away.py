"""A test that a contract holds is taken away by an amendment of that contract, and not by the lock of another one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.errors import Unusable
from pytest_tddgate.gates.contracts.amending import AmendmentRequest, amended
from pytest_tddgate.gates.contracts.amending_all import all_amended
from pytest_tddgate.gates.contracts.lost_tests import lost_findings, lost_tests
from pytest_tddgate.gates.contracts.registry import registry_of
from pytest_tddgate.gates.verify_fail.gate import facts_of, prepare
from tests.fakes import FakeRepository, FakeRunner, case_of, contract_of, record_of, run_of, seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_tddgate.domain.run.observation import TestId

FILE = "tests/test_slug.py"
SLUG = "def test_slug():\n    assert slug('A') == 'a'\n"
EMPTY = "\n\ndef test_empty():\n    assert slug('') == ''\n"
DASH = "\n\ndef test_dash():\n    assert slug('') == '-'\n"
ONE = contract_of("one", {FILE: SLUG + EMPTY})
LOCKED = {FILE: SLUG + EMPTY} | record_of(ONE)
AMENDMENT = 'tddgate amend one --reason "…"'


def no_cases(files: Iterable[str]) -> Mapping[TestId, tuple[str, ...]]:
    """Nothing is parametrized here."""
    assert files is not None
    return {}


ASKED = AmendmentRequest("an empty text gives a dash", no_cases)


def told_at_verify_fail(work: str, amend: str | None = ASKED.reason, base: str | None = None) -> list[tuple[str, str]]:
    """What is said of existing tests when the file is as given, with the next step."""
    repository = FakeRepository([{}, LOCKED], LOCKED | {FILE: work})
    names = [line[4:].partition("(")[0] for line in work.splitlines() if line.startswith("def test_")]
    run = run_of(*(seen(f"{FILE}::{name}", "failed" if name == "test_dash" else "passed") for name in names))
    again = [run_of(seen(f"{FILE}::test_dash", "failed"))] * 9
    case = case_of(repository, FakeRunner(standins=again, repeat=again, red=again), amend=amend, base=base)
    found = facts_of(case, prepare(case), run).findings
    return [(each.what, each.remedy) for each in found if each.rule.id == "existing-test-changed"]


def broken(two: str = SLUG + DASH) -> FakeRepository:
    """A history in which the contract two has taken the place of a test of one."""
    after = {FILE: two} | record_of(ONE)
    locked = after | record_of(replace(contract_of("two", {FILE: two}), tests=contract_of("two", {FILE: DASH}).tests))
    return FakeRepository([{}, LOCKED, locked], dict(locked))


@pytest.mark.parametrize("work", [SLUG, SLUG + EMPTY.replace("test_empty", "test_nothing")], ids=["removed", "renamed"])
@pytest.mark.parametrize("amend", [ASKED.reason, None])
def test_a_lock_takes_no_test_from_another_contract(work: str, amend: str | None) -> None:
    """Not even where the change is declared; the way is the amendment of that contract."""
    [(what, step)] = told_at_verify_fail(work, amend)

    assert what == f"{FILE}::test_empty is locked by the contract one, and is gone"
    assert AMENDMENT in step
    assert "put it back" in step


@pytest.mark.tdd_pins("the new form is locked with the new tests")
def test_a_test_that_is_there_under_its_name_may_change() -> None:
    """A declared edit is what the reason is for."""
    assert told_at_verify_fail(SLUG + EMPTY.replace("== ''", "== '-'")) == []


@pytest.mark.tdd_pins("nobody has locked it")
def test_a_test_of_no_contract_may_be_taken_away() -> None:
    """A declared removal is listed."""
    repository = FakeRepository([{}, {FILE: SLUG + EMPTY}], {FILE: SLUG})
    case = case_of(repository, amend="not asked for")

    assert facts_of(case, prepare(case), run_of(seen(f"{FILE}::test_slug"))).findings[0].rule.id == "nothing-new"


def test_a_contract_that_lost_a_test_is_told_with_the_way_that_works() -> None:
    """To run the whole suite changes nothing."""
    repository = broken()
    contracts = registry_of(case_of(repository)).contracts.values()

    [finding] = lost_findings(lost_tests(contracts, case_of(repository)))

    assert (finding.rule.id, finding.remedy) == ("test-missing", AMENDMENT)
    assert finding.what == f"{FILE}::test_empty is in the contract one, and not in {FILE} any more"


def test_a_test_that_two_contracts_lost_is_amended_in_both() -> None:
    """One of them would be broken after the other's amendment."""
    repository = broken()
    first = {**LOCKED, **record_of(replace(ONE, feature="other"))}
    repository.history[1:] = [first, {**first, **repository.history[-1]}]
    repository.work = dict(repository.history[-1])
    case = case_of(repository)

    [finding] = lost_findings(lost_tests(registry_of(case).contracts.values(), case))

    assert finding.remedy == 'tddgate amend --all --reason "…"'
    assert [each.contract.feature for each in all_amended(ASKED, case)] == ["one", "other"]


@pytest.mark.tdd_pins("there is nothing to tell")
def test_tests_that_are_there_are_not_lost() -> None:
    """Nor are those that have no function of their own."""
    inherited = replace(ONE, tests=tuple(replace(each, digest="") for each in ONE.tests))
    there = FakeRepository([{}, LOCKED], LOCKED)
    other = FakeRepository([{}, LOCKED], {FILE: SLUG} | record_of(inherited))

    for repository in (there, other):
        contract = replace(
            registry_of(case_of(there)).contracts["one"], contract=ONE if repository is there else inherited
        )
        assert lost_tests([contract], case_of(repository)) == {}


def test_the_amendment_takes_the_lost_test_out() -> None:
    """Its commit holds the contract alone, because the file is as the other contract locked it."""
    made = amended("one", ASKED, case_of(broken()))

    assert [each.test.name for each in made.contract.tests] == ["test_slug"]
    assert made.amendment.changed == (FILE, f"{FILE}::test_empty")
    assert made.paths == ()
    assert made.contract.files == contract_of("two", {FILE: SLUG + DASH}).files


def test_a_lost_test_is_no_formatting() -> None:
    """Although no byte of a file changed."""
    with pytest.raises(Unusable, match="test_empty is gone"):
        amended("one", replace(ASKED, is_format_only=True), case_of(broken()))


def test_a_contract_that_lost_its_only_test_gets_one_back() -> None:
    """As the behaviour is now; or it is withdrawn with its code."""
    repository = broken(DASH)

    with pytest.raises(Unusable, match="no test of one would be left") as none_left:
        amended("one", ASKED, case_of(repository))
    repository.work[FILE] = DASH + "\n\ndef test_empty():\n    assert slug('!') == '-'\n"
    made = amended("one", ASKED, case_of(repository))

    assert "put one of them back, as the behaviour is now" in none_left.value.next_step
    assert [each.test.name for each in made.contract.tests] == ["test_empty"]
    assert made.contract.tests[0].digest != ONE.tests[1].digest
    assert made.paths == (FILE,)


def test_an_amendment_of_an_older_contract_leaves_no_newer_form_behind() -> None:
    """Where both hold the test the newer one counts: it is amended too."""
    two = record_of(replace(contract_of("two", {FILE: SLUG + EMPTY}), tests=ONE.tests))
    edited = LOCKED | two | {FILE: SLUG + EMPTY.replace("== ''", "== '-'")}
    case = case_of(FakeRepository([{}, LOCKED, LOCKED | two], edited))

    with pytest.raises(Unusable, match="test_empty is locked by the contract two too") as refused:
        amended("one", ASKED, case)

    assert refused.value.next_step == 'tddgate amend --all --reason "…"'
    assert amended("two", ASKED, case).contract.feature == "two"
    assert [each.contract.feature for each in all_amended(ASKED, case)] == ["one", "two"]
