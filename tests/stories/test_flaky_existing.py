"""An existing test that fails, and passes when the same run is repeated, is neither kept nor broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.project import Project

FLAKY = """\
import pathlib

SEEN = pathlib.Path({seen!r})


def test_flaky():
    is_second = SEEN.exists()
    SEEN.touch()
    assert is_second
"""
LEAK = "import os\n\nos.environ['SHOP'] = 'open'\n\n\ndef discount(price):\n    return price * 9 // 10\n"


@pytest.fixture
def seen(project: Project) -> Path:
    """A file outside the project, without which the committed test fails."""
    seen = project.root.parent / "seen"
    project.with_file("tests/test_flaky.py", FLAKY.format(seen=str(seen))).commit()
    seen.touch()
    return seen


def test_at_green_a_flaky_test_leaves_the_gate_undecided(project: Project, seen: Path) -> None:
    """It is named, with the two ways on; leaving it out by name is one."""
    locked = project.with_red_test().lock().implement()
    seen.unlink()

    undecided = locked.gate("green", verdict="undecided", says="tests/test_flaky.py::test_flaky is flaky")
    seen.unlink()
    passed = locked.gate("green", "--deselect=tests/test_flaky.py::test_flaky", verdict="passed")

    assert "run the gate again, or leave it out by name: --deselect=tests/test_flaky.py::test_flaky" in (
        undecided.last.last_line
    )
    assert passed.last.refused == ()


def test_at_verify_fail_too(project: Project, seen: Path) -> None:
    """A test that changes its mind says nothing of what the new tests did to it."""
    seen.unlink()

    project.with_red_test().gate("verify-fail", verdict="undecided", says="tests/test_flaky.py::test_flaky is flaky")


def test_a_test_that_fails_only_beside_the_others_is_broken(project: Project) -> None:
    """The whole run is repeated, and not this test alone: what the new code leaves behind is there again."""
    body = "import os\n\n\ndef test_zoo():\n    assert 'SHOP' not in os.environ\n"
    locked = project.with_file("tests/test_zoo.py", body).commit().with_red_test().lock()

    refused = locked.with_file("src/shop/discount.py", LEAK).gate("green", verdict="refused", rules=["not-green"])

    assert refused.last.findings == ["tests/test_zoo.py::test_zoo does not pass: AssertionError"]


TELLING = """
import os
from pathlib import Path


def pytest_sessionfinish(session):
    who = os.environ.get("PYTEST_XDIST_WORKER", "one process")
    with Path(__file__).with_name("told").open("a") as told:
        told.write(who + "\\n")
"""


def test_the_whole_run_is_repeated_with_the_workers_that_it_had(project: Project, seen: Path) -> None:
    """A suite that takes ten minutes with all cores would take many times as long."""
    project.with_file("conftest.py", TELLING).with_file(".gitignore", "__pycache__/\n.coverage*\ntold\n").commit()
    seen.unlink()

    # In its own file the test passes the second time; a third run, beside all others, says that it was flaky.
    project.with_red_test().gate(
        "verify-fail", "-n", "2", "--cov=shop", verdict="undecided", says="test_flaky.py::test_flaky is flaky"
    )

    told = project.text("told").split("\n")
    assert told.count("gw1") >= 2


def test_beside_an_amendment_a_test_that_nobody_touched_is_flaky_as_ever(project: Project, seen: Path) -> None:
    """The amendment says nothing of a test that neither changed nor uses what changed."""
    seen.unlink()
    project.replace("tests/test_cart.py", "total([1, 2]) == 3", "total([1, 2]) == 4")

    project.gate(
        "verify-fail", "--tdd-amend=totals are rounded", verdict="undecided", says="test_flaky.py::test_flaky is flaky"
    )


def test_beside_an_amendment_a_test_that_nobody_touched_is_broken_as_ever(project: Project) -> None:
    """It passed at the base and fails now: it is no part of what has to be red."""
    test = "from shop import cart\n\n\ndef test_names():\n    assert not hasattr(cart, 'rate')\n"
    project.with_file("tests/test_names.py", test).commit()
    project.replace("tests/test_cart.py", "total([1, 2]) == 3", "total([1, 2]) == 4")
    project.with_file("src/shop/cart.py", project.text("src/shop/cart.py") + "\n\nrate = 2\n")

    project.gate("verify-fail", "--tdd-amend=totals are rounded", verdict="refused", rules=["existing-test-broken"])
