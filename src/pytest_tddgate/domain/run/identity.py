"""How a test function is named, in contracts and in observations."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["UNSETTLED", "TestId", "file_of", "function_of", "stable_id", "without_case"]

_VOLATILE = re.compile(r"0x[0-9a-fA-F]{6,}")

UNSETTLED = "\0"
"""Replaces the id of a case made from something that does not exist yet; no pytest id contains it."""


@dataclass(frozen=True, slots=True, order=True)
class TestId:
    """A test function: repository-relative POSIX path of its file, and qualified name (`TestCart::test_sum`)."""

    __test__ = False

    file: str
    name: str

    def __str__(self) -> str:
        """The id in the form that pytest accepts on its command line."""
        return f"{self.file}::{self.name}" if self.name else self.file


def function_of(node_id: str, root: str) -> TestId:
    """The test function of a node id, which is relative to pytest's rootdir; `root` is that, relative to the top."""
    file, _, name = without_case(node_id).partition("::")
    return TestId(f"{root}/{file}" if root else file, name)


def file_of(node_id: str) -> str:
    """The file part of a node id, relative to the same directory as the id."""
    return node_id.partition("::")[0]


def without_case(node_id: str) -> str:
    """The node id without its case, so that it means all cases of the function."""
    return node_id.partition("[")[0]


def stable_id(case: str) -> str:
    """The id of a case without memory addresses, which change from run to run."""
    return _VOLATILE.sub("0x", case)
