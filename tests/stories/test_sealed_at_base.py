"""Seals that the base has: of a feature that is done, and of one that somebody else is working on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stories.test_sealed import FITTED, HELD, seal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.project import Project

pytestmark = pytest.mark.tdd_pins("what follows from the rules that the contract of held-out tests has locked")

BASE = "--tdd-base=main"


def merged(project: Project, to: Path, *, is_done: bool) -> str:
    """The option with the package of a feature that `main` has, sealed, and implemented when it is done."""
    project.with_red_test().lock()
    package = seal(project, to / "discount.tar")
    if is_done:
        project.implement()
    project.commit("feat: discount")
    project.git("branch", "--force", "main", "HEAD")
    project.git("switch", "--quiet", "--create", "feature/next")
    return f"--tdd-sealed={package}"


def test_a_refactoring_keeps_what_was_sealed(started: Project, tmp_path: Path) -> None:
    """The package is run where it is given, also when no new contract asks for it; without it there is a note."""
    package = merged(started, tmp_path, is_done=True)
    started.with_file("src/shop/discount.py", FITTED).commit("refactor: simpler")

    started.gate("audit", BASE, package, verdict="refused", rules=["sealed-red"])
    started.gate("audit", BASE, verdict="passed", says="note: 1 sealed file of discount was not run")


def test_a_held_out_test_that_a_plugin_leaves_out(started: Project, tmp_path: Path) -> None:
    """What does not run has not passed, and the other tests of the file do not stand in for it."""
    hides = (
        "def pytest_collection_modifyitems(items):\n    items[:] = [each for each in items if 'any' not in each.name]\n"
    )
    started.with_file("conftest.py", hides).commit("test: a conftest of the base")
    started.git("branch", "--force", "main", "HEAD")
    started.with_red_test().lock()
    held = HELD + "\n\ndef test_of_hundred():\n    assert discount(100) == 90\n"
    package = seal(started, tmp_path / "discount.tar", held)
    started.with_file("src/shop/discount.py", FITTED)

    ran = started.gate("green", f"--tdd-sealed={package}", verdict="refused", rules=["sealed-red"]).last

    assert ran.findings == ["1 of the held-out tests of discount did not run"]


def test_a_feature_in_progress_waits_with_its_seal(started: Project, tmp_path: Path) -> None:
    """Its tests are red at the base and here, and so is what was sealed with them."""
    package = merged(started, tmp_path, is_done=False)
    started.with_red_test("tax").lock("tax").implement("tax").commit("feat: tax")

    output = started.gate("audit", BASE, package, verdict="passed").last.output

    assert "held-out test" not in output


def test_who_finishes_a_feature_of_the_base_needs_its_package(started: Project, tmp_path: Path) -> None:
    """The range brings its code, so its held-out tests are asked for."""
    package = merged(started, tmp_path, is_done=False)
    started.implement().commit("feat: discount")

    started.gate("audit", BASE, verdict="undecided", says="--tdd-sealed=")
    started.gate("audit", BASE, package, verdict="passed", says="without the code 1 file cannot be imported")
