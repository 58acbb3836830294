"""The last line of a passed audit, which is all that `-q` leaves, says how many amendments were accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

TEST = "tests/test_discount.py"
CODE = "def discount(price):\n    return price * 9 // 10\n"


def test_a_quiet_audit_counts_the_amendments(started: Project) -> None:
    """A reviewer may see nothing else, and an amendment can make a test weaker."""
    started.with_red_test().lock().replace(TEST, "== 90", "< 100").amend("discount", "less is enough")
    started.with_file("src/shop/discount.py", CODE).commit("feat: discount")

    audited = started.gate("audit", "-q", "--tdd-audit=static", "--tdd-base=main", verdict="passed")

    assert audited.last.last_line.startswith("passed: the records hold: 1 new contract, 1 amendment, ")
