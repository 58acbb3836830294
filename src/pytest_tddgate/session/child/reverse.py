"""The repeat of the red tests: the same items in the other order.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_tddgate.session.child.observer import Observer

__all__ = ["Reverse"]


class Reverse:
    """Runs every item in reverse order."""

    def __init__(self, _observer: Observer) -> None:
        """Take the role's common argument; a reversal needs nothing of it."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Turn the order round, last of all plugins."""
        items.reverse()
