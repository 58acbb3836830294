"""The rules about contracts, harness, coverage and controls, and about every run."""

from __future__ import annotations

from pytest_tddgate.domain.rules.rule import Gate, Level, Rule, Verb

__all__ = [
    "CANARY_GREEN",
    "CONTRACT_MISSING",
    "CONTRACT_TOUCHED",
    "CONTROL_NOT_RED",
    "COVERAGE_EXCLUDED",
    "EXISTING_TEST_CHANGED",
    "EXIT_MISMATCH",
    "FILE_SWAPPED",
    "FOREIGN_SUBJECT",
    "GREEN_RULES",
    "HARNESS_ADDED",
    "HARNESS_CHANGED",
    "LOW_COVERAGE",
    "LOW_DIFF_COVERAGE",
    "NOT_GREEN",
    "NOT_RUN",
    "PRAGMA_ADDED",
    "RUN_CUT_SHORT",
    "TEST_MISSING",
]

_GREEN = (Gate.GREEN, Gate.AUDIT)
_EVERY = (Gate.VERIFY_FAIL, Gate.LOCK, Gate.GREEN, Gate.AUDIT)

NOT_RUN = Rule(
    "not-run",
    _EVERY,
    "a new or contracted test that was skipped, xfailed or deselected",
    "a test that does not run can be neither red nor green",
    "remove the skip or xfail marker, and the option that deselects the test",
    Verb.FIX_TESTS,
)
EXISTING_TEST_CHANGED = Rule(
    "existing-test-changed",
    _EVERY,
    "a committed test, or something that it uses, that was edited or removed",
    "earlier work was judged by this test: changing the test changes that verdict",
    'restore it, or declare why it must change: --tdd-amend "reason"',
    Verb.RESTORE,
)
RUN_CUT_SHORT = Rule(
    "run-cut-short",
    _EVERY,
    "a run that ended before every test had reported",
    "silence is not a pass: a test that did not report may have failed",
    "find what ends the process (os._exit, pytest.exit, a signal) and remove it",
    Verb.FIX_TESTS,
)
EXIT_MISMATCH = Rule(
    "exit-mismatch",
    _EVERY,
    "a process whose exit code is not the one that the run announced",
    "something changed the exit code after the tests were counted",
    "remove what ends the process at exit (atexit, a thread, os._exit)",
    Verb.FIX_TESTS,
)
FOREIGN_SUBJECT = Rule(
    "foreign-subject",
    _EVERY,
    "first-party code that was imported from outside this checkout",
    "the tests did not run the code of this checkout",
    "install this checkout (pip install -e .), or set pythonpath in pytest's settings",
    Verb.FIX_SETUP,
)
CONTRACT_TOUCHED = Rule(
    "contract-touched",
    _GREEN,
    "a file of a contract that differs from what was locked",
    "a contract that can be edited is not a contract",
    'restore it: git checkout LOCK -- PATH; or record why it must change: tddgate amend FEATURE --reason "…"',
    Verb.RESTORE,
)
CONTRACT_MISSING = Rule(
    "contract-missing",
    _GREEN,
    "a locked contract that is gone, damaged or replaced",
    "without the contract there is nothing to be green against",
    "restore it: git checkout LOCK -- .tddgate",
    Verb.RESTORE,
)
HARNESS_CHANGED = Rule(
    "harness-changed",
    _EVERY,
    "a conftest, helper, data file or pytest setting that was changed or removed",
    "what surrounds a test can decide its outcome",
    'restore it, or declare why it must change: --tdd-amend "reason"',
    Verb.RESTORE,
)
HARNESS_ADDED = Rule(
    "harness-added",
    _GREEN,
    "new harness that reaches a locked contract",
    "a new conftest, setting or shadowing module can make any test pass",
    "remove it, or lock it together with new tests",
    Verb.RESTORE,
)
FILE_SWAPPED = Rule(
    "file-swapped",
    _GREEN,
    "a locked file that was written while the tests ran",
    "the tests that ran may not be the tests that are here",
    "remove the code that writes to the test files",
    Verb.IMPLEMENT,
)
NOT_GREEN = Rule(
    "not-green",
    _GREEN,
    "a contract test or an existing test that does not pass",
    "the feature is not implemented until its contract passes and nothing else broke",
    "implement what the test asks for, then run pytest --tdd-gate=green again",
    Verb.IMPLEMENT,
)
TEST_MISSING = Rule(
    "test-missing",
    _GREEN,
    "a contract test or a committed test that the run never reported",
    "a test that disappears cannot fail",
    "run the whole suite: pytest --tdd-gate=green, without -k and without paths",
    Verb.FIX_SETUP,
)
LOW_COVERAGE = Rule(
    "low-coverage",
    _GREEN,
    "total coverage below min-coverage",
    "code that no test runs has not been shown to work",
    "lock tests for lines that pytest --cov --cov-report=term-missing names, or, where there never was so much,"
    " set min-coverage in [tool.tddgate]",
    Verb.COVER,
)
LOW_DIFF_COVERAGE = Rule(
    "low-diff-coverage",
    _GREEN,
    "coverage of the changed lines below min-diff-coverage",
    "new code that no test runs was not written test first",
    "remove the lines that no test asks for, or lock tests for them",
    Verb.COVER,
)
COVERAGE_EXCLUDED = Rule(
    "coverage-excluded",
    _GREEN,
    "code that the change hides from coverage",
    "a limit that is reached by counting less code is not reached",
    "remove the pragma or the setting, and test the code",
    Verb.COVER,
)
PRAGMA_ADDED = Rule(
    "pragma-added",
    _GREEN,
    "a new pragma that hides code from coverage, though coverage is high enough without it",
    "nobody looks at hidden code again",
    "remove the pragma if a test can reach the code",
    Verb.COVER,
    Level.ADVISE,
)
CANARY_GREEN = Rule(
    "canary-green",
    _GREEN,
    "a test that must fail and was not reported as failed",
    "something in the run turns failures into passes",
    "look for hooks and patches in conftest.py, plugins and the subject",
    Verb.IMPLEMENT,
)
CONTROL_NOT_RED = Rule(
    "control-not-red",
    _GREEN,
    "contract tests that stay green when the implementation is taken away",
    "a test that passes without the code says nothing about the code",
    "look for hooks, patches or copies that answer in place of the subject",
    Verb.IMPLEMENT,
)

GREEN_RULES = (
    NOT_RUN,
    EXISTING_TEST_CHANGED,
    RUN_CUT_SHORT,
    EXIT_MISMATCH,
    FOREIGN_SUBJECT,
    CONTRACT_TOUCHED,
    CONTRACT_MISSING,
    HARNESS_CHANGED,
    HARNESS_ADDED,
    FILE_SWAPPED,
    NOT_GREEN,
    TEST_MISSING,
    LOW_COVERAGE,
    LOW_DIFF_COVERAGE,
    COVERAGE_EXCLUDED,
    PRAGMA_ADDED,
    CANARY_GREEN,
    CONTROL_NOT_RED,
)
