"""A withdrawal takes tests out: it is no way to keep them without their contract, or to change those of the base."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_tddgate.domain.contracts.contract import Amendment, Contract
from pytest_tddgate.domain.contracts.succession import differences
from tests.fake_history import FakeHistory, findings_of_records
from tests.fakes import Files, contract_of, record_of

CART, TAX, RATE = "tests/test_cart.py", "tests/test_tax.py", "tests/test_rate.py"
BASE = {
    "pyproject.toml": "",
    "src/shop/__init__.py": "",
    CART: "def test_total():\n    assert sum([1, 2]) == 3\n",
}
WEAKER = {CART: BASE[CART].replace("== 3", "> 0")}
TESTS = {TAX: "from shop.tax import tax\n\n\ndef test_tax():\n    assert tax(100) == 120\n"}
CONTRACT = contract_of("tax", TESTS)
LOCKED = BASE | TESTS | record_of(CONTRACT)


def withdrawn(contract: Contract) -> Files:
    """The record of a contract that was taken back."""
    empty = replace(contract, tests=(), files={})
    return record_of(replace(empty, amendments=(Amendment("nobody wants it", differences(empty, contract)),)))


def told(*commits: Files) -> list[str]:
    """The findings of a range that begins after the first of these commits, as rule and words."""
    return [f"{each.rule.id}: {each.what}" for each in findings_of_records(FakeHistory(list(commits)))]


def test_a_test_that_stays_needs_its_contract() -> None:
    """Whoever wrote the record by hand."""
    assert told(BASE, LOCKED, BASE | TESTS | withdrawn(CONTRACT)) == [
        f"contract-missing: the contract of tax was withdrawn, and {TAX}::test_tax is there"
    ]


def test_a_test_of_the_base_that_was_changed_on_the_way_is_told() -> None:
    """The withdrawal names it, and that is no reason to change it."""
    contract = contract_of("tax", WEAKER | TESTS)
    locked = BASE | WEAKER | TESTS | record_of(contract)

    assert told(BASE, locked, BASE | WEAKER | withdrawn(contract)) == [
        f"contract-missing: the contract of tax was withdrawn, and {CART}::test_total is there"
    ]


@pytest.mark.tdd_pins("the other side: what is gone, as it was at the base, or locked by another contract")
def test_what_was_taken_back_is_told_by_nobody() -> None:
    """Tests of the base are there as they were; those that another contract holds are locked."""
    both = contract_of("tax", WEAKER | TESTS)
    rate = contract_of("rate", {RATE: TESTS[TAX].replace("tax", "rate")})
    again = contract_of("tax-2", TESTS)
    files = {RATE: TESTS[TAX].replace("tax", "rate")}

    assert told(BASE, LOCKED, BASE | withdrawn(CONTRACT)) == []
    assert told(BASE, BASE | WEAKER | TESTS | record_of(both), BASE | withdrawn(both)) == []
    assert told(BASE, LOCKED, BASE | withdrawn(CONTRACT), BASE | withdrawn(CONTRACT) | files | record_of(rate)) == []
    assert told(BASE, LOCKED, BASE | withdrawn(CONTRACT), BASE | withdrawn(CONTRACT) | TESTS | record_of(again)) == []
