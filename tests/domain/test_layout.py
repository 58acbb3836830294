"""Whose a file is: a test's, the subject's, or nobody's."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.contracts.layout import Layout, Side, is_below

SRC = Layout("/work", packages=("src/shop",), names=frozenset({"shop"}))
FLAT = Layout("/work", source=("",), packages=("shop", "single.py"), names=frozenset({"shop", "single"}), tests=())
MONO = Layout(
    "/work", root="libs/shop", source=("libs/shop/src",), packages=("libs/shop/src/shop",), tests=("libs/shop/checks",)
)


@pytest.mark.parametrize(
    ("layout", "path", "side"),
    [
        (SRC, "src/shop/cart.py", Side.SUBJECT),
        (SRC, "src/shop/data.json", Side.SUBJECT),
        (SRC, "src/shopping/cart.py", Side.OTHER),
        (SRC, "tests/test_cart.py", Side.TEST),
        (SRC, "tests/data/prices.json", Side.TEST),
        (SRC, "tests_of_old/x.py", Side.OTHER),
        (SRC, "conftest.py", Side.TEST),
        (SRC, "src/shop/conftest.py", Side.TEST),
        (SRC, "src/shop/tests/helper.py", Side.TEST),
        (SRC, "src/shop/test_cart.py", Side.TEST),
        (SRC, "src/shop/cart_test.py", Side.TEST),
        (SRC, "pytest.ini", Side.TEST),
        (SRC, "pyproject.toml", Side.OTHER),
        (SRC, "README.md", Side.OTHER),
        (FLAT, "shop/cart.py", Side.SUBJECT),
        (FLAT, "single.py", Side.SUBJECT),
        (FLAT, "single.pyi", Side.OTHER),
        (FLAT, "test_cart.py", Side.TEST),
        (FLAT, "test/helper.py", Side.TEST),
        (FLAT, "setup.py", Side.OTHER),
        (MONO, "libs/shop/src/shop/cart.py", Side.SUBJECT),
        (MONO, "libs/shop/checks/helper.py", Side.TEST),
        (MONO, "libs/shop/tests/test_cart.py", Side.TEST),
        (MONO, "libs/other/tests/test_x.py", Side.OTHER),
        (MONO, "conftest.py", Side.OTHER),
    ],
)
def test_a_file_belongs_to_one_side(layout: Layout, path: str, side: Side) -> None:
    """Tests win over the subject that they lie in; what is outside of pytest's rootdir is nobody's."""
    assert layout.side_of(path) is side


def test_a_repository_that_lies_in_a_folder_of_tests_is_not_all_tests() -> None:
    """Only folders below pytest's rootdir count."""
    layout = Layout("/work", root="tests/shop", packages=("tests/shop/src",), tests=("tests/shop/tests",))

    assert [layout.side_of(f"tests/shop/{each}") for each in ("src/a.py", "tests/a.py")] == [Side.SUBJECT, Side.TEST]


@pytest.mark.parametrize(
    ("path", "side"),
    [
        ("/work/src/shop/cart.py", Side.SUBJECT),
        ("/work/tests/test_cart.py", Side.TEST),
        ("/work/.venv/lib/python3.11/site-packages/shop/cart.py", Side.OTHER),
        ("/work/.tox/py/lib/tests/x.py", Side.OTHER),
        ("/usr/lib/python3.11/json/__init__.py", Side.OTHER),
        ("/workshop/src/shop/cart.py", Side.OTHER),
        ("<frozen importlib._bootstrap>", Side.OTHER),
        ("", Side.OTHER),
    ],
)
def test_a_frame_belongs_to_the_side_of_its_file(path: str, side: Side) -> None:
    """Installed packages are nobody's, also below the top."""
    assert SRC.side_of_frame(path) is side


@pytest.mark.parametrize(
    ("patterns", "path", "is_test"),
    [
        (("test_*.py",), "tests/test_cart.py", True),
        (("test_*.py",), "tests/helper.py", False),
        (("check_*.py",), "tests/test_cart.py", False),
        (("tests/check_*.py",), "checks/check_cart.py", True),
        (("*",), "tests/data.json", False),
        (("*",), "tests/any.py", True),
    ],
)
def test_a_test_file_is_what_pytest_takes_for_one(patterns: tuple[str, ...], path: str, is_test: bool) -> None:  # noqa: FBT001 - a parameter
    """By the name alone; a pattern with a folder counts by its last part."""
    assert Layout("/work", patterns=patterns).is_test_file(path) is is_test


@pytest.mark.parametrize(("module", "is_ours"), [("shop", True), ("shop.tax", True), ("shopping", False), ("", False)])
def test_a_module_is_first_party_by_its_top_name(module: str, is_ours: bool) -> None:  # noqa: FBT001 - a parameter
    """Whether or not it exists."""
    assert SRC.is_first_party(module) is is_ours


def test_files_that_the_interpreter_runs_by_itself_are_known() -> None:
    """Wherever they lie."""
    paths = ("sitecustomize.py", "src/usercustomize.py", "x/any.pth", "src/site.py")

    assert [SRC.is_startup(path) for path in paths] == [True, True, True, False]


@pytest.mark.parametrize(
    ("path", "parent", "answer"),
    [("a/b", "a", True), ("a", "a", True), ("ab", "a", False), ("anything", "", True), ("a", "a/b", False)],
)
def test_a_path_is_below_itself_and_what_holds_it(path: str, parent: str, answer: bool) -> None:  # noqa: FBT001 - a parameter
    """By whole names."""
    assert is_below(path, parent) is answer
