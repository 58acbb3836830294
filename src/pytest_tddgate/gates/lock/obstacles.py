"""What forbids a commit of tests only, whatever the tests say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.contract import contract_path
from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.rerun import Instead
from pytest_tddgate.domain.rules.red import FEATURE_TAKEN, OPERATION_IN_PROGRESS, SUBJECT_STAGED
from pytest_tddgate.domain.verdict import Finding, Place
from pytest_tddgate.gates.contracts.naming import lock_command, suggested_feature, taken_features

if TYPE_CHECKING:
    from pytest_tddgate.gates.case import Case

__all__ = ["obstacles"]


def obstacles(feature: str, case: Case) -> list[Finding]:
    """A finding for an operation of git that has not ended, else for staged code; and for a name that is taken.

    What a rebase or a cherry-pick has staged is how conflicts were resolved: it stays where it is.
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
                rerun=Instead(other),
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
