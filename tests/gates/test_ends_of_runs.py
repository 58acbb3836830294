"""What comes after a run's last test: at red it is noted, at green it counts, and no test is blamed for it."""

from __future__ import annotations

import signal

from pytest_tddgate.domain.run.observation import RunSeen
from pytest_tddgate.gates.run.validity import notes_of_end, run_findings

LEFT_OPEN = "PytestUnraisableExceptionWarning: Exception ignored in: <_io.FileIO name='a.txt'>"
LATE = RunSeen(announced=1, exit_code=1, late=LEFT_OPEN, last_started="t.py::test_a")
LINGERING = RunSeen(announced=1, exit_code=-signal.SIGKILL, last_started="t.py::test_a")


def test_a_red_run_that_fails_on_its_way_out_has_told_everything() -> None:
    """A red test stops half-way, and leaves open what it would have closed."""
    assert run_findings(LATE) == ()
    assert notes_of_end(LATE) == (f"pytest failed after its last test: {LEFT_OPEN}",)


def test_a_green_run_that_fails_on_its_way_out_is_refused_with_the_reason() -> None:
    """Everybody's pytest fails then."""
    (found,) = run_findings(RunSeen(announced=0, exit_code=1, late=LEFT_OPEN, last_started="t.py::test_a"))

    assert found.rule.id == "exit-mismatch"
    assert found.what == f"every test had ended, then pytest failed: {LEFT_OPEN}"
    assert found.next_step == "close what a test leaves open, or end what goes wrong when pytest ends"


def test_a_thread_that_a_red_test_leaves_behind_is_noted() -> None:
    """It may wait for the very code that is missing."""
    assert run_findings(LINGERING, is_red=True) == ()
    assert notes_of_end(LINGERING) == (
        "pytest had ended, and its process went on until it was killed: a test leaves a thread behind",
    )


def test_a_thread_that_is_left_behind_at_green_is_refused() -> None:
    """It would hold up everybody's run."""
    assert [each.rule.id for each in run_findings(LINGERING)] == ["run-cut-short"]


def test_a_red_run_that_was_killed_before_its_end_is_refused() -> None:
    """Silence is no pass, at red as at green."""
    killed = RunSeen(exit_code=-signal.SIGKILL, last_started="t.py::test_a")

    assert [each.rule.id for each in run_findings(killed, is_red=True)] == ["run-cut-short"]


def test_an_ordinary_end_has_no_note() -> None:
    """Nothing to tell."""
    assert notes_of_end(RunSeen(announced=1, exit_code=1)) == ()
