"""What a run that repeats the calls of a contract has shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_tddgate.domain.generality.replay import Agreement, Replay

__all__ = ["CallsSeen"]


@dataclass(frozen=True, slots=True)
class CallsSeen:
    """What repeated calls and agreeing comparisons have shown; `is_whole`: every call was recorded and looked at."""

    replays: tuple[Replay, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    is_whole: bool = False
