"""Contracts that were written by hand, for tests of what notices them."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.project import Project

__all__ = ["forge"]


def forge(project: Project, feature: str, test: str, harness: Iterable[str] = ()) -> Project:
    """Write a contract of one test (`file::name`) over what the files hold now, as if it had been locked."""
    file, _, name = test.partition("::")
    contract = {
        "schema": "tddgate/contract/1",
        "feature": feature,
        "tests": [{"file": file, "name": name, "red": "missing", "digest": "", "cases": None}],
        "files": {file: _digest(project, file)},
        "harness": {path: _digest(project, path) for path in harness},
        "settings": {},
        "missing": [],
        "amendments": [],
    }
    text = json.dumps(contract, indent=2, sort_keys=True) + "\n"
    return project.with_file(f".tddgate/contracts/{feature}.json", text)


def _digest(project: Project, path: str) -> str:
    return "sha256:" + hashlib.sha256((project.root / path).read_bytes()).hexdigest()
