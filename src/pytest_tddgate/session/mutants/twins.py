"""A collected test once more, as new: so that it can run several times in one process.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import copy
from types import MethodType

import pytest

__all__ = ["can_run_again", "params_of", "twin_of"]


def can_run_again(item: pytest.Item) -> bool:
    """Whether the item is one of which there can be a twin."""
    return isinstance(item, pytest.Function)


def params_of(item: pytest.Item) -> list[object]:
    """The values of its parameters, which it has in common with its twins."""
    call = getattr(item, "callspec", None)
    return list(call.params.values()) if call is not None else []


def twin_of(item: pytest.Item) -> pytest.Item:
    """A copy of a function's item that has not run, with fixtures and an object of its class of its own."""
    twin = copy.copy(item)
    own = vars(twin)
    own.pop("_instance", None)
    if isinstance(own.get("_obj"), MethodType):
        del own["_obj"]  # made again, from a new object of the class
    if isinstance(twin, pytest.Function):
        twin._initrequest()  # noqa: SLF001 - what pytest does for an item that runs again
    return twin
