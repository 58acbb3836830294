"""A file below the tests that holds none, and that cannot be imported before the code is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project


def test_a_file_without_tests_hides_none(project: Project) -> None:
    """Cases of a type checker name what is missing, as the new tests do."""
    project.with_file("tests/typed/test_refund.py", "import shop.refund\n\nshop.refund.refund(1)\n")
    project.with_file(
        "tests/test_refund.py", "from shop.refund import refund\n\n\ndef test_it():\n    assert refund(1) == 2\n"
    )

    project.gate("verify-fail", verdict="passed", says="1 test is red for the right reason")
