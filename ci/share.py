"""A plugin of pytest that shares the stories between the Pythons of one run: each is told on one of them.

    pytest -p ci.share --share-between=3.11,3.12,3.13

All other tests run on each Python. The share of a file follows from its name alone, so that a story which fails on one
Python fails there in the next run as well. What is left out is counted as deselected.
"""

from __future__ import annotations

import sys
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

SHARED = ("tests/stories/", "tests/attacks/")
"""Folders that take eight tenths of the time: their tests take a project through the gates, in processes of its own."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option that names the Pythons."""
    parser.addoption("--share-between", default="", metavar="VERSIONS", help="Pythons of this run, with commas between")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what another Python of the run is to tell."""
    versions = config.getoption("share_between").split(",")
    here = "{}.{}".format(*sys.version_info)
    left_out = [item for item in items if teller(item.nodeid, versions) not in (here, "")]
    if left_out:
        items[:] = [item for item in items if item not in set(left_out)]
        config.hook.pytest_deselected(items=left_out)


def teller(node_id: str, versions: list[str]) -> str:
    """The Python that runs this test; empty where each of them does."""
    path = node_id.partition("::")[0]
    return versions[zlib.crc32(path.encode()) % len(versions)] if path.startswith(SHARED) else ""
