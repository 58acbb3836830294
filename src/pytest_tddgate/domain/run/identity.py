"""How a test function is named, in contracts and in what is seen of a run."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["UNSETTLED", "TestId", "file_of", "function_of", "stable_id", "without_case"]

_VOLATILE = re.compile(r"0x[0-9a-fA-F]{6,}")

UNSETTLED = "\0"
"""What stands for the id of a case that is made of what does not exist yet; no id of pytest holds it."""


@dataclass(frozen=True, slots=True, order=True)
class TestId:
    """A test function: repository-relative POSIX path of its file, and its qualified name (`TestCart::test_sum`)."""

    __test__ = False

    file: str
    name: str

    def __str__(self) -> str:
        """The form that pytest accepts on its command line."""
        return f"{self.file}::{self.name}" if self.name else self.file


def function_of(node_id: str, root: str) -> TestId:
    """The test function that a node id names, which begins at pytest's rootdir: `root`, relative to the top."""
    file, _, name = without_case(node_id).partition("::")
    return TestId(f"{root}/{file}" if root else file, name)


def file_of(node_id: str) -> str:
    """The file that a node id begins with, relative to what the id is relative to."""
    return node_id.partition("::")[0]


def without_case(node_id: str) -> str:
    """The node id of the function, for all its cases."""
    return node_id.partition("[")[0]


def stable_id(case: str) -> str:
    """The id of a case without the addresses that change from run to run."""
    return _VOLATILE.sub("0x", case)
