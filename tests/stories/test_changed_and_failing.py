"""An existing test that was changed and fails: it is told once, as what was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project


def test_an_extended_test_that_fails_is_one_finding(project: Project) -> None:
    """It fails because of what was added: nothing else broke it."""
    project.with_red_test().replace("tests/test_cart.py", "== 3", "== 3\n    assert total([]) == 1")

    refused = project.gate("verify-fail", verdict="refused", rules=["existing-test-changed"])

    assert refused.last.findings == ["tests/test_cart.py::test_total is not what it was at the base"]


def test_a_test_that_fails_by_its_changed_helper_is_one_finding(project: Project) -> None:
    """What it uses is part of it; a test beside it that was not changed and fails is a finding of its own."""
    helped = "from shop.cart import total\n\n\ndef three():\n    return 3\n\n\n"
    helped += "def test_three():\n    assert total([3]) == three()\n"
    alone = "\n\ndef test_four():\n    assert total([4]) == 4\n"
    project.with_file("tests/test_three.py", helped + alone).commit().with_red_test()
    project.replace("tests/test_three.py", "return 3", "return 4").replace("src/shop/cart.py", "sum(prices)", "3")

    refused = project.gate("verify-fail", verdict="refused", rules=["existing-test-changed", "existing-test-broken"])

    assert refused.last.findings == [
        "tests/test_three.py::test_three is not what it was at the base: it uses three, which changed",
        "tests/test_three.py::test_four passed at the base and fails now (AssertionError)",
    ]


@pytest.mark.tdd_pins("what must stay refused")
def test_a_change_that_is_let_pass_does_not_hide_the_failure(project: Project) -> None:
    """Where the settings take the one as advice, the other refuses."""
    project.replace(
        "pyproject.toml", "[project]", '[tool.tddgate.rules]\nexisting-test-changed = "advise"\n\n[project]'
    )
    project.commit().with_red_test().replace("tests/test_cart.py", "== 3", "== 4")

    project.gate("verify-fail", verdict="refused", rules=["existing-test-broken"])
