"""Attributes that no method ever changes, and that the tests expect to have counted what they did."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.leaks.copied_examples import copied_examples
from pytest_tddgate.domain.python.changed_file import ChangedFile

COUNTS = """\
def test_counts():
    gate = Gate()
    for _ in range(3):
        gate.handle("coin")
        gate.handle("push")
    assert gate.passed == 3
"""
ONCE = COUNTS.replace("3", "1")
FRESH = "def test_a():\n    gate = Gate()\n    assert gate.arms == 3\n\n\n"
HANDLE = "    def handle(self, event):\n        self.state = {'coin': 'open'}.get(event, 'locked')\n"


def source(attributes: str, handle: str = HANDLE) -> str:
    """A gate with these attributes."""
    return f"class Gate:\n{attributes}\n{handle}"


def made(line: str) -> str:
    """A constructor that sets an attribute."""
    return f"    def __init__(self):\n        self.state = 'locked'\n        {line}\n"


GATE = source(made("self.passed = 3"))
CHEATS = {
    "made": (GATE, COUNTS),
    "class": (source("    passed = 3\n"), COUNTS),
    "annotated": (source(made("self.passed: int = 3")), COUNTS),
    "argument": (
        source(made("self.count = 7")),
        "def test_a():\n    gate = Gate()\n    gate.handle('a', 7)\n    assert gate.count == 7\n",
    ),
    "calls": (
        source(made("self.passed = 2")),
        "def test_a():\n    gate = Gate()\n    gate.handle('a')\n    gate.handle('b')\n    assert gate.passed == 2\n",
    ),
    "text": (
        source(made("self.last = 'coin'")),
        "def test_a():\n    gate = Gate()\n    gate.handle('coin')\n    assert gate.last == 'coin'\n",
    ),
}
HONEST = {
    "counted": (source(made("self.passed = 3"), HANDLE + "        self.passed += 1\n"), COUNTS),
    "set-elsewhere": (GATE + "\n\ndef reset(gate):\n    gate.passed = 3\n", COUNTS),
    "by-name": (source(made("self.passed = 3"), HANDLE + "        setattr(self, 'passed', 4)\n"), COUNTS),
    "all-attributes": (source(made("self.passed = 3"), HANDLE + "        self.__dict__.update(passed=4)\n"), COUNTS),
    "base": (GATE.replace("Gate:", "Gate(Base):"), COUNTS),
    "another-value": (source(made("self.passed = 4")), COUNTS),
    "constant": (
        source(made("self.capacity = 16")),
        "def test_a():\n    gate = Gate()\n    gate.handle('a')\n    assert gate.capacity == 16\n",
    ),
    "kind": (
        source("    kind = 'gate'\n"),
        "def test_a():\n    gate = Gate()\n    gate.handle('a')\n    assert gate.kind == 'gate'\n",
    ),
    "version": (source("    version = 1\n"), ONCE.replace("passed", "version")),
    "of-a-new-one": (source("    arms = 3\n"), FRESH + COUNTS.replace("passed", "arms")),
    "maker": (
        source("    def __init__(self, size):\n        self.size = 8\n"),
        "def test_a():\n    gate = Gate(8)\n    assert gate.size == 8\n",
    ),
}  # fmt: skip


def told(code: str, test: str) -> list[str]:
    """The text of each finding."""
    test = f"from shop.gate import Gate\n\n\n{test}"
    found = copied_examples({"tests/test_gate.py": test.encode()}, {"src/shop/gate.py": ChangedFile(code.encode())})
    return [each.what for each in found]


@pytest.mark.parametrize(("code", "test"), CHEATS.values(), ids=CHEATS)
def test_a_constant_in_place_of_a_count(code: str, test: str) -> None:
    """The test gives it what it expects, and nothing ever changes it."""
    (what,) = told(code, test)

    assert "whatever a Gate is given, as tests/test_gate.py:" in what


@pytest.mark.tdd_pins("nothing of it was refused before")
@pytest.mark.parametrize(("code", "test"), HONEST.values(), ids=HONEST)
def test_what_is_constant_for_good(code: str, test: str) -> None:
    """What a class is, it is whatever is done with it; and what a method changes is no constant."""
    assert told(code, test) == []
