"""The audit command to suggest to the user; it names a base if no remote provides one."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.contract import CONTRACTS
from pytest_tddgate.errors import TddgateError

if TYPE_CHECKING:
    from pytest_tddgate.ports import Commits

__all__ = ["audit_command", "audit_option", "example_base"]

_AUDIT = "pytest --tdd-gate=audit"


def audit_command(repository: Commits) -> str:
    """The command line; if no upstream branch is found, its base is the commit before the newest contract."""
    if repository.upstream(other_than=repository.resolve("HEAD")) is not None:
        return _AUDIT
    return f"{_AUDIT} --tdd-base={example_base(repository)[0] or 'REV'}"


def audit_option(lock: str, repository: Commits) -> str:
    """The option that an audit of a contract needs (` --tdd-base=REV`), given the commit that locked it.

    Empty if HEAD has commits that the remote's main branch lacks: the audit then finds its base by itself.
    """
    head = repository.resolve("HEAD")
    tip = repository.upstream(other_than=head)
    if tip is not None and repository.merge_base(tip, head) not in {None, head}:
        return ""
    try:
        return f" --tdd-base={repository.resolve(f'{lock}^')[:10]}"
    except TddgateError:  # the lock is the first commit, or a shallow clone ends there
        return " --tdd-base=REV"


def example_base(repository: Commits) -> tuple[str, str]:
    """A usable base, even before the first push: the commit before the newest contract; and that contract's feature.

    Both are empty if there is no such commit.
    """
    added = [(path, commit) for path, commit in repository.additions(CONTRACTS).items() if path.endswith(".json")]
    if not added:
        return "", ""
    path, commit = added[-1]
    try:
        return repository.resolve(f"{commit}^")[:10], PurePosixPath(path).stem
    except TddgateError:  # the contract came with the first commit, or a shallow clone ends there
        return "", ""
