"""Several contracts in one range: the whole suite is replayed once, not once for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.project import Project

BASE = "--tdd-base=main"
COUNTED = """\
from pathlib import Path


def test_counted():
    with Path({path!r}).open("a") as log:
        log.write("ran ")
"""


def runs_in_an_audit(started: Project, log: Path) -> int:
    """How often an audit runs the tests that have nothing to do with the change."""
    log.write_text("")
    started.gate("audit", BASE, verdict="passed")
    return log.read_text().count("ran")


def test_a_second_lock_replays_its_own_files(project: Project, tmp_path: Path) -> None:
    """What else there is was seen at the first lock, and is seen at the head and before the second lock.

    There was code before the second lock, and only a run tells whether a test had asked for it.
    """
    log = tmp_path / "log"
    project.with_file("tests/test_counted.py", COUNTED.format(path=str(log))).commit()
    project.git("switch", "--quiet", "--create", "feature/discount")
    project.with_red_test().lock().implement().commit("feat: discount")
    once = runs_in_an_audit(project, log)

    project.with_red_test("tax").lock("tax").implement("tax").commit("feat: tax")

    assert once > 0
    assert runs_in_an_audit(project, log) == once + 1


@pytest.mark.tdd_pins("it was so before")
def test_a_second_lock_that_breaks_a_test_elsewhere(branch: Project) -> None:
    """A file that both use is locked with it: then everything is replayed."""
    branch.with_file("tests/conftest.py", "import shop.cart\n\nshop.cart.total = None\n")
    branch.with_red_test("tax").commit("test: tax")

    assert branch.run("--tdd-gate=audit", BASE).exit_code != 0
