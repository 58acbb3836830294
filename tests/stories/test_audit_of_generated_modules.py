"""A module that a build writes and git ignores is in no commit: an audit asks for `setup` before anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import GateRun, Project

STEP = "name the command that makes shop._made, which no commit holds: [tool.tddgate.audit] setup on the base"
MORE = "\n\ndef test_mean():\n    assert cart.mean([1, 3]) == 2\n    assert cart.mean([2, 8]) == 5\n"
TESTS = "from shop import cart\n\n\ndef test_total():\n    assert cart.total([1, 2]) == 3\n"
BEHIND = (
    "import pytest\n\nfrom shop import cart as subject\n\n\n@pytest.fixture\ndef cart():\n    return subject\n",
    "def test_total(cart):\n    assert cart.total([1, 2]) == 3\n",
    MORE.replace("()", "(cart)"),
)


@pytest.fixture
def made(project: Project) -> Project:
    """A project whose package imports such a module."""
    project.with_file(".gitignore", project.text(".gitignore") + "_made.py\n")
    project.with_file("src/shop/_made.py", "VERSION = '1'\n")
    return project.with_file("src/shop/__init__.py", "from shop._made import VERSION as VERSION\n")


def audited(project: Project, more: str = MORE) -> GateRun:
    """The audit of a further test of the cart, with its code."""
    code, tests = "src/shop/cart.py", "tests/test_cart.py"
    project.commit("chore: a version").git("switch", "--quiet", "--create", "feature/mean")
    project.with_file(tests, project.text(tests) + more).lock("mean")
    project.with_file(code, project.text(code) + "\n\ndef mean(prices):\n    return sum(prices) // len(prices)\n")
    return project.commit("feat: mean").run("--tdd-gate=audit", "--tdd-base=main", "--tdd-mutants=off")


def test_behind_a_conftest(made: Project) -> None:
    """No test is red there, and the reason is named."""
    conftest, tests, more = BEHIND
    made.with_file("tests/conftest.py", conftest).with_file("tests/test_cart.py", tests)

    ran = audited(made, more)

    assert ran.exit_code == 11, ran.output
    assert "at the base: ModuleNotFoundError: No module named 'shop._made'" in ran.output
    assert ran.last_line.endswith(f"Next: {STEP}")
    assert "0 of 1 tests at the lock" in ran.output


def test_in_the_test_file(made: Project) -> None:
    """The contract cannot run there, whatever is written."""
    ran = audited(made.with_file("tests/test_cart.py", TESTS))

    assert ran.exit_code == 11, ran.output
    assert ran.last_line.endswith(f"Next: {STEP}")
