"""The results of a run that repeats the calls made by a contract's tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_tddgate.domain.generality.replay import Agreement, Replay

__all__ = ["CallsSeen"]


@dataclass(frozen=True, slots=True)
class CallsSeen:
    """The replayed calls and the agreeing comparisons; `is_whole`: the recording run came to its end."""

    replays: tuple[Replay, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    is_whole: bool = False
