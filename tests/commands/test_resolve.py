"""`tddgate resolve`: a contract that two branches amended, in the middle of their merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project

TEST = "tests/test_discount.py"
CONTRACT = ".tddgate/contracts/discount.json"


def test_both_amendments_are_kept(locked: Project, tddgate: Tddgate) -> None:
    """The merge is committed as it stands, and the gates find nothing wrong with it."""
    _in_the_middle(locked, tddgate, "assert discount(5) == 5", "assert discount(6) == 6")
    assert "  next: tddgate resolve" in tddgate(locked, "status").out

    answer = tddgate(locked, "resolve")

    assert answer.code == 0, answer.err
    assert answer.out == (
        "resolved: discount keeps the amendments of both sides: one, two. "
        "Next: git commit, then pytest --tdd-gate=green\n"
    )
    locked.git("commit", "--quiet", "--no-edit")
    assert tddgate(locked, "status").code == 0


def test_a_test_that_both_sides_amended_is_settled_by_hand(locked: Project, tddgate: Tddgate) -> None:
    """Which of the two holds is said by nobody, and nothing is written."""
    _in_the_middle(locked, tddgate, "[(100, 90), (50, 45)]", "[(100, 90), (40, 36)]")
    before = locked.text(CONTRACT)

    answer = tddgate(locked, "resolve")

    assert answer.code == 4
    assert f"{TEST} is in the middle of a merge" in answer.err
    assert locked.text(CONTRACT) == before


def test_without_a_conflict_there_is_nothing_to_resolve(locked: Project, tddgate: Tddgate) -> None:
    """It says so, and changes nothing."""
    answer = tddgate(locked, "resolve")

    assert (answer.code, answer.out) == (4, "")
    assert "no contract is in the middle of a merge" in answer.err


def _in_the_middle(locked: Project, tddgate: Tddgate, old: str, new: str) -> None:
    """Two branches have amended `discount`, the second by this edit, and are being merged."""
    locked.commit("feat: discount").git("switch", "--quiet", "--create", "one")
    locked.replace(TEST, "[(100, 90), (50, 45)]", "[(100, 90), (60, 54)]")
    assert tddgate(locked, "amend", "discount", "--reason", "one").code == 0
    locked.git("switch", "--quiet", "main")
    locked.replace(TEST, old, new)
    assert tddgate(locked, "amend", "discount", "--reason", "two").code == 0
    locked.git("switch", "--quiet", "one")
    locked.git("merge", "main", check=False)
