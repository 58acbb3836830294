"""What the docs gate says when there is nothing to say, and of pages whose examples nobody keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

CODE = 'def discount(price):\n    """Ten percent less than `price`."""\n    return price * 9 // 10\n'
ELSEWHERE = "".join(f"```pycon\n>>> answer{number}()\n42\n```\n" for number in range(5))


def test_an_inner_change_is_said_to_need_no_words(project: Project) -> None:
    """And not to be documented."""
    project.with_red_test().lock().with_file("src/shop/discount.py", CODE).commit("feat: discount")
    project.with_file("src/shop/cart.py", "def total(prices):\n    return 0 + sum(prices)\n")

    project.gate("docs", "--tdd-base=HEAD", verdict="passed", says="discount changes nothing that callers see")


def test_an_example_of_a_page_that_is_run_elsewhere_is_advice(project: Project) -> None:
    """Five of its examples fail at the base: pytest is not who runs them."""
    project.with_file("README.md", ELSEWHERE).commit("readme").with_red_test().lock()
    project.with_file("src/shop/discount.py", CODE)
    project.with_file("README.md", ELSEWHERE + "```pycon\n>>> discount(1)\n42\n```\n")

    passed = project.gate("docs", verdict="passed", says="5 examples fail here as at the base")

    assert passed.last.advised == ("example-broken",)
    assert "examples of README.md are not kept for pytest" in passed.last.output
