"""`tddgate amend`: a change of locked tests becomes part of their contract, with its reason, in one commit."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.commands.listing import cases_in
from pytest_tddgate.domain.contract import contract_path
from pytest_tddgate.domain.identity import stable_id
from pytest_tddgate.domain.verdict import ExitCode
from pytest_tddgate.errors import Unusable
from pytest_tddgate.gates.contracts.amending import amended, check_ready
from pytest_tddgate.session.workspace import case_in

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from pytest_tddgate.domain.observation import TestId
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.contracts.amending import Amended

__all__ = ["committed", "run"]

_FORMATTING = "formatting only"


def run(arguments: argparse.Namespace) -> int:
    """Amend the contract and commit it; prints what was recorded."""
    reason = " ".join((arguments.reason or "").split()) or (_FORMATTING if arguments.format_only else "")
    if not reason:
        raise Unusable(
            "the amendment has no reason",
            why="a locked test changes only where every reader can see why",
            next_step=f'tddgate amend {arguments.feature} --reason "…"',
        )
    case = case_in(".")
    check_ready(case)
    listed = partial(_cases, case=case)
    made = amended(arguments.feature, reason, case, listed, is_format_only=arguments.format_only)
    commit = committed(made, case, f"test: amend the contract of {arguments.feature} (TDD Gate 3)")
    print(*_lines(made), sep="\n")  # noqa: T201 - what was recorded is the answer
    print(f"amended: {arguments.feature} in commit {commit[:10]}. Next: {_next_step(made)}")  # noqa: T201 - as above
    return ExitCode.PASSED


def _cases(files: Iterable[str], case: Case) -> dict[TestId, tuple[str, ...]]:
    found = cases_in(files, case.layout.top, case.layout.root)
    return {test: tuple(sorted({stable_id(each) for each in cases})) for test, cases in found.items()}


def committed(made: Amended, case: Case, subject: str) -> str:
    """The id of the commit that holds the contract as it is now; when git refuses, it is put back as it was."""
    path = contract_path(made.contract.feature)
    target = Path(case.repository.top, path)
    before = target.read_bytes() if target.exists() else None
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(made.contract.to_json())
    try:
        return case.repository.commit([*made.paths, path], _message(made, subject))
    except case.repository.refusal as problem:
        target.unlink() if before is None else target.write_bytes(before)
        raise Unusable(
            f"git did not commit the amendment: {case.repository.refusal_words(problem)}",
            why="nothing was committed, so nothing changed",
            next_step="mend what git names, then run this command again",
        ) from None


def _lines(made: Amended) -> list[str]:
    kind = "proved to be formatting only" if made.amendment.is_format_only else made.amendment.reason
    left = [f"  left: {path}, which {feature} locks" for path, feature in made.left.items()]
    return [*(f"  {each}" for each in made.amendment.changed), f"  reason: {kind}", *left]


def _next_step(made: Amended) -> str:
    other = next(iter(made.left.values()), "")
    return f'tddgate amend {other} --reason "…"' if other else "pytest --tdd-gate=green"


def _message(made: Amended, subject: str) -> str:
    contract, amendment = made.contract, made.amendment
    changed = "\n".join(f"- {each}" for each in amendment.changed)
    return (
        f"{subject}\n\n"
        f"{amendment.reason}\n\n{changed}\n\n"
        f"TDD-Feature: {contract.feature}\n"
        f"TDD-Contract: {contract.digest}\n"
        f"TDD-Amendment: {amendment.reason}\n"
    )
