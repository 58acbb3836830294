"""A plugin of pytest that shares slow tests between the Pythons of one run: each of them runs on one Python.

    pytest -p ci.share --share-between=3.11,3.12,3.13

All other tests run on each Python. Which one runs a file follows from its name alone, so that a test which fails on one
Python fails there in the next run as well. What is left out is counted as deselected.
"""

from __future__ import annotations

import sys
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

SHARED = ("tests/attacks/", "tests/ci/", "tests/commands/", "tests/stories/")
"""Folders that take nine tenths of the time: their tests take a project through the gates, in processes of its own.

What depends on the version of Python is in the session and in the adapters, and runs on each.
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option that names the Pythons."""
    parser.addoption("--share-between", default="", metavar="VERSIONS", help="Pythons of this run, with commas between")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what another Python of this run runs."""
    versions = config.getoption("share_between").split(",")
    here = "{}.{}".format(*sys.version_info)
    left_out = [item for item in items if runner_of(item.nodeid, versions) not in (here, "")]
    if left_out:
        items[:] = [item for item in items if item not in set(left_out)]
        config.hook.pytest_deselected(items=left_out)


def runner_of(node_id: str, versions: list[str]) -> str:
    """The Python that runs this test; empty where each of them does."""
    path = node_id.partition("::")[0]
    return versions[zlib.crc32(path.encode()) % len(versions)] if path.startswith(SHARED) else ""
