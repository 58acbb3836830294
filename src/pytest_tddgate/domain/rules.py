"""Every reason for which a gate may refuse: its id, its gates, and the words that every message about it uses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

__all__ = ["RULES", "Gate", "Level", "Rule", "rule"]


class Gate(Enum):
    """The gates that are judged, by the name that selects them."""

    VERIFY_FAIL = "verify-fail"
    LOCK = "lock"
    GREEN = "green"


class Level(Enum):
    """What a finding of a rule does to the verdict."""

    REFUSE = "refuse"
    ADVISE = "advise"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Rule:
    """One reason to refuse. `level` is what it does unless `[tool.tddgate.rules]` says otherwise."""

    id: str
    gates: tuple[Gate, ...]
    detects: str
    why: str
    next_step: str
    level: Level = Level.REFUSE


_RED = (Gate.VERIFY_FAIL, Gate.LOCK)
_LOCK = (Gate.LOCK,)
_GREEN = (Gate.GREEN,)
_EVERY = (Gate.VERIFY_FAIL, Gate.LOCK, Gate.GREEN)

_ALL = (
    Rule(
        "already-green", _RED, "a new test that passes before any code was written",
        "a test that starts green cannot show that your code caused the result",
        'assert behaviour that is missing today, or declare it: @pytest.mark.tdd_pins("reason")',
    ),
    Rule(
        "amended-green", _RED, "a declared amendment of an existing test that passes before any code was written",
        "a changed test that stays green can be a weaker test, and only a reader can tell",
        "say in the reason of --tdd-amend why it changes, or make it fail first",
        Level.ADVISE,
    ),
    Rule(
        "not-run", _EVERY, "a new or contracted test that was skipped, xfailed or deselected",
        "a test that does not run can be neither red nor green",
        "remove the skip or xfail marker, and the option that deselects the test",
    ),
    Rule(
        "broken-test", _RED, "a new test that fails by its own fault",
        "no implementation can make this test pass: the fault is in the test",
        "mend the test, then run pytest --tdd-gate=verify-fail again",
    ),
    Rule(
        "broken-environment", _RED, "a new test that fails for want of a package, a network or a machine",
        "the failure says something about this environment, and nothing about the feature",
        "install what is missing or use a fake for it, then run pytest --tdd-gate=verify-fail again",
    ),
    Rule(
        "unconditional", _RED, "a new test that fails whatever the subject does",
        "a failure that does not depend on your code cannot be mended by it",
        "call the code that is missing and assert what it should return",
    ),
    Rule(
        "hollow", _RED, "a new test that an implementation that does nothing would pass",
        "the test would bless an empty implementation",
        "assert a result that only a real implementation can give",
    ),
    Rule(
        "flaky", _RED, "a new test that fails differently, or passes, when it runs again or in another order",
        "a test that changes its mind proves nothing on the day that it is green",
        "remove the dependence on order, time or chance (pytest -p no:randomly helps to find it)",
    ),
    Rule(
        "hangs", _RED, "a new test that does not end within red-timeout seconds",
        "a hang can be a missing feature or a slow machine, and the gate cannot tell which",
        'make the test fail by itself, or declare it: @pytest.mark.tdd_hangs("reason")',
    ),
    Rule(
        "nothing-new", _RED, "a change without a new test",
        "there is nothing that could fail first",
        "write a test for the behaviour that is missing, or name the base: --tdd-base=REV",
    ),
    Rule(
        "existing-test-changed", _EVERY, "a committed test, or something that it uses, that was edited or removed",
        "a committed test is what earlier work was judged by: changing it changes the verdict",
        'restore it, or declare why it must change: --tdd-amend "reason"',
    ),
    Rule(
        "existing-test-broken", _RED, "an existing test that passed at the base and does not pass now",
        "the change breaks behaviour that was there before",
        "mend what broke it, or run pytest on this test alone to see why",
    ),
    Rule(
        "no-error-case", _RED, "a contract in which no test expects an error",
        "behaviour at the edges is where implementations differ",
        "add a test with pytest.raises for the input that must be refused",
        Level.ADVISE,
    ),
    Rule(
        "no-boundary-case", _RED, "a contract in which no test tries a boundary value",
        "one ordinary example leaves the edges open",
        "add a test, or a parametrized case, for the empty, the smallest or the largest input",
        Level.ADVISE,
    ),
    Rule(
        "no-happy-path", _RED, "a contract in which every test expects an error",
        "code that always refuses would satisfy it",
        "add a test of a call that succeeds",
        Level.ADVISE,
    ),
    Rule(
        "not-behavioural", _RED, "a new test that looks inside the subject",
        "an honest refactoring would break it",
        "assert what the public function returns or does",
        Level.ADVISE,
    ),
    Rule(
        "not-deterministic", _RED, "a new test that depends on network, clock, chance, sleep or order",
        "it may be green tomorrow for no reason",
        "use a fake or a fixture for it",
        Level.ADVISE,
    ),
    Rule(
        "run-cut-short", _EVERY, "a run that ended before every test had reported",
        "silence is not a pass: what did not report may have failed",
        "find what ends the process (os._exit, pytest.exit, a signal) and remove it",
    ),
    Rule(
        "exit-mismatch", _EVERY, "a process whose exit code is not the one that the run announced",
        "something changed the exit code after the tests had been counted",
        "remove what ends the process at exit (atexit, a thread, os._exit)",
    ),
    Rule(
        "foreign-subject", _EVERY, "first-party code that was imported from another place than this checkout",
        "the tests judged other code than the code that is here",
        "install this checkout (pip install -e .), or set pythonpath in pytest's settings",
    ),
    Rule(
        "subject-staged", _LOCK, "product code in the index when a contract is locked",
        "a lock commit holds tests only, so that anyone can see that they came first",
        "git restore --staged PATH",
    ),
    Rule(
        "operation-in-progress", _LOCK, "a merge, rebase, cherry-pick or bisect that has not ended",
        "a commit now would end up in the middle of it",
        "finish it (git status says how), then lock",
    ),
    Rule(
        "feature-taken", _LOCK, "a feature name under which another contract is locked",
        "a second lock would replace the first contract",
        "choose another name with --tdd-feature, or record a change with tddgate amend",
    ),
    Rule(
        "commit-rejected", _LOCK, "a lock commit that git, a hook or the signing program refused",
        "nothing was committed, so nothing is locked",
        "read what git said above, mend it, and lock again",
    ),
    Rule(
        "contract-touched", _GREEN, "a file of a contract that differs from what was locked",
        "a contract that can be edited is not a contract",
        'restore it: git checkout LOCK -- PATH; or record why it must change: tddgate amend FEATURE --reason "…"',
    ),
    Rule(
        "contract-missing", _GREEN, "a locked contract that is gone, damaged or replaced",
        "without the contract there is nothing to be green against",
        "restore it: git checkout LOCK -- .tddgate",
    ),
    Rule(
        "harness-changed", _EVERY, "a conftest, helper, data file or pytest setting that was changed or removed",
        "what surrounds a test can decide its outcome",
        'restore it, or declare why it must change: --tdd-amend "reason"',
    ),
    Rule(
        "harness-added", _GREEN, "new harness that reaches a locked contract",
        "a new conftest, setting or shadowing module can make any test pass",
        "remove it, or lock it together with new tests",
    ),
    Rule(
        "file-swapped", _EVERY, "a locked file that was written while the tests ran",
        "the tests that ran may not be the tests that are here",
        "remove the code that writes to the test files",
    ),
    Rule(
        "not-green", _GREEN, "a contract test or an existing test that does not pass",
        "the feature is not implemented until its contract passes and nothing else broke",
        "implement what the test asks for, then run pytest --tdd-gate=green again",
    ),
    Rule(
        "test-missing", _GREEN, "a contract test or a committed test that the run never reported",
        "a test that disappears cannot fail",
        "run the whole suite: pytest --tdd-gate=green, without -k and without paths",
    ),
    Rule(
        "low-coverage", _GREEN, "total coverage below min-coverage",
        "code that no test runs has not been shown to work",
        "write tests for the lines that the table names, in a new gate cycle",
    ),
    Rule(
        "low-diff-coverage", _GREEN, "coverage of the changed lines below min-diff-coverage",
        "new code that no test runs was not written test first",
        "remove the lines that no test asks for, or lock tests for them",
    ),
    Rule(
        "coverage-excluded", _GREEN, "code that the change hides from coverage",
        "a threshold that is reached by not counting is not reached",
        "remove the pragma or the setting, and test the code",
    ),
    Rule(
        "canary-green", _GREEN, "a test that must fail and was not reported as failed",
        "something in the run turns failures into passes",
        "look for hooks and patches in conftest.py, plugins and the subject",
    ),
    Rule(
        "control-not-red", _GREEN, "contract tests that stay green when the implementation is taken away",
        "a test that passes without the code says nothing about the code",
        "look for hooks, patches or copies that answer in place of the subject",
    ),
)

RULES: dict[str, Rule] = {each.id: each for each in _ALL}


def rule(rule_id: str) -> Rule:
    """The rule of this id; raises KeyError for an unknown one."""
    return RULES[rule_id]
