"""The judge's process: it gathers facts, lets the child run, watches it, decides, prints, and ends with the exit code.

Nothing of the project is imported here: no conftest, no plugin, no product code.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from importlib import import_module
from typing import TYPE_CHECKING, Any

from pytest_tddgate.adapters.git import open_repository
from pytest_tddgate.adapters.memory import FileMemory
from pytest_tddgate.adapters.project import detect_layout, read_settings
from pytest_tddgate.domain.rules import Gate
from pytest_tddgate.domain.verdict import ExitCode
from pytest_tddgate.errors import CannotDecide, TddgateError
from pytest_tddgate.gates.case import Case, Effort
from pytest_tddgate.render.terminal import Style, problem_lines, report_lines
from pytest_tddgate.session.given import sealed_given
from pytest_tddgate.session.reserve import Reserve
from pytest_tddgate.session.runner import ProcessRunner
from pytest_tddgate.session.supervise import watch

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import FrameType

    from pytest_tddgate.domain.observation import RunSeen
    from pytest_tddgate.domain.orders import Orders
    from pytest_tddgate.domain.report import Report

__all__ = ["main"]

_GATES = {
    Gate.VERIFY_FAIL: "pytest_tddgate.gates.verify_fail",
    Gate.LOCK: "pytest_tddgate.gates.lock",
    Gate.GREEN: "pytest_tddgate.gates.green",
}
_INTERRUPTS: list[int] = []
_PYTESTS_OWN = (ExitCode.INTERRUPTED, ExitCode.INTERNAL, ExitCode.USAGE)


def main(request_text: str) -> int:
    """Judge the run that the request describes; returns the exit code of the process."""
    request = json.loads(request_text)
    signal.signal(signal.SIGINT, _note_interrupt)
    reserve = Reserve(request["reserve"], request["reserve_process"]) if "reserve" in request else None
    try:
        return _guarded(request, reserve)
    finally:
        if reserve is not None:
            reserve.close()


def _guarded(request: dict[str, Any], reserve: Reserve | None) -> int:
    """As `main`; whatever goes wrong ends in an exit code."""
    style = Style.of_terminal(request["verbosity"], request["color"])
    try:
        if request["gate"] == Gate.AUDIT.value:
            return _audit(request, style)
        return _judge(request, reserve, style)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except TddgateError as problem:
        _release(request)
        is_undecided = isinstance(problem, CannotDecide)
        _say(problem_lines(problem, "undecided" if is_undecided else "cannot judge", style))
        return ExitCode.UNDECIDED if is_undecided else ExitCode.USAGE
    except Exception:  # noqa: BLE001 - the outermost edge: a judge that breaks must not pass anything
        _release(request)
        traceback.print_exc()
        _say(["undecided: the judge itself broke; the traceback above is a bug of pytest-tddgate, please report it"])
        return ExitCode.INTERNAL


def _note_interrupt(number: int, _frame: FrameType | None) -> None:
    """Remember Ctrl-C: the child gets it too, and the judge waits for the child's own end."""
    _INTERRUPTS.append(number)


def _judge(request: dict[str, Any], reserve: Reserve | None, style: Style) -> int:
    gate = import_module(_GATES[Gate(request["gate"])])  # one of them: to import each takes time at every start
    case = _case_of(request, reserve)
    prepared = gate.prepare(case)
    run = _watch(request, case, prepared.orders)
    case.repository.look_again()  # the run may have committed, or moved a branch
    if _is_pytests_own(run):
        return run.exit_code
    report: Report = gate.judge(case, prepared, run)
    if _INTERRUPTS:
        return ExitCode.INTERRUPTED
    _say(report_lines(report, style))
    return report.verdict.outcome.exit_code


def _audit(request: dict[str, Any], style: Style) -> int:
    from pytest_tddgate.session.audit import audited  # noqa: PLC0415 - no other gate needs it

    report = audited(request)
    _say(report_lines(report, style))
    return report.verdict.outcome.exit_code


def _is_pytests_own(run: RunSeen) -> bool:
    """Whether pytest itself says why there is nothing to judge: it was interrupted, broke, or was called wrongly."""
    is_usage = run.exit_code == ExitCode.USAGE and run.announced is None and not run.last_started
    is_own = run.exit_code in _PYTESTS_OWN and run.announced == run.exit_code
    return (is_usage or is_own) and not run.collect_errors


def _case_of(request: dict[str, Any], reserve: Reserve | None) -> Case:
    repository = open_repository(request["directory"])
    rootdir = request["rootdir"]
    settings = read_settings(rootdir)
    layout = detect_layout(repository.top, rootdir, settings, request["testpaths"], request["python_files"])
    repository.look_closely(layout)
    return Case(
        repository=repository,
        runner=ProcessRunner(request, repository.top, settings.red_timeout, reserve),
        settings=settings,
        layout=layout,
        feature=request["feature"],
        base=request["base"],
        amend=request["amend"],
        args=tuple(request["args"]),
        directory=request["directory"],
        sealed=sealed_given(request),
        effort=Effort(request["budget"], request["workers"]),
        memory=FileMemory(os.path.join(repository.git_dir, "tddgate", "mutants.json"))  # noqa: PTH118 - a string
        if _has_cache(request["args"])
        else None,
    )


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
