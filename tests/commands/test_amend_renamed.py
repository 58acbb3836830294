"""`tddgate amend` after a test file got another name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project

OLD, NEW = "tests/test_discount.py", "tests/test_rabatt.py"
CONTRACT = ".tddgate/contracts/discount.json"


@pytest.mark.parametrize("how", ["staged", "by-hand", "committed"])
def test_the_only_test_file_of_a_contract_can_be_renamed(locked: Project, tddgate: Tddgate, how: str) -> None:
    """By `git mv` or not; the commit holds the rename, the contract's tests are the same, and nothing is broken."""
    (locked.root / OLD).rename(locked.root / NEW)
    if how != "by-hand":
        locked.git("add", "--all", "tests")
    if how == "committed":
        locked.git("commit", "--quiet", "--message", "rename", "--", "tests")

    answer = tddgate(locked, "amend", "discount", "--reason", "in the words of the shop")

    assert answer.code == 0, answer.err
    held = locked.git("show", "--format=", "--name-only", "--no-renames").splitlines()
    assert held == ([CONTRACT] if how == "committed" else [CONTRACT, OLD, NEW])
    assert locked.git("status", "--porcelain", "tests") == ""
    assert tddgate(locked, "status").code == 0
    if how == "staged":
        locked.git("branch", "before", "HEAD~2")
        locked.commit("feat: discount").gate("audit", "--tdd-base=before", "--tdd-audit=static", verdict="passed")
