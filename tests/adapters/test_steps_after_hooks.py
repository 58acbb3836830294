"""What to do when a hook changed what was to be committed."""

from __future__ import annotations

from pytest_tddgate.adapters.changed_by_hook import ChangedByHook

TEST, CONTRACT = "tests/test_discount.py", ".tddgate/contracts/discount.json"
AGAIN = "pytest --tdd-gate=lock --tdd-feature=discount"


def test_what_a_formatter_changed_is_committed_the_second_time() -> None:
    """The formatting lies in the work tree."""
    assert ChangedByHook([TEST], []).step(AGAIN) == AGAIN


def test_a_hook_that_changes_records_must_let_them_be() -> None:
    """They would be written anew each time, as no formatter would have them."""
    problem = ChangedByHook([CONTRACT, TEST], [])

    assert str(problem) == f"a hook changed {CONTRACT} and {TEST}"
    assert problem.step(AGAIN) == f"keep your hooks from changing .tddgate/, then: {AGAIN}"


def test_what_a_hook_writes_is_committed_first() -> None:
    """It is no test, and would be added each time."""
    problem = ChangedByHook([], ["docs/index.md"])

    assert problem.step(AGAIN) == f"commit docs/index.md first, or keep your hooks from adding it, then: {AGAIN}"


def test_of_many_files_a_few_are_named() -> None:
    """A hook may have formatted everything."""
    problem = ChangedByHook([f"tests/test_{each}.py" for each in "abcde"], [f"docs/{each}.md" for each in "vwxyz"])

    assert str(problem) == (
        "a hook changed tests/test_a.py, tests/test_b.py, tests/test_c.py and 2 more,"
        " and docs/v.md, docs/w.md, docs/x.md and 2 more, which were not to be committed"
    )
    first = "commit docs/v.md, docs/w.md, docs/x.md and 2 more first, or keep your hooks from adding them"
    assert problem.step(AGAIN) == f"{first}, then: {AGAIN}"
