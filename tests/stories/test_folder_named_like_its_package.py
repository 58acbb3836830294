"""A clone whose folder is named like the package in it: Python may take the folder for the package."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import GateRun, Project

OLD = "from shop.cart import total\n\n\ndef test_total():\n    assert total([1, 2]) == 3\n"
STYLES = {
    "module": "from shop.cart import total\n\n\ndef test_new():\n    assert total([1, 2]) == 8\n",
    "name": "from shop import cart\n\n\ndef test_new():\n    assert cart.total([1, 2]) == 8\n",
    "attribute": "import shop\n\n\ndef test_new():\n    assert shop.cart([1, 2]) == 8\n",
}


def flat(project: Project, test: str, **files: str) -> Project:
    """The sample without a `src`, and nothing that puts it on the path."""
    (project.root / "src/shop").rename(project.root / "shop")
    project.with_file("pyproject.toml", '[project]\nname = "shop"\nversion = "1"\n').with_file(
        "tests/test_cart.py", OLD
    )
    project.with_file(
        "shop/__init__.py", "from shop.cart import total\n\n\ndef cart(prices):\n    return total(prices)\n"
    )
    for name, text in files.items():
        project.with_file(f"{name}.py", text)
    return project.commit("flat").with_file("tests/test_new.py", test)


def seen_from_above(project: Project) -> GateRun:
    """A red run in which Python looks for packages in the folder above the clone."""
    return project.run("--tdd-gate=verify-fail", PYTHONPATH=str(project.root.parent), PYTHONSAFEPATH="1")


@pytest.mark.parametrize("style", STYLES)
def test_what_only_the_folder_hides_is_not_missing(project: Project, style: str) -> None:
    """It is there, and the environment is at fault; old tests have the same cause."""
    ran = seen_from_above(flat(project, STYLES[style]))

    assert set(ran.refused) == {"broken-environment"}, ran.output
    assert f"and Python takes {project.root} for shop" in ran.findings[0]
    assert ran.told("broken-environment")[1] == 'set pythonpath = ["."] in pytest\'s settings, or pip install -e .'


def test_a_clone_that_is_a_package_itself_is_told_so(project: Project) -> None:
    """A stray `__init__.py` at the top makes pytest look from above."""
    ran = flat(project, STYLES["module"], __init__="", **{"tests/__init__": ""}).run("--tdd-gate=verify-fail")

    assert set(ran.refused) == {"broken-environment"}, ran.output
    assert ran.told("broken-environment")[1] == "remove __init__.py: it makes its folder the package"


@pytest.mark.tdd_pins("what is missing stays missing")
def test_a_clone_that_is_on_the_path_misses_what_is_to_come(project: Project) -> None:
    """Its folder has the same name, and hides nothing."""
    test = "from shop.discount import discount\n\n\ndef test_discount():\n    assert discount(100) == 90\n"
    ready = flat(project, test).replace(
        "pyproject.toml", "[project]", '[tool.pytest.ini_options]\npythonpath = ["."]\n\n[project]'
    )

    ran = seen_from_above(ready.commit_settings())

    assert ran.rows == {"test_discount": "red missing"}, ran.output
