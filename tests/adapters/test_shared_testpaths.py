"""Test paths that name product code: pytest looks for doctests and tests there, and the code stays product code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.project import detect_layout
from pytest_tddgate.domain.configuration.settings import Settings
from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.errors import Unusable

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_tddgate.domain.contracts.layout import Layout

FLAT = ("calc/__init__.py", "calc/core.py", "calc/tests/test_core.py", "calc/tests/parts.py")
SRC = ("src/shop/__init__.py", "src/shop/cart.py", "src/shop/pay/card.py", "src/shop/test_cart.py", "tests/test_x.py")


def layout_of(
    top: Path, files: tuple[str, ...], testpaths: tuple[str, ...], settings: Settings | None = None
) -> Layout:
    """The layout of a project that holds these files."""
    for path in files:
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        text = "def test_it(): pass\n" if "test_" in path else "def f(): pass\n"
        (top / path).write_text("" if path == "checks/__init__.py" else text)
    return detect_layout(str(top), str(top), settings or Settings(), list(testpaths), ["test_*.py", "*_test.py"])


@pytest.mark.parametrize(
    ("files", "testpaths", "path", "side"),
    [
        (FLAT, ("calc",), "calc/core.py", Side.SUBJECT),
        (FLAT, ("./calc/",), "calc/core.py", Side.SUBJECT),
        (FLAT, ("calc",), "calc/tests/test_core.py", Side.TEST),
        (FLAT, ("calc",), "calc/tests/parts.py", Side.TEST),
        (FLAT, ("calc",), "calc/conftest.py", Side.TEST),
        (SRC, ("tests", "src/shop"), "src/shop/cart.py", Side.SUBJECT),
        (SRC, ("tests", "src/shop"), "src/shop/test_cart.py", Side.TEST),
        (SRC, ("tests", "src/shop/pay"), "src/shop/pay/card.py", Side.SUBJECT),
        (SRC, ("tests", "src/shop/cart.py"), "src/shop/cart.py", Side.SUBJECT),
        (("calc.py", "test_calc.py"), ("calc.py", "test_calc.py"), "calc.py", Side.SUBJECT),
        (("calc/__init__.py", "calc/core.py", "calc/test_core.py"), ("calc",), "calc/core.py", Side.SUBJECT),
        (("calc/__init__.py", "calc/test_calc.py"), ("calc",), "calc/__init__.py", Side.SUBJECT),
    ],
)
def test_a_package_that_pytest_looks_through_is_product_code(
    tmp_path: Path, files: tuple[str, ...], testpaths: tuple[str, ...], path: str, side: Side
) -> None:
    """What is a test by its name, or lies in a folder of tests, is one there too."""
    assert layout_of(tmp_path, files, testpaths).side_of(path) is side


def test_a_test_path_around_a_package_holds_product_code(tmp_path: Path) -> None:
    """The folder of a source root is no folder of tests."""
    settings = Settings(source=("backend/src",))

    seen = layout_of(tmp_path, ("backend/src/shop/cart.py", "backend/checks/test_x.py"), ("backend",), settings)

    sides = [seen.side_of(f"backend/{path}") for path in ("src/shop/cart.py", "checks/test_x.py")]
    assert sides == [Side.SUBJECT, Side.TEST]


@pytest.mark.tdd_pins("what holds nothing but tests is told by its files")
@pytest.mark.parametrize(
    ("files", "testpaths"),
    [
        (
            ("calc/core.py", "calc/__init__.py", "checks/__init__.py", "checks/test_x.py", "checks/parts.py"),
            ("checks",),
        ),
        (("checks/__init__.py", "checks/test_x.py", "checks/test_y.py", "checks/parts.py"), ("checks",)),
        (("src/shop/cart.py", "src/shop/checks/test_x.py", "src/shop/checks/parts.py"), ("src/shop/checks",)),
    ],
    ids=["beside-the-package", "before-the-package-is-written", "in-the-package"],
)
def test_a_package_of_tests_is_a_root_of_tests(
    tmp_path: Path, files: tuple[str, ...], testpaths: tuple[str, ...]
) -> None:
    """A folder that mostly holds test files is one, with its own `__init__.py` or inside the product's package."""
    seen = layout_of(tmp_path, files, testpaths)

    assert (seen.tests, seen.side_of(f"{testpaths[0]}/parts.py")) == (testpaths, Side.TEST)


def test_a_package_of_the_projects_own_name_is_product_code(tmp_path: Path) -> None:
    """However many test files lie in it."""
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "calc"\n')

    seen = layout_of(tmp_path, ("calc/__init__.py", "calc/core.py", "calc/test_a.py", "calc/test_b.py"), ("calc",))

    assert seen.side_of("calc/core.py") is Side.SUBJECT


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (Settings(source=("calc",), tests=("calc",)), "'calc' in tests holds 'calc' in source"),
        (Settings(source=("src",), tests=("tests", ".")), "'.' in tests holds 'src' in source"),
        (Settings(tests=("calc",)), "'calc' in tests holds all product code that was found"),
        (Settings(source=("src",), tests=("src/shop",)), "'src/shop' in tests holds all product code that was found"),
    ],
)
def test_settings_that_leave_no_product_code_are_unusable(tmp_path: Path, settings: Settings, says: str) -> None:
    """A gate for tests of nothing would pass whatever it is given."""
    files = FLAT if not settings.source or "calc" in settings.source else SRC

    with pytest.raises(Unusable) as raised:
        layout_of(tmp_path, files, (), settings)

    assert says in raised.value.what
    assert "calc/tests" in raised.value.next_step or "src/shop/tests" in raised.value.next_step


@pytest.mark.tdd_pins("a folder of tests in a package has always been one")
@pytest.mark.parametrize(
    "settings",
    [
        Settings(source=("calc",), tests=("calc/tests",)),
        Settings(source=(".",), tests=("calc/tests",)),
        Settings(source=("calc",), tests=("calculations",)),
    ],
)
def test_tests_inside_of_a_package_are_no_overlap(tmp_path: Path, settings: Settings) -> None:
    """The package is product code but for them."""
    seen = layout_of(tmp_path, FLAT, (), settings)

    assert (seen.tests, seen.side_of("calc/core.py")) == (settings.tests, Side.SUBJECT)
