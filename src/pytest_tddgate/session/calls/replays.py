"""Repeats recorded calls in forks in which no test has run, with the same and with other arguments.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import inspect
import pickle
import sys
import types
from itertools import islice
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.generality.neighbours import neighbours_of, neighbours_of_call
from pytest_tddgate.domain.generality.telling import is_alike, is_flat, is_telling, leaves_of, written
from pytest_tddgate.session.calls.sandbox import EffectBlocker, ReachesOutside, limited, sandboxed_fork

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from pytest_tddgate.session.calls.recorder import Arguments, Called, Key

__all__ = [
    "answers_of",
    "function_of",
    "is_varied",
    "known_function",
    "outcome_and_result",
    "outcome_of",
    "outcomes_around",
    "shortened",
]

LOST = ["lost", "", "", "", False]
_DEATHS = 3  # calls of one point that may kill their process
_ITEMS = 200  # of a generator
_SHORTEST = 3  # characters of a text that may be part of a file's name


_KNOWN: dict[Key, types.FunctionType] = {}


def known_function(called: Called) -> types.FunctionType | None:
    """The function object in this process, below any decorators; None for closures, which are created anew each time.

    The search touches every object, so search before forking: a fork would copy all the memory that it touches.
    """
    if called.key not in _KNOWN:
        gc.unfreeze()  # as in `Swaps`
        for each in gc.get_objects():
            if type(each) is types.FunctionType:
                code = each.__code__
                key = (code.co_filename, code.co_qualname, code.co_firstlineno)
                if key == called.key and set(code.co_freevars) <= {"__class__"}:
                    _KNOWN[key] = each
                    break
    return _KNOWN.get(called.key)


def function_of(called: Called) -> types.FunctionType | None:
    """The same as `known_function`, but imports the function's module if only the tests had imported it."""
    if called.key not in _KNOWN and called.module not in sys.modules:
        with contextlib.suppress(Exception):
            importlib.import_module(called.module)
    return known_function(called)


def outcomes_around(called: Called, tested: Collection[str], paths: Collection[str]) -> list[Any]:
    """A call's arguments as text, and whether it is telling and flat; what it shows; and what each neighbour shows.

    `tested` are the arguments of other calls, as text; `paths` are the absolute paths of the files whose lines are
    reported. Empty if the call cannot be repeated.
    """
    found: list[Any] = []
    for _ in range(_DEATHS):
        before = len(found)
        found += sandboxed_fork(lambda effects, before=before: _calls(effects, called, tested, paths, before))  # type: ignore[misc]  # bound at once
        if found and found[-1] is None:
            return found[:-1]
        if len(found) < _HEAD:
            return []
        found.append(LOST)
    return found


_HEAD = 2


def answers_of(calls: Sequence[tuple[Called, bytes]]) -> list[list[Any]]:
    """What these calls show, made one after the other in one process, each with the pickled arguments given for it."""

    def answers(effects: EffectBlocker) -> Iterator[list[Any]]:
        functions = {each.key: function_of(each) for each, _ in calls}
        for each, data in calls:
            function = functions[each.key]
            yield LOST if function is None else outcome_of(effects, function, pickle.loads(data))  # noqa: S301 - our own

    return sandboxed_fork(answers)


def _calls(
    effects: EffectBlocker, called: Called, tested: Collection[str], paths: Collection[str], done: int
) -> Iterator[Any]:
    """First a description of the call, then what it shows, then what each neighbour shows, and finally None."""
    function = function_of(called)
    if function is None or called.data is None:
        return
    args, keywords = pickle.loads(called.data)  # noqa: S301 - our own
    given = pickle.loads(called.data)  # noqa: S301 - our own
    near = [each for each in map(_copied, neighbours_of_call(args, keywords)) if each is not None]
    if done == 0:
        words = shortened((args, keywords))
        shown, result = outcome_and_result(effects, function, (args, keywords), paths)
        yield [words, is_varied(given) and is_telling(given, result), is_flat(given)]
        yield shown
    for data in near[max(0, done - _HEAD) :]:
        arguments = pickle.loads(data)  # noqa: S301 - our own
        if written(arguments) in tested:
            yield LOST
        else:
            # Not for objects: most of their texts do not matter, so that another spelling proves nothing about the key.
            is_respelt = is_flat(given) and is_alike(arguments, given)
            yield [*outcome_of(effects, function, arguments, paths), is_respelt]
    yield None


