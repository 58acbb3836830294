"""What forbids a lock whatever the tests show: an unfinished git operation, staged code, or a taken name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.contract import contract_path
from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.rerun import OtherCommand
from pytest_tddgate.domain.rules.red import FEATURE_TAKEN, OPERATION_IN_PROGRESS, SUBJECT_STAGED
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.contracts.naming import lock_command, suggested_feature, taken_features

if TYPE_CHECKING:
    from pytest_tddgate.gates.case import Case

__all__ = ["obstacles"]


def obstacles(feature: str, case: Case) -> list[Finding]:
    """A finding for an unfinished git operation, or else for staged code; and a finding for a taken name.

    Code that is staged during a rebase or cherry-pick is a resolved conflict, so nobody is asked to unstage it.
    """
    repository = case.repository
    operation = repository.operation_in_progress()
    found = [Finding(OPERATION_IN_PROGRESS, f"a {operation} is in progress")] if operation else _staged_code(case)
    if repository.additions(contract_path(feature)):
        other = lock_command(case, suggested_feature(case, gone=taken_features(case)))
        next_step = f'{other}, or: tddgate amend {feature} --reason "…"'
        found.append(
            Finding(
                FEATURE_TAKEN,
                f"a contract of the feature {feature} was locked before",
                at=Place(contract_path(feature)),
                next_step=next_step,
                rerun=OtherCommand(other),
            )
        )
    return found


def _staged_code(case: Case) -> list[Finding]:
    staged = [path for path in case.repository.staged() if case.layout.side_of(path) is Side.SUBJECT]
    return [
        Finding(
            SUBJECT_STAGED,
            f"{path} is staged, and is no test",
            at=Place(path),
            next_step=f"git restore --staged {' '.join(staged)}",
        )
        for path in staged
    ]
