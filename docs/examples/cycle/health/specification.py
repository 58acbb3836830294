"""The contract: when a service counts as healthy, and what can be asked about its past."""

import pytest
from shop.health import Monitor, state_of


@pytest.fixture
def monitor():
    """Error rates in percent: a warning from 5 on, critical from 20 on."""
    return Monitor(warning=5, critical=20)


@pytest.mark.parametrize(
    ("rate", "state"),
    [(0, "healthy"), (4.9, "healthy"), (5, "warning"), (19.9, "warning"), (20, "critical"), (73, "critical")],
)
def test_a_rate_has_the_state_of_the_highest_threshold_that_it_reaches(rate, state):
    """Each threshold belongs to the state that it begins."""
    assert state_of(rate, 5, 20) == state


def test_the_thresholds_are_the_monitors_own():
    """Another service has others."""
    assert Monitor(warning=40, critical=60).record(at=1, rate=41) == "warning"


def test_the_history_can_be_asked_by_time_and_by_state(monitor):
    """The end of a span belongs to it."""
    for at, rate in [(10, 1), (20, 31), (30, 7), (40, 2)]:
        monitor.record(at=at, rate=rate)

    assert [each.at for each in monitor.history(since=20)] == [20, 30, 40]
    assert [each.at for each in monitor.history(since=11, until=30)] == [20, 30]
    assert [each.rate for each in monitor.history(state="healthy")] == [1, 2]


def test_a_monitor_that_saw_nothing_has_no_history(monitor):
    """The boundary; afterwards there is one."""
    assert list(monitor.history()) == []
    monitor.record(at=3, rate=6)
    assert [(each.at, each.state) for each in monitor.history()] == [(3, "warning")]


@pytest.mark.parametrize("rate", [-0.1, 100.1])
def test_a_rate_that_is_no_percentage_is_refused(monitor, rate):
    """And is not part of the history."""
    with pytest.raises(ValueError, match=f"{rate} is no percentage"):
        monitor.record(at=1, rate=rate)
    assert list(monitor.history()) == []


def test_thresholds_in_the_wrong_order_are_refused():
    """No rate could be a warning."""
    with pytest.raises(ValueError, match="warning has to be below critical"):
        Monitor(warning=20, critical=20)
