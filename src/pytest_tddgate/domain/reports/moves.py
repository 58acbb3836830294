"""What comes next, for a reader that dispatches on words: a verb of a closed set, a command, and a detail.

The verb says what to do, the command what to run when it is done. There is no verb for an amendment: whether a locked
test may change is for a person to say.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.domain.rules.plug_ins import verifier_of
from pytest_tddgate.domain.rules.rule import Gate
from pytest_tddgate.domain.verdict import Outcome

if TYPE_CHECKING:
    from pytest_tddgate.domain.reports.report import Report
    from pytest_tddgate.domain.verdict import Finding

__all__ = ["VERB_OF_RULE", "Move", "Verb", "move_after", "move_without_verdict"]


class Verb(Enum):
    """Everything that a gate may ask for. A word may be added in a new version of the schema only."""

    WRITE_TESTS = "write_tests"
    FIX_TESTS = "fix_tests"
    LOCK = "lock"
    IMPLEMENT = "implement"
    COVER = "cover"
    RESTORE = "restore"
    COMMIT = "commit"
    REWORK_HISTORY = "rework_history"
    FIX_SETUP = "fix_setup"
    ASK_PERSON = "ask_person"
    RUN = "run"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class Move:
    """Do what `verb` says, as `detail` says it to a reader, then run `command` (empty: nothing is left to run)."""

    verb: Verb
    command: str
    detail: str


VERB_OF_RULE = {
    "already-green": Verb.FIX_TESTS,
    "amended-green": Verb.FIX_TESTS,
    "weakened-test": Verb.FIX_TESTS,
    "broken-test": Verb.FIX_TESTS,
    "broken-environment": Verb.FIX_SETUP,
    "unconditional": Verb.FIX_TESTS,
    "hollow": Verb.FIX_TESTS,
    "flaky": Verb.FIX_TESTS,
    "hangs": Verb.FIX_TESTS,
    "nothing-new": Verb.WRITE_TESTS,
    "existing-test-broken": Verb.IMPLEMENT,
    "unpolished-test": Verb.FIX_TESTS,
    "no-error-case": Verb.WRITE_TESTS,
    "no-boundary-case": Verb.WRITE_TESTS,
    "no-happy-path": Verb.WRITE_TESTS,
    "not-behavioural": Verb.FIX_TESTS,
    "not-deterministic": Verb.FIX_TESTS,
    "subject-staged": Verb.FIX_SETUP,
    "operation-in-progress": Verb.FIX_SETUP,
    "feature-taken": Verb.FIX_SETUP,
    "commit-rejected": Verb.FIX_SETUP,
    "not-run": Verb.FIX_TESTS,
    "existing-test-changed": Verb.RESTORE,
    "run-cut-short": Verb.FIX_TESTS,
    "exit-mismatch": Verb.FIX_TESTS,
    "foreign-subject": Verb.FIX_SETUP,
    "contract-touched": Verb.RESTORE,
    "contract-missing": Verb.RESTORE,
    "harness-changed": Verb.RESTORE,
    "harness-added": Verb.RESTORE,
    "file-swapped": Verb.IMPLEMENT,
    "not-green": Verb.IMPLEMENT,
    "test-missing": Verb.FIX_SETUP,
    "low-coverage": Verb.COVER,
    "low-diff-coverage": Verb.COVER,
    "coverage-excluded": Verb.COVER,
    "pragma-added": Verb.COVER,
    "canary-green": Verb.IMPLEMENT,
    "control-not-red": Verb.IMPLEMENT,
    "literal-leak": Verb.IMPLEMENT,
    "test-aware": Verb.IMPLEMENT,
    "universal-equals": Verb.IMPLEMENT,
    "cliff": Verb.IMPLEMENT,
    "sealed-red": Verb.IMPLEMENT,
    "sealed-green": Verb.ASK_PERSON,
    "seal-broken": Verb.ASK_PERSON,
    "seal-changed": Verb.REWORK_HISTORY,
    "verifier-refused": Verb.IMPLEMENT,
    "verifier-advised": Verb.IMPLEMENT,
    "not-minimal": Verb.IMPLEMENT,
    "emptied-unnoticed": Verb.COVER,
    "unmeasured-code": Verb.IMPLEMENT,
    "undocumented": Verb.IMPLEMENT,
    "docs-incomplete": Verb.IMPLEMENT,
    "placeholder-docs": Verb.IMPLEMENT,
    "docs-silent": Verb.IMPLEMENT,
    "changelog-missing": Verb.IMPLEMENT,
    "breaking-unlisted": Verb.IMPLEMENT,
    "example-broken": Verb.IMPLEMENT,
    "roadmap-open": Verb.IMPLEMENT,
    "lint": Verb.IMPLEMENT,
    "format": Verb.IMPLEMENT,
    "types": Verb.IMPLEMENT,
    "reviewer-refused": Verb.IMPLEMENT,
    "reviewer-advised": Verb.IMPLEMENT,
    "wrapper-bypassed": Verb.IMPLEMENT,
    "gate-not-passed": Verb.FIX_SETUP,
    "not-committed": Verb.FIX_SETUP,
    "left-over": Verb.FIX_SETUP,
    "mutant-survived": Verb.WRITE_TESTS,
    "single-example": Verb.WRITE_TESTS,
    "only-examples": Verb.WRITE_TESTS,
    "contract-unproven": Verb.REWORK_HISTORY,
    "not-locked": Verb.REWORK_HISTORY,
    "code-before-test": Verb.REWORK_HISTORY,
    "squashed": Verb.REWORK_HISTORY,
    "uncontracted": Verb.COVER,
    "policy-changed": Verb.REWORK_HISTORY,
    "unsigned-amendment": Verb.ASK_PERSON,
}
"""The verb of each rule's finding, by the rule's id."""

_AFTER_LOCK = {
    "not-run": Verb.FIX_SETUP,
    "run-cut-short": Verb.IMPLEMENT,
    "exit-mismatch": Verb.IMPLEMENT,
}
"""Rules of every gate whose findings ask for something else once the tests are locked."""

_BEFORE_LOCK = (Gate.VERIFY_FAIL, Gate.LOCK)

_OPENED = {
    Gate.VERIFY_FAIL: (Verb.LOCK, "pytest --tdd-gate=lock"),
    Gate.LOCK: (Verb.IMPLEMENT, "pytest --tdd-gate=green"),
    Gate.GREEN: (Verb.COMMIT, "pytest --tdd-gate=docs"),
    Gate.DOCS: (Verb.RUN, "pytest --tdd-gate=review"),
    Gate.REVIEW: (Verb.RUN, "pytest --tdd-gate=audit"),
    Gate.AUDIT: (Verb.MERGE, ""),
}

_WITHOUT_VERDICT = {
    ExitCode.UNDECIDED: Verb.FIX_SETUP,
    ExitCode.USAGE: Verb.FIX_SETUP,
    ExitCode.INTERRUPTED: Verb.RUN,
    ExitCode.INTERNAL: Verb.ASK_PERSON,
}


_COMMAND = re.compile(r"(cd ('[^']*'|\S+) && )?pytest --tdd-gate=[\w-]+( --tdd-[\w-]+=[^\s;]+)*")
"""A next step that is nothing but a command that asks a gate."""
_WHOLE = frozenset({"not-run", "test-missing"})
"""Rules whose findings may come from the words of the command line alone."""


def move_after(report: Report, again: str) -> Move:
    """What follows from a gate's report; `again` is the command line that asks the same gate once more."""
    verdict = report.verdict
    match verdict.outcome:
        case Outcome.PASSED:
            if report.due is not None:
                return Move(Verb.FIX_TESTS, _after(report.due, again), report.due.remedy)
            return report.opens or Move(*_OPENED[report.gate], report.next_step)
        case Outcome.REFUSED:
            return _after_refusal(report, verdict.findings[0], again)
        case Outcome.UNDECIDED:
            fact, bare = verdict.missing[0], _bare(again)
            if fact.drops_options and bare != again:
                return Move(Verb.RUN, bare, fact.next_step)
            return _step(Verb.FIX_SETUP, again, fact.next_step)


