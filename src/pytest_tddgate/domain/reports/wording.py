"""Numbers, shares and lists, as sentences tell them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["agreed", "counted", "first_few", "percent"]


def counted(count: int, noun: str) -> str:
    """`1 remark`, `2 remarks`."""
    return f"{count} {noun}{'s' * (count != 1)}"


def agreed(count: int, noun: str, one: str, several: str) -> str:
    """`no test fails`, `1 test fails`, `3 tests fail`: a noun and a verb that agree with the number."""
    return f"{counted(count, noun) if count else f'no {noun}'} {several if count > 1 else one}"


def first_few(names: Sequence[str], most: int) -> str:
    """`a, b and 3 more`: the first names, and how many there are behind them."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def percent(value: float) -> str:
    """A percentage, rounded down so that it never shows a threshold that was not reached."""
    return f"{int(value * 100) / 100:g} %"
