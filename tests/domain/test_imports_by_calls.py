"""Imports from the tests' side that are written as calls, wherever they stand."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.awareness.deciding import aware_spots
from pytest_tddgate.domain.python.changed_file import ChangedFile

HARNESS = frozenset({"engine", "data.rates"})


def told(source: str) -> list[str]:
    """What is told of a new file."""
    return [f"{each.line}: {each.what}" for each in aware_spots(ChangedFile(source.encode()), harness=HARNESS)]


@pytest.mark.parametrize(
    "source",
    [
        "import importlib\ndiscounted = importlib.import_module('engine').discounted\n",
        "from importlib import import_module as load\ndiscounted = load(name='engine').discounted\n",
        "import importlib\n__getattr__ = importlib.import_module('eng' + 'ine').__getattribute__\n",
        "\ndiscounted = __import__('engine').discounted\n",
        "import pkgutil\ndiscounted = pkgutil.resolve_name('engine:discounted')\n",
        "import pkgutil\ndiscounted = pkgutil.resolve_name('engine.discounted')\n",
        "import sys\ndiscounted = sys.modules['engine'].discounted\n",
        "import runpy\nglobals().update(runpy.run_module('engine'))\n",
        "\nfrom engine import discounted\n",
        "\nimport engine\n",
        "import builtins\nclass A:\n    engine = builtins.__import__('engine')\n",
    ],
)
def test_a_module_of_the_tests_side(source: str) -> None:
    """Outside of a run of the tests it is not there."""
    (line,) = told(source)

    assert line.endswith("engine, which is on the tests' side")


def test_a_module_in_a_folder_of_the_tests() -> None:
    """By its dotted name, or from the folder."""
    assert len(told("import data.rates\nfrom data.rates import RATES\nfrom data import rates\n")) == 3


@pytest.mark.tdd_pins("nothing was told of these, and nothing is to be")
@pytest.mark.parametrize(
    "source",
    [
        "import importlib\nx = importlib.import_module('shop.engine').discounted\n",
        "import importlib\nx = importlib.import_module(NAME).engine\n",
        "from . import engine\n",
        "from .engine import discounted\n",
        "from shop import engine\n",
        "from data import names\n",
        "x = getattr(load('a'), 'engine')\n",
        "import importlib\nx = getattr(importlib.import_module('shop'), 'engine')\n",
        "import sys\nx = sys.modules[__name__].engine\n",
    ],
)
def test_a_module_of_the_product(source: str) -> None:
    """The name alone tells nothing."""
    assert aware_spots(ChangedFile(source.encode())) == ()


@pytest.mark.parametrize(
    "source",
    [
        "import importlib\nx = importlib.import_module('shop.engine').discounted\n",
        "import importlib\nx = getattr(importlib.import_module('shop'), 'engine')\n",
        "from .engine import discounted\n",
        "from data import names\n",
    ],
)
def test_other_modules_beside_those_of_the_tests(source: str) -> None:
    """The same, with the tests' modules known."""
    assert told(source) == []
