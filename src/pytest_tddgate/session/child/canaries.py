"""Tests that must fail, in a module of the contract: if one is reported as passed, no report can be trusted.

PYTEST_DONT_REWRITE: their assertions have to fail without pytest's help.
"""

from __future__ import annotations

import sys
import unittest
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["canaries"]

_SUBTESTS = "subtests"


def canaries(name: str, module: pytest.Module, items: list[pytest.Item]) -> list[pytest.Item]:
    """Failing tests of every kind that occurs among `items`, in this module; their names begin with `name`.

    An assertion that fails, an exception that is not raised, and, if items use them, pytest's subtests and the
    assertions of `unittest`: each can be made to pass without affecting the others.
    """
    found: list[pytest.Item] = [
        _function(f"{name}_asserts", _must_fail, module),
        _function(f"{name}_raises", _must_not_raise, module),
    ]
    fixtures = {fixture for each in items for fixture in getattr(each, "fixturenames", ())}
    if _SUBTESTS in fixtures and "_pytest.subtests" in sys.modules:  # older plugins report subtests separately
        found.append(_function(f"{name}_subtests", _must_fail_within, module))
    collectors = (collector for each in items if (collector := each.getparent(pytest.Class)) is not None)
    unittests = (each for each in collectors if isinstance(each.obj, type) and issubclass(each.obj, unittest.TestCase))
    if (collector := next(unittests, None)) is not None:
        found += _methods(name, module, type(collector))
    return found


def _function(name: str, call: Callable[..., None], module: pytest.Module) -> pytest.Item:
    return pytest.Function.from_parent(module, name=name, callobj=call)


def _methods(name: str, module: pytest.Module, collector: Any) -> Iterator[pytest.Item]:
    """The items that the collector class `collector` collects from a `unittest` test case of canaries."""
    calls = {
        "equal": lambda case: case.assertEqual(1, 2),  # noqa: PT009 - this kind is wanted
        "true": lambda case: case.assertTrue(0),  # noqa: PT009 - as above
        "raises": _must_raise,
        "subtest": _must_fail_in_subtest,
    }
    case = type("TestTddgateCanary", (unittest.TestCase,), {f"{name}_{kind}": call for kind, call in calls.items()})
    holder = collector.from_parent(module, name=case.__name__, obj=case)
    holder.obj = case
    yield from holder.collect()


def _must_fail() -> None:
    value = 1
    assert value == 2, "the canary"  # noqa: S101, PLR2004 - a test that must fail


def _must_not_raise() -> None:
    with pytest.raises(ValueError, match="the canary"):
        pass


def _must_fail_within(subtests: Any) -> None:
    with subtests.test(msg="the canary"):
        _must_fail()


def _must_raise(case: unittest.TestCase) -> None:
    with case.assertRaises(ValueError):  # noqa: PT027 - this kind is wanted
        pass


def _must_fail_in_subtest(case: unittest.TestCase) -> None:
    with case.subTest("the canary"):
        _must_fail()
