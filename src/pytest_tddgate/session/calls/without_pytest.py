"""Repeats calls of the contract without any trace of pytest, while everything else is unchanged.

Each call is made in two forks: one without pytest's traces, and, if its answer differs there, one with them that is
otherwise the same. A function whose answers differ only by that looks at the run. This is done once in the current
state, and once with the changed modules imported anew, because a module keeps what it saw at its import.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import contextlib
import pickle
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass
from functools import partial
from itertools import islice, repeat, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.awareness.glances import can_look
from pytest_tddgate.domain.generality.telling import is_plain
from pytest_tddgate.session.calls.bare_stack import call_below, call_on_bare_stack
from pytest_tddgate.session.calls.pytest_traces import COMMAND, FILTERS, FOLDERS, NAMES
from pytest_tddgate.session.calls.reimporting import modules_of, reimported
from pytest_tddgate.session.calls.repeating import MIN_POINTS, MIN_POINTS_IF_ALL
from pytest_tddgate.session.calls.replays import known_function, outcome_and_result
from pytest_tddgate.session.calls.sandbox import sandboxed_fork

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pytest_tddgate.session.calls.pytest_traces import Traces
    from pytest_tddgate.session.calls.recorder import Called, Key
    from pytest_tddgate.session.calls.repeating import Answered
    from pytest_tddgate.session.calls.sandbox import EffectBlocker

__all__ = ["CallsWithoutPytest"]


_DEATHS = 3  # calls that may kill their process
_CPU = 2.0  # seconds of CPU of one such process
_FILTERS = re.compile(rb"\b(?:filters|showwarning|_warnings)\b|\b(?:vars|getattr)\(\s*warnings|warnings\.__dict__")
_COMMAND = re.compile(rb"\b(?:proc|cmdline|psutil)\b")


@dataclass(frozen=True, slots=True)
class _Shown:
    """Ending, class and value that a call shows; whether arguments and result are plain, and name pytest's traces."""

    shown: tuple[str, ...] = ("lost", "", "")
    is_plain: bool = False
    is_about_run: bool = False


_LOST = _Shown()


class CallsWithoutPytest:
    """Repeats calls of functions that could look at the run."""

    def __init__(self, traces: Traces, paths: Collection[str]) -> None:
        """`paths` are the absolute paths of the changed files."""
        self._traces = traces
        self._paths = frozenset(paths)

    def looking(self, answered: Iterable[Answered]) -> Iterator[tuple[Key, int]]:
        """The key of each function that looks at the run, and the number of calls that show it."""
        points = list(answered)
        own = frozenset(each.partition(".")[0] for each in modules_of(self._paths))
        if not points or not any(can_look(text, own) for text in _sources(self._paths)):
            return
        changed = b"".join(islice(_sources(self._paths), len(self._paths)))
        also = {FOLDERS} | {name for name, word in ((FILTERS, _FILTERS), (COMMAND, _COMMAND)) if word.search(changed)}
        for anew in (False, True):
            found = self._differing(points, also, anew=anew)
            points = [each for each in points if each.called.key not in found]
            yield from found.items()

    def _differing(self, points: Sequence[Answered], also: Collection[str], *, anew: bool) -> dict[Key, int]:
        bare = self._made(points, NAMES[0], also, anew=anew)
        if not _enough(points, map(_is_other, points, bare)):
            return {}
        dressed = self._made(points, "", also, anew=anew)
        again = self._made(points, NAMES[1], also, anew=anew)
        # Functions whose results name pytest's traces report on the process, as is their purpose.
        reporting = {each.called.key for each, shown in zip(points, dressed, strict=True) if shown.is_about_run}
        return _enough(points, [
            _is_other(each, other) and other == once_more and seen.shown == each.shown and seen.is_plain
            and each.called.key not in reporting
            for each, other, once_more, seen in zip(points, bare, again, dressed, strict=True)
        ])  # fmt: skip

    def _made(self, points: Sequence[Answered], name: str, also: Collection[str], *, anew: bool) -> list[_Shown]:
        """What each call shows in forks that look like a program of this name; with `""`, in forks with all traces."""

        def work(effects: EffectBlocker, asked: Sequence[Answered]) -> Iterator[list[Any]]:
            functions: Mapping[Key, Any] = {each.called.key: known_function(each.called) for each in asked}
            if name:
                self._traces.conceal(name, also)
            else:
                self._traces.show()
            if anew:
                functions = reimported(effects, self._paths)
            # With all traces, the stack is pytest's as well.
            made_by = call_on_bare_stack if name else call_below(sys._getframe(), is_traced=True)  # noqa: SLF001 - the only way to know it
            start = time.process_time()
            for each in takewhile(lambda _: time.process_time() - start < _CPU, asked):
                yield self._answer(effects, functions.get(each.called.key), each.called, made_by)

        found: list[_Shown] = []
        for _ in range(_DEATHS):
            if asked := points[len(found) :]:
                found += [_Shown(tuple(each[:3]), *each[3:]) for each in sandboxed_fork(partial(work, asked=asked))]
                found.append(_LOST)
        return [*found, *repeat(_LOST, len(points))][: len(points)]

    def _answer(self, effects: EffectBlocker, function: Any, called: Called, made_by: Any) -> list[Any]:
        """The fields of `_Shown` of a call made by `made_by`, in a list."""
        try:
            args, keywords = pickle.loads(called.data or b"")  # noqa: S301 - our own
        except Exception:  # noqa: BLE001 - it runs code of the subject
            function = None
        if function is None:
            return [*_LOST.shown, False, False]
        are_plain = is_plain([args, keywords])
        shown, result = outcome_and_result(effects, partial(made_by, function), (args, keywords))
        return [*shown[:3], are_plain and is_plain(result), self._traces.is_told([args, keywords, result])]


def _is_other(answered: Answered, shown: _Shown) -> bool:
    """Whether the call returned something else; one that raised may have needed what was concealed."""
    return shown.shown[0] == "returned" and shown.shown != answered.shown


def _enough(points: Iterable[Answered], tell: Iterable[bool]) -> dict[Key, int]:
    """The functions for which enough points are true in `tell`, with the number of these points."""
    asked: Counter[Key] = Counter()
    telling: Counter[Key] = Counter()
    for each, tells in zip(points, tell, strict=True):
        asked[each.called.key] += 1
        telling[each.called.key] += tells
    return {
        key: count for key, count in telling.items() if count >= MIN_POINTS or count == asked[key] == MIN_POINTS_IF_ALL
    }


def _sources(paths: Collection[str]) -> Iterator[bytes]:
    """The contents of the changed files, then of the other modules of their packages."""
    tops = {name.partition(".")[0] for name in modules_of(paths)}
    others = [
        path for name, module in list(sys.modules.items())
        if name.partition(".")[0] in tops and isinstance(path := getattr(module, "__file__", None), str)
    ]  # fmt: skip
    for path in dict.fromkeys([*paths, *others]):
        with contextlib.suppress(OSError):
            yield Path(path).read_bytes()
