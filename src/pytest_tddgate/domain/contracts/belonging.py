"""Which project of a repository a contract belongs to, where there are several."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import is_below
from pytest_tddgate.domain.reports.wording import first_few

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.contracts.contract import Contract

__all__ = ["has_settings_of", "home_of", "is_within", "other_projects_note"]

_MOST = 3  # contracts that a note names


def is_within(contract: Contract, root: str) -> bool:
    """Whether the contract has a test in pytest's rootdir (relative to the top, `""`: the top), or none at all."""
    return not contract.tests or any(is_below(each.test.file, root) for each in contract.tests)


def has_settings_of(contract: Contract, root: str) -> bool:
    """Whether pytest's settings in this rootdir are those that the contract was locked under."""
    return not contract.settings or home_of(contract) == root


def other_projects_note(contracts: Iterable[Contract], root: str) -> tuple[str, ...]:
    """One note that names the contracts of other projects, none where there are no such."""
    others = [f"{each.feature} ({home_of(each)})" for each in contracts if not is_within(each, root)]
    return (f"not judged here: {first_few(others, _MOST)}",) if others else ()


def home_of(contract: Contract) -> str:
    """The folder of the settings of pytest that the contract was locked under, or that of its first test."""
    tests = [each.test.file for each in contract.tests[:1]]
    files = [each.partition("#")[0] for each in contract.settings] or tests or [""]
    folder = PurePosixPath(files[0]).parent.as_posix()
    return "" if folder == "." else folder
