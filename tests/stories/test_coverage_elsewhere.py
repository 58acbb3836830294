"""Lines of a change that this environment cannot run do not count, and are told; lines that it could run do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

OPTIONAL = """\
try:
    import no_such_dependency
except ImportError:
    no_such_dependency = None

if no_such_dependency is not None:
    RATE = no_such_dependency.RATE
    NAME = no_such_dependency.NAME
    LIMIT = no_such_dependency.LIMIT
    PLACES = no_such_dependency.PLACES
else:
    RATE = 9


def discount(price):
    return price * RATE // 10
"""
TOTAL = "[tool.tddgate]\nmin-coverage = 50\n\n[tool.pytest"
NOT_CALLED = """

def no_discount(price):
    price += 1
    price -= 1
    return price
"""


def test_an_alternative_for_another_environment(project: Project) -> None:
    """Its lines are told, and not counted."""
    project.replace("pyproject.toml", "[tool.pytest", TOTAL).commit()
    project.with_red_test().lock().with_file("src/shop/discount.py", OPTIONAL)

    ran = project.gate("green", verdict="passed").last

    assert "100 % of 8 changed lines" in ran.output
    assert "4 changed lines run in other environments only: src/shop/discount.py 7-10" in ran.output


def test_code_that_could_run_here_counts(project: Project) -> None:
    """It is in no branch of the environment's."""
    project.replace("pyproject.toml", "[tool.pytest", TOTAL).commit()
    project.with_red_test().lock().with_file("src/shop/discount.py", OPTIONAL + NOT_CALLED)

    ran = project.gate("green", verdict="refused", rules=["low-diff-coverage"]).last

    assert "9 of 12 changed lines are covered, 75 %" in ran.output


def test_an_include_that_knows_nothing_of_the_package(project: Project) -> None:
    """It would leave coverage nothing to measure: the gate measures the package instead, and says so."""
    project.with_file("setup.cfg", "[coverage:run]\ninclude =\n  old/*\n  tests/*\n").commit()
    project.with_red_test().lock().implement()

    ran = project.gate("green", verdict="passed").last

    assert "100 % of 2 changed lines" in ran.output
    assert "include in coverage's settings matches no file of src/shop: measured without it" in ran.output
