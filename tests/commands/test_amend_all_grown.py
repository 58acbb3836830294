"""`amend --all`, and a committed test file that no contract has and that has grown since one was locked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.commands.conftest import Tddgate
    from tests.project import Project

EXISTING = "tests/test_cart.py"


def test_what_it_has_grown_by_is_not_new(locked: Project, tddgate: Tddgate) -> None:
    """Only what is not committed yet is declared."""
    locked.commit("feat: the discount")
    grown = locked.text(EXISTING) + "\n\ndef test_more():\n    assert 1 + 1 == 2\n"
    locked.with_file(EXISTING, grown).commit("test: more")
    locked.with_file(EXISTING, grown.replace("== 3", "== 3 * 1"))
    locked.replace("tests/test_discount.py", "(50, 45)", "(70, 63)")

    said = tddgate(locked, "amend", "--all", "--reason", "plainer")

    assert said.code == 0, said.err
    changed = json.loads(locked.text(".tddgate/contracts/discount.json"))["amendments"][0]["changed"]
    assert [each for each in changed if EXISTING in each] == [EXISTING, f"{EXISTING}::test_total"]
