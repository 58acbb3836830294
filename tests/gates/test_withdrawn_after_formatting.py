"""A feature whose tests were formatted after their lock, and that was taken back: its record says what happened."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_tddgate.domain.contracts.contract import Amendment, Contract
from pytest_tddgate.domain.contracts.succession import differences
from tests.fake_history import FakeHistory, findings_of_records
from tests.fakes import Files, contract_of, record_of

CART, TAX = "tests/test_cart.py", "tests/test_tax.py"
BASE = {
    "pyproject.toml": "",
    "src/shop/__init__.py": "",
    CART: "def test_total():\n    assert sum([1, 2]) == 3\n",
}
TESTS = {TAX: "from shop.tax import tax\n\n\ndef test_tax():\n    assert tax(100) == 120\n"}
CODE = {"src/shop/tax.py": "def tax(price):\n    return price * 6 // 5\n"}
LOCKED = BASE | TESTS | record_of(contract_of("tax", TESTS))


def formatted(tests: Files, *paths: str) -> Contract:
    """The contract over these tests, which says that only the formatting of these paths changed."""
    return replace(contract_of("tax", tests), amendments=(Amendment("formatting only", paths, is_format_only=True),))


def withdrawn(contract: Contract) -> Files:
    """The record of a contract that was taken back."""
    empty = replace(contract, tests=(), files={})
    amendment = Amendment("nobody wants it", differences(empty, contract))
    return record_of(replace(empty, amendments=(*contract.amendments, amendment)))


def told(*commits: Files) -> list[str]:
    """The findings of a range that begins after the first of these commits, as rule and words."""
    return [f"{each.rule.id}: {each.what}" for each in findings_of_records(FakeHistory(list(commits)))]


def test_what_was_formatted_may_be_taken_back() -> None:
    """It is compared with its lock commit, although no contract is left."""
    now = {TAX: TESTS[TAX].replace("== 120", "==  120")}
    contract = formatted(now, TAX)
    amended = BASE | now | record_of(contract)

    assert told(BASE, LOCKED, amended, amended | CODE, BASE | withdrawn(contract)) == []


@pytest.mark.tdd_pins("the other side: more changed than the amendment says")
def test_what_was_more_than_formatted_is_found() -> None:
    """Also of a feature that was taken back."""
    now = {TAX: TESTS[TAX].replace("== 120", "> 0")}
    contract = formatted(now, TAX, f"{TAX}::test_tax")
    amended = BASE | now | record_of(contract)

    assert [each.partition(":")[0] for each in told(BASE, LOCKED, amended, BASE | withdrawn(contract))] == [
        "contract-unproven"
    ]


def test_an_edit_of_a_known_test_is_no_formatting_of_a_lock_that_was_taken_back() -> None:
    """It is compared with the base, and neither with that lock nor with the withdrawal."""
    weaker = {CART: BASE[CART].replace("== 3", "> 0")}
    tests = TESTS | {CART: weaker[CART].replace(">", "> ")}
    contract = formatted(tests, CART)
    locked = BASE | weaker | TESTS | record_of(contract_of("tax", TESTS | weaker))
    amended = BASE | tests | record_of(contract)

    found = told(BASE, locked, amended, BASE | tests | {TAX: ""} | withdrawn(contract))

    assert any("says that only the formatting of tests/test_cart.py changed" in each for each in found)
