"""A fixture that nobody defines may be missing functionality: the product is a plugin that defines fixtures."""

from __future__ import annotations

from types import ModuleType, SimpleNamespace

import pytest

from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.red.blame import Blame, Red, Scene, blame_of
from pytest_tddgate.domain.red.dependence import dependence_of
from pytest_tddgate.domain.run.observation import ExceptionSeen, TestId
from pytest_tddgate.session.child.exceptions import describe

LOOKUP = ("_pytest.fixtures.FixtureLookupError", "builtins.LookupError")
MESSAGE = "('cart', <SubRequest for <Function test_total>>)"
TESTS = """
def test_total(cart):
    assert cart.total() == 0

def test_nothing(cart):
    cart.total()
"""


def blame(source: str, name: str = "test_total") -> Blame:
    """The blame for the fixture `cart` when this file is a plugin."""
    layout = Layout("/w", packages=("src/shop",), names=frozenset({"shop"}))
    flow = dependence_of(TESTS.encode(), lambda module: module.startswith("shop"), lambda _module: False)
    scene = Scene(layout, TestId("tests/test_cart.py", name), lambda _path: flow)
    return blame_of(ExceptionSeen(LOOKUP, MESSAGE, source=source), scene)


def test_a_plugin_of_the_product_may_define_it() -> None:
    """As a missing function."""
    found = blame("/w/src/shop/testing.py")

    assert (found.red, found.what) == (Red.MISSING, "the fixture cart does not exist yet")


@pytest.mark.tdd_pins("refused before")
@pytest.mark.parametrize(
    ("source", "name"),
    [("", "test_total"), ("/w/tests/plugin.py", "test_total"), ("/w/src/shop/testing.py", "test_nothing")],
)
def test_otherwise_the_test_is_wrong(source: str, name: str) -> None:
    """No plugin of the product, or a test that would accept a fixture that does nothing."""
    assert blame(source, name).rule == "broken-test"


class FixtureLookupError(LookupError):
    """As pytest raises it."""

    def __init__(self, plugins: list[object]) -> None:
        """An error in a run with these plugins."""
        super().__init__("cart")
        manager = SimpleNamespace(get_plugins=lambda: plugins)
        self.request = SimpleNamespace(config=SimpleNamespace(pluginmanager=manager))


FixtureLookupError.__module__ = "_pytest.fixtures"


def plugin(name: str, path: str | None) -> ModuleType:
    """A module that is a plugin."""
    module = ModuleType(name)
    module.__file__ = path
    return module


def test_the_plugin_of_the_project_is_named() -> None:
    """Not a conftest, nor one that is installed, nor one of the tests."""
    plugins = [
        plugin("pytest_cov.plugin", pytest.__file__),
        plugin("conftest", "/w/tests/conftest.py"),
        plugin("tests.plugin", "/w/tests/plugin.py"),
        plugin("shop.testing", "/w/src/shop/testing.py"),
        plugin("builtin", None),
        object(),
    ]

    assert describe(FixtureLookupError(plugins))["source"] == "/w/src/shop/testing.py"
    assert describe(FixtureLookupError(plugins[:3]))["source"] == ""
