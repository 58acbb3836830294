"""A test that moved into a base class is there: what its class inherits, pytest collects under the old name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.contract import Contract, LockedTest, sha256_of
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.gates.change.evolution import evolution_since
from pytest_tddgate.gates.contracts.amending import AmendmentRequest, amended
from pytest_tddgate.gates.contracts.lost_tests import lost_tests, removed_locked_findings, removed_locked_tests
from pytest_tddgate.gates.contracts.registry import Locked
from tests.fakes import FakeRepository, case_of, record_of, run_of, seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FILE = "tests/test_slug.py"
TEST = TestId(FILE, "TestSlug::test_empty")
BEFORE = "class TestSlug(Common):\n    def test_empty(self):\n        assert slug('') == ''\n"
AFTER = (
    "class Common:\n    def test_empty(self):\n        assert slug('') == '-'\n\n\nclass TestSlug(Common):\n    pass\n"
)
CONTRACT = Contract("one", (LockedTest(TEST, "unmet", ("",), "of its own"),), {FILE: sha256_of(BEFORE.encode())})
LOCKED = {FILE: BEFORE} | record_of(CONTRACT)
RAN = run_of(seen(str(TEST)))


def collected(files: Iterable[str]) -> Mapping[TestId, tuple[str, ...]]:
    """What pytest collects."""
    assert [*files] == [FILE]
    return {TEST: ("",)}


def test_a_lock_may_move_it() -> None:
    """If it ran; where it did not, it was taken away."""
    case = case_of(FakeRepository([{}, LOCKED], LOCKED | {FILE: AFTER}))
    taken = removed_locked_tests(evolution_since("c1", case), case)

    assert (taken, removed_locked_findings(taken, RAN)) == ({TEST: "one"}, ())
    assert [each.what for each in removed_locked_findings(taken, run_of())] == [
        f"{TEST} is locked by the contract one, and is gone"
    ]


def test_its_contract_has_not_lost_it() -> None:
    """Where it was seen to run."""
    case = case_of(FakeRepository([{}, LOCKED], LOCKED | {FILE: AFTER}))

    assert lost_tests([Locked(CONTRACT, "c1")], case, RAN) == {}
    assert lost_tests([Locked(CONTRACT, "c1")], case, run_of()) == {TEST: ("one",)}


def test_an_amendment_keeps_it() -> None:
    """As a test without a function of its own, where another contract has locked the file since."""
    moved = LOCKED | {FILE: AFTER} | record_of(Contract("two", (), {FILE: sha256_of(AFTER.encode())}))
    case = case_of(FakeRepository([{}, LOCKED, moved], dict(moved)))

    [kept] = amended("one", AmendmentRequest("shared", collected), case).contract.tests

    assert (kept.test, kept.digest, kept.cases) == (TEST, "", ("",))
