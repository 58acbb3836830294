"""Objects of a missing class that a test makes at import: that an equal one is equal asks for something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.session.child import standins
from pytest_tddgate.session.child.standins import make_standin, set_mode

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE: Any = make_standin("shop.Page")


@pytest.fixture(autouse=True)
def _mode() -> Iterator[None]:
    """Leave the mode as it was."""
    before = standins._mode  # noqa: SLF001 - the mode is the module's own
    yield
    set_mode(before)


@pytest.mark.parametrize("mode", ["none", "object", "list", "text", "mapping"])
def test_an_object_of_a_class_is_what_was_made_and_nothing_else(mode: str) -> None:
    """A class that does nothing has objects that equal only themselves."""
    set_mode("anything")
    first = PAGE(1)

    set_mode(mode)

    assert (PAGE(1) == first, first == first) == (False, True)  # noqa: PLR0124 - that is the question
