"""Repeats the recorded calls, and reports what that shows about each changed function.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import resource
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_tddgate.session.calls.replays import answers_of, known_function, outcomes_around

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pytest_tddgate.session.calls.recorder import Called, Key

__all__ = ["MIN_POINTS", "MIN_POINTS_IF_ALL", "Answered", "order_only_calls", "raw_replay", "replays_of"]

MIN_POINTS = 3
"""Points needed to show that a function's answers follow something other than its arguments."""
MIN_POINTS_IF_ALL = 2
"""Points that are enough if a function has no more and all of them show it; see `domain.generality.cliffs`."""
_POINTS = 8
"""Points of one function that are repeated with neighbours: with 24 neighbours each, fewer than 200 calls."""
_CPU = 5.0  # seconds of CPU in all: limits costs that no count can predict


@dataclass(frozen=True, slots=True)
class Answered:
    """A telling call that, repeated without tests, returns the same as in the test: its ending, class and value."""

    called: Called
    shown: tuple[str, str, str]


def replays_of(calls: Sequence[Called], paths: Collection[str]) -> Iterator[tuple[dict[str, Any], list[Answered]]]:
    """A replay (in the form of `replay_of`) of each function with enough telling calls, and its `Answered` calls.

    `seen` is the number of points whose result differs from that in the tests; they are not among `points`.
    """
    functions: defaultdict[Key, list[Called]] = defaultdict(list)
    for each in calls:
        functions[each.key].append(each)
    start = _cpu()
    for own in functions.values():
        candidates = {each.text: each for each in own if each.data and (each.is_telling or not each.ending)}
        if len(candidates) >= MIN_POINTS_IF_ALL and _cpu() - start < _CPU:
            known_function(own[0])
            yield _replay(candidates, {each.text for each in own}, paths)


def _replay(
    candidates: dict[str, Called], tested: Collection[str], paths: Collection[str]
) -> tuple[dict[str, Any], list[Answered]]:
    points, others, is_outward = [], 0, False
    answered: list[Answered] = []
    for each in list(candidates.values())[:_POINTS]:
        found = outcomes_around(each, tested, paths)
        if not found:
            continue
        head, shown, *near = found
        if shown[1] == "outside":
            is_outward = True
        elif each.ending and shown[:3] != [each.ending, each.kind, each.value]:
            others += 1
        else:
            points.append([head, shown, near])
            if head[1] and shown[0] == "returned":
                answered.append(Answered(each, tuple(shown[:3])))
    return raw_replay(each.key) | {"points": points, "seen": others, "is_outward": is_outward}, answered


def raw_replay(key: Key) -> dict[str, Any]:
    """An empty replay of a function, in the form of `replay_of`."""
    path, function, line = key
    nothing: dict[str, Any] = {"points": [], "heeds": "", "seen": 0, "is_outward": False, "withheld": []}
    return {"path": path, "line": line, "function": function, **nothing}


def order_only_calls(own: Collection[Called], calls: Sequence[Called]) -> int:
    """The number of calls that show that a function answers by the order of calls, whatever its arguments are.

    0 if any call depends on its arguments, or if repeating all calls in order gives other results.
    """
    given: list[tuple[Called, bytes]] = []
    last: dict[Key, bytes] = {}
    for each in calls:
        data = each.data or last.get(each.key)  # a call that cannot be copied still counts in the order
        if data is not None:
            last[each.key] = data
            given.append((each, data))
    ours = [index for index, (each, _) in enumerate(given) if each in own and each.is_telling]
    if any(_differs(given[index][0], shown) for index, shown in _answers(given, ours)):
        return 0
    turned = list(given)
    for index, other in zip(ours, [*ours[1:], *ours[:1]], strict=True):
        turned[index] = (given[index][0], given[other][1])
    telling = [
        (index, shown) for (index, shown), other in zip(_answers(turned, ours), [*ours[1:], *ours[:1]], strict=False)
        if given[index][0].value != given[other][0].value
    ]  # fmt: skip
    is_deaf = len(telling) >= MIN_POINTS and not any(_differs(given[index][0], shown) for index, shown in telling)
    return len(telling) if is_deaf else 0


def _answers(given: Sequence[tuple[Called, bytes]], ours: Sequence[int]) -> list[tuple[int, list[Any] | None]]:
    """What the calls at these indices show when all calls are made in order; None for calls that were not reached."""
    shown = answers_of(given)
    return [(index, shown[index] if index < len(shown) else None) for index in ours]


def _differs(called: Called, shown: list[Any] | None) -> bool:
    return shown is None or shown[:3] != [called.ending, called.kind, called.value]


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