def move_without_verdict(code: ExitCode, detail: str, again: str) -> Move:
    """What follows where nothing was judged, by the exit code that says why."""
    return _step(_WITHOUT_VERDICT[code], again, detail)


def _after_refusal(report: Report, first: Finding, again: str) -> Move:
    verb = _verb(first.rule.id, report.gate)
    if first.asks:
        return report.leads or _asked(first)
    if first.rule.id in _WHOLE and verb is Verb.FIX_SETUP and _bare(again) != again:
        return Move(Verb.RUN, _bare(again), first.remedy)
    return report.leads or _mended(first, again) or Move(verb, again, first.remedy)


def _step(verb: Verb, again: str, step: str) -> Move:
    """The move where something was in the way: the step itself, if it is a command that asks a gate."""
    if verb is Verb.FIX_SETUP and _COMMAND.fullmatch(step):
        return Move(Verb.RUN, step, step)
    return Move(verb, again, step)


def _bare(again: str) -> str:
    """A command line with the options of the gates alone, each with its value."""
    kept: list[str] = []
    is_value = False
    for word in shlex.split(again)[1:]:
        is_ours = word.startswith("--tdd-")
        if is_ours or is_value:
            kept.append(word)
        is_value = is_ours and "=" not in word
    return shlex.join(["pytest", *kept])


def _asked(finding: Finding) -> Move:
    """The move where a finding asks for another command, which needs nothing before it."""
    verb = Verb.LOCK if f"--tdd-gate={Gate.LOCK.value}" in finding.asks else Verb.RUN
    return Move(verb, finding.asks, finding.remedy)


def _mended(finding: Finding, again: str) -> Move | None:
    """The move where commands mend a finding."""
    return Move(Verb.RUN, _after(finding, again), finding.remedy) if finding.commands else None


def _after(finding: Finding, again: str) -> str:
    """The command line behind those that mend a finding; what they print must not go into a report on stdout."""
    return " && ".join([*(f"{each} >&2" for each in finding.commands), again])


def _verb(rule_id: str, gate: Gate) -> Verb:
    late = None if gate in _BEFORE_LOCK else _AFTER_LOCK.get(rule_id)
    return late or VERB_OF_RULE["verifier-refused" if verifier_of(rule_id) else rule_id]
