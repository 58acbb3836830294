"""New tests in product code, most of them examples in docstrings: no contract can hold them."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.rules.red import BROKEN_TEST
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.verify_fail.passed_over import naming_step

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.run.observation import TestId

__all__ = ["examples_in_code"]

_WHY = "code cannot be written in a locked file"
_STEP = "write it as a test in a file of tests; the example can come with the code, and the docs gate runs it"
_ELSEWHERE = "write the test in a file of tests"


def examples_in_code(tests: Iterable[TestId], layout: Layout) -> dict[TestId, tuple[Finding, ...]]:
    """A finding for each of these tests whose file belongs to the subject."""
    return {test: (_finding(test, layout),) for test in tests if layout.side_of(test.file) is Side.SUBJECT}


def _finding(test: TestId, layout: Layout) -> Finding:
    """It is an example in a docstring, or a test in a file that was given to pytest by its path."""
    what, step = "an example in product code", _STEP
    if not _is_example(test):
        naming = naming_step(test.file, layout.patterns)
        what, step = "in product code", _either(naming)
    return Finding(
        BROKEN_TEST,
        f"{test} is {what}, and a lock would fix the bytes of its file",
        at=Place(test.file),
        why=_WHY,
        next_step=step,
    )


def _is_example(test: TestId) -> bool:
    """Whether the test has the name of what a docstring documents: a module, or a function in it."""
    module = PurePosixPath(test.file).stem
    return "::" not in test.name and ("." in test.name or test.name in {module, ""})


def _either(naming: str) -> str:
    return f"{naming}; where the file is product code, {_ELSEWHERE}" if naming else _ELSEWHERE
