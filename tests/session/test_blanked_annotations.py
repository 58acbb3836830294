"""A class of which only annotations say what it holds loses them without its values: they are the feature."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_tddgate.session.child.emptying import blanked

NAMED = "from typing import NamedTuple\n\n\nclass Row(NamedTuple):\n    a: int\n    b: int\n"
TYPED = "from typing import TypedDict\n\n\nclass Row(TypedDict):\n    a: int\n    b: int\n"
DATA = "from dataclasses import dataclass\n\n\n@dataclass\nclass Row:\n    a: int\n    b: int\n"


def row(source: str, first: int, last: int) -> Any:  # noqa: ANN401 - a class of this source
    """The class `Row` of a module whose lines from `first` to `last` changed."""
    scope: dict[str, Any] = {"__name__": "shop.rows"}
    exec(blanked(source.encode(), "/shop/rows.py", [(first, last)]), scope)  # noqa: S102 - our own source
    return scope["Row"]


@pytest.mark.parametrize("source", [NAMED, TYPED, DATA], ids=["named", "typed", "data"])
def test_changed_annotations_are_taken_away(source: str) -> None:
    """No test of the fields passes without them."""
    assert not getattr(row(source, 1, 9), "__annotations__", {})


@pytest.mark.parametrize("line", [5, 6])
def test_those_that_were_there_stay(line: int) -> None:
    """A class may get one more."""
    assert row(NAMED, line, line)._fields == (("b",) if line == 5 else ("a",))


@pytest.mark.tdd_pins("holds today, and has to")
def test_a_value_is_taken_away_and_its_annotation_stays() -> None:
    """As for every assignment."""
    changed = row(DATA.replace("b: int", "b: int = 3"), 7, 7)

    assert changed(1).b != 3
    assert list(changed.__annotations__) == ["a", "b"]
