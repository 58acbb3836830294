"""Notices a gate that was started in a folder below the project's root: pytest heeds `testpaths` only in the root."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING

from pytest_tddgate.errors import CannotDecide

if TYPE_CHECKING:
    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.session.request import Request

__all__ = ["refuse_to_judge_below"]

_NO_TESTS = 5  # pytest's exit code when no test was collected


def refuse_to_judge_below(request: Request, run: RunSeen) -> None:
    """Raise CannotDecide if pytest found no test in the folder where it was started, which is not its rootdir."""
    root, folder = os.path.realpath(request.rootdir), os.path.realpath(request.directory)
    if run.exit_code != _NO_TESTS or run.deselected or run.collect_errors or root == folder:
        return
    feature = f" --tdd-feature={request.feature}" if request.feature else ""
    raise CannotDecide(
        f"pytest found no test below {os.path.relpath(folder, root)}",
        why="it looks for tests only below the folder where it is started",
        next_step=f"cd {shlex.quote(os.path.relpath(root, folder))} && pytest --tdd-gate={request.gate.value}{feature}",
    )
