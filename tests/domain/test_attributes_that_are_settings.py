"""Constant attributes that are settings of a class, though a test gives or counts just what they are."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.leaks.copied_examples import copied_examples
from pytest_tddgate.domain.python.changed_file import ChangedFile

TAKEN = "    for _ in range(25):\n        bucket.take(1)\n    assert bucket.capacity == 25\n"
GIVEN = "    bucket.take(404)\n    assert bucket.capacity == 404\n"
MADE = "    def __init__(self):\n        self.capacity = 25\n        self.left = self.capacity\n\n"
TAKE = "    def take(self, count):\n        self.left = "
HONEST = {
    "read": ("    capacity = 25\n\n" + TAKE + "min(count, self.capacity)\n", TAKEN),
    "made-and-read": (MADE + TAKE + "min(count, self.capacity)\n", TAKEN),
    "read-by-a-function": (
        "    capacity = 25\n\n" + TAKE + "count\n\n\ndef share(bucket):\n    return bucket.left / bucket.capacity\n",
        TAKEN,
    ),
    "of-the-class": ("    capacity = 404\n\n" + TAKE + "count\n", GIVEN),
}
CHEATS = {
    "read-by-its-maker": (MADE + TAKE + "count\n", TAKEN),
    "read-by-an-accessor": (MADE + TAKE + "count\n\n    def total(self):\n        return self.capacity\n", TAKEN),
    "counted-by-the-class": ("    capacity = 25\n\n" + TAKE + "count\n", TAKEN),
    "made": (MADE.replace("25", "404") + TAKE + "count\n", GIVEN),
}


def told(code: str, test: str) -> list[str]:
    """The text of each finding."""
    test = f"from shop.bucket import Bucket\n\n\ndef test_it():\n    bucket = Bucket()\n{test}"
    source = f"class Bucket:\n{code}"
    found = copied_examples({"tests/test_b.py": test.encode()}, {"src/shop/bucket.py": ChangedFile(source.encode())})
    return [each.what for each in found]


@pytest.mark.parametrize(("code", "test"), HONEST.values(), ids=HONEST)
def test_a_setting_is_no_leak(code: str, test: str) -> None:
    """Other methods go by it, or it is the class that has it, and the test gives it the same value."""
    assert told(code, test) == []


@pytest.mark.tdd_pins("refused before; so they remain where honest code beside them is not")
@pytest.mark.parametrize(("code", "test"), CHEATS.values(), ids=CHEATS)
def test_an_attribute_that_nothing_goes_by_remains_a_leak(code: str, test: str) -> None:
    """What only the constructor reads, or a method that does nothing but return it, governs nothing."""
    assert len(told(code, test)) == 1
