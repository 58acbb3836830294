"""Which cases of a parametrized test are made of stand-ins, so that their ids say nothing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from pytest_tddgate.session.child.standins import answer, holds_standin, make_standin
from pytest_tddgate.session.child.unsettled import is_unsettled

MISSING: Any = make_standin("shop.Size")


@pytest.mark.parametrize(
    "value",
    [
        MISSING,
        MISSING.SMALL,
        answer("shop.Size"),
        [1, MISSING],
        ("a", {"size": MISSING.SMALL}),
        {"x": [answer("shop.x")]},
    ],
    ids=["class", "member", "instance", "list", "mapping", "deep"],
)
def test_what_holds_a_stand_in(value: object) -> None:
    """Itself, or inside containers."""
    assert holds_standin(value)


@pytest.mark.parametrize("value", [None, 0, "shop.Size", int, [], {"a": (1, 2)}, object()])
def test_what_holds_none(value: object) -> None:
    """Values of the test's own."""
    assert not holds_standin(value)


def case(case_id: str, **params: object) -> SimpleNamespace:
    """A test item with one case."""
    return SimpleNamespace(callspec=SimpleNamespace(id=case_id, params=params))


def test_a_case_made_of_what_is_missing_is_unsettled() -> None:
    """Its id is another one as soon as the code is there; so are the cases of an empty set."""
    assert is_unsettled(case("shop.Size-1", size=MISSING, count=1))
    assert is_unsettled(case("NOTSET", size=pytest.param))
    assert not is_unsettled(case("3-1", size=3, count=1))
    assert not is_unsettled(SimpleNamespace())
