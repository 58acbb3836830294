"""After a withdrawal: what is left to commit, if anything is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project

TEST = "tests/test_discount.py"


def test_where_nothing_is_left_the_status_is_next(locked: Project, tddgate: Tddgate) -> None:
    """The commit of the withdrawal took the tests with it."""
    gone = locked.without_file(TEST).without_file("src/shop/discount.py")

    answer = tddgate(gone, "withdraw", "discount", "--reason", "nobody wants it")

    assert answer.last_line.endswith("Next: tddgate status")
    assert "left" not in answer.last_line
