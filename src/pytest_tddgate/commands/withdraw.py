"""`tddgate withdraw`: ends a feature and its contract, in one commit that says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.commands.amend import committed
from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.errors import Unusable
from pytest_tddgate.gates.contracts.amending import check_ready
from pytest_tddgate.gates.contracts.withdrawing import withdrawn
from pytest_tddgate.session.judge.workspace import case_in

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(arguments: argparse.Namespace) -> int:
    """Empty the contract and commit it with the tests that were removed; prints what was recorded."""
    feature, reason = arguments.feature, " ".join((arguments.reason or "").split())
    if not reason:
        raise Unusable(
            "there is no reason",
            why="every reader must be able to see why a contract ended",
            next_step=f'tddgate withdraw {feature} --reason "…"',
        )
    case = case_in(".")
    check_ready(case, "withdraw")
    commit = committed([withdrawn(feature, reason, case)], case, f"test: withdraw {feature} (TDD Gate 3)")
    left = "commit what is left, and " if case.repository.changed_since(commit) else ""
    print(f"withdrawn: {feature} in commit {commit[:10]}. Next: {left}tddgate status")  # noqa: T201 - the answer
    return ExitCode.PASSED
