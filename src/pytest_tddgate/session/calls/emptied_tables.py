"""Repeats calls while one table of the changed code is empty, to see which of them need it.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import contextlib
import pickle
import time
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.generality.telling import is_composed, telling_texts, written
from pytest_tddgate.domain.generality.withheld import tables_in
from pytest_tddgate.session.calls.neighbour_calls import calls_around, needs_of, places_of
from pytest_tddgate.session.calls.reimporting import reimported
from pytest_tddgate.session.calls.replays import is_varied, outcome_of, shortened
from pytest_tddgate.session.calls.sandbox import sandboxed_fork

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pytest_tddgate.domain.generality.withheld import Table
    from pytest_tddgate.session.calls.recorder import Arguments, Called, Key
    from pytest_tddgate.session.calls.sandbox import EffectBlocker

__all__ = ["EmptiedTables"]

Numbered = tuple[int, "Called"]
Answers = dict[int, list[Any]]
"""Number of a call -> its arguments as text, what it shows (ending, class, value), and what each neighbour shows."""

_NEEDY = 3  # calls of a function that must change before their neighbours are tried
_CALLS = 12  # of one function that return, and as many that raise
_TABLES = 12
_CPU = 2.0  # seconds of CPU of one process


class EmptiedTables:
    """Empties the tables of the changed files, one at a time."""

    def __init__(self, spans: Mapping[str, Iterable[tuple[int, int]]]) -> None:
        """`spans` maps an absolute path to the first and last line of each changed place."""
        self._spans = spans
        self._tested: defaultdict[Key, set[str]] = defaultdict(set)

    def needs(self, calls: Iterable[Called]) -> Iterator[tuple[Key, list[Any]]]:
        """The key of a function and what its calls need of a table, in the form of `replay_of`, for each such pair."""
        calls = list(calls)
        for each in calls:
            self._tested[each.key].add(each.text)
        asked = _to_repeat(calls)
        tables = self._tables() if asked else []
        before = self._answers(asked, {}, {}) if tables else {}
        for path, source, table in tables[:_TABLES] if before else ():
            text = source[: table.start] + table.text + source[table.end :]
            after = self._answers([each for each in asked if each[0] in before], {path: text}, before)
            found: defaultdict[tuple[Key, str], list[Any]] = defaultdict(list)
            for number, called in asked:
                for place, need in needs_of(called, before.get(number, []), after.get(number, [])):
                    found[called.key, place].append(need)
            yield from ((key, [path, table.line, needs]) for (key, _), needs in found.items())

    def _tables(self) -> list[tuple[str, bytes, Table]]:
        """The tables on changed lines, each with its file's path and source, the largest first."""
        found = []
        for path, spans in self._spans.items():
            with contextlib.suppress(OSError):
                source = Path(path).read_bytes()
                count = source.count(b"\n") + 1
                lines = {line for first, last in spans for line in range(first, min(last, count) + 1)}
                found += [(path, source, each) for each in tables_in(source, lines)]
        return sorted(found, key=lambda each: -each[2].size)

    def _answers(self, asked: Sequence[Numbered], sources: Mapping[str, bytes], before: Answers) -> Answers:
        """What the calls show if the changed modules have these sources.

        If `before` has their former answers, functions with fewer than `_NEEDY` changed answers are left out.
        """
        found: Answers = {}
        for number, shown in sandboxed_fork(partial(self._made, asked=asked, sources=sources, before=before)):
            found.setdefault(number, []).append(shown)
        return found

    def _made(
        self, effects: EffectBlocker, asked: Sequence[Numbered], sources: Mapping[str, bytes], before: Answers
    ) -> Iterator[list[Any]]:
        functions = reimported(effects, frozenset(self._spans), sources)
        start = time.process_time()
        needy: defaultdict[Key, list[tuple[int, Called, list[Any]]]] = defaultdict(list)
        values: defaultdict[Key, set[tuple[str, str]]] = defaultdict(set)
        for number, called in asked:
            if called.key in functions and (arguments := _arguments_of(called)) is not None:
                values[called.key] |= {(place, written(each)) for place, each in places_of(arguments).items()}
                shown = outcome_of(effects, functions[called.key], arguments)[:3]
                if number not in before or before[number][1] != shown:
                    needy[called.key].append((number, called, shown))
        for key, several in needy.items():
            for number, called, shown in several if len(several) >= _NEEDY else ():
                arguments = pickle.loads(called.data or b"")  # noqa: S301 - our own
                yield [number, [shortened(arguments), is_composed(arguments)]]
                yield [number, shown]
                for near in calls_around(called, arguments, self._tested[key], values[key]):
                    if time.process_time() - start > _CPU:
                        return
                    yield [number, [*outcome_of(effects, functions[key], near.arguments)[:3], *near.marks]]


def _to_repeat(calls: Iterable[Called]) -> list[Numbered]:
    """The telling calls and the calls that raised, numbered; at most `_CALLS` of each per function."""
    found: defaultdict[tuple[Key, str], dict[str, Called]] = defaultdict(dict)
    for each in calls:
        if each.data and (each.is_telling or each.ending == "raised"):
            found[each.key, each.ending].setdefault(each.text, each)
    return list(enumerate(each for own in found.values() for each in list(own.values())[:_CALLS]))


def _arguments_of(called: Called) -> Arguments | None:
    """The arguments, as objects of the current modules' classes; None if they tell nothing or cannot be unpickled."""
    try:
        arguments: Arguments = pickle.loads(called.data or b"")  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - it runs code of the subject
        return None
    tells = is_varied(arguments) and (called.is_telling or telling_texts(arguments))
    return arguments if tells else None
