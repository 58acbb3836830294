"""One edit, and the contracts of all features whose tests it goes through: a module that moved, for instance."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project

DISCOUNT, REFUND, EXISTING = "tests/test_discount.py", "tests/test_refund.py", "tests/test_cart.py"
REASON = "the usual price"


@pytest.fixture
def edited(locked: Project) -> Project:
    """Two locked features, an edit of both features' tests, and one of a test that no contract has."""
    locked.with_red_test("refund").lock("refund")
    locked.commit("feat: the discount")
    locked.with_file("src/shop/refund.py", "def refund(price):\n    return price * 9 // 10\n").commit(
        "feat: the refund"
    )
    locked.replace(DISCOUNT, "(50, 45)", "(70, 63)")
    locked.replace(REFUND, "refund(100) == 90", "refund(300) == 270")
    return locked.with_file(EXISTING, locked.text(EXISTING) + "\n\nUSUAL = 300\n")


def test_every_contract_is_amended_in_one_commit(edited: Project, tddgate: Tddgate) -> None:
    """Each says what of it changed, and why; nothing is left to amend."""
    before = edited.git("rev-parse", "HEAD")

    said = tddgate(edited, "amend", "--all", "--reason", REASON)

    assert said.code == 0, said.err
    assert edited.git("rev-parse", "HEAD^") == before
    assert edited.git("status", "--short") == ""
    contracts = [json.loads(edited.text(f".tddgate/contracts/{name}.json")) for name in ("discount", "refund")]
    assert [[each["reason"] for each in one["amendments"]] for one in contracts] == [[REASON], [REASON]]
    changed = [one["amendments"][0]["changed"] for one in contracts]
    assert DISCOUNT in changed[0]
    assert REFUND in changed[1]
    assert sum(EXISTING in each for each in changed) == 1
    assert said.last_line.startswith("amended: discount, refund in commit ")


def test_the_audit_takes_it_as_the_amendments_of_each(edited: Project, tddgate: Tddgate) -> None:
    """Its records name both contracts with their reason."""
    base = edited.git("rev-parse", "HEAD")
    tddgate(edited, "amend", "--all", "--reason", REASON)

    audited = edited.run("--tdd-gate=audit", "--tdd-audit=static", f"--tdd-base={base}")

    assert audited.exit_code == 0, audited.output
    assert audited.output.count(f"{REASON} (") == 2


def test_the_commit_names_each_feature_for_machines(edited: Project, tddgate: Tddgate) -> None:
    """The trailers are those of an amendment, once for each contract."""
    tddgate(edited, "amend", "--all", "--reason", REASON)

    message = edited.git("log", "-1", "--format=%B")

    assert [line for line in message.splitlines() if line.startswith("TDD-Feature: ")] == [
        "TDD-Feature: discount",
        "TDD-Feature: refund",
    ]
    assert message.count("TDD-Contract: ") == 2
    assert message.startswith("test: amend the contracts of discount, refund (TDD Gate 3)\n")


def test_formatting_is_proved_for_all_of_them(locked: Project, tddgate: Tddgate) -> None:
    """One that changes more refuses the whole, and nothing is committed."""
    locked.with_red_test("refund").lock("refund")
    locked.replace(DISCOUNT, "(50, 45)", "(50,  45)")
    locked.replace(REFUND, "refund(100) == 90", "refund(300) == 270")
    before = locked.git("rev-parse", "HEAD")

    refused = tddgate(locked, "amend", "--all", "--format-only")
    locked.replace(REFUND, "refund(300) == 270", "refund( 100) == 90")
    taken = tddgate(locked, "amend", "--all", "--format-only")

    assert refused.code != 0
    assert f"{REFUND} does not have the syntax that was locked" in refused.err
    assert locked.git("rev-parse", "HEAD^") == before
    assert taken.code == 0, taken.err


def test_without_an_edit_there_is_nothing_to_amend(locked: Project, tddgate: Tddgate) -> None:
    """It says so, and makes no commit."""
    locked.commit("feat: the discount")

    said = tddgate(locked, "amend", "--all", "--reason", REASON)

    assert said.code != 0
    assert "nothing that a contract locks has changed, and no committed test" in said.err


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ((), "amend was told no feature"),
        (("discount", "--all"), "amend was told both discount and --all"),
    ],
)
def test_one_feature_or_all(locked: Project, tddgate: Tddgate, given: tuple[str, ...], problem: str) -> None:
    """Nobody has to guess which contracts change."""
    said = tddgate(locked, "amend", *given, "--reason", REASON)

    assert said.code != 0
    assert problem in said.err


def test_several_that_are_left_are_amended_by_one_command(locked: Project, tddgate: Tddgate) -> None:
    """After the first, each of the others would be a command of its own."""
    locked.with_red_test("refund").lock("refund").with_red_test("tax").lock("tax")
    locked.replace(DISCOUNT, "(50, 45)", "(70, 63)")
    locked.replace(REFUND, "refund(100) == 90", "refund(300) == 270")
    locked.replace("tests/test_tax.py", "tax(100) == 90", "tax(300) == 270")

    said = tddgate(locked, "amend", "discount", "--reason", REASON)

    assert said.last_line.endswith('Next: tddgate amend --all --reason "…"')
