"""What runs at verify-fail and lock: the whole suite, or the touched test files where all else is the base's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

TOUCHED = '\n[tool.tddgate]\nred-scope = "touched"\n'
SLOW = "def test_marker():\n    import pathlib\n    pathlib.Path(__file__).with_name('ran').touch()\n"

MEAN = "\n\ndef test_mean():\n    import shop.cart\n    assert shop.cart.mean([1, 3]) == 2\n"
REST = "the others, their harness and the subject are the base's byte for byte, and did not run"


@pytest.fixture
def narrow(project: Project) -> Project:
    """The sample project with the setting, and an existing test that leaves a trace when it runs."""
    project.with_file("pyproject.toml", project.text("pyproject.toml") + TOUCHED)
    project.with_file(".gitignore", project.text(".gitignore") + "ran\n")
    return project.with_file("tests/test_slow.py", SLOW).commit()


def has_run(project: Project) -> bool:
    """Whether the existing test that leaves a trace has run."""
    return (project.root / "tests/ran").exists()


def test_what_is_the_bases_byte_for_byte_does_not_run(narrow: Project) -> None:
    """Its outcome is the base's by construction; the report says that it did not run."""
    locked = narrow.with_red_test().lock()

    assert f"kept    the touched files have no existing tests; {REST}" in locked.last.output
    assert not has_run(narrow)


def test_an_existing_test_in_a_touched_file_runs(narrow: Project) -> None:
    """What is added may break its neighbours."""
    extended = narrow.with_file("tests/test_cart.py", narrow.text("tests/test_cart.py") + MEAN)

    extended.gate(
        "verify-fail", verdict="passed", says=f"kept    1 existing test of the touched files passes, unmodified; {REST}"
    )

    assert not has_run(narrow)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("src/shop/cart.py", "def total(prices):\n    return 0 + sum(prices)\n"),
        ("tests/conftest.py", "import pytest\n"),
        ("notes.txt", "a file that a test may read\n"),
    ],
)
def test_a_change_beside_the_tests_makes_the_whole_suite_run(narrow: Project, path: str, text: str) -> None:
    """Any test may depend on it; the report says what it was."""
    changed = narrow.with_red_test().with_file(path, text)

    changed.gate("verify-fail", verdict="passed", says=f"the whole suite ran: {path} is not what it is at the base")

    assert has_run(narrow)


def test_the_whole_suite_runs_by_default(project: Project) -> None:
    """Whoever wants less says so."""
    project.with_file(".gitignore", project.text(".gitignore") + "ran\n").with_file("tests/test_slow.py", SLOW).commit()

    project.with_red_test().gate("verify-fail", verdict="passed", says="2 existing tests pass, unmodified")

    assert has_run(project)


def test_tests_that_were_deselected_are_still_missed(narrow: Project) -> None:
    """The scope is the gate's to narrow, not the command line's."""
    narrow.with_red_test().gate("verify-fail", "-k", "discount", verdict="passed")
    extended = narrow.with_file("tests/test_cart.py", narrow.text("tests/test_cart.py") + MEAN)

    extended.gate("verify-fail", "-k", "mean or discount", verdict="undecided", says="deselected by -k or -m")


def test_workers_run_the_touched_files_alone(narrow: Project) -> None:
    """Each of them reads the command line by itself, and has to be told."""
    narrow.with_red_test().gate("verify-fail", "-n", "2", verdict="passed", says=REST)

    assert not has_run(narrow)
