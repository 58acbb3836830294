"""`tddgate status`: every feature with its gates, and the next command, without running a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.gates.contracts.status import status_of
from pytest_tddgate.gates.next_steps import status_from
from pytest_tddgate.render.status import status_json, status_lines
from pytest_tddgate.session.judge.workspace import case_in

if TYPE_CHECKING:
    import argparse

__all__ = ["run"]


def run(arguments: argparse.Namespace) -> int:
    """Print the status; returns REFUSED if a contract is broken."""
    case = case_in(".")
    status = status_from(case.directory, case.layout.top, status_of(case))
    print(status_json(status) if arguments.json else "\n".join(status_lines(status)))  # noqa: T201 - the answer
    return ExitCode.REFUSED if status.findings else ExitCode.PASSED
