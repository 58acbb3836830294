"""Where a gated run and its judge look for garbage: not in what pytest and this package were loaded with."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.rules.rule import Gate
from pytest_tddgate.session.launch import judge_command
from pytest_tddgate.session.request import Request

if TYPE_CHECKING:
    from tests.project import Project

COUNTED = (
    "import gc\nfrom pathlib import Path\n\nPath(__file__).with_name('frozen').write_text(str(gc.get_freeze_count()))\n"
)
"""A conftest that leaves behind how many objects are looked through by no collection."""
MANY = 10_000


def test_the_run_that_the_user_sees_does_not_look_through_what_pytest_was_loaded_with(project: Project) -> None:
    """Pytest collects five times at the end of a run."""
    project.with_file("tests/conftest.py", COUNTED).run("--tdd-gate=verify-fail")

    assert int(project.text("tests/frozen")) > MANY


@pytest.mark.tdd_pins("no change of a plain run is asked for")
def test_a_run_without_a_gate_is_left_as_it_is(project: Project) -> None:
    """The plugin has no effect there: an interpreter may start with a few hundred, as 3.12 does."""
    project.with_file("tests/conftest.py", COUNTED).run()

    assert int(project.text("tests/frozen")) < MANY


def test_a_judge_ends_without_looking_through_all_that_it_loaded() -> None:
    """It lives for one verdict."""
    command = judge_command(Request(gate=Gate.GREEN, directory="/", rootdir="/"))
    program = command[command.index("-c") + 1].replace("sys.exit(main(sys.argv[1]))", "sys.exit()")
    asked = (
        "import atexit, gc; atexit.register(lambda: print(gc.get_freeze_count())); "  # what is registered first is last
    )

    done = subprocess.run([sys.executable, "-I", "-c", asked + program], check=True, capture_output=True, text=True)

    assert int(done.stdout) > MANY
