"""A run of the base can collect all that the user's command collects, although only its targets run."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.domain.run.orders import Orders
from pytest_tddgate.session.child.base_run import BaseRun

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with two test files in a folder."""
    (tmp_path / "tests").mkdir()
    for name in ("test_cart.py", "test_tax.py"):
        (tmp_path / "tests" / name).write_text("", encoding="utf-8")
    return tmp_path


def asked(tree: Path, *args: str, items: tuple[str, ...] = ()) -> tuple[list[str], list[str]]:
    """The paths that pytest is given after a command with these, and which collected items run for `test_tax.py`."""
    orders = Orders("base", top=str(tree), targets=(str(tree / "tests/test_tax.py"),), extra={"beside": True})
    run = BaseRun(SimpleNamespace(orders=orders))  # type: ignore[arg-type]  # it has nothing else to ask
    config = SimpleNamespace(args=[str(tree / each) for each in args])
    run.pytest_collection(SimpleNamespace(config=config))  # type: ignore[arg-type]  # as above
    found: Any = [SimpleNamespace(path=tree / each.partition("::")[0], nodeid=each) for each in items]
    run.pytest_collection_modifyitems(found)
    return [each.removeprefix(f"{tree}/") for each in config.args], [each.nodeid for each in found]


def test_what_the_user_named_is_collected(tree: Path) -> None:
    """A file that cannot be collected after the import of another one can be collected alone."""
    paths, _ = asked(tree, "tests")

    assert paths == ["tests", "tests/test_tax.py"]


def test_a_name_stands_for_its_file(tree: Path) -> None:
    """Pytest ends the run if the base does not have the test."""
    paths, _ = asked(tree, "tests/test_cart.py::test_total")

    assert paths == ["tests/test_cart.py", "tests/test_tax.py"]


@pytest.mark.tdd_pins("targets that the base does not have were left out before")
def test_what_the_base_does_not_have_is_left_out(tree: Path) -> None:
    """The change brings it."""
    paths, _ = asked(tree, "tests/test_new.py")

    assert paths == ["tests/test_tax.py"]


def test_only_the_targets_run(tree: Path) -> None:
    """The others are collected for what their import leaves behind."""
    _, kept = asked(tree, "tests", items=("tests/test_cart.py::test_total", "tests/test_tax.py::test_tax"))

    assert kept == ["tests/test_tax.py::test_tax"]
