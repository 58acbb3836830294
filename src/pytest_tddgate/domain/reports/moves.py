"""The next step in a form for programs: a verb of a closed set, a command, and a detail.

The verb says what to do, the command what to run afterwards. There is no verb for an amendment, because only a person
may decide that a locked test changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.domain.rerun import OnlyGateOptions, OtherCommand, command_line
from pytest_tddgate.domain.rules.rule import Gate, Verb
from pytest_tddgate.domain.verdict import Outcome

if TYPE_CHECKING:
    from pytest_tddgate.domain.reports.report import Report
    from pytest_tddgate.domain.rerun import Rerun
    from pytest_tddgate.domain.rules.rule import Rule
    from pytest_tddgate.domain.verdict import Finding

__all__ = ["Move", "Verb", "line_after", "move_after", "move_without_verdict", "opened"]


@dataclass(frozen=True, slots=True)
class Move:
    """Do what `verb` says, as `detail` explains it to a reader, then run `command` (empty: nothing is left to run).

    `line` says both in one line, if `detail` does not.
    """

    verb: Verb
    command: str
    detail: str
    line: str = ""


_AFTER_LOCK = {
    "not-run": Verb.FIX_SETUP,
    "run-cut-short": Verb.IMPLEMENT,
    "exit-mismatch": Verb.IMPLEMENT,
}
"""Rules of all gates whose findings need another verb once the tests are locked."""

_BEFORE_LOCK = (Gate.VERIFY_FAIL, Gate.LOCK)

_AFTER_GATE = {
    Gate.VERIFY_FAIL: Gate.LOCK,
    Gate.LOCK: Gate.GREEN,
    Gate.GREEN: Gate.DOCS,
    Gate.DOCS: Gate.REVIEW,
    Gate.REVIEW: Gate.AUDIT,
}

_WITHOUT_VERDICT = {
    ExitCode.UNDECIDED: Verb.FIX_SETUP,
    ExitCode.USAGE: Verb.FIX_SETUP,
    ExitCode.INTERRUPTED: Verb.RUN,
    ExitCode.INTERNAL: Verb.ASK_PERSON,
}


_COMMAND = re.compile(r"(cd ('[^']*'|\S+) && )?pytest --tdd-gate=[\w-]+( --tdd-[\w-]+=[^\s;]+)*")
"""A next step that consists only of a command that asks a gate."""
_BY_COMMAND_LINE = frozenset({"not-run", "test-missing"})
"""Rules whose findings may be caused by the command line alone."""


def opened(gate: Gate, command: str = "") -> Move:
    """What follows when a gate opens; `command` asks the next gate, if that needs more than the gate's name."""
    if gate is Gate.AUDIT:
        return Move(Verb.MERGE, "", "merge")
    command = command or f"pytest --tdd-gate={_AFTER_GATE[gate].value}"
    match gate:
        case Gate.VERIFY_FAIL:
            return Move(Verb.LOCK, command, "lock what is red", line=command)
        case Gate.LOCK:
            return Move(Verb.IMPLEMENT, command, f"write the implementation, then {command}")
        case Gate.GREEN:
            return Move(Verb.COMMIT, command, "commit the implementation")
        case Gate.DOCS | Gate.REVIEW:
            return Move(Verb.RUN, command, command)


def move_after(report: Report, again: str) -> Move:
    """What follows from a gate's report; `again` is the command line that asks the same gate again."""
    verdict, due = report.verdict, report.due
    match verdict.outcome:
        case Outcome.PASSED if due is not None:
            return Move(Verb.FIX_TESTS, command_line(due.rerun, again), due.remedy)
        case Outcome.PASSED:
            return report.move or opened(report.gate)
        case Outcome.REFUSED:
            return report.move or _after_refusal(verdict.findings[0], report.gate, again)
        case Outcome.UNDECIDED:
            fact = verdict.missing[0]
            if fact.rerun is not None:
                return _rerun(fact.rerun, Verb.FIX_SETUP, again, fact.next_step)
            return _step(Verb.FIX_SETUP, again, fact.next_step)


def line_after(report: Report) -> str:
    """What follows, in one line: the first step for due advice, a refusal or a missing fact; else the next gate."""
    verdict, due = report.verdict, report.due
    match verdict.outcome:
        case Outcome.PASSED if due is not None:
            return f"{due.first_step}, then pytest --tdd-gate={report.gate.value}"
        case Outcome.PASSED:
            move = report.move or opened(report.gate)
            return move.line or move.detail
        case Outcome.REFUSED:
            return verdict.findings[0].remedy
        case Outcome.UNDECIDED:
            return verdict.missing[0].next_step


def move_without_verdict(code: ExitCode, detail: str, again: str) -> Move:
    """What follows if nothing was judged, by the exit code."""
    return _step(_WITHOUT_VERDICT[code], again, detail)


def _after_refusal(first: Finding, gate: Gate, again: str) -> Move:
    verb = _verb(first.rule, gate)
    rerun = first.rerun or (OnlyGateOptions() if first.rule.id in _BY_COMMAND_LINE and verb is Verb.FIX_SETUP else None)
    return _rerun(rerun, verb, again, first.remedy)


def _rerun(rerun: Rerun | None, verb: Verb, again: str, detail: str) -> Move:
    """The move for a rerun: a program can run another command at once; otherwise the verb must be done first."""
    command = command_line(rerun, again)
    if command == again:
        return Move(verb, again, detail)
    is_lock = isinstance(rerun, OtherCommand) and f"--tdd-gate={Gate.LOCK.value}" in command
    return Move(Verb.LOCK if is_lock else Verb.RUN, command, detail)


def _step(verb: Verb, again: str, step: str) -> Move:
    """The move if something was in the way: run the step itself, if it is a command that asks a gate."""
    if verb is Verb.FIX_SETUP and _COMMAND.fullmatch(step):
        return Move(Verb.RUN, step, step)
    return Move(verb, again, step)


def _verb(rule: Rule, gate: Gate) -> Verb:
    return rule.verb if gate in _BEFORE_LOCK else _AFTER_LOCK.get(rule.id, rule.verb)
