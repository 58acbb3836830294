"""The command that restores a locked file, as `tddgate status` names it: HEAD may lack the locked bytes."""

from __future__ import annotations

from pytest_tddgate.errors import TddgateError
from pytest_tddgate.gates.contracts.status import status_of
from pytest_tddgate.gates.next_steps import status_from
from pytest_tddgate.session.judge.workspace import case_in

__all__ = ["remedy_of"]


def remedy_of(path: str, folder: str) -> str:
    """The first step of the finding about a path, for a shell in this folder; empty if there is no finding."""
    try:
        case = case_in(folder)
        status = status_from(folder, case.layout.top, status_of(case))
    except TddgateError:
        return ""
    return next((each.first_step for each in status.findings if each.at and each.at.path == path), "")
