"""New tests in product code, which are examples in docstrings: no contract can hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.rules.red import BROKEN_TEST
from pytest_tddgate.domain.verdict import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.run.observation import TestId

__all__ = ["examples_in_code"]

_WHY = "code cannot be written in a locked file"
_STEP = "write it as a test in a file of tests; the example can come with the code, and the docs gate runs it"


def examples_in_code(tests: Iterable[TestId], layout: Layout) -> dict[TestId, tuple[Finding, ...]]:
    """A finding for each of these tests whose file belongs to the subject."""
    return {
        test: (
            Finding(
                BROKEN_TEST,
                f"{test} is an example in product code, and a lock would fix the bytes of its file",
                at=Place(test.file),
                why=_WHY,
                next_step=_STEP,
            ),
        )
        for test in tests
        if layout.side_of(test.file) is Side.SUBJECT
    }
