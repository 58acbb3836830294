"""How many public names have a docstring at all: of a module, or of the whole project."""

from __future__ import annotations

import pytest

from pytest_tddgate.adapters.griffe_api import public_objects
from pytest_tddgate.domain.docs.docstring_habits import written_about

TOLD = 'def told{n}(price):\n    """The price."""\n    return price\n'
BARE = "def bare{n}(price):\n    return price\n"
EMPTY = 'def todo{n}(price):\n    """TODO"""\n    return price\n'


def sentence(path: str, **files: str) -> tuple[bool, str]:
    """Whether a docstring is asked for in the file at this path, and the words for it."""
    objects = [
        each
        for name, text in files.items()
        for each in public_objects(f"shop.{name}", f"shop/{name}.py", text.encode())
    ]
    habit, told = written_about(path, "shop.tax", objects)
    return habit.is_kept, told


def many(text: str, count: int) -> str:
    """So many functions of this kind."""
    return "".join(text.format(n=n) for n in range(count))


@pytest.mark.parametrize(("told", "bare", "expected"), [(4, 1, True), (3, 2, False), (0, 5, False), (40, 10, True)])
def test_a_module_asks_for_docstrings_where_the_great_majority_has_one(told: int, bare: int, *, expected: bool) -> None:
    """Four of five, as for the parts of a docstring."""
    asked, words = sentence("shop/tax.py", tax=many(TOLD, told) + many(BARE, bare), rest=many(BARE, 50))

    assert (asked, words) == (expected, f"{told} of the {told + bare} public names of shop.tax have a docstring")


def test_a_small_module_does_as_the_project_does() -> None:
    """As does a new one."""
    asked, words = sentence("shop/tax.py", tax=many(TOLD, 4), rest=many(BARE, 6))

    assert (asked, words) == (False, "4 of the 10 public names here have a docstring")


def test_a_small_project_is_asked_for_docstrings() -> None:
    """Four names are no habit, as long as one of them has a docstring."""
    assert sentence("shop/tax.py", tax=many(BARE, 3) + many(TOLD, 1)) == (
        True,
        "1 of the 4 public names here have a docstring",
    )


def test_a_placeholder_is_no_docstring() -> None:
    """Nor do names count that need none."""
    text = many(EMPTY, 5) + "LIMIT = 3\n"

    assert sentence("shop/tax.py", tax=text) == (False, "0 of the 5 public names of shop.tax have a docstring")
