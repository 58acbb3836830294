"""New tests in product code, which no contract can hold: examples in docstrings, or a file that pytest passes over."""

from __future__ import annotations

import json
import os
from fnmatch import fnmatch
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.collection import addopts_of, testpaths_of
from pytest_tddgate.domain.contracts.layout import Side, conftests_above, is_named_by
from pytest_tddgate.domain.rules.green import NOT_RUN
from pytest_tddgate.domain.rules.red import BROKEN_TEST
from pytest_tddgate.domain.verdict import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.run.observation import TestId
    from pytest_tddgate.gates.case import Case

__all__ = ["examples_in_code", "naming_step", "passed_over"]

_WHY = "code cannot be written in a locked file"
_UNASKED = "an audit gives no path, so the test would be neither red nor green there"
_HOOK = b"pytest_collect_file"
_STEP = "write it as a test in a file of tests; the example can come with the code, and the docs gate runs it"
_ELSEWHERE = "write the test in a file of tests"


def examples_in_code(tests: Iterable[TestId], layout: Layout) -> dict[TestId, tuple[Finding, ...]]:
    """A finding for each of these tests whose file belongs to the subject."""
    return {test: (_finding(test, layout),) for test in tests if layout.side_of(test.file) is Side.SUBJECT}


def passed_over(tests: Iterable[TestId], case: Case) -> dict[TestId, tuple[Finding, ...]]:
    """A finding for each of these tests that pytest collects only because the command line names its file."""
    asked = [test for test in tests if test.file.endswith(".py") and not _is_example(test)]
    only_given = {file for file in {test.file for test in asked} if _is_only_given(file, case)}
    return {test: (_given(test, case.layout),) for test in asked if test.file in only_given}


def _is_only_given(file: str, case: Case) -> bool:
    """Whether neither the file's name nor the settings make pytest collect it; a conftest's hook may do so as well."""
    layout = case.layout
    full, root = os.path.join(layout.top, file), os.path.join(layout.top, layout.root)
    if is_named_by(layout.patterns, file) or full not in _places(case.args, case.directory):
        return False
    if any(fnmatch(full, each) for each in _places([*testpaths_of(root), *addopts_of(root)], root)):
        return False
    return not any(_HOOK in (case.repository.read(each) or b"") for each in conftests_above(file))


def _places(words: Iterable[str], directory: str) -> list[str]:
    """The absolute paths that words of a command line name in this directory, if they are paths."""
    return [os.path.normpath(os.path.join(directory, each.partition("::")[0])) for each in words]


def _given(test: TestId, layout: Layout) -> Finding:
    what = f"{test} is collected only because {test.file} is on the command line"
    return Finding(NOT_RUN, what, at=Place(test.file), why=_UNASKED, next_step=naming_step(test.file, layout.patterns))


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
