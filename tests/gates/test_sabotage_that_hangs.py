"""Without the code a test may wait for ever: it has not passed, as one that fails has not."""

from __future__ import annotations

from pytest_tddgate.domain.reports.check_result import CheckResult
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.gates.run.controls import sabotage_findings
from tests.fakes import FakeRepository, FakeRunner, case_of, run_of, seen

JOB = TestId("tests/test_job.py", "test_a_job_is_done")
CODE = {"src/shop/job.py": "class Job:\n    is_done = False\n\n    def poll(self):\n        self.is_done = True\n"}


def test_a_test_that_is_ended_at_its_time_limit_is_red() -> None:
    """As `while not job.is_done: job.poll()` is, with `poll` emptied."""
    runner = FakeRunner(control=[run_of(seen(str(JOB), "hung"))])
    case = case_of(FakeRepository([{}], CODE), runner)

    shown = sabotage_findings((JOB,), {"src/shop/job.py": frozenset({4, 5})}, case)

    assert shown == CheckResult()
    assert [sides["expected"] for _, sides in runner.asked] == [[str(JOB)]]
