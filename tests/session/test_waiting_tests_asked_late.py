"""A test that waits costs time as well: it is asked about a mutant after those that do not."""

from __future__ import annotations

from unittest.mock import Mock

import pytest

from pytest_tddgate.session.mutants.baseline import Seen
from pytest_tddgate.session.mutants.queue import MutantQueue
from pytest_tddgate.session.mutants.swaps import Swap

PATH = "/shop/sums.py"


def asked(*costs: tuple[float, float]) -> list[int]:
    """The order in which tests are asked that take so many seconds of CPU, and by the clock."""
    tests = []
    for number, (cpu, wall) in enumerate(costs):
        item = Mock(spec=pytest.Function)
        item.nodeid = f"tests/test_sums.py::test_{number}"
        tests.append(Seen(item, "passed", cpu, wall, frozenset({(PATH, 1)})))
    return list(MutantQueue(tests, []).attempt(Swap("a", PATH, (1, 1), (), "", (1, 9))).tests)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_who_waits_is_asked_last(place: int) -> None:
    """Wherever it stands."""
    costs = [(0.001, 0.001)] * 3
    costs[place] = (0.001, 2.0)

    assert asked(*costs)[-1] == place


@pytest.mark.tdd_pins("work counts as it did before")
def test_who_works_for_long_is_asked_after_who_waits_as_long() -> None:
    """Nothing else can be done in that time."""
    assert asked((2.0, 2.0), (0.001, 2.0)) == [1, 0]
