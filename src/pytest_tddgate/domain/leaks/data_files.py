"""Whether a file holds only data, and whether a test file may read a data file at a path."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

__all__ = ["is_mere_data", "may_read"]

_FINDS = re.compile(
    rb"\b(?:r?glob|iglob|listdir|scandir|iterdir|walk|copytree|make_archive|pytest_collect_\w+|\w*datadir|datafiles)\b"
)
_NO_DATA = frozenset(
    {
        ".py",
        ".pyi",
        ".pyc",
        ".pyd",
        ".so",
        ".pth",
        ".ini",
        ".yml",
        ".yaml",
        ".md",
        ".rst",
        ".ipynb",
        ".feature",
        ".robot",
    }
)
"""Suffixes of code, settings, and files that pytest plugins collect."""
_SETTINGS = frozenset({"setup.cfg", "pyproject.toml", "pytest.toml", ".pytest.toml", ".coveragerc"})


def is_mere_data(path: str) -> bool:
    """Whether a file on the tests' side is neither code, nor settings, nor collected as a test."""
    file = PurePosixPath(path)
    is_doctest = file.suffix == ".txt" and file.name.startswith("test")
    return file.suffix not in _NO_DATA and file.name not in _SETTINGS and not is_doctest


def may_read(source: bytes, path: str) -> bool:
    """Whether a test file or helper with this text may read a data file at this path: it lists folders, or names it."""
    name = re.escape(PurePosixPath(path).stem.encode())
    return _FINDS.search(source) is not None or re.search(rb"(?<![\w-])%b(?![\w-])" % name, source) is not None
