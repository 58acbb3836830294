"""Finds cases of parametrized tests whose ids mean nothing yet, because their values are stand-ins.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

from typing import Any

from pytest_tddgate.session.child.standins import holds_standin

__all__ = ["is_unsettled"]

_EMPTY = "NOTSET"  # pytest's name for the only case of an empty parameter set


def is_unsettled(item: Any) -> bool:
    """Whether the missing code can give this case another id, or add more cases."""
    call = getattr(item, "callspec", None)
    if call is None:
        return False
    return _EMPTY in call.id or any(map(holds_standin, call.params.values()))
