"""`tddgate amend`: records a change of locked tests in their contract, with its reason, in one commit."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.changed_by_hook import step_after
from pytest_tddgate.commands.listing import cases_in
from pytest_tddgate.domain.contracts.contract import contract_path
from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.domain.run.identity import stable_id
from pytest_tddgate.errors import Unusable
from pytest_tddgate.gates.contracts.amending import AmendmentRequest, amended, check_ready
from pytest_tddgate.gates.contracts.amending_all import all_amended
from pytest_tddgate.gates.contracts.registry import registry_of
from pytest_tddgate.gates.contracts.stored import as_stored
from pytest_tddgate.gates.contracts.target import option_for
from pytest_tddgate.session.judge.workspace import case_in

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from pytest_tddgate.domain.run.observation import TestId
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.contracts.amending import Amended

__all__ = ["committed", "run"]

_FORMATTING = "formatting only"
_NAMED = 3
"""The most features that the commit's subject and the last line name."""


def run(arguments: argparse.Namespace) -> int:
    """Amend one contract, or all that were broken, and commit; prints what was recorded."""
    feature, is_all = arguments.feature or "", arguments.all
    _check_subject(feature, is_all=is_all)
    reason = " ".join((arguments.reason or "").split()) or (_FORMATTING if arguments.format_only else "")
    if not reason:
        raise Unusable(
            "the amendment has no reason",
            why="every reader must be able to see why a locked test changed",
            next_step=f'tddgate amend {feature or "--all"} --reason "…"',
        )
    case = case_in(".")
    check_ready(case)
    asked = AmendmentRequest(reason, partial(_cases, case=case), is_format_only=arguments.format_only)
    made = all_amended(asked, case) if is_all else (amended(feature, asked, case),)
    made = tuple(replace(each, contract=as_stored(each.contract, each.paths, case)) for each in made)
    features = ", ".join(each.contract.feature for each in made) if len(made) <= _NAMED else f"{len(made)} contracts"
    what = features if len(made) > _NAMED else f"the contract{'s' if len(made) > 1 else ''} of {features}"
    commit = committed(made, case, f"test: amend {what} (TDD Gate 3)")
    for each in made:
        print(*_lines(each), sep="\n")  # noqa: T201 - the command's output
    print(f"amended: {features} in commit {commit[:10]}. Next: {_next_step(made, case)}")  # noqa: T201 - as above
    return ExitCode.PASSED


def _check_subject(feature: str, *, is_all: bool) -> None:
    """Raise Unusable unless either a feature or --all was given."""
    if bool(feature) is is_all:
        raise Unusable(
            f"amend was told both {feature} and --all" if feature else "amend was told no feature",
            why="a contract changes only when you name it",
            next_step='tddgate amend FEATURE --reason "…"; or, for every contract whose tests you edited: --all',
        )


def _cases(files: Iterable[str], case: Case) -> dict[TestId, tuple[str, ...]]:
    found = cases_in(files, case.layout.top, case.layout.root)
    return {test: tuple(sorted({stable_id(each) for each in cases})) for test, cases in found.items()}


def committed(made: Sequence[Amended], case: Case, subject: str) -> str:
    """The id of the commit that holds the amended contracts; if git refuses, their files are restored."""
    targets = {contract_path(each.contract.feature): each.contract.to_json() for each in made}
    before = case.repository.write(targets)
    try:
        paths = dict.fromkeys(path for each in made for path in each.paths)
        return case.repository.commit([*paths, *targets], _message(made, subject))
    except case.repository.refusal as problem:
        case.repository.write(before)
        raise Unusable(
            f"git did not commit the amendment: {case.repository.refusal_words(problem)}",
            why="nothing was committed, so nothing changed",
            next_step=step_after(problem, "run this command again")
            or "fix what git names, then run this command again",
        ) from None


def _lines(made: Amended) -> list[str]:
    kind = "proved to be formatting only" if made.amendment.is_format_only else made.amendment.reason
    left = [f"  left: {path}, which {feature} locks" for path, feature in made.left.items()]
    return [*(f"  {each}" for each in made.amendment.changed), f"  reason: {kind}", *left]


def _next_step(made: Sequence[Amended], case: Case) -> str:
    """The next command: another amendment, or green (with the feature, if it is a single one)."""
    others = list(dict.fromkeys(feature for each in made for feature in each.left.values()))
    if not others and len(made) == 1:
        contracts = registry_of(case).within(case.layout.root).contracts
        return f"pytest --tdd-gate=green{option_for(made[0].contract.feature, contracts, case)}"
    if not others:
        return "pytest --tdd-gate=green"
    return f'tddgate amend {others[0] if len(others) == 1 else "--all"} --reason "…"'


def _message(made: Sequence[Amended], subject: str) -> str:
    changed = dict.fromkeys(name for each in made for name in each.amendment.changed)
    trailers = "".join(
        f"TDD-Feature: {each.contract.feature}\n"
        f"TDD-Contract: {each.contract.digest}\n"
        f"TDD-Amendment: {each.amendment.reason}\n"
        for each in made
    )
    names = "\n".join(f"- {name}" for name in changed)
    return f"{subject}\n\n{made[0].amendment.reason}\n\n{names}\n\n{trailers}"
