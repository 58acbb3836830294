"""`tddgate withdraw` after `git rm`, which takes tests and code out of the index at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project

TEST, CODE = "tests/test_discount.py", "src/shop/discount.py"
WHY = ("--reason", "nobody wants it")


def test_code_that_was_removed_with_git_stays_staged(locked: Project, tddgate: Tddgate) -> None:
    """The commit holds the contract and the tests that went; the code's removal is the next one's."""
    locked.commit("feat: discount").git("rm", "--quiet", TEST, CODE)

    answer = tddgate(locked, "withdraw", "discount", *WHY)

    assert answer.code == 0, answer.err
    assert locked.git("show", "--format=", "--name-only").splitlines() == [
        ".tddgate/contracts/discount.json",
        TEST,
    ]
    assert locked.git("diff", "--cached", "--name-status") == f"D\t{CODE}"


@pytest.mark.tdd_pins("it was refused before")
def test_code_that_is_staged_is_no_part_of_it(locked: Project, tddgate: Tddgate) -> None:
    """Neither an edit, nor a file that lies there again."""
    locked.commit("feat: discount").git("rm", "--quiet", TEST, CODE)
    locked.replace("src/shop/cart.py", "return sum", "return 0 + sum").git("add", "src/shop/cart.py")

    answer = tddgate(locked, "withdraw", "discount", *WHY)

    assert answer.code == 4
    assert "src/shop/cart.py is staged" in answer.err
