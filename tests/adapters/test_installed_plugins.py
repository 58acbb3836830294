"""Which of the installed plugins an audit loads, by what is installed; that is looked up once."""

from __future__ import annotations

import pytest

from pytest_tddgate.adapters.installed_plugins import Installed, installed, plugins_for
from pytest_tddgate.errors import CannotDecide

HERE = (
    Installed("pytest-cov", (("pytest_cov", "pytest_cov"),)),
    Installed("pytest-tddgate", (("tddgate", "pytest_tddgate"),)),
    Installed("pytest-xdist", (("xdist", "xdist"), ("xdist.looponfail", "xdist"))),
    Installed("shop", (("shop_fixtures", "shop"),)),
    Installed("rich"),
)


def test_all_plugins_but_those_of_the_project() -> None:
    """What is judged is not what judges."""
    found = plugins_for(HERE, None, None, frozenset({"shop"}))

    assert found.names == ("pytest_cov", "tddgate", "xdist", "xdist.looponfail")
    assert found.left_out == ()


def test_a_lock_file_leaves_others_out() -> None:
    """The gate's own and pytest-cov are needed in any case."""
    found = plugins_for(HERE, None, frozenset({"rich"}), frozenset())

    assert (found.names, found.left_out) == (("pytest_cov", "tddgate"), ("pytest-xdist", "shop"))


def test_a_distribution_that_is_named_and_not_installed() -> None:
    """A name that does nothing would be a setting that is silently off."""
    with pytest.raises(CannotDecide, match="pytest-asyncio is not installed"):
        plugins_for(HERE, ("pytest-asyncio", "rich"), None, frozenset())


def test_what_is_installed_here() -> None:
    """With the names of plugins and the modules that bring them."""
    found = {each.name: each.plugins for each in installed()}

    assert ("pytest_cov", "pytest_cov") in found["pytest-cov"]
    assert found["pluggy"] == ()
