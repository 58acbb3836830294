"""The rules about an implementation: it is what the tests ask for, it is measured, and it is general."""

from __future__ import annotations

from pytest_tddgate.domain.rules.rule import Gate, Level, Rule, Verb

__all__ = [
    "CLIFF",
    "EMPTIED_UNNOTICED",
    "IMPLEMENTATION_RULES",
    "LITERAL_LEAK",
    "MUTANT_SURVIVED",
    "NOT_MINIMAL",
    "ONLY_EXAMPLES",
    "TEST_AWARE",
    "UNCONTRACTED",
    "UNIVERSAL_EQUALS",
    "UNMEASURED_CODE",
]

_GREEN = (Gate.GREEN, Gate.AUDIT)

MUTANT_SURVIVED = Rule(
    "mutant-survived",
    _GREEN,
    "a small change of the new code that no test notices",
    "code that can change without a test failing is not shown to be right",
    "lock a test that tells the two apart; if no test can, end the line with # tddgate: equivalent: REASON",
    Verb.WRITE_TESTS,
    Level.ADVISE,
)
NOT_MINIMAL = Rule(
    "not-minimal",
    _GREEN,
    "a new statement that can go without failing any test that runs it",
    "code that no test asked for was not written test first",
    "delete it, or lock a test that fails without it",
    Verb.IMPLEMENT,
    Level.ADVISE,
)
UNMEASURED_CODE = Rule(
    "unmeasured-code",
    _GREEN,
    "changed code that runs where coverage does not look",
    "a limit of coverage says nothing about code that is not measured",
    "write it as Python, in the sources that are measured",
    Verb.IMPLEMENT,
)
EMPTIED_UNNOTICED = Rule(
    "emptied-unnoticed",
    _GREEN,
    "new functions that can be emptied without a test failing",
    "a line counts as covered when it runs, even if no test checks what it does",
    "assert what they return or do, or delete them",
    Verb.COVER,
)
UNCONTRACTED = Rule(
    "uncontracted",
    _GREEN,
    "changed lines of the subject that no contract test runs",
    "code that no contract reaches was not asked for by a failing test",
    "lock tests for it first; a refactoring can stay as it is",
    Verb.COVER,
    Level.ADVISE,
)
LITERAL_LEAK = Rule(
    "literal-leak",
    _GREEN,
    "changed code or data that repeats the examples of the contract's tests",
    "an answer that is copied from a test is right only for that test",
    "compute the result from the arguments; and lock a second example, so that a copy would fail",
    Verb.IMPLEMENT,
)
ONLY_EXAMPLES = Rule(
    "only-examples",
    _GREEN,
    "a new table that holds the tests' examples of a function, and nothing else",
    "a table of the tested points and a general rule look alike to these tests",
    'add an input that has no row to the tests, then: tddgate amend FEATURE --reason "…"; nothing, where the inputs'
    " are finite (units, colours, status words)",
    Verb.WRITE_TESTS,
    Level.ADVISE,
)
TEST_AWARE = Rule(
    "test-aware",
    _GREEN,
    "changed code whose answer depends on whether, how often or by whom it is tested",
    "code that behaves differently under test has not been tested",
    "decide by the arguments only; what tests must replace is passed in as an argument",
    Verb.IMPLEMENT,
)
UNIVERSAL_EQUALS = Rule(
    "universal-equals",
    _GREEN,
    "a changed class whose instances agree with everything that they are compared with",
    "a test that compares with such a value passes whatever it expects",
    "return plain values, or compare the fields that make two values equal",
    Verb.IMPLEMENT,
)
CLIFF = Rule(
    "cliff",
    _GREEN,
    "a function that answers the contract's calls, and no call near them",
    "code that works only at the tested points is a list of the tests' examples",
    "compute the result from the arguments; and lock one more example, so that a list would fail",
    Verb.IMPLEMENT,
)

IMPLEMENTATION_RULES = (
    MUTANT_SURVIVED,
    NOT_MINIMAL,
    UNMEASURED_CODE,
    EMPTIED_UNNOTICED,
    UNCONTRACTED,
    LITERAL_LEAK,
    ONLY_EXAMPLES,
    TEST_AWARE,
    UNIVERSAL_EQUALS,
    CLIFF,
)
