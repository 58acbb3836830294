"""Many files that one fault keeps from being imported: one finding, which leads to the fault."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from pytest_tddgate.domain.contracts.contract import LockedTest
from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.run.observation import CollectError, ExceptionSeen, Frame, TestId
from pytest_tddgate.domain.verdict import Place
from pytest_tddgate.gates.green.contract_outcomes import contract_findings
from pytest_tddgate.gates.green.existing_outcomes import joined_by_cause, uncollected

LAYOUT = Layout("/w", packages=("src/shop",), names=frozenset({"shop"}))
WRONG = ExceptionSeen(
    ("builtins.NameError",),
    message="name 'List' is not defined",
    frames=(Frame("/w/tests/test_a.py", 1, "<module>"), Frame("/w/src/shop/tax.py", 7, "<module>")),
)


def run_of(*paths: str) -> Any:  # noqa: ANN401 - stands in for a run
    """A run in which the fault hides these files."""
    return SimpleNamespace(tests=(), collect_errors=tuple(CollectError(path, WRONG) for path in paths), deselected=())


def test_the_contract_leads_to_the_line_of_the_code_that_is_wrong() -> None:
    """The test file is only where it shows."""
    test = LockedTest(TestId("tests/test_a.py", "test_a"), red="missing", cases=None)

    (found,) = contract_findings([test], run_of("tests/test_a.py"), LAYOUT)

    assert found.at == Place("src/shop/tax.py", 7)
    assert found.what.startswith("1 contract test cannot run, because tests/test_a.py cannot be imported: NameError")


def test_files_with_one_cause_are_one_finding() -> None:
    """The first is named, the others are counted."""
    found = joined_by_cause(uncollected(run_of("tests/test_a.py", "tests/test_b.py", "tests/test_c.py"), ()))

    assert [each.what for each in found] == [
        "tests/test_a.py and 2 more files cannot be collected: NameError: name 'List' is not defined"
    ]


def test_one_file_is_told_as_it_is() -> None:
    """As are two causes."""
    one = uncollected(run_of("tests/test_a.py"), ())

    assert joined_by_cause(one) == one
