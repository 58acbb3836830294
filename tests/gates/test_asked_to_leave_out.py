"""What a run was asked to leave out is not known, in whatever words it was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.gates.run.selection import missing_tests
from tests.fakes import FakeRepository, case_of, run_of, seen

if TYPE_CHECKING:
    from pytest_tddgate.domain.run.observation import RunSeen

CART, TAX = "tests/test_cart.py", "tests/test_tax.py"
FILES = dict.fromkeys((CART, TAX), "def test_it():\n    assert 1\n")


def told(run: RunSeen, *args: str, **sides: Any) -> list[str]:  # noqa: ANN401 - each side has a type of its own
    """What is missing of this run of two committed test files, given these words on the command line."""
    case = case_of(FakeRepository([FILES], FILES), args=args, directory="/shop")
    return [each.what for each in missing_tests(run, "c0", case, **sides)]


def ran_cart(asked: tuple[str, ...], **left_out: str) -> RunSeen:
    """A run of one of the files; of the other, a test was left out by this option."""
    node = f"{TAX}::test_it"
    by = dict.fromkeys((node,) if left_out else (), left_out.get("by", ""))
    return run_of(seen(f"{CART}::test_it"), deselected=tuple(by), deselected_by=by, asked=asked)


@pytest.mark.parametrize(
    ("option", "says"),
    [
        ("-k", "1 test was deselected by -k or -m"),
        ("-m", "1 test was deselected by -k or -m"),
        ("--lf", "1 test was deselected by --lf"),
        ("--sw", "1 test was deselected by --sw"),
        ("--deselect", "1 test was deselected by --deselect"),
    ],
)
def test_what_an_option_left_out_is_missing(option: str, says: str) -> None:
    """The run says which options were given, in whatever words: `-qk name`, or a variable."""
    assert told(ran_cart((option,), by=option)) == [says]


@pytest.mark.parametrize("option", ["-k", "-m", "--deselect"])
def test_what_the_settings_left_out_is_not(option: str) -> None:
    """So it was at the base: `-m "not slow"` in the project's own `addopts`."""
    assert told(ran_cart((), by=option)) == []


def test_what_the_command_line_deselects_by_name_is_not() -> None:
    """It is said in the open, and a flaky test is left out that way."""
    assert told(ran_cart((), by="--deselect"), f"--deselect={TAX}::test_it") == []


def test_an_option_that_left_nothing_out_does_no_harm() -> None:
    """What the settings leave out beside it is theirs."""
    assert told(ran_cart(("-k",), by="-m")) == []


@pytest.mark.parametrize("option", ["--lf", "--ignore", "--ignore-glob"])
def test_a_file_that_an_option_keeps_from_being_collected_is_missing(option: str) -> None:
    """The cache knows of no failure in it: it is not even looked at."""
    assert told(ran_cart((option,))) == [f"1 committed test file was left out by {option}: {TAX}"]


@pytest.mark.parametrize("option", ["--lf", "--ignore"])
def test_a_gate_that_chose_the_files_itself_misses_none(option: str) -> None:
    """The other files are none of its business."""
    assert told(ran_cart((option,)), is_partial=True) == []


def test_a_run_that_was_asked_for_the_last_failures_and_has_none_is_whole() -> None:
    """Without a cache it runs everything."""
    run = run_of(seen(f"{CART}::test_it"), seen(f"{TAX}::test_it"), asked=("--lf",))

    assert told(run) == []


def test_other_names_for_tests_leave_tests_out() -> None:
    """With `-o python_functions=test_d*` the others are no tests, and nobody deselects them."""
    assert told(ran_cart(("-o python_functions",))) == [
        "-o python_functions says otherwise than the settings what is a test"
    ]
