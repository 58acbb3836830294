"""A change of the code that needs no new test: what the gates say of it, and what lets it pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

LOOP = "result = 0\n    for each in prices:\n        result += each\n    return result"
NEXT = (
    "",
    "a refactoring needs none: pytest --tdd-gate=green --tdd-base=HEAD, then commit it; else write a test first",
)
CODE = "ONE = 1\nTWO = 2\nTHREE = 3\n\n\ndef discount(price):\n    return price * 9 // 10\n"
ANSWERS = """\
import pathlib, pytest


@pytest.fixture(autouse=True)
def answers(monkeypatch):
    if pathlib.Path('src/shop/discount.py').exists():
        monkeypatch.setattr('shop.discount.discount', lambda price: 90)
"""


def refactored(project: Project) -> Project:
    """The same sum in other words."""
    return project.replace("src/shop/cart.py", "return sum(prices)", LOOP)


def test_a_change_of_code_alone_is_told_what_a_refactoring_needs(project: Project) -> None:
    """The command works, and so does the audit of what it lets pass."""
    refused = refactored(project).gate("verify-fail", verdict="refused", rules=["nothing-new"])
    green = refused.gate("green", "--tdd-base=HEAD", verdict="passed")
    audited = green.commit("refactor: a loop").gate("audit", "--tdd-base=HEAD~1", verdict="passed")

    assert refused.last.findings == ["there is no new test, and src/shop/cart.py is changed"]
    assert refused.last.told("nothing-new") == NEXT
    assert audited.last.advised == ("uncontracted",)


def test_a_lock_with_a_name_gives_the_same_command(project: Project) -> None:
    """The feature that it names has no contract that green could judge."""
    refused = refactored(project).gate("lock", "--tdd-feature=loop", verdict="refused", rules=["nothing-new"])

    assert refused.last.told("nothing-new") == NEXT


def test_a_base_that_is_given_is_given_on(project: Project) -> None:
    """Green judges the same change."""
    base = project.head
    refused = (
        refactored(project).commit().gate("verify-fail", f"--tdd-base={base}", verdict="refused", rules=["nothing-new"])
    )

    assert f"pytest --tdd-gate=green --tdd-base={base}, then" in refused.last.told("nothing-new")[1]


def test_an_older_contract_need_not_notice_a_refactoring_elsewhere(project: Project) -> None:
    """Its own code was committed before the base: it asked for nothing of what changed since."""
    done = project.with_red_test().lock().implement().commit("feat: discount")

    refactored(done).gate("green", "--tdd-base=HEAD", verdict="passed")


@pytest.mark.tdd_pins("what must stay refused")
def test_a_contract_without_code_has_to_notice_its_absence(project: Project) -> None:
    """The base is the commit that locked it: what changed since is what it asked for."""
    test = "def test_discount():\n    from shop.discount import discount\n\n    assert discount(100) == 90\n"
    project.with_file("tests/conftest.py", ANSWERS).commit().with_file("tests/test_discount.py", test).lock()

    written = project.with_file("src/shop/discount.py", CODE)

    written.gate("green", "--tdd-base=HEAD", verdict="refused", rules=["control-not-red"])
