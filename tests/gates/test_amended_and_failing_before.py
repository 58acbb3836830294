"""Amended tests that failed at the base already, in the same way: they are told apart from what is to be red."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.red.blame import Blame, Red
from pytest_tddgate.domain.run.observation import ExceptionSeen, ItemSeen, PhaseSeen, RunSeen, TestId, TestSeen
from pytest_tddgate.gates.change.evolution import Evolution, evolution_since
from pytest_tddgate.gates.verify_fail.failed_before import failed_before, note_of_old_failures
from pytest_tddgate.gates.verify_fail.judged import CaseRed, TestRed
from tests.fakes import FakeRepository, FakeRunner, case_of, run_of, seen

CART = "tests/test_cart.py"
TEST = TestId(CART, "test_total")
BEFORE = {CART: "def test_total(german):\n    assert total() == 3\n"}
AFTER = {CART: BEFORE[CART].replace("3", "3.0")}


@pytest.fixture(autouse=True)
def _no_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    """The base is run in a tree of its own, which nobody needs to lay out for a run in memory."""
    monkeypatch.setattr("pytest_tddgate.gates.change.existing.base_tree", Nowhere)


class Nowhere:
    """A tree that is not there."""

    def __init__(self, *_: object) -> None:
        """Lay out nothing."""

    def __enter__(self) -> str:
        """Where it would be."""
        return "/base"

    def __exit__(self, *_: object) -> None:
        """Take nothing away."""


def broken(message: str = "unsupported locale setting", when: str = "setup") -> TestSeen:
    """The test, as it fails in a phase with this message."""
    raised = ExceptionSeen(("locale.Error", "builtins.Exception"), message)
    return TestSeen(str(TEST), ItemSeen(TEST), (PhaseSeen(when, "failed", "", raised),))


def judged(*blames: Blame) -> dict[TestId, TestRed]:
    """The test with a case for each of these."""
    return {TEST: TestRed(TEST, tuple(CaseRed("", str(TEST), each, "failed") for each in blames))}


FAULT = Blame(None, "broken-test", "fails because of a fault in the test: Error: unsupported locale setting")


def told(at_base: TestSeen, blame: Blame = FAULT, amend: str | None = "floats", before: dict[str, str] = BEFORE) -> str:
    """The note about old failures, where the test fails now and was this at the base."""
    case = case_of(FakeRepository([before], AFTER), FakeRunner(base=run_of(at_base)), amend=amend)
    now = RunSeen((broken(),), exit_code=1)
    return "".join(note_of_old_failures(failed_before(judged(blame), now, evolution_since("c0", case), case)))


def test_a_failure_as_at_the_base_is_named_with_its_reason() -> None:
    """Nothing that the change does can mend it."""
    words = "1 amended test fails here as at the base (not counted, not locked)"
    assert told(broken()) == f"{words}: {TEST} (Error: unsupported locale setting)"


@pytest.mark.parametrize(
    "at_base",
    [seen(str(TEST)), broken("another message"), broken(when="call")],
    ids=["passed", "another message", "another phase"],
)
def test_a_failure_that_is_new_counts(at_base: TestSeen) -> None:
    """The edit may have broken the test."""
    assert not told(at_base)


def test_a_test_that_is_red_for_the_right_reason_counts() -> None:
    """It asks for what is missing, as it did before."""
    assert not told(broken(), Blame(Red.UNMET))


def test_an_assertion_that_asks_for_nothing_counts() -> None:
    """It is no business of the environment."""
    assert not told(broken(), Blame(None, "unconditional", "never touches your code"))


def test_without_an_amendment_the_base_is_not_asked() -> None:
    """The edit is refused as it is."""
    assert not told(broken(), amend=None)


def test_a_new_test_was_not_there_before() -> None:
    """The base knows nothing of it."""
    assert not told(broken(), before={CART: "x = 1\n"})


def test_nothing_to_tell_asks_for_no_run() -> None:
    """Most amended tests are red."""
    runner = FakeRunner()

    assert not failed_before({}, RunSeen(), Evolution("c0"), case_of(FakeRepository([BEFORE]), runner, amend="why"))
    assert note_of_old_failures({}) == ()
    assert runner.asked == []
