"""Finds values of the subject whose operators agree with everything, such as an `__eq__` that is always true.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import copy
from itertools import islice
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.generality.altered import altered
from pytest_tddgate.domain.generality.plain_base import plain_of
from pytest_tddgate.domain.generality.replay import IN_PART
from pytest_tddgate.session.calls.sandbox import limited, sandboxed_fork

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

    from pytest_tddgate.session.calls.sandbox import EffectBlocker

__all__ = ["OPERATORS", "agreement_in"]

OPERATORS = frozenset({
    "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__contains__", "__instancecheck__",
})  # fmt: skip
_DEEPEST = 3
_ELEMENTS = 20  # elements of a container that are checked


class _Unknown:
    """A class that the subject does not know."""


_PAIRS: tuple[tuple[Any, Any], ...] = (
    (object(), _Unknown()),
    (917_348_223, -40_126),
    (0.7193, -55.25),
    ([917_348_223], ["nobody"]),
    ((917_348_223,), ("nobody",)),
    ({917_348_223: 1}, {"nobody": 2}),
    ({917_348_223}, {"nobody"}),
    ("nobody wrote this", "and nobody that"),
    (b"nobody wrote this", b"and nobody that"),
)
"""For each type that tests compare with, two different values; what equals both is taken to equal everything."""
_ITEMS: dict[Any, tuple[Any, Any]] = {
    kind: next((one[:1], other[:1]) for one, other in _PAIRS if type(one) is kind) for kind in (str, bytes, list, tuple)
}
"""Type -> two different values with one element."""


def agreement_in(value: Any, paths: Container[str], known: set[Any]) -> tuple[str, str] | None:
    """The name of a class whose operators agree with everything, and how; None if there is none.

    Only operators defined in one of these files (absolute paths) are tried, in forks. Of each class one value is tried
    (`known` remembers it), and another one if that has content and the first had none.
    """
    for each in _inside(value, _DEEPEST):
        kind = type(each)
        if (kind, True) in known or not _own_operators(kind, paths):
            continue
        plain = plain_of(each)
        look = (kind, bool(plain))
        if look not in known:
            known.add(look)
            if how := _found(each, plain):
                return kind.__qualname__, how
    return None


def _found(value: Any, plain: Any) -> str:
    """How the value agrees with everything; `""` if it does not."""
    found = sandboxed_fork(lambda effects: _tried(effects, value, plain))
    if found and found[0] != IN_PART:
        return str(found[0])
    pairs = [pair for pair in _PAIRS if type(pair[0]) is type(plain)] or _PAIRS
    taken = sandboxed_fork(lambda effects: _equal_among(effects, value, [pair[0] for pair in pairs]))
    is_learning = any(all(_equals_at_first(value, one) for one in pairs[index]) for index in taken)
    return _LEARNS if is_learning else "".join(found)


def _equals_at_first(value: Any, one: Any) -> bool:
    """Whether the value equals `one` in a process in which it met nothing else, and has learned nothing."""
    return bool(sandboxed_fork(lambda effects: _equal_among(effects, value, [one])))


def _equal_among(effects: EffectBlocker, value: Any, others: Sequence[Any]) -> Iterator[int]:
    """The indices of the values that `value` equals; each is compared to a fresh copy, if `value` can be copied."""
    effects.forbid(())
    limited(is_on=True)
    for index, one in enumerate(others):
        if _holds(lambda found: (found == one) is True, _copy(value)):  # noqa: B023 - called at once
            effects.allow()
            yield index
            effects.forbid(())


def _copy(value: Any) -> Any:
    try:
        return copy.deepcopy(value)
    except Exception:  # noqa: BLE001 - the subject may define how it is copied
        return value


_LEARNS = "is equal to whatever it is compared to first"


def _inside(value: Any, depth: int) -> Iterator[Any]:
    """The value and the values in it, found without running code of its class."""
    yield value
    if depth == 0:
        return
    kind = type(value)
    parts: Iterable[Any] = ()
    if kind in {list, tuple, set, frozenset}:
        parts = value
    elif kind is dict:
        parts = value.values()
    elif kind.__flags__ & _HEAP and not isinstance(value, type):
        try:
            parts = object.__getattribute__(value, "__dict__").values()
        except (AttributeError, TypeError):
            return
    for _, each in zip(range(_ELEMENTS), list(parts), strict=False):
        yield from _inside(each, depth - 1)


_HEAP = 1 << 9  # Py_TPFLAGS_HEAPTYPE: the class was defined in Python


def _own_operators(kind: type, paths: Container[str]) -> bool:
    classes = [*type.__dict__["__mro__"].__get__(kind), *type.__dict__["__mro__"].__get__(type(kind))]
    found = (each for every in classes for name, each in vars(every).items() if name in OPERATORS)
    return any(getattr(getattr(each, "__code__", None), "co_filename", "") in paths for each in found)


def _tried(effects: EffectBlocker, value: Any, plain: Any) -> Iterator[str]:
    effects.forbid(())
    limited(is_on=True)
    for how, check in (*_CHECKS.items(), (IN_PART, lambda found: _equals_another(found, plain))):
        if _holds(check, value):
            effects.allow()
            yield how
            return


def _holds(check: Callable[[Any], bool], value: Any) -> bool:
    try:
        return check(value)
    except Exception:  # noqa: BLE001 - the operators are the subject's
        return False


def _equals(value: Any) -> bool:
    """Whether both values of a pair are equal to it; only True counts, not expressions or arrays."""
    return _equals_one_of(_PAIRS, value)


def _equals_another(value: Any, plain: Any) -> bool:
    """Whether it equals altered copies of its plain value, which the built-in type tells apart."""
    return any(
        all(plain != each and _holds(lambda found: (found == each) is True, value) for each in group)  # noqa: B023 - called at once
        for group in altered(plain)
    )


def _equals_by_length(value: Any) -> bool:
    """Whether a container or text equals two others of its length that have nothing in common."""
    kind = next((each for each in _ITEMS if isinstance(value, each)), None)
    if kind is None or not (length := kind.__len__(value)):
        return False
    return _equals_one_of([tuple(each * length for each in _ITEMS[kind])], value)


def _equals_one_of(pairs: Iterable[tuple[Any, ...]], value: Any) -> bool:
    return any(_holds(lambda found: all((found == one) is True for one in pair), value) for pair in pairs)  # noqa: B023 - called at once


def _never_differs(value: Any) -> bool:
    """Whether its own `!=` is always false; Python's default only negates what `==` returns, even an expression."""
    has_own = any("__ne__" in vars(each) for each in type(value).__mro__[:-1])
    return has_own and all((value != one) is False for one in _PAIRS[0])


