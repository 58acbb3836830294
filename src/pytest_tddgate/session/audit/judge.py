"""Wires an audit: the range, the base's policy, a bench in a scratch directory, and the gate."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

from pytest_tddgate.adapters.git import open_repository
from pytest_tddgate.adapters.kept_tree import scratch_directory
from pytest_tddgate.gates.audit import gate as audit
from pytest_tddgate.gates.audit.case import AuditCase
from pytest_tddgate.gates.audit.range import range_of
from pytest_tddgate.session.audit.given import effort_given, sealed_given
from pytest_tddgate.session.audit.progress import Progress
from pytest_tddgate.session.audit.workbench import Workbench, policy_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from pytest_tddgate.domain.reports.report import Report

__all__ = ["audit_case", "audited"]

_STEPS_OF_A_RANGE = 8  # records, base, head, reach, controls, the implementation, base's code, order
_QUIET = -1


def audited(request: dict[str, Any]) -> Report:
    """The report about the range that the request names.

    Raises what `audit_case` raises. Trees are removed also when the process is interrupted or told to end.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _leave)
    effort = effort_given(request)
    if effort.engine:
        import_module("pytest_tddgate.session.audit.workers").ask_for(effort.engine)
    with scratch_directory() as scratch, audit_case(request, scratch) as case:
        if (effort.engine or effort.workers > 1) and len(case.range.new) > 1:
            replays = import_module("pytest_tddgate.session.audit.workers").replays_of(case, request)
            case = replace(case, replays=replays)  # noqa: PLW2901 - the same case
        return audit.judge(case)


@contextmanager
def audit_case(request: dict[str, Any], scratch: str) -> Iterator[AuditCase]:
    """What is judged about the range that the request names; `scratch` (absolute) is where it works.

    Raises what `range_of` and `policy_of` raise.
    """
    for name in [each for each in os.environ if each.startswith("COVERAGE_")]:
        del os.environ[name]  # coverage is asked about data by this process, too
    repository = open_repository(request["directory"])
    root = os.path.relpath(os.path.realpath(request["rootdir"]), repository.top).replace(os.sep, "/")
    folder = "" if root == "." else root
    with _temporary_files_in(scratch):
        span = range_of(repository, request["base"], folder)
        policy = policy_of(span.policy, folder, repository, scratch)
        steps = _STEPS_OF_A_RANGE + len(span.new)
        progress = Progress("audit", steps, is_quiet=request["verbosity"] <= _QUIET)
        workers = _workers(request["args"])
        bench = Workbench(repository, policy, folder, scratch, workers, sealed_given(request), effort_given(request))
        try:
            yield AuditCase(
                history=repository,
                bench=bench,
                range=span,
                settings=policy.settings,
                audit=policy.audit,
                is_static=request["mode"] == "static",
                tell=progress.tell,
                has_edits=repository.has_edits(),
                left_out=bench.left_out(),
            )
        finally:
            bench.close()


@contextmanager
def _temporary_files_in(folder: str) -> Iterator[None]:
    """Every temporary file lies there; afterwards, when the reports are written, where it would without us."""
    before, tempfile.tempdir = tempfile.tempdir, folder
    try:
        yield
    finally:
        tempfile.tempdir = before


def _workers(args: list[str]) -> tuple[str, ...]:
    """The words of a command line that ask for processes of pytest-xdist: `-n 2`, `-n2`, `--numprocesses=auto`."""
    found: list[str] = []
    for at, word in enumerate(args):
        if word in {"-n", "--numprocesses"}:
            found += args[at : at + 2]
        elif word.startswith(("-n", "--numprocesses=")):
            found.append(word)
    return tuple(found)


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    """End in an orderly way, so that what was laid out is removed."""
    sys.exit(128 + number)
