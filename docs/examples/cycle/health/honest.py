"""How healthy a service is, by its rate of errors in percent, and how it was."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """A rate at a time, and the state that it means."""

    at: int
    rate: float
    state: str


def state_of(rate, warning, critical):
    """The state that a rate means, by the threshold at which each of the others begins."""
    return "critical" if rate >= critical else "warning" if rate >= warning else "healthy"


class Monitor:
    """Tells the state of each rate by two thresholds, and keeps them all."""

    def __init__(self, *, warning, critical):
        if warning >= critical:
            raise ValueError("warning has to be below critical")
        self.warning = warning
        self.critical = critical
        self.readings = []

    def record(self, *, at, rate):
        """The state of a rate."""
        if not 0 <= rate <= 100:
            raise ValueError(f"{rate} is no percentage")
        state = state_of(rate, self.warning, self.critical)
        self.readings.append(Reading(at, rate, state))
        return state

    def history(self, *, since=None, until=None, state=None):
        """The readings of a span, or of a state."""
        return [
            each
            for each in self.readings
            if (since is None or each.at >= since)
            and (until is None or each.at <= until)
            and (state is None or each.state == state)
        ]
