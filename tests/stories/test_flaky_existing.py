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
