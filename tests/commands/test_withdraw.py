"""`tddgate withdraw`: a feature that is taken back, with its contract, and what the gates make of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project

TEST = "tests/test_discount.py"
CONTRACT = ".tddgate/contracts/discount.json"
CODE = "src/shop/discount.py"
WHY = ("--reason", "nobody wants it")


def test_a_contract_that_is_taken_back_says_why(locked: Project, tddgate: Tddgate) -> None:
    """It stays as a record without tests, and one commit holds it with what was removed."""
    locked.without_file(TEST).without_file(CODE)

    answer = tddgate(locked, "withdraw", "discount", *WHY)

    assert answer.code == 0, answer.err
    assert answer.last_line.startswith("withdrawn: discount in commit ")
    contract = json.loads(locked.text(CONTRACT))
    assert (contract["tests"], contract["files"], contract["harness"]) == ([], {}, {})
    assert contract["amendments"][0]["reason"] == "nobody wants it"
    assert contract["amendments"][0]["changed"] == [
        TEST,
        f"{TEST}::test_a_low_price_stays",
        f"{TEST}::test_ten_percent",
    ]
    assert locked.git("show", "--format=", "--name-only").splitlines() == [CONTRACT, TEST]
    assert tddgate(locked, "status").out.splitlines()[0] == "withdrawn: discount: nobody wants it"


def test_a_contract_that_was_reverted_is_recorded_afterwards(locked: Project, tddgate: Tddgate) -> None:
    """`git revert` has taken tests and contract back, and could not say why."""
    locked.without_file(CODE).git("revert", "--no-edit", "HEAD")
    before = tddgate(locked, "status")

    answer = tddgate(locked, "withdraw", "discount", *WHY)

    assert "tddgate withdraw discount" in before.out
    assert answer.code == 0, answer.err
    assert tddgate(locked, "status").code == 0


@pytest.mark.parametrize(
    ("path", "says"),
    [(CODE, f"{TEST}::test_a_low_price_stays is still there"), (TEST, "shop.discount.discount is there")],
    ids=["tests", "code"],
)
def test_what_is_taken_back_is_gone(locked: Project, tddgate: Tddgate, path: str, says: str) -> None:
    """Tests without a contract, or code without its tests, are not."""
    answer = tddgate(locked.without_file(path), "withdraw", "discount", *WHY)

    assert answer.code == 4
    assert says in answer.err


@pytest.mark.parametrize(
    ("words", "says"),
    [(["discount"], "no reason"), (["discont", *WHY], "did you mean 'discount'")],
    ids=["reason", "name"],
)
def test_what_is_taken_back_and_why_is_said(locked: Project, tddgate: Tddgate, words: list[str], says: str) -> None:
    """A reason, and a feature that was locked."""
    answer = tddgate(locked.without_file(TEST).without_file(CODE), "withdraw", *words)

    assert answer.code == 4
    assert says in answer.err


def test_a_feature_that_is_not_there_is_not_taken_back_twice(locked: Project, tddgate: Tddgate) -> None:
    """It is recorded."""
    tddgate(locked.without_file(TEST).without_file(CODE), "withdraw", "discount", *WHY)

    answer = tddgate(locked, "withdraw", "discount", *WHY)

    assert answer.code == 4
    assert "is withdrawn" in answer.err


def test_the_audit_lists_what_was_taken_back(started: Project, tddgate: Tddgate) -> None:
    """The change as a whole is another one."""
    started.with_red_test().lock().implement().commit("feat: discount")
    started.without_file(TEST).without_file(CODE)
    tddgate(started, "withdraw", "discount", *WHY)
    started.commit("revert: discount").replace("src/shop/cart.py", "return sum", "return 0 + sum").commit("style: sum")

    passed = started.gate("audit", "--tdd-base=main", verdict="passed").last

    assert "withdrawn" in passed.output
    assert "nobody wants it (a@example.com <a@example.com>, " in passed.output


def test_a_contract_is_not_taken_back_while_its_code_is_there(started: Project) -> None:
    """A record by hand is the shortest way to another contract."""
    started.with_red_test().lock()
    contract = json.loads(started.text(CONTRACT))
    changed = sorted([TEST, f"{TEST}::test_discount", *contract["harness"]])
    contract |= {"tests": [], "files": {}, "harness": {}}
    contract["amendments"] = [{"reason": "nobody wants it", "changed": changed, "format_only": False}]
    started.with_file(CONTRACT, json.dumps(contract, indent=2, sort_keys=True) + "\n").without_file(TEST)
    started.commit("test: withdraw").with_file(CODE, "def discount(price):\n    return price\n").commit("feat: it")

    ran = started.gate("audit", "--tdd-base=main", "--tdd-audit=static", verdict="refused", rules=["contract-missing"])

    assert "shop.discount" in ran.last.findings[0]
