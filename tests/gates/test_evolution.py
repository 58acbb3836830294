"""What changed on the tests' side since a commit, from bytes and syntax alone."""

from __future__ import annotations

from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.gates.change.evolution import Evolution, evolution_since
from tests.fakes import FakeRepository, case_of

CART = "tests/test_cart.py"
TOTAL = "def test_total():\n    assert sum([1, 2]) == 3\n"
EMPTY = "def test_empty():\n    assert sum([]) == 0\n"


def evolution(before: dict[str, str], after: dict[str, str], *, with_subject: bool = False) -> Evolution:
    """What changed between two states of a project."""
    return evolution_since("c0", case_of(FakeRepository([before], after)), with_subject=with_subject)


def test_nothing_changed_where_bytes_are_the_same() -> None:
    """The work tree is compared with the commit, file by file."""
    assert evolution({CART: TOTAL}, {CART: TOTAL}) == Evolution("c0")


def test_a_function_more_is_a_new_test() -> None:
    """What was there before is not touched by it."""
    found = evolution({CART: TOTAL}, {CART: f"{TOTAL}\n\n{EMPTY}"})

    assert found.new_tests() == (TestId(CART, "test_empty"),)
    assert found.changed_tests() == {}


def test_formatting_changes_no_test() -> None:
    """Syntax is compared, once bytes differ."""
    found = evolution({CART: TOTAL}, {CART: TOTAL.replace("[1, 2]", "[ 1,2 ]")})

    assert found.paths == (CART,)
    assert found.changed_tests() == {}


def test_an_edited_body_changes_its_test() -> None:
    """Nothing else of the file is named."""
    found = evolution({CART: f"{TOTAL}\n\n{EMPTY}"}, {CART: f"{TOTAL.replace('3', '4')}\n\n{EMPTY}"})

    assert found.changed_tests() == {TestId(CART, "test_total"): ""}


def test_an_edited_helper_changes_the_tests_that_use_it() -> None:
    """They are told together with what they use."""
    before = f"SUM = 3\n\n\n{TOTAL.replace('3', 'SUM')}\n\n{EMPTY}"

    found = evolution({CART: before}, {CART: before.replace("SUM = 3", "SUM = 4")})

    assert found.changed_tests() == {TestId(CART, "test_total"): "SUM"}


def test_a_test_that_moved_is_neither_new_nor_removed() -> None:
    """Its syntax is found again under another path."""
    found = evolution({CART: TOTAL}, {"tests/test_sums.py": TOTAL})

    assert (found.new_tests(), found.removed_tests()) == ((), ())
    assert found.moved_from == {TestId("tests/test_sums.py", "test_total"): TestId(CART, "test_total")}


def test_a_test_that_is_gone_is_removed() -> None:
    """The file may still be there, or not."""
    assert evolution({CART: TOTAL}, {}).removed_tests() == (TestId(CART, "test_total"),)
    assert evolution({CART: f"{TOTAL}\n\n{EMPTY}"}, {CART: TOTAL}).removed_tests() == (TestId(CART, "test_empty"),)


def test_a_file_that_cannot_be_parsed_is_told_with_its_line() -> None:
    """Its tests are unknown, and nothing is said of them."""
    found = evolution({CART: TOTAL}, {CART: "def test_total(:\n"})

    assert found.unreadable[CART].line == 1
    assert (found.new_tests(), found.changed_tests()) == ((), {})


def test_the_subject_is_looked_at_where_it_is_asked_for() -> None:
    """To look at every file of a repository takes a while."""
    before, after = {"src/shop/cart.py": "", "README.md": ""}, {"src/shop/cart.py": "TAX = 1\n", "README.md": "New\n"}

    found = evolution(before, after, with_subject=True)

    assert (found.subject_paths, found.other_paths) == (("src/shop/cart.py",), ("README.md",))
    assert evolution(before, after).subject_paths == ()


def test_what_python_wrote_is_nobodys_change() -> None:
    """Compiled files lie beside their sources."""
    assert evolution({}, {"tests/__pycache__/test_cart.pyc": "compiled"}).paths == ()
