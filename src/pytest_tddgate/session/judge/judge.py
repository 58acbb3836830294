"""The judge's process: gathers facts, lets the child run, watches it, decides, prints, and sets the exit code.

It imports nothing of the project: no conftest, no plugin, no product code.
"""

from __future__ import annotations

import os
import warnings
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.git import open_repository
from pytest_tddgate.adapters.memory import FileMemory
from pytest_tddgate.adapters.project import detect_layout, folder_of_project, read_settings
from pytest_tddgate.adapters.run_records import FileRecords
from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.domain.reports.statement import stated, unjudged
from pytest_tddgate.domain.rules.rule import Gate
from pytest_tddgate.domain.verdict import MissingFact
from pytest_tddgate.errors import CannotDecide, TddgateError, without_room
from pytest_tddgate.gates.case import Case
from pytest_tddgate.gates.next_steps import with_local_steps
from pytest_tddgate.render.terminal import Style, problem_lines, report_lines
from pytest_tddgate.session.audit.given import effort_given, sealed_given
from pytest_tddgate.session.elsewhere.fallback import Fallback
from pytest_tddgate.session.elsewhere.tree_to_try import TreeToTry
from pytest_tddgate.session.judge.below import refuse_to_judge_below
from pytest_tddgate.session.judge.interrupts import is_interrupted, note_interrupts, raise_interrupts
from pytest_tddgate.session.judge.keeping import StatementRecorder
from pytest_tddgate.session.judge.live_board import board_of
from pytest_tddgate.session.judge.reports import Reports, asked_again
from pytest_tddgate.session.judge.saying import keep_quiet, say, take_any_character, tell
from pytest_tddgate.session.judge.visible_run import VisibleRun
from pytest_tddgate.session.request import Request
from pytest_tddgate.session.runs.reserve import Reserve
from pytest_tddgate.session.runs.runner import ProcessRunner

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.reports.report import Report
    from pytest_tddgate.domain.reports.statement import Statement
    from pytest_tddgate.domain.run.observation import RunSeen

    _Said = tuple[Statement, Iterable[str]]

__all__ = ["main"]

_GATES = {
    Gate.VERIFY_FAIL: "pytest_tddgate.gates.verify_fail.gate",
    Gate.LOCK: "pytest_tddgate.gates.lock.gate",
    Gate.GREEN: "pytest_tddgate.gates.green.gate",
    Gate.DOCS: "pytest_tddgate.gates.docs.gate",
    Gate.REVIEW: "pytest_tddgate.gates.review.gate",
}
_NOT_JUDGED = {
    ExitCode.INTERRUPTED: ("the run was interrupted", "run it again"),
    ExitCode.INTERNAL: ("pytest itself crashed", "read what it says on the screen"),
    ExitCode.USAGE: ("pytest could not use its command line or its settings", "read what it says on the screen"),
}
"""Exit codes with which pytest itself ends, and the message for each: such a run is not judged."""


def main(request_text: str) -> int:
    """Judge the run that the request describes; the exit code of the process."""
    request = Request.from_json(request_text)
    note_interrupts()
    take_any_character()
    warnings.simplefilter("ignore", SyntaxWarning)  # code is only parsed here; runs of it show the warning
    reports = Reports(request.reports, request.directory)
    reserve = Reserve(request.forked.control, request.forked.reserve) if request.forked else None
    try:
        return _reported(request, reserve, reports)
    finally:
        if reserve is not None:
            reserve.close()


def _reported(request: Request, reserve: Reserve | None, reports: Reports) -> int:
    """Judge, write all reports, and print; if a report cannot be written, the exit code is not 0."""
    style = Style.of_terminal(request.verbosity, request.color)
    statement, lines = _guarded(request, reserve, reports, style)
    note_interrupts()  # the audit's runs are over, and reports must be written whole
    is_written = reports.write(statement)
    say(lines)
    return statement.exit_code if is_written else statement.exit_code or ExitCode.USAGE


def _guarded(request: Request, reserve: Reserve | None, reports: Reports, style: Style) -> _Said:
    """The statement on this run and the lines to print, whatever goes wrong."""
    gate, again = request.gate, asked_again(request.args)
    keeping, run = StatementRecorder(), VisibleRun(request.forked)
    try:
        reports.prepare()
        judged = _audit(request, keeping) if gate is Gate.AUDIT else _judge(request, reserve, run, keeping)
    except (KeyboardInterrupt, Exception) as problem:  # noqa: BLE001 - if the judge breaks, nothing must pass
        run.release()
        if not is_interrupted(problem):
            return _without_verdict(problem, gate, again, style)
        judged = ExitCode.INTERRUPTED
    if isinstance(judged, ExitCode):
        return unjudged(gate, judged, MissingFact(*_NOT_JUDGED[judged]), again), ()
    statement = stated(judged, again)
    keeping.keep(statement)
    return statement, report_lines(judged, style)


