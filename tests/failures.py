"""Failures as they really happen: the one test of a small module is run against a small subject, and judged."""

from __future__ import annotations

import inspect
import sys
import types
from typing import TYPE_CHECKING, Any
from unittest import TestCase, mock

import pytest

from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.red.blame import Red, Scene, blame_of
from pytest_tddgate.domain.red.dependence import ModuleDependence, dependence_of
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.session.child.exceptions import describe
from pytest_tddgate.session.pipe.raw import exception_of

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["judged"]

LAYOUT = Layout("/w", packages=("src/shop",), names=frozenset({"shop"}))
FILE = "tests/test_shop.py"
HEAD = "import os, pytest\nfrom shop.price import Cart, net\n"
CONFTEST = "import pytest\nfrom shop.price import Cart\n@pytest.fixture\ndef cart():\n    return Cart()\n"
SUBJECT = """\
class Cart:
    def __init__(self, *given):
        self.items = [*given]
    def add(self, name, price):
        self.items.append((name, price))
    def total(self):
        return 3
def net(price):
    return price
def each(step, value):
    return step(value)
"""


def judged(source: str, request: pytest.FixtureRequest) -> Red | str:
    """The kind of red of the failure of the module's test, or the rule that it breaks."""
    text = HEAD + source
    price = _module("shop.price", SUBJECT, "/w/src/shop/price.py")
    shop = types.ModuleType("shop")
    shop.price = price  # type: ignore[attr-defined]  # as an import does it
    test = types.ModuleType("test_shop")
    test.__file__ = f"/w/{FILE}"
    with mock.patch.dict(sys.modules, {"shop": shop, "shop.price": price, "test_shop": test}):
        exec(compile(text, test.__file__, "exec"), test.__dict__)  # noqa: S102 - a text of these tests
        name = _test_in(vars(test))
        try:
            _run(name, vars(test), request, price)
        except (Exception, pytest.fail.Exception) as failure:  # noqa: BLE001 - whatever a test can raise
            seen = exception_of(describe(failure))
    files = {FILE: text, "tests/conftest.py": CONFTEST}
    blame = blame_of(seen, Scene(LAYOUT, TestId(FILE, name), lambda path: _flow(path, files)))
    return blame.red or blame.rule


def _flow(path: str, files: dict[str, str]) -> ModuleDependence | None:
    return dependence_of(files[path].encode(), LAYOUT.is_first_party, lambda _: False) if path in files else None


def _module(name: str, source: str, path: str) -> types.ModuleType:
    module = types.ModuleType(name)
    module.__file__ = path
    exec(compile(source, path, "exec"), module.__dict__)  # noqa: S102 - a text of these tests
    return module


def _test_in(names: dict[str, Any]) -> str:
    """The qualified name of the one test."""
    name = next(name for name, value in names.items() if _is_test(name, value))
    methods = [each for each in vars(names[name]) if each.startswith("test")]
    return "::".join([name, *methods[:1]])


def _is_test(name: str, value: object) -> bool:
    return name.startswith("test") if inspect.isfunction(value) else name.startswith("Test") and name != "TestCase"


def _run(name: str, names: dict[str, Any], request: pytest.FixtureRequest, price: types.ModuleType) -> None:
    top, _, method = name.partition("::")
    run = names[top]
    if method:
        instance = run(method) if issubclass(run, TestCase) else run()
        for setup in ("setup_class", "setUp", "setup_method"):
            getattr(instance, setup, lambda: None)()
        run = getattr(instance, method)
    run(**_arguments(run, names, request, price))


def _arguments(
    function: Callable[..., object], names: dict[str, Any], request: pytest.FixtureRequest, price: types.ModuleType
) -> dict[str, object]:
    """What pytest would give: fixtures of the module, of its conftest, and of pytest."""
    found: dict[str, object] = {}
    for name in inspect.signature(function).parameters:
        if name in names:
            made = inspect.unwrap(names[name])
            found[name] = made(**_arguments(made, names, request, price))
        else:
            found[name] = price.Cart() if name == "cart" else request.getfixturevalue(name)
    return found
