"""The rules about a range of commits, which need its history."""

from __future__ import annotations

from pytest_tddgate.domain.rules.rule import Gate, Level, Rule, Verb

__all__ = [
    "AUDIT_RULES",
    "CODE_BEFORE_TEST",
    "CONTRACT_UNPROVEN",
    "NOT_LOCKED",
    "POLICY_CHANGED",
    "SQUASHED",
    "UNSIGNED_AMENDMENT",
]

_AUDIT = (Gate.AUDIT,)

CONTRACT_UNPROVEN = Rule(
    "contract-unproven",
    _AUDIT,
    "a contract that does not match its lock commit",
    "a contract proves only what its lock commit shows: these tests, with these bytes, were red",
    "undo the commit and let pytest --tdd-gate=lock make it",
    Verb.REWORK_HISTORY,
)
NOT_LOCKED = Rule(
    "not-locked",
    _AUDIT,
    "new tests that are red on the base's code and in no contract",
    "nobody saw these tests fail before the code was written",
    "take the code out, lock the tests (pytest --tdd-gate=lock), then commit the code",
    Verb.REWORK_HISTORY,
)
CODE_BEFORE_TEST = Rule(
    "code-before-test",
    _AUDIT,
    "code that was committed before the contract that runs it, and that no test ran until then",
    "the tests were written for code that already existed",
    "commit the code after the lock: git rebase --interactive, then lock again",
    Verb.REWORK_HISTORY,
)
SQUASHED = Rule(
    "squashed",
    _AUDIT,
    "a lock commit that also holds product code",
    "red can be shown on the base's code, but not that the tests came first",
    "keep the lock commit apart until the change is merged",
    Verb.REWORK_HISTORY,
    Level.ADVISE,
)
POLICY_CHANGED = Rule(
    "policy-changed",
    _AUDIT,
    "a change of the settings of the gates, of pytest or of coverage, or of a pipeline",
    "a change must not relax its own judge: the base's settings count until this one is merged",
    "put it in a separate change, without code or tests",
    Verb.REWORK_HISTORY,
)
UNSIGNED_AMENDMENT = Rule(
    "unsigned-amendment",
    _AUDIT,
    "an amendment that no allowed signer has signed",
    "this project lets only allowed signers change locked tests",
    "git commit --amend --no-edit -S, by someone in the base's allowed-signers",
    Verb.ASK_PERSON,
)

AUDIT_RULES = (CONTRACT_UNPROVEN, NOT_LOCKED, CODE_BEFORE_TEST, SQUASHED, POLICY_CHANGED, UNSIGNED_AMENDMENT)
