"""An amendment in a file to which another feature has added its tests since."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

TEST = "tests/test_discount.py"
MORE = "\n\ndef test_half():\n    from shop.discount import half\n\n    assert [half(4), half(10)] == [2, 5]\n"


def test_an_older_contract_of_a_file_that_has_grown(branch: Project) -> None:
    """What the other contract holds there is nothing new."""
    branch.with_file(TEST, branch.text(TEST) + MORE).lock("half")
    branch.replace(TEST, "discount(100) == 90", "discount(200) == 180")

    branch.amend("discount", "the usual price")

    amended = json.loads(branch.text(".tddgate/contracts/discount.json"))["amendments"]
    assert [each["changed"] for each in amended] == [[TEST, f"{TEST}::test_discount"]]
