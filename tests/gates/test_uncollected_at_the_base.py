"""Old test files that an audit cannot collect, as the base could not: they are no finding, and they are named."""

from __future__ import annotations

from pytest_tddgate.domain.run.observation import CollectError, ExceptionSeen, TestId
from pytest_tddgate.gates.audit.unseen import unseen_notes, waiting_notes
from pytest_tddgate.gates.change.base_outcomes import Outcomes
from tests.fakes import LAYOUT, run_of

PRICE, TAX = "tests/test_price.py", "tests/test_tax.py"


def unimportable(path: str, module: str) -> CollectError:
    """A file that imports a module which is not there."""
    classes = ("builtins.ModuleNotFoundError", "builtins.ImportError")
    return CollectError(path, ExceptionSeen(classes, f"No module named {module!r}", subject=module))


def told(*errors: CollectError, at_base: tuple[str, ...] = (PRICE, TAX), setup: str = "") -> tuple[str, ...]:
    """What is noted about a run with these errors."""
    return unseen_notes(run_of(collect_errors=errors), Outcomes(uncollected=frozenset(at_base)), setup, LAYOUT)


def test_the_file_is_named_with_the_reason() -> None:
    """As at green."""
    (note,) = told(unimportable(PRICE, "missing_pkg"))

    why = "(ModuleNotFoundError: No module named 'missing_pkg')"
    assert note == f"1 test file is not collected here, as at the base: {PRICE} {why}"


def test_every_file_is_named_with_its_own_reason() -> None:
    """One cause may hide another."""
    (note,) = told(unimportable(TAX, "missing_pkg"), unimportable(PRICE, "other_pkg"))

    assert note == (
        f"2 test files are not collected here, as at the base: {PRICE} (ModuleNotFoundError: No module named "
        f"'other_pkg'), {TAX} (ModuleNotFoundError: No module named 'missing_pkg')"
    )


def test_of_many_files_five_are_named() -> None:
    """And how many more there are."""
    paths = [f"tests/test_{number}.py" for number in range(7)]

    (note,) = told(*(unimportable(each, "missing_pkg") for each in paths), at_base=tuple(paths))

    assert [each for each in paths if each in note] == paths[:5]
    assert note.endswith(" and 2 more")


def test_a_module_of_the_project_has_to_be_made_first() -> None:
    """It is generated, or ignored by git: a commit does not hold it, and a command can make it."""
    _, hint = told(unimportable(PRICE, "shop._gen"))

    assert hint == "no commit holds shop._gen: name the command that makes it, [tool.tddgate.audit] setup on the base"


def test_a_setup_that_does_not_make_it_is_named() -> None:
    """It has run, and the module is not there."""
    _, hint = told(unimportable(PRICE, "shop._gen"), setup="make all")

    assert hint == "no commit holds shop._gen, and [tool.tddgate.audit] setup of the base does not make it: make all"


def test_a_file_that_the_base_could_collect_is_none_of_these() -> None:
    """It is a finding."""
    assert told(unimportable(PRICE, "missing_pkg"), at_base=(TAX,)) == ()


def test_tests_of_a_contract_that_wait_are_counted_and_the_first_is_named() -> None:
    """They were red at the base, and nobody looks at them."""
    tests = [TestId(TAX, "test_b"), TestId(PRICE, "test_a")]

    assert waiting_notes(tests) == (
        f"2 tests were red in a contract of the base (not counted): {PRICE}::test_a and 1 more",
    )
    assert waiting_notes(tests[:1]) == (f"1 test was red in a contract of the base (not counted): {TAX}::test_b",)
    assert waiting_notes([]) == ()
