"""What an audit finds in the records of a range, without a run: history and bytes in memory."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_tddgate.domain.contracts.contract import Amendment
from pytest_tddgate.errors import CannotDecide
from pytest_tddgate.gates.audit.range import range_of
from tests.fake_history import FakeHistory, findings_of_records
from tests.fakes import contract_of, record_of

CART, TAX = "tests/test_cart.py", "tests/test_tax.py"
BASE = {
    "pyproject.toml": "",
    "src/shop/__init__.py": "",
    CART: "def test_total():\n    assert sum([1, 2]) == 3\n",
}
TESTS = {TAX: "from shop.tax import tax\n\n\ndef test_tax():\n    assert tax(100) == 120\n"}
CONTRACT = contract_of("tax", TESTS)
LOCKED = BASE | TESTS | record_of(CONTRACT)
CODE = {"src/shop/tax.py": "def tax(price):\n    return price * 6 // 5\n"}


def told(*commits: dict[str, str]) -> list[str]:
    """The findings of a range that begins after the first of these commits, as rule and words."""
    return [f"{each.rule.id}: {each.what}" for each in findings_of_records(FakeHistory(list(commits)))]


def test_tests_first_and_then_code_is_what_is_asked_for() -> None:
    """There is nothing to say of it."""
    assert told(BASE, LOCKED, LOCKED | CODE) == []


def test_tests_and_code_in_one_commit_do_not_show_what_came_first() -> None:
    """The lock commit holds tests and their contract only."""
    assert [each.partition(":")[0] for each in told(BASE, LOCKED | CODE)] == ["squashed"]


def test_a_locked_test_that_was_edited_is_no_contract_any_more() -> None:
    """Whoever edited it, and with which commit message."""
    weaker = {TAX: TESTS[TAX].replace("== 120", "> 0")}

    assert told(BASE, LOCKED, LOCKED | CODE | weaker) == [
        f"contract-touched: {TAX} was committed with other bytes than those that were locked (contract tax)"
    ]


def test_an_amendment_declares_the_edit() -> None:
    """It is part of the contract's record."""
    now = {TAX: TESTS[TAX].replace("== 120", "== 119")}
    amended = replace(contract_of("tax", now), amendments=(Amendment("rounded", (TAX, f"{TAX}::test_tax")),))

    assert told(BASE, LOCKED, LOCKED | CODE, LOCKED | CODE | now | record_of(amended)) == []


def test_a_contract_that_was_deleted_is_missing() -> None:
    """Its tests may go or stay."""
    without = BASE | TESTS | CODE

    assert [each.partition(":")[0] for each in told(BASE, LOCKED, without)] == ["contract-missing"]


def test_an_edited_test_of_the_base_is_found() -> None:
    """No contract has it, and earlier work was judged by it."""
    weaker = {CART: BASE[CART].replace("== 3", "> 0")}

    assert told(BASE, LOCKED, LOCKED | CODE | weaker) == [
        f"existing-test-changed: {CART}::test_total is not what it was at the base"
    ]


def test_new_harness_beside_the_code_is_found() -> None:
    """A conftest of the implementation's commit can make any test pass."""
    hook = {"tests/conftest.py": "def pytest_runtest_makereport(item, call):\n    return None\n"}

    assert {each.partition(":")[0] for each in told(BASE, LOCKED, LOCKED | CODE | hook)} == {
        "harness-added",
        "harness-changed",
    }


def test_a_contract_whose_digests_are_not_those_of_its_commit_is_unproven() -> None:
    """A record can say anything."""
    other = record_of(contract_of("tax", {TAX: TESTS[TAX] + "\n"}))

    assert [each.partition(":")[0] for each in told(BASE, BASE | TESTS | other, BASE | TESTS | other | CODE)][:1] == [
        "contract-unproven"
    ]


def test_the_new_contracts_of_a_range_are_those_that_its_base_has_not() -> None:
    """A contract of the base is trusted."""
    history = FakeHistory([BASE, LOCKED, LOCKED | CODE])

    assert (list(range_of(history, "c0").new), list(range_of(history, "c0").kept)) == (["tax"], [])
    assert (list(range_of(history, "c1").new), list(range_of(history, "c1").kept)) == ([], ["tax"])


def test_a_range_without_a_commit_is_undecided() -> None:
    """It would pass whatever the code is."""
    with pytest.raises(CannotDecide, match="HEAD holds nothing that the base has not"):
        range_of(FakeHistory([BASE]), "c0")


def test_without_a_base_it_is_undecided() -> None:
    """There is nothing to compare with; an example of the command says how to name one."""
    with pytest.raises(CannotDecide, match="there is no base to compare with"):
        range_of(FakeHistory([BASE, LOCKED]), None)
