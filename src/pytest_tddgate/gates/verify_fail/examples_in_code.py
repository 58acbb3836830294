"""New tests in product code, which no contract can hold: examples in docstrings, or a file that pytest passes over."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import Side, is_named_by
from pytest_tddgate.domain.rules.red import BROKEN_TEST
from pytest_tddgate.domain.verdict import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.run.observation import TestId

__all__ = ["examples_in_code", "naming_step"]

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


def naming_step(file: str, patterns: Sequence[str]) -> str:
    """The step that lets pytest find the file by its name; empty if `patterns`, its `python_files`, fit already."""
    if is_named_by(patterns, file):
        return ""
    named = json.dumps([*patterns, file.rpartition("/")[2]])
    return f"name {file} in pytest's python_files, in a change before this one, such as python_files = {named}"
