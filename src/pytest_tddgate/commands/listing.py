"""The cases that pytest collects in some files, found by a pytest process that runs no test.

This module is also the plugin that answers in that process. PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.session.child.items import describe_item, repository_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest

__all__ = ["cases_in", "pytest_collection_finish"]

_ANSWER = "TDDGATE_LISTING"


def cases_in(files: Iterable[str], top: str, root: str) -> dict[TestId, tuple[str, ...]]:
    """Test -> ids of its cases, for each test in these files; a file that cannot be collected adds nothing.

    `files` and `root` (pytest's rootdir) are relative to `top`.
    """
    targets = [os.path.join(top, file) for file in sorted(files)]
    if not targets:
        return {}
    with tempfile.TemporaryDirectory(prefix="tddgate-") as scratch:
        answer = Path(scratch, "items.json")
        subprocess.run(  # noqa: S603 - our own interpreter, no shell
            [
                sys.executable,
                "-m",
                "pytest",
                "--collect-only",
                "--continue-on-collection-errors",
                "-p",
                __name__,
                "-o",
                f"cache_dir={scratch}",
                *targets,
            ],
            cwd=Path(top, root),
            env={**os.environ, _ANSWER: json.dumps([str(answer), top])},
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        found: defaultdict[TestId, set[str]] = defaultdict(set)
        for file, name, case in json.loads(answer.read_text(encoding="utf-8")) if answer.exists() else ():
            found[TestId(file, name)].add(case)
    return {test: tuple(sorted(cases)) for test, cases in found.items()}


def pytest_collection_finish(session: pytest.Session) -> None:
    """In the collecting process: write the collected cases to the file that `cases_in` reads."""
    answer, top = json.loads(os.environ[_ANSWER])
    items = [describe_item(item, repository_path(str(item.path), top)) for item in session.items]
    Path(answer).write_text(
        json.dumps([(each["file"], each["name"], each["case"]) for each in items]), encoding="utf-8"
    )
