"""Code that coverage leaves out without being told: an ellipsis before a body, a block that is for types only."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.excluded import excluded_places

ELLIPSIS = "def total(prices):\n    ...\n    return sum(prices)\n"
LONG = "def total(\n    prices,\n):\n    ...\n    return sum(prices)\n"
OWN_FLAG = "TYPE_CHECKING = True\nif TYPE_CHECKING:\n    def total(prices):\n        return sum(prices)\n"
IMPORTED_FLAG = "from shop.flags import TYPE_CHECKING\nif TYPE_CHECKING:\n    import decimal\n"


@pytest.mark.parametrize(
    ("source", "places"),
    [(ELLIPSIS, {2: 4}), (LONG, {4: 4}), (OWN_FLAG, {2: 0}), (IMPORTED_FLAG, {2: 0})],
    ids=["ellipsis", "long", "own-flag", "imported-flag"],
)
def test_code_that_runs_is_not_left_out(source: str, places: dict[int, int]) -> None:
    """The line and the column of what hides it."""
    assert excluded_places(source.encode()) == places


@pytest.mark.parametrize(
    "source",
    [
        "def total(prices): ...\n",
        "class Shelf(Protocol):\n    def size(self) -> int:\n        ...\n",
        "def total(prices):\n    '''The sum.'''\n    ...\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import decimal\n",
        "import typing\nif typing.TYPE_CHECKING:\n    import decimal\n",
        "TYPE_CHECKING = False\nif TYPE_CHECKING:\n    import decimal\n",
        "from typing_extensions import TYPE_CHECKING\nif TYPE_CHECKING:\n    import decimal\n",
        "def broken(:\n",
    ],
)
def test_what_does_not_run_may_be_left_out(source: str) -> None:
    """Stubs, and blocks that only a type checker reads."""
    assert excluded_places(source.encode()) == {}
