"""Whether a project's changes bring their entries with them, as far as its last commits tell."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.docs.changelog import Changelog, is_written_with_changes

CODE = frozenset({"src/shop/tax.py", "tests/test_tax.py"})
TOLD = CODE | {"CHANGELOG.md"}
TYPO = frozenset({"README.md"})


def has_habit(*commits: frozenset[str]) -> bool:
    """What these commits show of a changelog in a file."""
    kinds = (lambda path: path.startswith("src/"), lambda path: path.startswith("tests/"))
    return is_written_with_changes(Changelog(file="CHANGELOG.md"), commits, *kinds)


@pytest.mark.parametrize(
    ("told", "untold", "expected"),
    [(0, 9, True), (0, 10, False), (1, 9, False), (2, 8, True), (10, 0, True), (5, 35, False), (8, 32, True)],
)
def test_one_change_in_five_with_its_entry_is_a_habit(told: int, untold: int, *, expected: bool) -> None:
    """Not every change is news; with fewer than ten commits nobody can tell."""
    assert has_habit(*([TOLD] * told), *([CODE] * untold)) is expected


def test_commits_that_bring_no_code_with_tests_show_nothing() -> None:
    """A typo needs no entry, and a release has nothing but entries."""
    assert has_habit(*([TYPO] * 20), *([frozenset({"CHANGELOG.md"})] * 5), *([frozenset({"src/shop/tax.py"})] * 20))


def test_a_fragment_is_an_entry_too() -> None:
    """Whatever it is called."""
    commits = [CODE | {f"changelog.d/{number}.added.md"} for number in range(10)]

    assert is_written_with_changes(Changelog(folder="changelog.d"), commits, lambda _: True, lambda _: True)