def _without_verdict(problem: BaseException, gate: Gate, again: str, style: Style) -> _Said:
    """The statement and the lines for a run that this exception left without a verdict."""
    problem = without_room(problem)
    if isinstance(problem, TddgateError):
        code = ExitCode.UNDECIDED if isinstance(problem, CannotDecide) else ExitCode.USAGE
        label = "undecided" if code is ExitCode.UNDECIDED else "cannot judge"
        obstacle = MissingFact(problem.what, problem.next_step, problem.why)
        return unjudged(gate, code, obstacle, again), problem_lines(problem, label, style)
    import_module("traceback").print_exception(problem)
    broke = MissingFact("the judge itself crashed", "please report it, with the traceback on the screen")
    line = "undecided: the judge itself crashed; the traceback above is a bug in pytest-tddgate, please report it"
    return unjudged(gate, ExitCode.INTERNAL, broke, again), (line,)


def _judge(request: Request, reserve: Reserve | None, run: VisibleRun, keeping: StatementRecorder) -> Report | ExitCode:
    """The report of a gate; an exit code if there is nothing to judge, after Ctrl-C or an error of pytest."""
    gate = import_module(_GATES[request.gate])  # importing every gate would slow each start
    case = _case_of(request, reserve)
    told = partial(with_local_steps, case)
    prepared = gate.prepare(case)
    keeping.begin(request.gate, case, getattr(prepared, "state", None))
    seen = None
    if prepared.orders is None or is_interrupted():  # a gate that only reads files needs no run
        run.release()
    else:
        seen = run.watched(prepared.orders, case.runner.visible)
        case.repository.look_again()  # the run may have committed, or moved a branch
        if _leaves_nothing_to_judge(seen):
            return ExitCode(seen.exit_code)
        refuse_to_judge_below(request, seen)
    if is_interrupted():
        return ExitCode.INTERRUPTED  # stop here: judging may commit
    report: Report = told(gate.judge(case, prepared, seen))
    has_committed = request.gate is Gate.LOCK and report.verdict.is_passed  # which the user must know
    return ExitCode.INTERRUPTED if is_interrupted() and not has_committed else report


def _audit(request: Request, keeping: StatementRecorder) -> Report:
    """The report of an audit. The user sees none of its runs: Ctrl-C interrupts the audit, even during its imports.

    It reads no records, but leaves one, unless it was static: a static audit shows too little for a badge.
    """
    raise_interrupts()
    from pytest_tddgate.session.audit.judge import audited  # noqa: PLC0415 - no other gate needs it

    if _has_cache(request.args) and not request.is_static:
        repository = open_repository(request.directory)
        folder = folder_of_project(repository.top, request.rootdir)
        keeping.begin_audit(FileRecords.of(repository.common_dir), repository.resolve("HEAD"), folder)
    return audited(request)


def _leaves_nothing_to_judge(run: RunSeen) -> bool:
    """Whether pytest itself says why there is nothing to judge: an interrupt, a crash, or wrong usage."""
    is_early = run.exit_code in {ExitCode.USAGE, ExitCode.INTERNAL} and run.announced is None and not run.last_started
    is_own = run.exit_code in _NOT_JUDGED and run.announced == run.exit_code and not run.stopped
    return (is_early or is_own) and not run.collect_errors


def _case_of(request: Request, reserve: Reserve | None) -> Case:
    repository = open_repository(request.directory)
    settings = read_settings(request.rootdir, folder_of_project(repository.top, request.rootdir))
    layout = detect_layout(repository.top, request.rootdir, settings, request.testpaths, request.python_files)
    repository.look_closely(layout)
    remembers, told = _has_cache(request.args), tell if request.verbosity >= 0 else keep_quiet
    runner = ProcessRunner(request.args, request.directory, repository.top, settings.red_timeout, reserve)
    place = TreeToTry(layout.top, layout.source, runner.recipe(), bytes)
    case = Case(
        repository=repository,
        runner=Fallback(runner, place, is_stopped=is_interrupted),
        settings=settings,
        layout=layout,
        feature=request.feature,
        base=request.base,
        amend=request.amend,
        args=request.args,
        directory=request.directory,
        pycache_prefix=request.pycache_prefix,
        sealed=sealed_given(request),
        effort=effort_given(request),
        memory=FileMemory(os.path.join(repository.git_dir, "tddgate", "mutants.json")) if remembers else None,
        records=FileRecords.of(repository.common_dir) if remembers else None,
        tell=told,
        board=board_of(told, verbosity=request.verbosity, color=request.color),
    )
    if not case.effort.engine or request.gate is not Gate.GREEN:
        return case  # only `green` tries mutants
    workers = import_module("pytest_tddgate.session.audit.workers")
    workers.ask_for(case.effort.engine)
    spread: Case = workers.with_workers(case, runner, partial(workers.files_here, case), is_interrupted)
    return spread


def _has_cache(args: Iterable[str]) -> bool:
    """Whether the command line leaves pytest's cache on; the last `-p` option for it counts."""
    words = [each.removeprefix("-p") for each in args if each.endswith("cacheprovider")]
    return not words or words[-1] != "no:cacheprovider"
