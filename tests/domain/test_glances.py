"""Which texts of Python can look at the process that runs them."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.awareness.glances import can_look

OWN = frozenset({"shop"})


@pytest.mark.parametrize(
    "text",
    [
        "import sys\n",
        "import re, sys\n",
        "def f():\n    import logging as log\n    return log.root\n",
        "from os import path\n",
        "from rich.console import Console\n",
        "import re\n\nout = re.enum.sys.stdout\n",
        "size = open('x')\n",
        "found = [].__class__.__subclasses__()\n",
        "made = eval(text)\n",
    ],
)
def test_what_can_look(text: str) -> None:
    """By a module, by a built-in name, by an attribute that is such a module."""
    assert can_look(text.encode(), OWN)


@pytest.mark.parametrize(
    "text",
    [
        "def f(x):\n    return x + 1\n",
        "from __future__ import annotations\nimport re, math\nfrom dataclasses import dataclass\n",
        "from shop.cart import total\nfrom . import cart\nimport shop.cart as cart\n",
        "from .cart import (\n    total,\n)\n",
    ],
)
def test_what_sees_its_arguments_alone(text: str) -> None:
    """What it imports of its own package is judged by its own text."""
    assert not can_look(text.encode(), OWN)
