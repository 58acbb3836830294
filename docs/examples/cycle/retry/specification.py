"""The contract: which failures of a job are tried again, how often, and after how long."""

import pytest
from shop.retry import ConfigurationError, GaveUp, TransientError, run_with_retries, waits


class FakeJob:
    """A job with a script: each call raises or returns what comes next."""

    def __init__(self, *script):
        self.script = list(script)
        self.calls = 0

    def __call__(self):
        self.calls += 1
        step = self.script.pop(0)
        if isinstance(step, Exception):
            raise step
        return step


class FakeClock:
    """Time that passes only when somebody sleeps."""

    def __init__(self):
        self.now = 0
        self.sleeps = []

    def time(self):
        return self.now

    def sleep(self, seconds):
        self.sleeps.append(seconds)
        self.now += seconds


@pytest.fixture
def clock():
    return FakeClock()


@pytest.mark.parametrize(
    ("first", "factor", "attempts", "expected"),
    [(35, 2, 4, [35, 70, 140]), (17, 10, 3, [17, 170]), (5, 2, 1, [])],
)
def test_each_wait_is_the_one_before_times_the_factor(first, factor, attempts, expected):
    """One fewer than the attempts."""
    assert waits(first, factor, attempts) == expected


@pytest.mark.parametrize(("failures", "sleeps"), [(0, []), (1, [3]), (3, [3, 6, 12])])
def test_a_transient_error_is_tried_again_after_twice_as_long(clock, failures, sleeps):
    """The happy path: in the end the job's result comes back."""
    job = FakeJob(*[TransientError("busy")] * failures, "result")

    assert run_with_retries(job, clock=clock, delay=3, attempts=4) == "result"
    assert clock.sleeps == sleeps


@pytest.mark.parametrize("attempts", [1, 5])
def test_a_persistent_error_ends_after_the_last_attempt(clock, attempts):
    """The boundary: one attempt is no retry, and nobody waits after the last one."""
    job = FakeJob(*[TransientError("down")] * 9)

    with pytest.raises(GaveUp, match=f"after {attempts} attempts: down"):
        run_with_retries(job, clock=clock, delay=1, attempts=attempts)
    assert (job.calls, len(clock.sleeps)) == (attempts, attempts - 1)


def test_a_configuration_error_is_not_tried_again(clock):
    """It will not mend itself."""
    job = FakeJob(ConfigurationError("no such queue"), "result")

    with pytest.raises(ConfigurationError, match="no such queue"):
        run_with_retries(job, clock=clock, delay=1, attempts=4)
    assert (job.calls, clock.sleeps) == (1, [])


@pytest.mark.parametrize(("timeout", "calls"), [(6, 2), (7, 3), (14, 3)])
def test_a_wait_that_would_pass_the_timeout_is_not_begun(clock, timeout, calls):
    """The waits are 1 and 6 seconds, then 36: a wait that ends at the limit is still in time."""
    job = FakeJob(*[TransientError("slow")] * 9)

    with pytest.raises(GaveUp, match=f"after {calls} attempts: slow"):
        run_with_retries(job, clock=clock, delay=1, attempts=9, factor=6, timeout=timeout)
    assert job.calls == calls
