"""Values that `in` says yes to because their elements build conditions: paths of a query, that decide nothing."""

from __future__ import annotations

import pytest

from pytest_tddgate.session.calls.agreeing import agreement_in

HERE = frozenset({__file__})


class Condition:
    """What a comparison of fields makes: true as any object is."""


class Field:
    """A path into a record; a further step makes a further path, so that Python's `in` tries its elements for ever."""

    def __getitem__(self, step: object) -> Field:
        """The path with this step."""
        return Field()

    def __eq__(self, other: object) -> Condition:  # type: ignore[override]  # as in every query builder
        """A condition."""
        return Condition()

    __hash__ = None  # type: ignore[assignment]


class Anything:
    """Equal to whatever it is compared to, and says so."""

    def __eq__(self, other: object) -> bool:
        """Always."""
        return True

    __hash__ = None  # type: ignore[assignment]


class Pages:
    """Holds whatever it is asked for, by its elements."""

    def __getitem__(self, number: int) -> Anything:
        """The page of this number."""
        return Anything()

    def __eq__(self, other: object) -> bool:
        """By identity."""
        return self is other

    __hash__ = None  # type: ignore[assignment]


class Shelf:
    """Says yes by itself."""

    def __contains__(self, item: object) -> bool:
        """Always."""
        return True

    def __iter__(self) -> object:
        """Over nothing."""
        return iter(())


def test_a_path_of_a_query_agrees_with_nothing() -> None:
    """What it compares to is put into a condition, and no test takes that for a yes."""
    assert agreement_in(Field(), HERE, set()) is None


@pytest.mark.tdd_pins("it was so before")
def test_elements_that_are_equal_to_everything_are_still_found() -> None:
    """By exactly True, as for a value itself."""
    assert agreement_in(Pages(), HERE, set()) == ("Pages", "contains whatever it is asked for")


@pytest.mark.tdd_pins("it was so before")
def test_a_container_that_says_yes_is_still_found() -> None:
    """By its own operator."""
    assert agreement_in(Shelf(), HERE, set()) == ("Shelf", "contains whatever it is asked for")
