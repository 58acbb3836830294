"""Makes fresh copies of a collected test, so that it can run several times in one process.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import copy
from types import MethodType

import pytest

__all__ = ["can_run_again", "params_of", "twin_of"]


def can_run_again(item: pytest.Item) -> bool:
    """Whether there can be a copy of this item."""
    return isinstance(item, pytest.Function)


def params_of(item: pytest.Item) -> list[object]:
    """The values of its parameters, which it shares with its copies."""
    call = getattr(item, "callspec", None)
    return list(call.params.values()) if call is not None else []


def twin_of(item: pytest.Item) -> pytest.Item:
    """A copy of a function's item that has not run yet, with its own fixtures and object of its class."""
    twin = copy.copy(item)
    own = vars(twin)
    own.pop("_instance", None)
    if isinstance(own.get("_obj"), MethodType):
        del own["_obj"]  # created again, from a new object of the class
    if isinstance(twin, pytest.Function):
        twin._initrequest()  # noqa: SLF001 - pytest calls it when an item runs again
    return twin
