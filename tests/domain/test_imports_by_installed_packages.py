"""A module of the project's own namespace that an installed package imports: the project is not asked to write it."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.red.absent_names import blame_import
from pytest_tddgate.domain.red.judgement import Red
from pytest_tddgate.domain.run.observation import ExceptionSeen, Frame

SHOP = Layout("/w", packages=("shop",), names=frozenset({"shop"}))
INSTALLED = "/venv/lib/python3.13/site-packages/tills/__init__.py"
TEST = Frame("/w/tests/test_price.py", 3, "<module>")


def missing(*frames: Frame) -> ExceptionSeen:
    """`import shop.tax`, where nothing of that name is; the frames end at the import."""
    classes = ("builtins.ModuleNotFoundError", "builtins.ImportError")
    return ExceptionSeen(classes, "No module named 'shop.tax'", (TEST, *frames), subject="shop.tax")


def test_a_package_that_imports_it_wants_another_distribution() -> None:
    """`shop` is a namespace that several distributions share."""
    blame = blame_import(missing(Frame(INSTALLED, 1, "<module>")), SHOP, None)

    assert blame.red is None
    assert blame.rule == "broken-environment"
    assert blame.what == "needs a package that is not installed: No module named 'shop.tax'"
    assert blame.next_step == "install the package that has shop.tax"


@pytest.mark.parametrize(
    "frames",
    [
        (),
        (Frame("/w/shop/__init__.py", 1, "<module>"),),
        (Frame(INSTALLED, 9, "load"),),
        (Frame(INSTALLED, 9, "<module>"), Frame("/usr/lib/python3.13/importlib/__init__.py", 88, "import_module")),
        (Frame("<string>", 1, "<module>"),),
    ],
    ids=["test", "subject", "function", "by name", "text"],
)
@pytest.mark.tdd_pins("what the project or its tests import, or name to a package, is the project's to write")
def test_whoever_else_imports_it_asks_for_it(frames: tuple[Frame, ...]) -> None:
    """A package may import what it is given the name of, as Django does with its settings."""
    blame = blame_import(missing(*frames), SHOP, None)

    assert blame.red is Red.MISSING
