"""Cases of a parametrized test whose ids say nothing yet, because stand-ins are among their values.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

from typing import Any

from pytest_tddgate.session.child.standins import holds_standin

__all__ = ["is_unsettled"]

_EMPTY = "NOTSET"  # what pytest calls the only case of an empty set of parameters


def is_unsettled(item: Any) -> bool:
    """Whether the code that is still to be written can give this case another id, or more cases beside it."""
    call = getattr(item, "callspec", None)
    if call is None:
        return False
    return _EMPTY in call.id or any(map(holds_standin, call.params.values()))
