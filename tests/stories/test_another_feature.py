"""Two features: every command that is printed is about the one that is in work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.cli import main

if TYPE_CHECKING:
    from tests.project import Project

TEST = "from shop.{0} import {0}\n\n\ndef test_{0}():\n    assert [{0}(100), {0}(50)] == [90, 45]\n"


def with_code(project: Project, name: str) -> Project:
    """Write what the test of this name asks for."""
    return project.with_file(
        f"src/shop/{name}.py", f'def {name}(price):\n    """Less."""\n    return price * 9 // 10\n'
    )


def test_the_feature_is_named_where_another_one_would_be_judged(
    started: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a branch with a contract of its own: lock, green, docs, review and status go on with the named feature."""
    started.with_file("tests/test_first.py", TEST.format("first")).lock("discount")  # as the branch is named
    with_code(started, "first").commit("feat: first")
    started.with_file("tests/test_halve.py", TEST.format("halve"))

    locked = started.gate("lock", "--tdd-feature=halve", verdict="passed")
    assert locked.last.last_line.endswith("pytest --tdd-gate=green --tdd-feature=halve")
    with_code(started, "halve").commit("feat: halve")
    green = started.gate("green", "--tdd-feature=halve", verdict="passed")
    assert green.last.last_line.endswith("pytest --tdd-gate=docs --tdd-feature=halve")
    review = started.gate("review", "--tdd-feature=halve", verdict="undecided")
    assert "shown by: pytest --tdd-gate=docs --tdd-feature=halve" in review.last.output
    monkeypatch.chdir(started.root)
    main(["status"])
    shown = capsys.readouterr().out
    assert "run pytest --tdd-gate=green --tdd-feature=halve" in shown
    assert shown.splitlines()[-1].endswith("pytest --tdd-gate=green --tdd-feature=halve")


@pytest.mark.tdd_pins("commands have always been short")
def test_the_default_feature_is_not_named(started: Project) -> None:
    """Where the gate would find it by itself."""
    started.with_file("tests/test_halve.py", TEST.format("halve"))

    locked = started.gate("lock", "--tdd-feature=halve", verdict="passed")

    assert locked.last.last_line.endswith("pytest --tdd-gate=green")
