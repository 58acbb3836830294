"""An example in a docstring of product code is no test of a contract: its file could not be implemented any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

ALL = ("--doctest-modules", "src", "tests")
WHY = "src/shop/cart.py::shop.cart.vat is an example in product code, and a lock would fix the bytes of its file"


@pytest.fixture
def shown(project: Project) -> Project:
    """The sample project with the example of a function that is still to be written."""
    code = '\n\ndef vat(net):\n    """The tax.\n\n    >>> vat(100)\n    19\n    """\n'
    return project.with_file("src/shop/cart.py", project.text("src/shop/cart.py") + code)


def test_a_red_example_in_product_code_is_not_locked(shown: Project) -> None:
    """It is told where a test belongs; nothing is committed."""
    refused = shown.gate("lock", "--tdd-feature=vat", *ALL, verdict="refused", rules=["broken-test"])

    assert refused.last.findings == [WHY]
    assert refused.last.told("broken-test") == (
        "src/shop/cart.py",
        "write it as a test in a file of tests; the example can come with the code, and the docs gate runs it",
    )
    assert shown.git("log", "--format=%s") == "first commit"


def test_beside_a_test_it_is_told_too(shown: Project) -> None:
    """One that is locked would take the other along."""
    refused = shown.with_red_test().gate("verify-fail", *ALL, verdict="refused", rules=["broken-test"])

    assert refused.last.findings == [WHY]
