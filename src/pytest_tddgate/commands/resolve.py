"""`tddgate resolve`: merges contracts that both sides of a merge amended, keeping the amendments of both."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.unmerged import stage, unmerged
from pytest_tddgate.domain.contracts.contract import contract_of_json, contract_path
from pytest_tddgate.domain.contracts.merging import merged
from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.domain.python.syntax import parse_module
from pytest_tddgate.errors import Unusable
from pytest_tddgate.gates.contracts.stored import as_stored
from pytest_tddgate.session.judge.workspace import case_in

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from pytest_tddgate.adapters.unmerged import Sides
    from pytest_tddgate.domain.contracts.contract import Contract
    from pytest_tddgate.gates.case import Case

__all__ = ["run"]

_WHY = "a contract has one form, and every change of it is named in an amendment"


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - every command takes its arguments
    """Merge and stage each contract in conflict; prints which amendments each of them keeps."""
    case = case_in(".")
    conflicts = unmerged(case.repository.top)
    found = {path: sides for path, sides in conflicts.items() if path == contract_path(PurePosixPath(path).stem)}
    if not found:
        raise Unusable(
            "no contract is in the middle of a merge", why="there is nothing to resolve", next_step="tddgate status"
        )
    _check_no_other_conflict(path for path in conflicts if path not in found)
    made = {path: _merged(path, sides, case) for path, sides in found.items()}
    made = {path: as_stored(each, (), case) for path, each in made.items()}
    case.repository.write({path: each.to_json() for path, each in made.items()})
    stage(case.repository.top, list(made))
    for each in made.values():
        reasons = ", ".join(amendment.reason for amendment in each.amendments)
        next_step = "Next: git commit, then pytest --tdd-gate=green"
        print(f"resolved: {each.feature} keeps the amendments of both sides: {reasons}. {next_step}")  # noqa: T201 - the answer
    return ExitCode.PASSED


def _check_no_other_conflict(paths: Iterable[str]) -> None:
    """Raise Unusable if another file is in conflict: a contract names the bytes that the merge produces."""
    for path in paths:
        raise Unusable(
            f"{path} is in the middle of a merge as well",
            why="a contract names the bytes that the merge produces",
            next_step=f"resolve {path}, git add {path}, then run this command again",
        )


def _merged(path: str, sides: Sides, case: Case) -> Contract:
    """The contract at this path, merged from its sides; raises Unusable if they cannot be merged."""
    feature = PurePosixPath(path).stem
    if sides.base is None or sides.ours is None or sides.theirs is None:
        raise Unusable(
            f"both sides locked the feature {feature}" if sides.base is None else f"one side has no {path}",
            why=_WHY,
            next_step="git merge --abort, and give one of them another name; or take one side: git checkout --ours",
        )
    try:
        base, ours, theirs = (contract_of_json(each, feature) for each in (sides.base, sides.ours, sides.theirs))
        contract = merged(base, ours, theirs, case.repository.read)
        _check_tests(contract, case)
    except (SyntaxError, ValueError) as problem:
        raise Unusable(
            f"the contract of {feature} cannot be put together: {problem}",
            why=_WHY,
            next_step=f"git checkout --ours {path} && git add {path}, end the merge, and amend what the other side has",
        ) from None
    return contract


def _check_tests(contract: Contract, case: Case) -> None:
    """Raise ValueError for a test whose code in the work tree matches neither side."""
    files = {each.test.file for each in contract.tests if each.digest}
    modules = {file: parse_module(case.bytes_of(file)) for file in files if file.endswith(".py")}
    for each in contract.tests:
        if each.digest and (module := modules.get(each.test.file)):
            function = module.functions.get(each.test.name)
            if function is None or function.digest != each.digest:
                raise ValueError(f"neither side has {each.test} as it lies here")
