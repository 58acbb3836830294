"""The rules about contracts, harness, coverage and controls, and about every run."""

from __future__ import annotations

from pytest_tddgate.domain.rules.rule import Gate, Level, Rule

__all__ = ["GREEN_RULES"]

_GREEN = (Gate.GREEN, Gate.AUDIT)
_EVERY = (Gate.VERIFY_FAIL, Gate.LOCK, Gate.GREEN, Gate.AUDIT)

GREEN_RULES = (
    Rule(
        "not-run",
        _EVERY,
        "a new or contracted test that was skipped, xfailed or deselected",
        "a test that does not run can be neither red nor green",
        "remove the skip or xfail marker, and the option that deselects the test",
    ),
    Rule(
        "existing-test-changed",
        _EVERY,
        "a committed test, or something that it uses, that was edited or removed",
        "earlier work was judged by this test: changing the test changes that verdict",
        'restore it, or declare why it must change: --tdd-amend "reason"',
    ),
    Rule(
        "run-cut-short",
        _EVERY,
        "a run that ended before every test had reported",
        "silence is not a pass: a test that did not report may have failed",
        "find what ends the process (os._exit, pytest.exit, a signal) and remove it",
    ),
    Rule(
        "exit-mismatch",
        _EVERY,
        "a process whose exit code is not the one that the run announced",
        "something changed the exit code after the tests were counted",
        "remove what ends the process at exit (atexit, a thread, os._exit)",
    ),
    Rule(
        "foreign-subject",
        _EVERY,
        "first-party code that was imported from outside this checkout",
        "the tests did not run the code of this checkout",
        "install this checkout (pip install -e .), or set pythonpath in pytest's settings",
    ),
    Rule(
        "contract-touched",
        _GREEN,
        "a file of a contract that differs from what was locked",
        "a contract that can be edited is not a contract",
        'restore it: git checkout LOCK -- PATH; or record why it must change: tddgate amend FEATURE --reason "…"',
    ),
    Rule(
        "contract-missing",
        _GREEN,
        "a locked contract that is gone, damaged or replaced",
        "without the contract there is nothing to be green against",
        "restore it: git checkout LOCK -- .tddgate",
    ),
    Rule(
        "harness-changed",
        _EVERY,
        "a conftest, helper, data file or pytest setting that was changed or removed",
        "what surrounds a test can decide its outcome",
        'restore it, or declare why it must change: --tdd-amend "reason"',
    ),
    Rule(
        "harness-added",
        _GREEN,
        "new harness that reaches a locked contract",
        "a new conftest, setting or shadowing module can make any test pass",
        "remove it, or lock it together with new tests",
    ),
    Rule(
        "file-swapped",
        _GREEN,
        "a locked file that was written while the tests ran",
        "the tests that ran may not be the tests that are here",
        "remove the code that writes to the test files",
    ),
    Rule(
        "not-green",
        _GREEN,
        "a contract test or an existing test that does not pass",
        "the feature is not implemented until its contract passes and nothing else broke",
        "implement what the test asks for, then run pytest --tdd-gate=green again",
    ),
    Rule(
        "test-missing",
        _GREEN,
        "a contract test or a committed test that the run never reported",
        "a test that disappears cannot fail",
        "run the whole suite: pytest --tdd-gate=green, without -k and without paths",
    ),
    Rule(
        "low-coverage",
        _GREEN,
        "total coverage below min-coverage",
        "code that no test runs has not been shown to work",
        "lock tests for lines that pytest --cov --cov-report=term-missing names, or, where there never was so much,"
        " set min-coverage in [tool.tddgate]",
    ),
    Rule(
        "low-diff-coverage",
        _GREEN,
        "coverage of the changed lines below min-diff-coverage",
        "new code that no test runs was not written test first",
        "remove the lines that no test asks for, or lock tests for them",
    ),
    Rule(
        "coverage-excluded",
        _GREEN,
        "code that the change hides from coverage",
        "a limit that is reached by counting less code is not reached",
        "remove the pragma or the setting, and test the code",
    ),
    Rule(
        "pragma-added",
        _GREEN,
        "a new pragma that hides code from coverage, though coverage is high enough without it",
        "nobody looks at hidden code again",
        "remove the pragma if a test can reach the code",
        Level.ADVISE,
    ),
    Rule(
        "canary-green",
        _GREEN,
        "a test that must fail and was not reported as failed",
        "something in the run turns failures into passes",
        "look for hooks and patches in conftest.py, plugins and the subject",
    ),
    Rule(
        "control-not-red",
        _GREEN,
        "contract tests that stay green when the implementation is taken away",
        "a test that passes without the code says nothing about the code",
        "look for hooks, patches or copies that answer in place of the subject",
    ),
    Rule(
        "mutant-survived",
        _GREEN,
        "a small change of the new code that no test notices",
        "code that can change without a test failing is not shown to be right",
        "lock a test that tells the two apart; if no test can, end the line with # tddgate: equivalent: REASON",
        Level.ADVISE,
    ),
    Rule(
        "not-minimal",
        _GREEN,
        "a new statement that can go without failing any test that runs it",
        "code that no test asked for was not written test first",
        "delete it, or lock a test that fails without it",
        Level.ADVISE,
    ),
    Rule(
        "unmeasured-code",
        _GREEN,
        "changed code that runs where coverage does not look",
        "a limit of coverage says nothing about code that is not measured",
        "write it as Python, in the sources that are measured",
    ),
    Rule(
        "emptied-unnoticed",
        _GREEN,
        "new functions that can be emptied without a test failing",
        "a line counts as covered when it runs, even if no test checks what it does",
        "assert what they return or do, or delete them",
    ),
    Rule(
        "uncontracted",
        _GREEN,
        "changed lines of the subject that no contract test runs",
        "code that no contract reaches was not asked for by a failing test",
        "lock tests for it first; a refactoring can stay as it is",
        Level.ADVISE,
    ),
    Rule(
        "literal-leak",
        _GREEN,
        "changed code or data that repeats the examples of the contract's tests",
        "an answer that is copied from a test is right only for that test",
        "compute the result from the arguments; and lock a second example, so that a copy would fail",
    ),
    Rule(
        "only-examples",
        _GREEN,
        "a new table that holds the tests' examples of a function, and nothing else",
        "a table of the tested points and a general rule look alike to these tests",
        'add an input that has no row to the tests, then: tddgate amend FEATURE --reason "…"; nothing, where the inputs'
        " are finite (units, colours, status words)",
        Level.ADVISE,
    ),
    Rule(
        "test-aware",
        _GREEN,
        "changed code whose answer depends on whether, how often or by whom it is tested",
        "code that behaves differently under test has not been tested",
        "decide by the arguments only; what tests must replace is passed in as an argument",
    ),
    Rule(
        "universal-equals",
        _GREEN,
        "a changed class whose instances agree with everything that they are compared with",
        "a test that compares with such a value passes whatever it expects",
        "return plain values, or compare the fields that make two values equal",
    ),
    Rule(
        "cliff",
        _GREEN,
        "a function that answers the contract's calls, and no call near them",
        "code that works only at the tested points is a list of the tests' examples",
        "compute the result from the arguments; and lock one more example, so that a list would fail",
    ),
)
