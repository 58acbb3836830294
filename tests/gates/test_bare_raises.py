"""What a test that only waits for an error is told where a stand-in raises this error too."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.rules.red import HOLLOW, UNCONDITIONAL
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.domain.verdict import Finding
from pytest_tddgate.gates.verify_fail.bare_raises import asking_for_match
from tests.fakes import FakeRepository, case_of

FILE = "tests/test_tasks.py"
TEST = TestId(FILE, "test_bad_limit")
BARE = "def test_bad_limit():\n    with pytest.raises(ValueError):\n        asyncio.run(gather(0))\n"
TOLD = Finding(HOLLOW, "would be satisfied by code that returns None")


def step(body: str, finding: Finding = TOLD) -> str:
    """The next step of the finding for a test with this body."""
    (found,) = asking_for_match(TEST, (finding,), case_of(FakeRepository([{}], {FILE: body})))
    return found.first_step


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (BARE, "ValueError"),
        (BARE.replace("pytest.raises(ValueError)", "raises(errors.Bad, check=None)"), "errors.Bad"),
        (BARE.replace("ValueError", "(KeyError, ValueError)"), "(KeyError, ValueError)"),
        ("def test_bad_limit():\n    pytest.raises(ValueError, gather, 0)\n", "ValueError"),
    ],
    ids=["with", "own", "several", "called"],
)
def test_a_bare_error_needs_its_message(body: str, error: str) -> None:
    """No result can be asserted: nothing is to come back."""
    assert step(body) == f'say which error it is: pytest.raises({error}, match="…")'


@pytest.mark.tdd_pins("the rule's own words")
@pytest.mark.parametrize(
    ("body", "finding"),
    [
        (BARE.replace("ValueError", "ValueError, match='limit'"), TOLD),
        (BARE + "    assert len(gather(2)) >= 0\n", TOLD),
        ("def test_bad_limit():\n    gather(2)\n", TOLD),
        ("def test_bad_limit(:\n", TOLD),
        (BARE, Finding(UNCONDITIONAL, "fails whatever the subject does")),
    ],
    ids=["matched", "asserts", "nothing", "broken", "another-rule"],
)
def test_everything_else_is_told_the_rule_s_own_step(body: str, finding: Finding) -> None:
    """A result can be asserted, or the message is asked for already."""
    assert step(body, finding) == finding.rule.next_step
