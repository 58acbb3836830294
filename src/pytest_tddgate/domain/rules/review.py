"""The rules of the review gate: what linters and reviewers report, and what is left to do."""

from __future__ import annotations

from pytest_tddgate.domain.rules.rule import Gate, Level, Rule, Verb

__all__ = [
    "FORMAT",
    "GATE_NOT_PASSED",
    "LEFT_OVER",
    "LINT",
    "NOT_COMMITTED",
    "REVIEWER_ADVISED",
    "REVIEWER_REFUSED",
    "REVIEW_RULES",
    "TYPES",
    "WRAPPER_BYPASSED",
]

_REVIEW = (Gate.REVIEW, Gate.AUDIT)
_HERE = (Gate.REVIEW,)  # about the state of one machine, which an audit does not see

LINT = Rule(
    "lint",
    _REVIEW,
    "what `ruff check` finds in the files of the change",
    "the project's own settings of ruff call it a mistake",
    "ruff check --fix, or mend the line by hand",
    Verb.IMPLEMENT,
)
FORMAT = Rule(
    "format",
    _REVIEW,
    "a file of the change that `ruff format` would change",
    "formatting it later would hide the next change of what it does",
    "ruff format",
    Verb.IMPLEMENT,
)
TYPES = Rule(
    "types",
    _REVIEW,
    "an error of the type checker that the settings name",
    "the project's own settings call it a mistake",
    "mend the line, or what it calls",
    Verb.IMPLEMENT,
)
REVIEWER_REFUSED = Rule(
    "reviewer-refused",
    _REVIEW,
    "a finding of severity refuse from a reviewer of the project",
    "the project lets this reviewer judge its changes",
    "change the code as the reviewer says",
    Verb.IMPLEMENT,
)
REVIEWER_ADVISED = Rule(
    "reviewer-advised",
    _REVIEW,
    "a finding of severity advise from a reviewer of the project",
    "the project asked this reviewer for an opinion",
    "read it, and decide",
    Verb.IMPLEMENT,
    Level.ADVISE,
)
WRAPPER_BYPASSED = Rule(
    "wrapper-bypassed",
    _REVIEW,
    "changed code that uses an external API without the module that wraps it",
    "this code goes without the wrapper's limits, retries, error handling and fakes in tests",
    "use the wrapper instead",
    Verb.IMPLEMENT,
)
GATE_NOT_PASSED = Rule(
    "gate-not-passed",
    _HERE,
    "a gate whose last run for this feature did not pass, or judged other code",
    "each gate has to pass for this feature, with the files as they are now",
    "run the gate that the message names",
    Verb.FIX_SETUP,
)
NOT_COMMITTED = Rule(
    "not-committed",
    _HERE,
    "an implementation that is not committed",
    "work that is in no commit can be neither merged nor checked by others",
    "commit it",
    Verb.FIX_SETUP,
)
LEFT_OVER = Rule(
    "left-over",
    _REVIEW,
    "a file in a workspace folder, or one that git neither knows nor ignores",
    "leftover working files look like part of the change",
    "remove it, commit it, or have git ignore it",
    Verb.FIX_SETUP,
)

REVIEW_RULES = (
    LINT,
    FORMAT,
    TYPES,
    REVIEWER_REFUSED,
    REVIEWER_ADVISED,
    WRAPPER_BYPASSED,
    GATE_NOT_PASSED,
    NOT_COMMITTED,
    LEFT_OVER,
)
