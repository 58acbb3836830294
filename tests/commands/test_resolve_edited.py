"""What `tddgate resolve` says of a test that was edited in the middle of the merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project

TEST = "tests/test_discount.py"
CONTRACT = ".tddgate/contracts/discount.json"


def test_a_test_that_was_edited_in_the_merge_is_an_amendment_of_its_own(locked: Project, tddgate: Tddgate) -> None:
    """Neither side declared it."""
    locked.commit("feat: discount").git("switch", "--quiet", "--create", "one")
    for branch, old, new in (("main", "(50, 45)", "(60, 54)"), ("one", "discount(5) == 5", "discount(6) == 6")):
        locked.git("switch", "--quiet", branch)
        locked.replace(TEST, old, new)
        assert tddgate(locked, "amend", "discount", "--reason", branch).code == 0
    locked.git("merge", "main", check=False)
    locked.replace(TEST, "discount(6) == 6", "discount(6)").git("add", TEST)
    before = locked.text(CONTRACT)

    answer = tddgate(locked, "resolve")

    assert (answer.code, locked.text(CONTRACT)) == (4, before)
    assert f"neither side has {TEST}::test_a_low_price_stays as it lies here" in answer.err
