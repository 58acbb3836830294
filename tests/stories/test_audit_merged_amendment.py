"""An amendment that came with a merge, in the eyes of an audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

TEST = "tests/test_discount.py"
MORE = "\n\ndef test_half():\n    from shop.discount import half\n    assert [half(4), half(10)] == [2, 5]\n"


def test_a_merge_brings_an_amendment_and_makes_none(started: Project) -> None:
    """What its commit has shown need not be shown again by a merge, where the file has grown since."""
    started.with_red_test().lock().replace(TEST, "== 90", "< 100").amend("discount", "less is enough")
    started.with_file(TEST, started.text(TEST) + MORE).lock("half")
    started.with_file("src/shop/discount.py", "def discount(price):\n    return price * 9 // 10\n").commit(
        "feat: discount"
    )
    started.git("switch", "--quiet", "--create", "trunk", "main")
    started.git("merge", "--quiet", "--no-ff", "--message", "merge", "feature/discount")

    started.gate("audit", "--tdd-audit=static", "--tdd-base=main", verdict="passed", says="less is enough")
