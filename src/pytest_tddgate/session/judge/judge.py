"""The judge's process: it gathers facts, lets the child run, watches it, decides, prints, and ends with the exit code.

Nothing of the project is imported here: no conftest, no plugin, no product code.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import warnings
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from pytest_tddgate.adapters.git import open_repository
from pytest_tddgate.adapters.memory import FileMemory
from pytest_tddgate.adapters.project import detect_layout, read_settings
from pytest_tddgate.adapters.run_records import FileRecords
from pytest_tddgate.domain.reports.statement import stated, unjudged
from pytest_tddgate.domain.rules.every import Gate
from pytest_tddgate.domain.verdict import ExitCode, MissingFact
from pytest_tddgate.errors import CannotDecide, TddgateError
from pytest_tddgate.gates.case import Case
from pytest_tddgate.gates.next_steps import as_told
from pytest_tddgate.render.terminal import Style, problem_lines, report_lines
from pytest_tddgate.session.audit.given import effort_given, sealed_given
from pytest_tddgate.session.elsewhere.fallback import Fallback
from pytest_tddgate.session.elsewhere.place import Place
from pytest_tddgate.session.judge.keeping import Keeping
from pytest_tddgate.session.judge.live_board import board_of
from pytest_tddgate.session.judge.reports import Reports, asked_again
from pytest_tddgate.session.runs.reserve import Reserve
from pytest_tddgate.session.runs.runner import ProcessRunner
from pytest_tddgate.session.runs.supervise import watch

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import FrameType

    from pytest_tddgate.domain.reports.report import Report
    from pytest_tddgate.domain.reports.statement import Statement
    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.domain.run.orders import Orders

    _Said = tuple[Statement, Iterable[str]]

__all__ = ["main"]

_GATES = {
    Gate.VERIFY_FAIL: "pytest_tddgate.gates.verify_fail.gate",
    Gate.LOCK: "pytest_tddgate.gates.lock.gate",
    Gate.GREEN: "pytest_tddgate.gates.green.gate",
    Gate.DOCS: "pytest_tddgate.gates.docs.gate",
    Gate.REVIEW: "pytest_tddgate.gates.review.gate",
}
_INTERRUPTS: list[int] = []
_PYTESTS_OWN = {
    ExitCode.INTERRUPTED: ("the run was interrupted", "run it again"),
    ExitCode.INTERNAL: ("pytest itself went wrong", "read what it says on the screen"),
    ExitCode.USAGE: ("pytest could not use its command line or its settings", "read what it says on the screen"),
}
"""What pytest itself ends with, and what to say of it: nothing is judged then."""


def main(request_text: str) -> int:
    """Judge the run that the request describes; returns the exit code of the process."""
    request = json.loads(request_text)
    signal.signal(signal.SIGINT, _note_interrupt)
    warnings.simplefilter("ignore", SyntaxWarning)  # of code that is only read: who runs it hears it, with its place
    reports = Reports(request["reports"], request["directory"])
    reserve = Reserve(request["reserve"], request["reserve_process"]) if "reserve" in request else None
    try:
        return _reported(request, reserve, reports)
    finally:
        if reserve is not None:
            reserve.close()


def _reported(request: dict[str, Any], reserve: Reserve | None, reports: Reports) -> int:
    """Judge, write every report, and say the rest; a report that cannot be written lets nothing pass."""
    style = Style.of_terminal(request["verbosity"], request["color"])
    statement, lines = _guarded(request, reserve, reports, style)
    is_written = reports.write(statement)
    _say(lines)
    return statement.exit_code if is_written else statement.exit_code or ExitCode.USAGE


def _guarded(request: dict[str, Any], reserve: Reserve | None, reports: Reports, style: Style) -> _Said:
    """What is said of this run, whatever goes wrong."""
    gate, again = Gate(request["gate"]), asked_again(request["args"])
    keeping = Keeping()
    try:
        reports.prepare()
        judged = _audit(request) if gate is Gate.AUDIT else _judge(request, reserve, keeping)
    except KeyboardInterrupt:
        judged = ExitCode.INTERRUPTED
    except TddgateError as problem:
        _release(request)
        code = ExitCode.UNDECIDED if isinstance(problem, CannotDecide) else ExitCode.USAGE
        label = "undecided" if code is ExitCode.UNDECIDED else "cannot judge"
        obstacle = MissingFact(problem.what, problem.next_step, problem.why)
        return unjudged(gate, code, obstacle, again), problem_lines(problem, label, style)
    except Exception:  # noqa: BLE001 - the outermost edge: a judge that breaks must not pass anything
        _release(request)
        import_module("traceback").print_exc()
        broke = MissingFact("the judge itself broke", "please report it, with the traceback on the screen")
        line = "undecided: the judge itself broke; the traceback above is a bug of pytest-tddgate, please report it"
        return unjudged(gate, ExitCode.INTERNAL, broke, again), (line,)
    if isinstance(judged, ExitCode):
        return unjudged(gate, judged, MissingFact(*_PYTESTS_OWN[judged]), again), ()
    statement = stated(judged, again)
    keeping.keep(statement)
    return statement, report_lines(judged, style)


def _is_interrupted() -> bool:
    return bool(_INTERRUPTS)


def _note_interrupt(number: int, _frame: FrameType | None) -> None:
    """Remember Ctrl-C: the child gets it too, and the judge waits for the child's own end."""
    _INTERRUPTS.append(number)


