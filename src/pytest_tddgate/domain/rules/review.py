"""The rules of the review gate: what linters and reviewers say, and what is left to do."""

from __future__ import annotations

from pytest_tddgate.domain.rules.rule import Gate, Level, Rule

__all__ = ["REVIEW_RULES"]

_REVIEW = (Gate.REVIEW, Gate.AUDIT)
_HERE = (Gate.REVIEW,)  # about the state of one machine

REVIEW_RULES = (
    Rule(
        "lint",
        _REVIEW,
        "what `ruff check` finds in the files of the change",
        "the project's own settings of ruff call it a mistake",
        "ruff check --fix, or mend the line by hand",
    ),
    Rule(
        "format",
        _REVIEW,
        "a file of the change that `ruff format` would change",
        "a change of its formatting would hide in the next change of what it does",
        "ruff format",
    ),
    Rule(
        "types",
        _REVIEW,
        "an error of the type checker that the settings name",
        "the project's own settings call it a mistake",
        "mend the line, or what it calls",
    ),
    Rule(
        "reviewer-refused",
        _REVIEW,
        "a finding for which a reviewer of the project refuses",
        "the project lets this reviewer judge its changes",
        "change the code as the reviewer says",
    ),
    Rule(
        "reviewer-advised",
        _REVIEW,
        "advice that a reviewer of the project gives",
        "the project asked this reviewer for an opinion",
        "read it, and decide",
        Level.ADVISE,
    ),
    Rule(
        "wrapper-bypassed",
        _REVIEW,
        "changed code that uses an external API beside the module that wraps it",
        "what the wrapper takes care of (limits, retries, errors, fakes in tests) is not taken care of here",
        "use the wrapper in its place",
    ),
    Rule(
        "gate-not-passed",
        _HERE,
        "a gate whose last run for this feature did not pass, or was about other code",
        "each gate has to pass for this feature, and for the files as they are now",
        "run the gate that the message names",
    ),
    Rule(
        "not-committed",
        _HERE,
        "an implementation that is not committed",
        "what lies in one work tree only is no result yet",
        "commit it",
    ),
    Rule(
        "left-over",
        _REVIEW,
        "a file in a workspace folder, or one that git neither knows nor ignores",
        "what was needed on the way and by nobody else is taken for part of the result",
        "remove it, commit it, or have git ignore it",
    ),
)
