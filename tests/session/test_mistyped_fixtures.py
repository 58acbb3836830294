"""A fixture that is named almost like another one is a mistake of the test, not one that a plugin may define."""

from __future__ import annotations

from types import ModuleType, SimpleNamespace

import pytest

from pytest_tddgate.session.child.exceptions import describe


class FixtureLookupError(LookupError):
    """As pytest raises it, in a run with one plugin of the project."""

    def __init__(self, wanted: str) -> None:
        """An error of a test that asks for this fixture, where `shop_name` and `tmp_path` are known."""
        super().__init__(wanted)
        plugin = ModuleType("shop.testing")
        plugin.__file__ = "/w/src/shop/testing.py"
        manager = SimpleNamespace(get_plugins=lambda: {plugin})
        self.argname = wanted
        self.request = SimpleNamespace(config=SimpleNamespace(pluginmanager=manager))

    def formatrepr(self) -> SimpleNamespace:
        """What pytest prints."""
        known = "available fixtures: shop_name, tmp_path\nuse 'pytest --fixtures' for help on them."
        return SimpleNamespace(errorstring=f"fixture '{self.argname}' not found\n{known}")


FixtureLookupError.__module__ = "_pytest.fixtures"


@pytest.mark.parametrize("wanted", ["shop_nmae", "shopname", "tmp_pth"])
def test_a_fixture_that_is_almost_there_has_no_file(wanted: str) -> None:
    """No plugin is asked for it."""
    assert describe(FixtureLookupError(wanted))["source"] == ""


@pytest.mark.tdd_pins("was so before")
@pytest.mark.parametrize("wanted", ["cart", "shop", "database"])
def test_another_one_may_be_the_plugins(wanted: str) -> None:
    """It has a name of its own."""
    assert describe(FixtureLookupError(wanted))["source"] == "/w/src/shop/testing.py"
