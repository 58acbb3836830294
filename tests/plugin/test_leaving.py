"""What a run says of its own end: also when something fails on the way out, or before the first test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.session.pipe.stream import Stream

if TYPE_CHECKING:
    from tests.project import Project

LEAVING = "def pytest_unconfigure(config):\n    raise RuntimeError('the server does not stop')\n"
STARTING = "def pytest_configure(config):\n    raise RuntimeError('no licence')\n"


def test_what_failed_last_is_kept() -> None:
    """Beside the exit code, which was announced."""
    stream = Stream()
    stream.feed(b'["late", "OSError: gone"]\n["end", 1]\n')

    seen = stream.run(1)

    assert (seen.late, seen.announced, seen.notes) == ("OSError: gone", 1, ())


def test_a_red_run_that_fails_on_its_way_out_passes_with_a_note(project: Project) -> None:
    """Every test had reported."""
    project.with_file("tests/conftest.py", LEAVING).commit()

    ran = project.with_red_test().run("--tdd-gate=verify-fail")

    assert ran.exit_code == 0, ran.output
    assert "pytest failed after its last test: RuntimeError: the server does not stop" in ran.output


def test_pytest_that_cannot_begin_speaks_for_itself(project: Project) -> None:
    """Its own exit code and its own words; no test is told to have ended it."""
    project.with_file("tests/conftest.py", STARTING).commit()

    ran = project.with_red_test().run("--tdd-gate=verify-fail")

    assert ran.exit_code == 3, ran.output
    assert ran.refused == ()
    assert "RuntimeError: no licence" in ran.output
