"""Product code that imports what lies on the tests' side, locked or not."""

from __future__ import annotations

import pytest

from pytest_tddgate.gates.implementation.examined import Implementation
from pytest_tddgate.gates.implementation.made_for_tests import awareness_findings
from tests.fakes import FakeRepository, case_of

CODE = "def discounted(price):\n    return price * 9 // 10\n"
PLACE = "src/shop/discount.py"


def told(source: str, tests_side: dict[str, str], **others: str) -> list[str]:
    """Each finding, with its place, for a new module of the product beside these files of the tests."""
    base = {"src/shop/__init__.py": "", **others}
    work = {**base, **tests_side, PLACE: source}
    implementation = Implementation((), {PLACE: frozenset(range(1, 9))}, "c0")
    return [
        f"{each.at}: {each.what}" for each in awareness_findings(implementation, case_of(FakeRepository([base], work)))
    ]


@pytest.mark.parametrize(
    "path", ["tests/engine.py", "tests/unit/engine.py", "tests/engine/__init__.py", "tests/engine.abi3.so"]
)
@pytest.mark.parametrize(
    "source",
    [
        "from importlib import import_module\n\ndiscounted = import_module('engine').discounted\n",
        "import engine\n\ndiscounted = engine.discounted\n",
    ],
)
def test_the_implementation_lies_among_the_tests(source: str, path: str) -> None:
    """By whatever folder of them is on the path."""
    (line,) = told(source, {path: CODE})

    assert line.startswith(PLACE)
    assert line.endswith("imports engine, which is on the tests' side")


@pytest.mark.tdd_pins("nothing was told of these, and nothing is to be")
@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("import json\n", "tests/json.py"),
        ("import pytest_cov\n", "tests/pytest_cov/__init__.py"),
        ("from shop.engine import discounted\n", "tests/shop/engine.py"),
        ("from .engine import discounted\n", "tests/engine.py"),
        ("import redis\n", "tests/integrations/redis/__init__.py"),
        ("import redis\n", "tests/redis.txt"),
        ("from tools import gen\nimport tools.gen\n", "tests/tools/gen.py"),
    ],
)
def test_a_name_that_is_another_module_too(source: str, path: str) -> None:
    """The tests may call theirs as they like."""
    beside = {"tests/integrations/__init__.py": "", "tests/__init__.py": ""}

    assert told(source, {path: CODE, **beside}, **{"tools/gen.py": ""}) == []
