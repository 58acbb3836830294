"""What is advised where the tests of a contract are gone: an amendment would leave none, and is refused."""

from __future__ import annotations

import pytest

from pytest_tddgate.errors import Unusable
from pytest_tddgate.gates.contracts.amending import AmendmentRequest, amended, check_ready
from pytest_tddgate.gates.contracts.registry import byte_findings, committed_findings, registry_of
from tests.fakes import FakeRepository, case_of, contract_of, record_of

TEST, OTHER = "tests/test_discount.py", "tests/test_rebate.py"
FILES = {TEST: "def test_discount():\n    assert 1\n", OTHER: "def test_rebate():\n    assert 1\n"}
RECORD = record_of(contract_of("discount", FILES))
AMEND = '; or: tddgate amend discount --reason "…"'
WITHDRAW = '; or: tddgate withdraw discount --reason "…"'
MOVED = '; or, if its tests moved: tddgate amend discount --reason "…"'


def test_without_any_of_its_tests_a_feature_is_withdrawn() -> None:
    """Or they are in another file now."""
    repository = FakeRepository([{}, FILES | RECORD], RECORD)
    registry = registry_of(case_of(repository))

    found = byte_findings(registry.contracts["discount"], registry, repository)

    assert [each.remedy for each in found] == [f"git checkout HEAD -- {path}{WITHDRAW}{MOVED}" for path in FILES]


@pytest.mark.tdd_pins("it was amended before")
@pytest.mark.parametrize("left", [{OTHER: FILES[OTHER]}, {OTHER: FILES[OTHER], TEST: FILES[TEST] + "\n"}])
def test_with_one_of_its_tests_a_contract_is_amended(left: dict[str, str]) -> None:
    """What it still promises stays."""
    repository = FakeRepository([{}, FILES | RECORD], left | RECORD)
    registry = registry_of(case_of(repository))

    found = byte_findings(registry.contracts["discount"], registry, repository)

    assert [each.remedy for each in found] == [f"git checkout HEAD -- {TEST}{AMEND}"]


def test_tests_that_were_committed_away_are_restored_or_the_feature_withdrawn() -> None:
    """An audit says so, too."""
    repository = FakeRepository([{}, FILES | RECORD, RECORD], RECORD)
    registry = registry_of(case_of(repository))

    found = committed_findings(registry.contracts["discount"], registry, repository)

    assert [each.remedy for each in found] == [
        f"git checkout c1 -- {path} && git commit -m 'restore what was locked'{WITHDRAW}{MOVED}" for path in FILES
    ]


@pytest.mark.tdd_pins("it was restored before")
def test_a_test_that_was_committed_with_an_edit_is_restored() -> None:
    """The feature is there."""
    edited = FILES | {TEST: FILES[TEST] + "\n"} | RECORD
    repository = FakeRepository([{}, FILES | RECORD, edited], edited)
    registry = registry_of(case_of(repository))

    found = committed_findings(registry.contracts["discount"], registry, repository)

    assert [each.remedy for each in found] == [
        f"git checkout c1 -- {TEST} && git commit -m 'restore what was locked'{AMEND}"
    ]


def test_an_amendment_that_would_leave_no_test_leads_to_the_withdrawal() -> None:
    """The other way is to keep one."""
    repository = FakeRepository([{}, FILES | RECORD], RECORD)

    with pytest.raises(Unusable) as refused:
        amended("discount", AmendmentRequest("away", lambda _: {}), case_of(repository))

    assert refused.value.next_step.endswith('if the feature goes: tddgate withdraw discount --reason "…"')


def test_a_withdrawal_says_so_when_it_is_not_possible() -> None:
    """It is no amendment."""
    rebasing = FakeRepository([FILES], FILES, operation="rebase")
    staged = FakeRepository([FILES], FILES | {"src/shop/cart.py": ""}, staged_paths=("src/shop/cart.py",))

    with pytest.raises(Unusable) as unfinished:
        check_ready(case_of(rebasing), "withdraw")
    with pytest.raises(Unusable) as mixed:
        check_ready(case_of(staged), "withdraw")

    assert unfinished.value.next_step == "finish it (git status says how), then withdraw"
    assert mixed.value.why.startswith("a withdrawal holds tests only")
