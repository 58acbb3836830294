"""Modules that are imported by a call whose function goes by another name."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.wrappers import bypasses


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("from importlib import import_module as im\nx = im('requests')\n", [2]),
        ("def f():\n    from importlib import import_module as im\n    return im('requests.api')\n", [3]),
        ("import importlib\nload = importlib.import_module\nx = load('requests')\n", [3]),
        ("load = __import__\nx = load('requests')\n", [2]),
        ("from builtins import __import__ as load\nx = load('requests')\n", [2]),
        ("from importlib import import_module as a\nb = a\nx = b('requests')\n", [3]),
        ("from importlib import import_module as im\nx = im('.api', 'requests')\n", [2]),
        ("from importlib import import_module\nx = import_module('.api', package='requests')\n", [2]),
        ("import importlib\nx = getattr(importlib, 'import_module')('requests')\n", [2]),
    ],
)  # fmt: skip
def test_another_name_is_no_way_round(source: str, lines: list[int]) -> None:
    """An alias of an import, an assignment, and an attribute that is named in a text."""
    assert list(bypasses(source.encode(), "requests")) == lines


@pytest.mark.tdd_pins("the other side")
@pytest.mark.parametrize(
    "source",
    [
        "from shop import load as im\nx = im('requests')\n",
        "def load(name):\n    return name\n\n\nx = load('requests')\n",
        "from importlib import import_module as im\nx = im('shop')\ny = print('requests')\n",
        "from importlib import import_module as im\nx = im('.requests', 'shop')\n",
        "from importlib import metadata as im\nx = im.version('requests')\n",
    ],
)
def test_functions_that_import_nothing_are_free(source: str) -> None:
    """Their argument is a text."""
    assert list(bypasses(source.encode(), "requests")) == []
