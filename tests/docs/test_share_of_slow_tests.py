"""`ci/share.py`: in a run on several Pythons, each slow test runs on one of them, and no test on none."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from ci.share import SHARED, runner_of

ROOT = Path(__file__).parents[2]
PYTHONS = ["3.11", "3.12", "3.13"]
EACH = ""

pytestmark = pytest.mark.tdd_pins("how our own pipeline shares its tests: no feature of the product")


def files() -> list[str]:
    """Every test file of this repository, as its node ids begin."""
    return [path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")]


def test_each_slow_file_runs_on_one_python_and_each_other_file_on_all() -> None:
    """A file that no Python runs would never fail."""
    runners = {path: runner_of(f"{path}::test_it", PYTHONS) for path in files()}

    assert {path for path, runner in runners.items() if runner in PYTHONS} == {
        path for path in runners if path.startswith(SHARED)
    }
    assert {runner for path, runner in runners.items() if not path.startswith(SHARED)} == {EACH}


def test_no_python_has_much_more_to_do_than_the_others() -> None:
    """Each has at least a quarter of the slow files."""
    runners = Counter(runner_of(path, PYTHONS) for path in files() if path.startswith(SHARED))

    assert min(runners[each] for each in PYTHONS) * 4 > runners.total()


def test_a_single_python_runs_everything() -> None:
    """There is nobody to share with."""
    assert {runner_of(path, ["3.13"]) for path in files()} <= {"3.13", EACH}


def test_what_another_python_runs_is_deselected(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is counted on the screen."""
    monkeypatch.syspath_prepend(str(ROOT))
    stories = pytester.mkdir("tests") / "stories"
    stories.mkdir()
    (stories / "test_one.py").write_text("def test_one():\n    assert True\n", encoding="utf-8")

    there = pytester.runpytest_inprocess("-p", "ci.share", "--share-between=2.7", "-p", "no:tddgate")

    there.assert_outcomes(deselected=1)
