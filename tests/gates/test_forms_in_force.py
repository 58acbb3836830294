"""A test that several contracts hold counts as the last of them has it, in green and in an audit."""

from __future__ import annotations

from dataclasses import replace

from pytest_tddgate.domain.contracts.contract import Amendment, Contract, LockedTest
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.gates.audit.range import range_of
from pytest_tddgate.gates.contracts.in_force import forms_in_force
from pytest_tddgate.gates.contracts.registry import Locked
from tests.fake_history import FakeHistory
from tests.fakes import record_of

FILE = "tests/test_slug.py"
TEST = TestId(FILE, "test_slug")
WHY = (Amendment("underscores stay", (str(TEST),)),)


def held(feature: str, *cases: str, amendments: tuple[Amendment, ...] = ()) -> Contract:
    """A contract of the one test, with these cases of it."""
    return Contract(feature, (LockedTest(TEST, "unmet", cases),), amendments=amendments)


def in_force(*contracts: tuple[Contract, str]) -> tuple[str, ...] | None:
    """The cases that count, of contracts with the commits that locked them."""
    return forms_in_force(Locked(contract, commit) for contract, commit in contracts)[TEST].cases


def test_the_last_lock_counts() -> None:
    """Whatever it says of the cases that were there."""
    assert in_force((held("one", "a", "b"), "c1"), (held("two", "a", amendments=WHY), "c2")) == ("a",)
    assert in_force((held("one", "a", amendments=WHY), "c1"), (held("two", "b"), "c2")) == ("b",)


def test_of_one_commit_the_one_that_amends_the_test_counts() -> None:
    """A squash brings both contracts, and says nothing of their order."""
    old, new, fewer = held("one", "a", "b"), held("two", "a", "c", amendments=WHY), held("two", "a", amendments=WHY)

    assert in_force((old, "c1"), (new, "c1")) == in_force((new, "c1"), (old, "c1")) == ("a", "c")
    assert in_force((old, "c1"), (fewer, "c1")) == in_force((fewer, "c1"), (old, "c1")) == ("a",)


def test_of_one_commit_the_one_with_more_rows_counts() -> None:
    """To add rows to a test takes no amendment."""
    old, grown = held("one", "a"), held("another", "a", "b")

    assert in_force((grown, "c1"), (old, "c1")) == ("a", "b")
    assert in_force((old, "c1"), (grown, "c1")) == ("a", "b")


def test_what_one_contract_holds_counts_as_it_is() -> None:
    """Beside others."""
    other = LockedTest(TestId(FILE, "test_other"), "unmet")
    two = replace(held("two", "b"), tests=(other,))

    found = forms_in_force((Locked(held("one", "a"), "c1"), Locked(two, "c2")))

    assert [each.cases for each in found.values()] == [("a",), ()]


def test_an_audit_knows_in_which_order_the_contracts_of_its_base_were_locked() -> None:
    """Their names say nothing: of two that amend the test the later one counts."""
    first = record_of(held("z-first", "a", "b", amendments=WHY))
    both = first | record_of(held("a-second", "a", "c", amendments=WHY))
    history = FakeHistory([{}, first, both, both | {"README.md": "more"}])

    span = range_of(history, "c2")

    assert list(span.kept) == ["z-first", "a-second"]
    assert forms_in_force(span.registry.contracts.values())[TEST].cases == ("a", "c")
