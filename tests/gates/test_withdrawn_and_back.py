"""A feature that was withdrawn, and that a revert brings back: status and audit say the same, and how to go on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pytest_tddgate.domain.contracts.contract import Amendment
from pytest_tddgate.domain.contracts.succession import differences
from pytest_tddgate.gates.audit.range import range_of
from pytest_tddgate.gates.contracts.registry import registry_of
from tests.fake_history import FakeHistory
from tests.fakes import FakeRepository, Files, case_of, contract_of, record_of

TESTS = {"tests/test_tax.py": "from shop.tax import tax\n\n\ndef test_tax():\n    assert tax(100) == 120\n"}
CODE = {"src/shop/tax.py": "def tax(price):\n    return price * 6 // 5\n"}
BASE = {"src/shop/__init__.py": ""}
CONTRACT = contract_of("tax", TESTS)
EMPTY = replace(CONTRACT, tests=(), files={})
WITHDRAWN = BASE | record_of(replace(EMPTY, amendments=(Amendment("nobody", differences(EMPTY, CONTRACT)),)))
WHOLE = BASE | TESTS | CODE | record_of(CONTRACT)
HISTORY = [BASE, BASE | TESTS | record_of(CONTRACT), WHOLE, WITHDRAWN, WHOLE]
TOLD = "tax was withdrawn, and its contract came back in c4"
NEXT = (
    "take its tests and code out again (git revert), then lock the tests under a new name:"
    " pytest --tdd-gate=lock --tdd-feature=tax-2"
)


def told(commits: list[Files], main: int) -> list[tuple[str, str, str]]:
    """What is wrong with the records where so many of the commits are on the main branch."""
    findings = registry_of(case_of(FakeRepository(commits, commits[-1], main=main))).findings
    return [(each.rule.id, each.what, each.first_step) for each in findings]


def test_a_withdrawal_that_is_on_main_is_not_reverted() -> None:
    """Nobody saw the tests red since: they are locked anew."""
    assert told(HISTORY, main=4) == [("contract-missing", TOLD, NEXT)]


def test_an_audit_says_the_same() -> None:
    """In the same words."""
    findings = range_of(FakeHistory(HISTORY), "c3").findings

    assert [(each.rule.id, each.what, each.first_step) for each in findings] == [("contract-missing", TOLD, NEXT)]


@pytest.mark.tdd_pins("nothing of it was reviewed yet")
@pytest.mark.parametrize("main", [0, 1, 3])
def test_a_withdrawal_of_the_branch_may_be_reverted(main: int) -> None:
    """Then nothing has happened."""
    assert told(HISTORY, main) == []
    assert range_of(FakeHistory(HISTORY), "c2").findings == ()


def test_an_amendment_that_is_on_main_is_not_taken_back() -> None:
    """What it said is lost."""
    now = {"tests/test_tax.py": TESTS["tests/test_tax.py"].replace("120", "119")}
    amended = replace(
        contract_of("tax", now), amendments=(Amendment("rounded", (*now, f"{next(iter(now))}::test_tax")),)
    )
    commits = [BASE, BASE | TESTS | record_of(CONTRACT), BASE | now | CODE | record_of(amended), WHOLE]

    assert [each[:2] for each in told(commits, main=3)] == [
        ("contract-missing", "the contract of tax was rewritten after it was locked, and no amendment says why")
    ]
    assert told(commits, main=2) == []
