"""An edit that goes through the locked tests of several features, as a renamed helper does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project

DISCOUNT, REFUND = "tests/test_discount.py", "tests/test_refund.py"


@pytest.fixture
def edited(locked: Project) -> Project:
    """Two locked features, and an edit of both features' tests."""
    locked.with_red_test("refund").lock("refund")
    locked.replace(DISCOUNT, "(50, 45)", "(70, 63)")
    return locked.replace(REFUND, "refund(100) == 90", "refund(300) == 270")


def test_each_contract_is_amended_by_itself(edited: Project, tddgate: Tddgate) -> None:
    """What another contract locks stays in the work tree for that contract's own amendment."""
    said = tddgate(edited, "amend", "discount", "--reason", "the usual price")
    first = edited.git("show", "--name-only", "--format=", "HEAD").split()
    again = tddgate(edited, "amend", "refund", "--reason", "the usual price")
    second = edited.git("show", "--name-only", "--format=", "HEAD").split()

    assert (said.code, again.code) == (0, 0)
    assert first == [".tddgate/contracts/discount.json", DISCOUNT]
    assert second == [".tddgate/contracts/refund.json", REFUND]
    assert edited.git("status", "--short", "tests") == ""


def test_what_is_left_is_named_with_its_command(edited: Project, tddgate: Tddgate) -> None:
    """The next command is the amendment of the other contract, and nothing of that is in this one."""
    said = tddgate(edited, "amend", "discount", "--reason", "the usual price").out

    amended = json.loads(edited.text(".tddgate/contracts/discount.json"))["amendments"][0]["changed"]
    assert [each for each in amended if REFUND in each] == []
    assert f"  left: {REFUND}, which refund locks\n" in said
    assert said.endswith('Next: tddgate amend refund --reason "…"\n')


def test_a_proof_of_formatting_asks_for_its_own_files_alone(locked: Project, tddgate: Tddgate) -> None:
    """The other contract's edit may be more than that."""
    locked.with_red_test("refund").lock("refund")
    locked.replace(DISCOUNT, "(50, 45)", "(50,  45)")
    locked.replace(REFUND, "refund(100) == 90", "refund(300) == 270")

    said = tddgate(locked, "amend", "discount", "--format-only")

    assert said.code == 0
    assert said.out.endswith('Next: tddgate amend refund --reason "…"\n')
