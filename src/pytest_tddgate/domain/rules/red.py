"""The rules about new tests, and about locking them."""

from __future__ import annotations

from pytest_tddgate.domain.rules.rule import Gate, Level, Rule, Verb

__all__ = [
    "ALREADY_GREEN",
    "AMENDED_GREEN",
    "BROKEN_ENVIRONMENT",
    "BROKEN_TEST",
    "COMMIT_REJECTED",
    "EXISTING_TEST_BROKEN",
    "FEATURE_TAKEN",
    "FLAKY",
    "HANGS",
    "HOLLOW",
    "NOTHING_NEW",
    "NOT_BEHAVIOURAL",
    "NOT_DETERMINISTIC",
    "NO_BOUNDARY_CASE",
    "NO_ERROR_CASE",
    "NO_HAPPY_PATH",
    "OPERATION_IN_PROGRESS",
    "RED_RULES",
    "SINGLE_EXAMPLE",
    "SUBJECT_STAGED",
    "UNCONDITIONAL",
    "UNPOLISHED_TEST",
    "WEAKENED_TEST",
]

_RED = (Gate.VERIFY_FAIL, Gate.LOCK, Gate.AUDIT)
_LOCK = (Gate.LOCK,)

ALREADY_GREEN = Rule(
    "already-green",
    _RED,
    "a new test that passes before any code was written",
    "a test that starts green cannot show that your code caused the result",
    'assert behaviour that is missing today, or declare it: @pytest.mark.tdd_pins("reason")',
    Verb.FIX_TESTS,
)
AMENDED_GREEN = Rule(
    "amended-green",
    (Gate.VERIFY_FAIL, Gate.LOCK, Gate.GREEN, Gate.AUDIT),
    "an amended test that passes without the code that it is about",
    "a changed test that stays green can be a weaker test, and only a reader can tell",
    "say in the reason of --tdd-amend why it changes, or make it fail first",
    Verb.FIX_TESTS,
    Level.ADVISE,
)
WEAKENED_TEST = Rule(
    "weakened-test",
    _RED,
    "a declared amendment that takes assertions away from a test that stays green",
    "a test that asks for less can hide what the change breaks",
    'put the assertions back; or, where the behaviour is gone, say so: @pytest.mark.tdd_pins("reason")',
    Verb.FIX_TESTS,
)
BROKEN_TEST = Rule(
    "broken-test",
    _RED,
    "a new test that fails because of a fault in the test",
    "no implementation can make this test pass",
    "mend the test, then run pytest --tdd-gate=verify-fail again",
    Verb.FIX_TESTS,
)
BROKEN_ENVIRONMENT = Rule(
    "broken-environment",
    _RED,
    "a new test that fails because a package, a network or a machine is missing",
    "the failure is about this environment, and says nothing about the feature",
    "install what is missing or use a fake for it, then run pytest --tdd-gate=verify-fail again",
    Verb.FIX_SETUP,
)
UNCONDITIONAL = Rule(
    "unconditional",
    _RED,
    "a new test that fails whatever the subject does",
    "your code cannot fix a failure that does not depend on it",
    "call the code that is missing and assert what it should return",
    Verb.FIX_TESTS,
)
HOLLOW = Rule(
    "hollow",
    _RED,
    "a new test that an empty implementation would pass",
    "the test cannot tell a real implementation from an empty one",
    "assert a result that only a real implementation can give",
    Verb.FIX_TESTS,
)
FLAKY = Rule(
    "flaky",
    _RED,
    "a new test that fails differently, or passes, when it runs again or in another order",
    "a test whose outcome varies proves nothing when it is green",
    "remove the dependence on order, time or chance (pytest -p no:randomly helps to find it)",
    Verb.FIX_TESTS,
)
HANGS = Rule(
    "hangs",
    _RED,
    "a new test that does not end within red-timeout seconds",
    "a hang can be a missing feature or a slow machine, and the gate cannot tell which",
    'make the test fail by itself, or declare it: @pytest.mark.tdd_hangs("reason")',
    Verb.FIX_TESTS,
)
NOTHING_NEW = Rule(
    "nothing-new",
    _RED,
    "a change without a new test",
    "there is nothing that could fail first",
    "write a test for the behaviour that is missing, or name the base: --tdd-base=REV",
    Verb.WRITE_TESTS,
)
EXISTING_TEST_BROKEN = Rule(
    "existing-test-broken",
    _RED,
    "an existing test that passed at the base and does not pass now",
    "the change breaks behaviour that was there before",
    "mend what broke it, or run pytest on this test alone to see why",
    Verb.IMPLEMENT,
)
UNPOLISHED_TEST = Rule(
    "unpolished-test",
    (Gate.VERIFY_FAIL, Gate.LOCK),
    "a test file with new tests that ruff would refuse or format, in a project with ruff settings",
    "the review gate asks for it, and once the file is locked only an amendment can change it",
    "ruff check --fix, and ruff format",
    Verb.FIX_TESTS,
    Level.ADVISE,
)
NO_ERROR_CASE = Rule(
    "no-error-case",
    _RED,
    "a contract in which no test expects an error",
    "behaviour at the edges is where implementations differ",
    "add a test with pytest.raises for the input that must be refused",
    Verb.WRITE_TESTS,
    Level.ADVISE,
)
NO_BOUNDARY_CASE = Rule(
    "no-boundary-case",
    _RED,
    "a contract in which no test tries a boundary value",
    "one ordinary example leaves the edges open",
    "add a test, or a parametrized case, for the empty, the smallest or the largest input",
    Verb.WRITE_TESTS,
    Level.ADVISE,
)
NO_HAPPY_PATH = Rule(
    "no-happy-path",
    _RED,
    "a contract in which every test expects an error",
    "code that always refuses would pass",
    "add a test of a call that succeeds",
    Verb.WRITE_TESTS,
    Level.ADVISE,
)
SINGLE_EXAMPLE = Rule(
    "single-example",
    _RED,
    "a missing function for which the contract has only one example",
    "a lookup table with one row would pass",
    "add a second example with another result",
    Verb.WRITE_TESTS,
    Level.ADVISE,
)
NOT_BEHAVIOURAL = Rule(
    "not-behavioural",
    _RED,
    "a new test that looks inside the subject",
    "an honest refactoring would break it",
    "assert what the public function returns or does",
    Verb.FIX_TESTS,
    Level.ADVISE,
)
NOT_DETERMINISTIC = Rule(
    "not-deterministic",
    _RED,
    "a new test that depends on network, clock, chance, sleep or order",
    "its result can change without any change of the code",
    "use a fake or a fixture for it",
    Verb.FIX_TESTS,
    Level.ADVISE,
)
SUBJECT_STAGED = Rule(
    "subject-staged",
    _LOCK,
    "product code in the index when a contract is locked",
    "a lock commit holds only tests, so that anyone can see that the tests came first",
    "git restore --staged PATH",
    Verb.FIX_SETUP,
)
OPERATION_IN_PROGRESS = Rule(
    "operation-in-progress",
    _LOCK,
    "an unfinished merge, rebase, cherry-pick or bisect",
    "a commit now would become part of it",
    "finish it (git status says how), then lock",
    Verb.FIX_SETUP,
)
FEATURE_TAKEN = Rule(
    "feature-taken",
    _LOCK,
    "a feature name under which another contract is locked",
    "a second lock would replace the first contract",
    "choose another name with --tdd-feature, or record a change with tddgate amend",
    Verb.FIX_SETUP,
)
COMMIT_REJECTED = Rule(
    "commit-rejected",
    _LOCK,
    "a lock commit that git, a hook or the signing program refused",
    "nothing was committed, so nothing is locked",
    "read what git said above, mend it, and lock again",
    Verb.FIX_SETUP,
)

RED_RULES = (
    ALREADY_GREEN,
    AMENDED_GREEN,
    WEAKENED_TEST,
    BROKEN_TEST,
    BROKEN_ENVIRONMENT,
    UNCONDITIONAL,
    HOLLOW,
    FLAKY,
    HANGS,
    NOTHING_NEW,
    EXISTING_TEST_BROKEN,
    UNPOLISHED_TEST,
    NO_ERROR_CASE,
    NO_BOUNDARY_CASE,
    NO_HAPPY_PATH,
    SINGLE_EXAMPLE,
    NOT_BEHAVIOURAL,
    NOT_DETERMINISTIC,
    SUBJECT_STAGED,
    OPERATION_IN_PROGRESS,
    FEATURE_TAKEN,
    COMMIT_REJECTED,
)
