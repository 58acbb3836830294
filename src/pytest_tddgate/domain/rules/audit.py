"""The rules about a range of commits: what only its history shows."""

from __future__ import annotations

from pytest_tddgate.domain.rules.rule import Gate, Level, Rule

__all__ = ["AUDIT_RULES"]

_AUDIT = (Gate.AUDIT,)

AUDIT_RULES = (
    Rule(
        "contract-unproven",
        _AUDIT,
        "a contract that its lock commit does not bear out",
        "a contract is worth what its lock commit shows: these tests, over these bytes, red",
        "take the commit back and let pytest --tdd-gate=lock make it",
    ),
    Rule(
        "not-locked",
        _AUDIT,
        "new tests that are red on the base's subject and in no contract",
        "nobody saw these tests fail before the code was there",
        "take the code back, lock the tests (pytest --tdd-gate=lock), then commit the code",
    ),
    Rule(
        "code-before-test",
        _AUDIT,
        "code that was committed before the contract that reaches it, and that no test ran until then",
        "the tests were written for code that was there",
        "commit the code after the lock: git rebase --interactive, then lock again",
    ),
    Rule(
        "squashed",
        _AUDIT,
        "a lock commit that holds code of the subject too",
        "red can be shown on the base's code, but not that the tests came first",
        "keep the lock commit apart until the change is merged",
        Level.ADVISE,
    ),
    Rule(
        "policy-changed",
        _AUDIT,
        "settings of the gates, of pytest or of coverage, or a pipeline, that the change edits",
        "a change must not relax its own judge: the base's settings count until this one is merged",
        "make it a change of its own, without code and tests",
    ),
    Rule(
        "unsigned-amendment",
        _AUDIT,
        "an amendment that nobody among the allowed signers has signed",
        "this project lets locked tests change only in the name of someone who may",
        "git commit --amend --no-edit -S, by someone in the base's allowed-signers",
    ),
)
