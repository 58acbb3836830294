"""Stand-ins: they take any place, and do nothing in one of several ways."""

from __future__ import annotations

import asyncio
import operator
import warnings
from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.session.child.standins import (
    MODES,
    Anything,
    Nothing,
    StandInFailure,
    answer,
    make_standin,
    set_mode,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(autouse=True)
def _mode() -> Iterator[None]:
    """Put the mode back: all stand-ins of a process share it."""
    yield
    set_mode("anything")


def find() -> Any:  # noqa: ANN401 - that is the point
    """A stand-in for `shop.find`."""
    return make_standin("shop.find")


@pytest.mark.parametrize(
    ("mode", "given"),
    [("none", None), ("list", []), ("text", ""), ("mapping", {}), ("object", Nothing("shop.find", "((1,), {'a': 2})"))],
)
def test_a_call_gives_what_the_mode_says(mode: str, given: object) -> None:
    """Whatever the arguments are."""
    set_mode(mode)

    assert find()(1, a=2) == given


def test_a_call_can_raise_what_no_test_expects() -> None:
    """`pytest.raises(Exception)` is the only one that is content with it."""
    set_mode("raises")

    with pytest.raises(StandInFailure, match=r"^shop\.find$"):
        find()()


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_has_an_answer(mode: str) -> None:
    """And only one of them is an exception."""
    set_mode(mode)

    try:
        answer("shop.find")
    except StandInFailure:
        assert mode == "raises"


def test_objects_of_the_same_call_are_equal() -> None:
    """As a pure function's results are: a test that compares two calls is not refuted by identity."""
    set_mode("object")

    same, other = find()(1), find()(2)

    assert (same == find()(1), same == other, hash(same) == hash(find()(1)), same == 1) == (True, False, True, False)


@pytest.mark.parametrize(
    "use",
    [
        lambda each: each.any.attribute.at.all,
        lambda each: each(1, 2, a=3),
        lambda each: each["key"][0],
        lambda each: operator.setitem(each, "key", 1),
        lambda each: [*each] == [],
        lambda each: len(each) == 0,
        lambda each: 1 not in each,
        lambda each: each.__enter__(),
    ],
)
def test_anything_answers_every_question(use: Callable[[Any], object]) -> None:
    """With itself, or as something empty."""
    assert use(Anything("shop")) is not False


def test_anything_can_be_awaited_and_entered() -> None:
    """In async code as well."""

    async def use() -> object:
        async with Anything("shop") as entered:
            return await entered

    assert isinstance(asyncio.run(use()), Anything)


def test_anything_has_no_special_abilities() -> None:
    """What looks for a protocol by its name does not find one."""
    assert [hasattr(Anything("shop"), name) for name in ("__array__", "__index__", "keys")] == [False, False, True]


def test_a_stand_in_can_be_raised_caught_and_expected() -> None:
    """As a warning, and as an exception by a name that says so: a test's fake raises what the subject is to catch."""
    set_mode("none")
    missing = make_standin("shop.CartError")

    for each in (missing, missing("full", code=3)):
        with pytest.raises(missing):
            raise each
    with pytest.warns(missing):
        warnings.warn("x", missing, stacklevel=1)


def test_a_stand_in_can_be_subclassed() -> None:
    """The subclass is the test's own: it makes objects that have what the test gave them."""

    class Cart(find()):  # type: ignore[misc]  # a class that is made at run time
        def __init__(self, size: int) -> None:
            super().__init__(size)
            self.size = size

    assert Cart(3).size == 3


def test_a_stand_in_decorates() -> None:
    """The function that it decorates becomes an answer."""
    set_mode("none")

    @find()  # type: ignore[untyped-decorator]  # a stand-in has no types
    def function() -> int:
        return 1

    assert function is None


def test_attributes_of_a_stand_in_are_stand_ins_and_stay_the_same() -> None:
    """So that a test can compare members of an enumeration that does not exist yet."""
    color: Any = make_standin("shop.Color")
    again: Any = make_standin("shop.Color")

    assert color.RED is again.RED
    assert (color.RED == color.GREEN, color.RED.__qualname__, list(color)) == (False, "shop.Color.RED", [])


@pytest.mark.parametrize("name", ["_private", "__wrapped__", "__origin__", "_pytestfixturefunction"])
def test_a_stand_in_has_no_private_attributes(name: str) -> None:
    """Python and pytest look for them to learn what something is."""
    assert not hasattr(find(), name)
