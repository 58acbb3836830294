"""A run of the base runs those of its targets that are there: pytest runs none where it does not find one of them."""

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
    """A tree with two test files."""
    for name in ("test_cart.py", "test_tax.py"):
        (tmp_path / name).write_text("", encoding="utf-8")
    return tmp_path


def asked(tree: Path, *targets: str, items: tuple[str, ...] = ()) -> tuple[list[str], list[str]]:
    """The paths that pytest is given for these targets, and which of the collected items it keeps."""
    orders = Orders("base", top=str(tree), targets=tuple(str(tree / each) for each in targets))
    run = BaseRun(SimpleNamespace(orders=orders))  # type: ignore[arg-type]  # it has nothing else to ask
    config = SimpleNamespace(args=list(orders.targets))
    run.pytest_collection(SimpleNamespace(config=config))  # type: ignore[arg-type]  # as above
    found: Any = [SimpleNamespace(path=tree / each.partition("::")[0], nodeid=each) for each in items]
    run.pytest_collection_modifyitems(found)
    return [each.removeprefix(f"{tree}/") for each in config.args], [each.nodeid for each in found]


def test_files_are_collected_in_place_of_names(tree: Path) -> None:
    """A name that is not found ends the run, and a file that cannot be imported has none."""
    paths, _ = asked(tree, "test_cart.py::test_total", "test_cart.py::test_empty", "test_tax.py::test_tax")

    assert paths == ["test_cart.py", "test_tax.py"]


def test_a_file_that_is_not_there_is_not_asked_for(tree: Path) -> None:
    """It ends the run as well."""
    paths, _ = asked(tree, "test_new.py::test_new", "test_tax.py::test_tax")

    assert paths == ["test_tax.py"]


def test_the_named_tests_run_with_all_their_cases(tree: Path) -> None:
    """And no others of the file."""
    items = ("test_cart.py::test_total[a::b]", "test_cart.py::test_total[1]", "test_cart.py::test_more")

    _, kept = asked(tree, "test_cart.py::test_total", items=items)

    assert kept == list(items[:2])


def test_a_test_of_a_class_has_the_name_of_its_class(tree: Path) -> None:
    """Two classes may have one of the same name."""
    items = ("test_cart.py::TestOne::test_total", "test_cart.py::TestTwo::test_total")

    _, kept = asked(tree, "test_cart.py::TestTwo::test_total", items=items)

    assert kept == [items[1]]


def test_a_file_without_names_runs_as_a_whole(tree: Path) -> None:
    """What it holds is asked for."""
    paths, kept = asked(
        tree, "test_tax.py", "test_tax.py::test_a", items=("test_tax.py::test_a", "test_tax.py::test_b")
    )

    assert (paths, kept) == (["test_tax.py"], ["test_tax.py::test_a", "test_tax.py::test_b"])