def _is_on_both_sides(value: Any) -> bool:
    return any(
        (value < one) is True and (value > one) is True for pair in _PAIRS for one in pair if isinstance(one, int | str)
    )


def _holds_everything(value: Any) -> bool:
    """Whether it contains everything, although its elements are others; complements, without elements, do not count."""
    has_all = all(_has(value, one) for pair in _PAIRS[:2] for one in pair) and _has(value, "nobody wrote this")
    return has_all and not any(each is _PAIRS[0][0] for each in islice(iter(value), _ELEMENTS))


def _has(value: Any, one: Any) -> bool:
    """Whether it contains `one`; without `__contains__`, `==` must be True, since in queries it builds a condition."""
    if hasattr(type(value), "__contains__"):
        return one in value
    return any(each is one or (each == one) is True for each in islice(iter(value), _ELEMENTS))


def _is_class_of_all(value: Any) -> bool:
    return isinstance(_PAIRS[0][0], type(value)) and isinstance(_PAIRS[1][0], type(value))


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "is equal to whatever it is compared to": _equals,
    "is equal to whatever is as long": _equals_by_length,
    "differs from nothing": _never_differs,
    "is both smaller and greater than the same value": _is_on_both_sides,
    "contains whatever it is asked for": _holds_everything,
    "takes everything for an instance of itself": _is_class_of_all,
}
