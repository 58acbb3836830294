"""Which of the changed lines mean something else: not those of statements that only got another look."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.rewritten import rewritten_lines

BEFORE = '''\
RATE = 19  # percent


class Item:
    size = 1

    def __len__(self):  # type: ignore[override]
        return (1 +
                2)


def tax(price):
    """The tax."""
    return price * RATE
'''


def differing(after: str, before: str | None = BEFORE) -> set[int]:
    """Those of all lines that are not the base's."""
    everything = frozenset(range(1, after.count("\n") + 2))
    return set(rewritten_lines(everything, before, after.encode()))


@pytest.mark.parametrize(
    "after",
    [
        BEFORE,
        BEFORE.replace("  # type: ignore[override]", ""),
        BEFORE.replace("(1 +\n                2)", "1 + 2").replace("  # percent", "\n"),
    ],
)
def test_what_only_looks_different_is_the_base_s(after: str) -> None:
    """A comment, a line break, a parenthesis: whole statements and functions count."""
    texts = dict(enumerate(after.splitlines(), 1))

    assert {texts.get(line, "") for line in differing(after)} == {"", "class Item:"}


def test_another_statement_is_rewritten_and_its_neighbours_are_not() -> None:
    """Also in a class."""
    after = BEFORE.replace("size = 1", "size = 2").replace("  # type: ignore[override]", "")

    assert 5 in differing(after)
    assert differing(after).isdisjoint({1, 7, 8, 9, 12, 13, 14})


def test_a_function_is_rewritten_as_a_whole() -> None:
    """Its decorators and default values are part of it."""
    after = BEFORE.replace("def tax(price):", "def tax(price=1):")

    assert differing(after) >= {12, 13, 14}


def test_what_moves_to_another_class_is_not_what_was_there() -> None:
    """The same text under another name is another function."""
    moved = BEFORE.replace("class Item:", "class Cart:")

    assert differing(moved) >= {4, 5, 7, 8, 9}


def test_one_that_is_there_twice_counts_once() -> None:
    """The second overrides the first, and may be what the change is."""
    after = BEFORE + BEFORE.partition("\n\n\ndef")[2].replace("tax", "def tax", 1).lstrip()

    assert len(differing(after) & {12, 13, 14, 15, 16, 17}) >= 3


@pytest.mark.parametrize(("before", "after"), [(None, "X = 1\n"), ("def (", "X = 1\n"), ("X = 1\n", "def (\n")])
def test_without_two_versions_to_compare_every_line_counts(before: str | None, after: str) -> None:
    """A new file is new, and what cannot be parsed is taken as it was told."""
    assert differing(after, before) >= {1}
