"""How an existing test that failed is told from a flaky one, with a runner that tells what a child would."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from pytest_tddgate.domain.run.observation import ExceptionSeen, ItemSeen, PhaseSeen, RunSeen, TestId, TestSeen
from pytest_tddgate.gates.run.flaky_tests import flaky_in

if TYPE_CHECKING:
    from pytest_tddgate.gates.case import Case

FILE = "tests/test_cart.py"
NODE = f"{FILE}::test_total"


def seen(message: str = "", *, has_item: bool = True) -> TestSeen:
    """The test, failed with this message, or passed without one."""
    error = ExceptionSeen(("builtins.AssertionError",), message) if message else None
    phases = [PhaseSeen(when, "passed") for when in ("setup", "call", "teardown")]
    if message:
        phases[1] = PhaseSeen("call", "failed", message, error)
    return TestSeen(NODE, ItemSeen(TestId(FILE, "test_total")) if has_item else None, tuple(phases))


class Runs:
    """Gives one run after the other, and keeps what was asked for."""

    def __init__(self, *runs: TestSeen) -> None:
        """The test as each of the runs shows it."""
        self._runs = list(runs)
        self.targets: list[list[str]] = []
        self.workers: list[bool] = []

    def run(self, role: str, *, targets: Any = (), extra: Any = None, **_: Any) -> RunSeen:  # noqa: ANN401 - as the port
        """The next run."""
        assert role == "again"
        self.targets.append(list(targets))
        self.workers.append(bool(extra.get("side_by_side")))
        return RunSeen((self._runs.pop(0),))


def flaky(first: TestSeen, runs: Runs, scope: tuple[str, ...] = ()) -> list[TestSeen]:
    """Which of the failed tests is flaky."""
    case = SimpleNamespace(first_party={"first_party": ["shop"]}, runner=runs)
    return flaky_in([first], (), cast("Case", case), scope)


def test_a_test_that_fails_the_same_way_in_its_own_file_is_broken() -> None:
    """Nothing else has to run for that."""
    runs = Runs(seen("assert 2 == 3"))

    assert flaky(seen("assert 2 == 3"), runs) == []
    assert runs.targets == [[FILE]]


def test_a_test_that_passes_in_its_own_file_is_looked_at_beside_all_others() -> None:
    """What fails by what another test leaves behind is broken, not flaky; the workers are those of the user's run."""
    runs = Runs(seen(), seen("assert 2 == 3"))

    assert flaky(seen("assert 2 == 3"), runs) == []
    assert (runs.targets, runs.workers) == ([[FILE], []], [False, True])


def test_a_test_that_passes_beside_all_others_is_flaky() -> None:
    """It failed, and passed when the same run was repeated."""
    first = seen("assert 2 == 3")

    assert flaky(first, Runs(seen(), seen())) == [first]


def test_a_test_that_fails_otherwise_in_its_own_file_is_looked_at_beside_all_others() -> None:
    """It may need what other tests leave behind, and then its own file says nothing."""
    first = seen("assert 2 == 3")

    assert flaky(first, Runs(seen("KeyError: 'rates'"), seen())) == [first]


def test_addresses_make_no_difference() -> None:
    """They are others in every process."""
    runs = Runs(seen("<Cart at 0x7f1133445566> is empty"))

    assert flaky(seen("<Cart at 0x7f2233445566> is empty"), runs) == []
    assert len(runs.targets) == 1


def test_the_run_that_is_repeated_is_the_one_that_was_judged() -> None:
    """Where only some files ran, the others do not run now."""
    runs = Runs(seen(), seen())

    flaky(seen("assert 2 == 3"), runs, (FILE, "tests/test_rates.py"))

    assert runs.targets == [[FILE], [FILE, "tests/test_rates.py"]]


def test_a_test_whose_file_is_not_known_is_looked_at_beside_all_others() -> None:
    """A worker that dies leaves a node id and nothing else."""
    runs = Runs(seen("assert 2 == 3", has_item=False))

    assert flaky(seen("assert 2 == 3", has_item=False), runs) == []
    assert runs.targets == [[]]


def test_nothing_runs_where_nothing_failed() -> None:
    """Most gates end like that."""
    runs = Runs()

    assert flaky_in([], (), cast("Case", SimpleNamespace(runner=runs)), ()) == []
    assert runs.targets == []
