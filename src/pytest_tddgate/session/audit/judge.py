"""Wires an audit: the range, the base's policy, a workbench in a scratch directory, and the gate."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.ending import ending_in_order
from pytest_tddgate.adapters.git import open_repository
from pytest_tddgate.adapters.kept_tree import scratch_directory
from pytest_tddgate.adapters.project import folder_of_project
from pytest_tddgate.gates.audit import gate as audit
from pytest_tddgate.gates.audit.case import AuditCase
from pytest_tddgate.gates.audit.mended import mended_settings
from pytest_tddgate.gates.audit.range import range_of
from pytest_tddgate.session.audit.given import effort_given, sealed_given
from pytest_tddgate.session.audit.progress import Progress
from pytest_tddgate.session.audit.workbench import Workbench, policy_of, unusable_base

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_tddgate.domain.reports.report import Report
    from pytest_tddgate.session.request import Request

__all__ = ["audit_case", "audited"]

_STEPS_OF_A_RANGE = 8  # records, base, head, reach, controls, the implementation, base's code, order
_QUIET = -1


def audited(request: Request) -> Report:
    """The report on the range that the request names.

    Raises what `audit_case` raises. Trees are removed even if the process is interrupted or terminated.
    """
    effort = effort_given(request)
    if effort.engine:
        import_module("pytest_tddgate.session.audit.workers").ask_for(effort.engine)
    with (
        ending_in_order(at_interrupt=True),
        scratch_directory() as scratch,
        audit_case(request, scratch) as case,
    ):
        if (effort.engine or effort.workers > 1) and len(case.range.new) > 1:
            replays = import_module("pytest_tddgate.session.audit.workers").replays_of(case, request)
            case = replace(case, replays=replays)  # noqa: PLW2901 - the same case, with `replays`
        return audit.judge(case)


@contextmanager
def audit_case(request: Request, scratch: str) -> Iterator[AuditCase]:
    """The case of the range that the request names; `scratch` is an absolute path for temporary files.

    Raises what `range_of` and `policy_of` raise.
    """
    for name in [each for each in os.environ if each.startswith("COVERAGE_")]:
        del os.environ[name]  # this process uses coverage too, to read its data
    repository = open_repository(request.directory)
    folder = folder_of_project(repository.top, request.rootdir)
    with _temporary_files_in(scratch):
        span = range_of(repository, request.base, folder)
        mended = mended_settings(span, folder, repository)
        policy = policy_of(span.head if mended else span.policy, folder, repository, scratch)
        policy = policy.layout_alone() if mended else policy
        steps = _STEPS_OF_A_RANGE + len(span.new)
        progress = Progress("audit", steps, is_quiet=request.verbosity <= _QUIET)
        workers = _workers(request.args)
        bench = Workbench(repository, policy, folder, scratch, workers, sealed_given(request), effort_given(request))
        try:
            yield AuditCase(
                history=repository,
                bench=bench,
                range=span,
                settings=policy.settings,
                audit=policy.audit,
                is_static=request.is_static or bool(mended),
                tell=progress.tell,
                has_edits=repository.has_edits(),
                left_out=() if mended else bench.left_out(),
                unreadable_base=unusable_base(span.policy, mended) if mended else "",
            )
        finally:
            bench.close()


@contextmanager
def _temporary_files_in(folder: str) -> Iterator[None]:
    """Put all temporary files into this folder; afterwards, while reports are written, into the default again."""
    before, tempfile.tempdir = tempfile.tempdir, folder
    try:
        yield
    finally:
        tempfile.tempdir = before


def _workers(args: Sequence[str]) -> tuple[str, ...]:
    """The arguments that ask for pytest-xdist processes: `-n 2`, `-n2`, `--numprocesses=auto`."""
    found: list[str] = []
    for at, word in enumerate(args):
        if word in {"-n", "--numprocesses"}:
            found += args[at : at + 2]
        elif word.startswith(("-n", "--numprocesses=")):
            found.append(word)
    return tuple(found)