def _judge(request: dict[str, Any], reserve: Reserve | None, keeping: Keeping) -> Report | ExitCode:
    """The report of a gate; an exit code where pytest's own end leaves nothing to judge."""
    gate = import_module(_GATES[Gate(request["gate"])])  # one of them: to import each takes time at every start
    case = _case_of(request, reserve)
    told = partial(as_told, case)
    prepared = gate.prepare(case)
    keeping.begin(Gate(request["gate"]), case, getattr(prepared, "state", None))
    if prepared.orders is None:  # a gate that reads files, and needs no run
        _release(request)
        read: Report = told(gate.judge(case, prepared, None))
        return ExitCode.INTERRUPTED if _INTERRUPTS else read
    run = _watch(request, case, prepared.orders)
    case.repository.look_again()  # the run may have committed, or moved a branch
    if _is_pytests_own(run):
        return ExitCode(run.exit_code)
    report: Report = told(gate.judge(case, prepared, run))
    return ExitCode.INTERRUPTED if _INTERRUPTS else report


def _audit(request: dict[str, Any]) -> Report:
    """The report of an audit. No run of it is the user's: Ctrl-C is for the audit itself, also while it is imported."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if _INTERRUPTS:
        raise KeyboardInterrupt
    from pytest_tddgate.session.audit.judge import audited  # noqa: PLC0415 - no other gate needs it

    return audited(request)


def _is_pytests_own(run: RunSeen) -> bool:
    """Whether pytest itself says why there is nothing to judge: it was interrupted, broke, or was called wrongly."""
    is_early = run.exit_code in {ExitCode.USAGE, ExitCode.INTERNAL} and run.announced is None and not run.last_started
    is_own = run.exit_code in _PYTESTS_OWN and run.announced == run.exit_code
    return (is_early or is_own) and not run.collect_errors


def _case_of(request: dict[str, Any], reserve: Reserve | None) -> Case:
    repository = open_repository(request["directory"])
    rootdir = request["rootdir"]
    settings = read_settings(rootdir)
    layout = detect_layout(repository.top, rootdir, settings, request["testpaths"], request["python_files"])
    repository.look_closely(layout)
    remembers, tell = _has_cache(request["args"]), _tell if request["verbosity"] >= 0 else _keep_quiet
    runner = ProcessRunner(request, repository.top, settings.red_timeout, reserve)
    place = Place(layout.top, layout.source, runner.recipe(), bytes)
    case = Case(
        repository=repository,
        runner=Fallback(runner, place, is_stopped=_is_interrupted),
        settings=settings,
        layout=layout,
        feature=request["feature"],
        base=request["base"],
        amend=request["amend"],
        args=tuple(request["args"]),
        directory=request["directory"],
        sealed=sealed_given(request),
        effort=effort_given(request),
        memory=FileMemory(os.path.join(repository.git_dir, "tddgate", "mutants.json")) if remembers else None,
        records=FileRecords.of(repository.common_dir) if remembers else None,
        tell=tell,
        board=board_of(tell, verbosity=request["verbosity"], color=request["color"]),
    )
    if not case.effort.engine or Gate(request["gate"]) is not Gate.GREEN:
        return case  # no other gate tries mutants
    workers = import_module("pytest_tddgate.session.audit.workers")
    workers.ask_for(case.effort.engine)
    spread: Case = workers.with_workers(case, runner, partial(workers.files_here, case), _is_interrupted)
    return spread


def _tell(step: str) -> None:
    _say([step])


def _keep_quiet(_step: str) -> None:
    """Say nothing: `-q`."""


def _has_cache(args: list[str]) -> bool:
    """Whether the command line leaves pytest's cache on; the last word about it counts."""
    words = [each.removeprefix("-p") for each in args if each.endswith("cacheprovider")]
    return not words or words[-1] != "no:cacheprovider"


def _watch(request: dict[str, Any], case: Case, orders: Orders) -> RunSeen:
    """What is seen of the run that the user sees, from the moment at which the child gets its orders."""
    if "child" not in request:
        return case.runner.visible(orders)
    with os.fdopen(request["orders"], "w", encoding="utf-8") as stream:
        stream.write(orders.to_json() + "\n")
    return watch(request["child"], request["observations"])


def _release(request: dict[str, Any]) -> None:
    """Let a child that still waits for its orders end, and wait for it."""
    if "child" not in request:
        return
    for name in ("orders", "observations"):
        _close(request[name])
    try:
        os.waitpid(request["child"], 0)
    except ChildProcessError:
        return


def _close(descriptor: int) -> None:
    try:
        os.close(descriptor)
    except OSError:
        return


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()
