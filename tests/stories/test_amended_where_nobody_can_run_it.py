"""An amended test that this environment has never been able to run does not keep the others from being locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

TEST = "tests/test_german.py"
GERMAN = (
    "import locale\n\nimport pytest\n\nfrom shop.cart import total\n\n\n@pytest.fixture\ndef german():\n"
    '    locale.setlocale(locale.LC_ALL, "xx_XX.UTF-8")\n\n\ndef test_german(german):\n    assert total([2]) == 2\n'
)


@pytest.fixture
def amended(project: Project) -> Project:
    """An edit of a test that fails as at the base, in a locale that is not installed."""
    return project.with_file(TEST, GERMAN).commit().replace(TEST, "== 2\n", "== 2.0\n")


def test_it_is_noted_and_the_others_are_locked(amended: Project) -> None:
    """It is in no contract, and fails at green as at the base."""
    amended.with_red_test().gate("lock", "--tdd-feature=discount", "--tdd-amend=floats", verdict="passed")

    amended.with_file("src/shop/discount.py", "def discount(price):\n    return price * 9 // 10\n")
    amended.gate("green", verdict="passed", says="1 test fails here as at the base (not counted)")


def test_alone_it_shows_nothing(amended: Project) -> None:
    """A contract of no test would be green with any code."""
    amended.gate("verify-fail", "--tdd-amend=floats", verdict="refused", rules=["nothing-new"])
