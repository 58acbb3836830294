"""Names that Python looked for in the package itself: they are missing, and no folder hides them."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.red.absent_names import blame_import
from pytest_tddgate.domain.red.judgement import Red
from pytest_tddgate.domain.run.observation import ExceptionSeen

FLAT = Layout("/work/shop", source=("",), packages=("shop",), names=frozenset({"shop"}))
ONE_FILE = Layout("/work/shop", source=("",), packages=("shop.py",), names=frozenset({"shop"}))
NEW = Layout("/work/shop", source=("src",), packages=("src/shop",), names=frozenset({"shop"}), absent=("src/shop",))


@pytest.mark.parametrize(
    ("layout", "source"),
    [
        (FLAT, "/work/shop/shop/__init__.py"),
        (FLAT, "/work/shop/shop"),
        (FLAT, ""),
        (FLAT, "/venv/site-packages/shop/__init__.py"),
        (ONE_FILE, "/work/shop/shop.py"),
        (NEW, "/work/shop"),
    ],
    ids=["package", "namespace", "nowhere", "installed", "one-file", "to-be-written"],
)
@pytest.mark.tdd_pins("what is missing stays missing")
def test_a_name_that_is_not_in_the_package_is_missing(layout: Layout, source: str) -> None:
    """Whatever the clone's folder is called."""
    error = ExceptionSeen(("builtins.ImportError",), "cannot import name", subject="net", owner="shop", source=source)

    assert blame_import(error, layout, None).red is Red.MISSING
