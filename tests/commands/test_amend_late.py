"""An amendment of an edit that was committed before, in a file that is younger than the lock."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

MORE = "tests/test_more.py"
TESTS = "from shop.cart import total\n\n\ndef test_none():\n    assert total([]) == 0\n"
GONE = "\n\ndef test_gone():\n    assert total([5]) == 5\n"


def test_a_removed_test_is_named_though_its_removal_is_in_a_commit(branch: Project) -> None:
    """Else the audit misses it, and no further amendment could name it."""
    branch.with_file(MORE, TESTS + GONE).commit("test: more of the cart")
    branch.replace(MORE, "total([5]) == 5", "total([5, 0]) == 5").amend("discount", "zeros count")
    branch.with_file(MORE, TESTS).commit("refactor: a test less")

    branch.amend("discount", "one of them is enough")

    amended = json.loads(branch.text(".tddgate/contracts/discount.json"))["amendments"]
    assert f"{MORE}::test_gone" in amended[-1]["changed"]
