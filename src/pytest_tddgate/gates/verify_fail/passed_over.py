"""Files that pytest takes for tests only when they are given to it: what makes their names say so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import is_named_by

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["naming_step"]


def naming_step(file: str, patterns: Sequence[str]) -> str:
    """The step that lets pytest find the file by its name; empty if `patterns`, its `python_files`, fit already."""
    if is_named_by(patterns, file):
        return ""
    named = json.dumps([*patterns, file.rpartition("/")[2]])
    return f"name {file} in pytest's python_files, in a change before this one, such as python_files = {named}"
