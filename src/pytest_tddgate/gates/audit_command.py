"""The command that audits a repository: with a base where there is no remote to tell one."""

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
    """The command line; where the base cannot be told, with the commit before the newest lock."""
    if repository.upstream(other_than=repository.resolve("HEAD")) is not None:
        return _AUDIT
    return f"{_AUDIT} --tdd-base={example_base(repository)[0] or 'REV'}"


def audit_option(lock: str, repository: Commits) -> str:
    """What an audit of a contract has to be told (` --tdd-base=REV`), by the commit that locked it.

    Nothing where HEAD has something that the remote's main branch has not: from there the audit begins by itself.
    """
    head = repository.resolve("HEAD")
    tip = repository.upstream(other_than=head)
    if tip is not None and repository.merge_base(tip, head) not in {None, head}:
        return ""
    try:
        return f" --tdd-base={repository.resolve(f'{lock}^')[:10]}"
    except TddgateError:  # as below
        return " --tdd-base=REV"


def example_base(repository: Commits) -> tuple[str, str]:
    """A base that would do, even where nobody has pushed yet: the commit before the newest contract, and its feature.

    Both are empty where there is none.
    """
    added = [(path, commit) for path, commit in repository.additions(CONTRACTS).items() if path.endswith(".json")]
    if not added:
        return "", ""
    path, commit = added[-1]
    try:
        return repository.resolve(f"{commit}^")[:10], PurePosixPath(path).stem
    except TddgateError:  # it was the first commit, or a shallow clone ends there
        return "", ""
