"""The repeat of the red tests: the same items in reverse order.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_tddgate.session.child.observer import Observer

__all__ = ["ReverseOrder"]


class ReverseOrder:
    """Runs every item in reverse order."""

    def __init__(self, _observer: Observer) -> None:
        """Ignore the observer, which every role is given."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Reverse the order, after all other plugins."""
        items.reverse()
