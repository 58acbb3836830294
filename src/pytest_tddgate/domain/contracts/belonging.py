"""Which project a contract belongs to, in a repository with several projects."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import is_below
from pytest_tddgate.domain.reports.wording import first_few

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.contracts.contract import Contract

__all__ = ["has_settings_of", "home_of", "is_within", "other_projects_note"]

_MOST = 3  # contracts that the note names


def is_within(contract: Contract, root: str) -> bool:
    """Whether the contract has a test below `root` (rootdir, relative to the top; `""` is the top), or no tests."""
    return not contract.tests or any(is_below(each.test.file, root) for each in contract.tests)


def has_settings_of(contract: Contract, root: str) -> bool:
    """Whether the contract was locked under pytest's settings of this rootdir; True if it locks no settings."""
    return not contract.settings or home_of(contract) == root


def other_projects_note(contracts: Iterable[Contract], root: str) -> tuple[str, ...]:
    """A note that names the contracts of other projects; empty if there are none."""
    others = [f"{each.feature} ({home_of(each)})" for each in contracts if not is_within(each, root)]
    return (f"not judged here: {first_few(others, _MOST)}",) if others else ()


def home_of(contract: Contract) -> str:
    """The folder of the pytest settings that the contract locks, else of its first test; `""` is the top."""
    tests = [each.test.file for each in contract.tests[:1]]
    files = [each.partition("#")[0] for each in contract.settings] or tests or [""]
    folder = PurePosixPath(files[0]).parent.as_posix()
    return "" if folder == "." else folder
