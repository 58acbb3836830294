"""Work of others that was merged into the branch: who names an older base is told of the newer one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

MEAN = "def mean(prices):\n    return sum(prices) / len(prices)\n"
TEST = "from shop.mean import mean\n\n\ndef test_mean():\n    assert mean([1, 3]) == 2\n"


def test_a_test_that_came_from_main_is_told_with_the_base_that_has_it(branch: Project) -> None:
    """It was reviewed there, and is none of the branch's business."""
    base = branch.git("rev-parse", "main")
    branch.git("switch", "--quiet", "main")
    branch.with_file("src/shop/mean.py", MEAN).with_file("tests/test_mean.py", TEST).commit("feat: mean")
    branch.git("update-ref", "refs/remotes/origin/main", "main")
    branch.git("switch", "--quiet", "feature/discount")
    branch.git("merge", "--quiet", "--no-edit", "main")

    audited = branch.gate("audit", f"--tdd-base={base}", verdict="refused", rules=["not-locked"])

    assert (
        audited.last.told("not-locked")[1]
        == "name a base that has it: the remote's main branch, --tdd-base=origin/main"
    )
    assert "1 of these commits is in the remote's main branch already" in audited.last.output
