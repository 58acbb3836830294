"""A run that leaves committed tests out cannot show that they still pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--collect-only"], "no committed test ran"),
        (["-k", "discount"], "1 test was deselected by -k or -m"),
        (["tests/test_discount.py"], "no committed test ran"),
    ],
)
def test_a_run_without_the_committed_tests_is_undecided(project: Project, args: list[str], says: str) -> None:
    """Silence is not a pass."""
    red = project.with_red_test()

    red.gate("verify-fail", *args, verdict="undecided", says=says)


def test_a_part_of_the_suite_is_undecided_at_green_and_not_short_of_coverage(project: Project) -> None:
    """What was left out covers the rest; to write tests for it would be the wrong advice."""
    cart = "def total(prices):\n    whole = sum(prices)\n    return whole\n" + "\n".join(
        f"def f{number}():\n    return {number}\n" for number in range(9)
    )
    tests = "import shop.cart\n\n\ndef test_each():\n    assert [getattr(shop.cart, f'f{n}')() for n in range(9)]\n"
    project.with_file("src/shop/cart.py", cart).with_file("tests/test_each.py", tests).commit()
    locked = project.with_red_test().lock().implement()

    locked.gate("green", "-k", "discount", verdict="undecided", says="2 tests were deselected by -k or -m")


def test_workers_that_collect_different_tests_are_told_as_what_they_are(project: Project) -> None:
    """Parameters of a set, or of a process, are no reason to search for missing tests."""
    body = "import os\nimport pytest\n\n\n@pytest.mark.parametrize('n', [os.getpid()])\ndef test_n(n):\n    assert n\n"
    project.with_file("tests/test_n.py", body).commit().with_red_test()

    refused = project.gate("verify-fail", "-n", "2", verdict="refused", rules=["run-cut-short"])

    assert refused.last.findings == ["the workers of pytest-xdist did not collect the same tests"]
    assert refused.last.told("run-cut-short")[1].startswith("run the gate without -n")