def is_varied(arguments: Arguments) -> bool:
    """Whether each argument with content has neighbours: one that cannot be varied may be the one that matters."""
    args, keywords = arguments
    holding = [each for each in [*args, *keywords.values()] if any(map(_holds, leaves_of(each)))]
    return all(neighbours_of(each, 1) for each in holding)


def _holds(leaf: object) -> bool:
    return bool(leaf) if isinstance(leaf, str | bytes) else leaf is not None and not isinstance(leaf, bool)


def _copied(arguments: Arguments) -> bytes | None:
    try:
        return pickle.dumps(arguments)
    except Exception:  # noqa: BLE001 - pickling runs code of the subject
        return None


def shortened(arguments: Arguments) -> str:
    """The arguments as in source code, shortened."""
    args, keywords = arguments
    parts = [_text(each) for each in args] + [f"{name}={_text(each)}" for name, each in keywords.items()]
    return ", ".join(parts)[:80]


def _text(value: object) -> str:
    return written(value)[:40] if type(value).__repr__ is object.__repr__ else repr(value)[:40]


def outcome_of(
    effects: EffectBlocker, function: Callable[..., Any], arguments: Arguments, paths: Collection[str] = ()
) -> list[Any]:
    """What one call shows, in the order of the fields of `CallOutcome`; its effects outside the process are blocked."""
    return outcome_and_result(effects, function, arguments, paths)[0]


def outcome_and_result(
    effects: EffectBlocker, function: Callable[..., Any], arguments: Arguments, paths: Collection[str] = ()
) -> tuple[list[Any], Any]:
    """What one call shows, as in `outcome_of`, and its return value."""
    args, keywords = arguments
    given = {written(each) for each in [*args, *keywords.values()]}
    lines: set[tuple[str, int]] = set()
    result = None
    effects.forbid(word for word in leaves_of(arguments) if isinstance(word, str) and len(word) >= _SHORTEST)
    limited(is_on=True)
    try:
        result = _traced(function, args, keywords, lines, paths)
        seen = ["returned", type(result).__qualname__, written(result)]
    except ReachesOutside:
        seen = ["lost", "outside", ""]
    except BaseException as problem:  # noqa: BLE001 - whatever the subject raises is recorded
        seen = ["raised", type(problem).__qualname__, ""]
    finally:
        sys.settrace(None)
        effects.allow()
        limited(is_on=False)
    if effects.has_reached:
        seen = ["lost", "outside", ""]
    files = {path: number for number, path in enumerate(sorted(paths))}
    path = " ".join(f"{files[file]}:{line}" for file, line in sorted(lines))
    return [*seen, path, seen[0] == "returned" and seen[2] in given], result


def _traced(
    function: Callable[..., Any],
    args: list[Any],
    keywords: dict[str, Any],
    lines: set[tuple[str, int]],
    paths: Collection[str],
) -> Any:
    def local(frame: types.FrameType, event: str, _arg: object) -> Any:
        if event == "line":
            lines.add((frame.f_code.co_filename, frame.f_lineno))
        return local

    if paths:
        sys.settrace(lambda frame, _event, _arg: local if frame.f_code.co_filename in paths else None)
    return _settled(function(*args, **keywords))


def _settled(result: Any) -> Any:
    """The value of a coroutine, or a list of a generator's items; raises ReachesOutside if a coroutine waits."""
    if inspect.iscoroutine(result):
        try:
            while result.send(None) is None:
                pass
        except StopIteration as end:
            return end.value
        finally:
            result.close()
        raise ReachesOutside
    if inspect.isgenerator(result):
        return list(islice(result, _ITEMS))
    return result
