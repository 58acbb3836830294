"""What is known of a mutant before a process is started for it: whether it differs, and which tests can notice it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.mutants.alone import difference_of, reaching
from pytest_tddgate.domain.run.mutation import TestRan

if TYPE_CHECKING:
    from pytest_tddgate.domain.run.extra import Replacement

PATH = "/home/me/shop/a.py"
SOURCE = b"LIMIT = 3\n\n\ndef double(x):\n    return x * 2\n"


def edit(old: bytes, new: str, first: int = 5, last: int = 5) -> Replacement:
    """A mutant that puts a text in place of another."""
    start = SOURCE.index(old)
    return {"id": "m", "path": PATH, "start": start, "end": start + len(old), "text": new, "lines": [first, last]}


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [(b"*", "/", ""), (b"*", "* ", "equivalent"), (b"*", "* *", "invalid"), (b"3", "4", "")],
    ids=["other code", "the same code", "no code", "at import"],
)
def test_a_mutant_that_makes_no_difference_is_not_tried(old: bytes, new: str, difference: str) -> None:
    """Nor is one that is no Python."""
    assert difference_of(SOURCE, edit(old, new)) == difference


def ran(name: str, *lines: int, outcome: str = "passed", cpu: float = 0.1) -> TestRan:
    """A test as it ran without a mutant."""
    return TestRan(f"a.py::{name}", "a.py", outcome, cpu, frozenset((PATH, line) for line in lines))


def test_the_tests_that_run_its_line_are_asked() -> None:
    """The cheapest first, and none that fails as it is."""
    tests = [ran("test_a", 5, cpu=0.2), ran("test_b", 5), ran("test_c", 1), ran("test_d", 5, outcome="failed")]

    assert [each.node_id for each in reaching(edit(b"*", "/"), SOURCE, tests)] == ["a.py::test_b", "a.py::test_a"]


def test_what_runs_at_import_can_be_noticed_by_every_test() -> None:
    """Nobody counts the lines of an import by tests: the first that imports runs them."""
    tests = [ran("test_a", 5), ran("test_b")]

    found = reaching(edit(b"3", "4", 1, 1), SOURCE, tests)

    assert [each.node_id for each in found] == ["a.py::test_a", "a.py::test_b"]
