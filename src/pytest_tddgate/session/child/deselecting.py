"""Finds the option of pytest that is deselecting tests: pytest reports which tests, but not why.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

__all__ = ["deselecting_option"]

_OF_FUNCTION = {"deselect_by_keyword": "-k", "deselect_by_mark": "-m"}
_OF_MODULE = {"_pytest.main": "--deselect", "_pytest.cacheprovider": "--lf", "_pytest.stepwise": "--sw"}
_BETWEEN = ("pluggy", "pytest_tddgate")


def deselecting_option() -> str:
    """The option whose code is calling `pytest_deselected`; `""` if a conftest or another plugin calls it."""
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - the standard library's own name
    while frame is not None:
        module = str(frame.f_globals.get("__name__", ""))
        if frame.f_code.co_name != "pytest_deselected" and module.partition(".")[0] not in _BETWEEN:
            return (
                _OF_FUNCTION.get(frame.f_code.co_name, "") if module == "_pytest.mark" else _OF_MODULE.get(module, "")
            )
        frame = frame.f_back
    return ""
