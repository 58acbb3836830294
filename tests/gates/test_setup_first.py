"""What no commit holds keeps tests from being imported, at the base as well: an audit says first how it can be made."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.run.observation import CollectError, ExceptionSeen, TestId
from pytest_tddgate.gates.audit.unseen import unbuilt_facts
from pytest_tddgate.gates.change.base_outcomes import Outcomes
from pytest_tddgate.gates.verify_fail.hidden import behind_the_base
from pytest_tddgate.gates.verify_fail.judged import TestRed
from tests.fakes import LAYOUT, run_of

CONFTEST, SHOP, NEW = "tests/conftest.py", "tests/test_shop.py", "tests/test_new.py"
OTHER = "tests/test_other.py"
TEST, FURTHER = TestId(SHOP, "test_tax"), TestId(NEW, "test_vat")
NAME_IT = "name the command that makes shop._version, which no commit holds: [tool.tddgate.audit] setup on the base"
FIX_IT = "fix it first, in a commit of its own"


def unimportable(path: str, module: str = "shop._version") -> CollectError:
    """A file that imports a module which is not there."""
    classes = ("builtins.ModuleNotFoundError", "builtins.ImportError")
    return CollectError(path, ExceptionSeen(classes, f"No module named {module!r}", subject=module))


def behind(module: str, setup: str | None) -> tuple[str, str]:
    """What is unknown of a test behind a conftest that wants this module, and the next step."""
    hidden = TestRed(TEST, (), hidden_by=CONFTEST)
    (fact,) = behind_the_base([hidden], [unimportable(CONFTEST, module)], LAYOUT, setup)
    return fact.what, fact.next_step


def unbuilt(*errors: CollectError, old: str = SHOP, missing: str = "shop.tax", setup: str = "") -> tuple[str, str]:
    """What is unknown, and the next step, of two contract tests in a run with these errors; empty where nothing is."""
    at_base = Outcomes(uncollected=frozenset([old]))
    facts = unbuilt_facts(run_of(collect_errors=errors), at_base, [TEST, FURTHER], [missing], setup, LAYOUT)
    return (facts[0].what, facts[0].next_step) if facts else ("", "")


def test_a_conftest_is_named_with_its_reason() -> None:
    """What could not be imported says what to do."""
    what, step = behind("another_package", None)

    reason = "ModuleNotFoundError: No module named 'another_package'"
    assert (what, step) == (f"{CONFTEST} cannot be imported, and could not be at the base: {reason}", FIX_IT)


@pytest.mark.parametrize(
    ("module", "setup", "step"),
    [
        ("shop._version", "", NAME_IT),
        (
            "shop._version",
            "make all",
            "make shop._version, which no commit holds, in [tool.tddgate.audit] setup of the base: make all",
        ),
        ("shop._version", None, FIX_IT),
        ("another_package", "", FIX_IT),
    ],
    ids=["in an audit", "in an audit with a setup", "at the author's gate", "a package of others"],
)
def test_a_module_of_the_project_has_to_be_made(module: str, setup: str | None, step: str) -> None:
    """In the tree of an audit there is nothing but what a commit holds."""
    assert behind(module, setup)[1] == step


def test_contract_tests_behind_it_are_unknown() -> None:
    """No code that could be written would let them run there."""
    reason = "ModuleNotFoundError: No module named 'shop._version'"

    what = f"1 contract test cannot run: {SHOP} cannot be imported, and could not be at the base: {reason}"
    assert unbuilt(unimportable(SHOP)) == (what, NAME_IT)


def test_a_new_file_behind_the_same_module_is_unknown_too() -> None:
    """What the base could not import there is not to be had here either."""
    what, _ = unbuilt(unimportable(SHOP), unimportable(NEW))

    assert what.startswith("2 contract tests cannot run: ")


def test_a_conftest_hides_the_tests_below_it() -> None:
    """None of them is seen."""
    what, step = unbuilt(unimportable(CONFTEST), old=CONFTEST)

    assert what.startswith(f"2 contract tests cannot run: {CONFTEST} cannot be imported, and could not be at the base")
    assert step == NAME_IT


@pytest.mark.parametrize(
    ("errors", "old", "missing"),
    [
        ([unimportable(SHOP)], OTHER, "shop.tax"),
        ([unimportable(SHOP)], SHOP, "shop._version"),
        ([unimportable(SHOP)], SHOP, "shop._version.parse"),
        ([unimportable(SHOP, "another_package")], SHOP, "shop.tax"),
        ([unimportable(OTHER)], OTHER, "shop.tax"),
        ([], SHOP, "shop.tax"),
    ],
    ids=["new here", "asked for", "a name in it asked for", "a package of others", "no contract test", "no error"],
)
def test_everything_else_is_a_finding(errors: list[CollectError], old: str, missing: str) -> None:
    """It has to be written, or installed."""
    assert unbuilt(*errors, old=old, missing=missing) == ("", "")
