"""What to do where a new test file cannot be imported, or nothing is locked: a command that can be copied."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.run.observation import CollectError, ExceptionSeen, RunSeen
from pytest_tddgate.errors import CannotDecide
from pytest_tddgate.gates.contracts.registry import Registry
from pytest_tddgate.gates.contracts.target import target_of
from pytest_tddgate.gates.green.existing_outcomes import uncollected

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGE = "ImportError while importing\nE   ImportError: cannot import name 'third'"
ERROR = CollectError(
    "tests/test_third.py", ExceptionSeen(("builtins.ImportError",), "cannot import name 'third'"), MESSAGE
)


def case(*changed: str, head: Mapping[str, bytes] | None = None) -> Any:  # noqa: ANN401 - stands in for a case
    """A project on `main` with these changed test files, of which HEAD has some."""
    repository = SimpleNamespace(
        branch=lambda: "main",
        resolve=lambda revision: revision,
        files=lambda _commit, _under: (),
        blobs=lambda _commit, paths: {path: data for path, data in (head or {}).items() if path in paths},
        tests_changed_since=lambda _commit, _layout: changed,
    )
    return SimpleNamespace(repository=repository, layout=Layout("/w"), feature=None, base=None)


def test_a_new_file_that_cannot_be_imported_is_to_be_locked() -> None:
    """It asks for what is not there yet: that is a feature."""
    (found,) = uncollected(RunSeen(collect_errors=(ERROR,)), (), case("tests/test_third.py"))

    assert found.what == "tests/test_third.py cannot be collected: ImportError: cannot import name 'third'"
    assert found.next_step == "lock it: pytest --tdd-gate=lock --tdd-feature=third"


def test_a_committed_file_that_cannot_be_imported_is_to_be_mended() -> None:
    """There is nothing to lock."""
    (found,) = uncollected(RunSeen(collect_errors=(ERROR,)), (), case(head={"tests/test_third.py": b""}))

    assert "lock" not in found.remedy


@pytest.mark.parametrize(
    ("changed", "next_step"),
    [
        ((), "write a test for behaviour that is missing, then pytest --tdd-gate=verify-fail"),
        (("tests/test_third.py",), "pytest --tdd-gate=lock --tdd-feature=third"),
    ],
)
def test_where_nothing_is_locked_the_next_step_depends_on_what_is_new(changed: tuple[str, ...], next_step: str) -> None:
    """A lock without a new test is refused; docs and review ask for the contract as well."""
    with pytest.raises(CannotDecide) as caught:
        target_of(Registry(), case(*changed))

    assert caught.value.next_step == next_step
    assert caught.value.why == "this gate is about a feature, and its contract says which"
