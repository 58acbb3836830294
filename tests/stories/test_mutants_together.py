"""Mutants that the same test is asked about first share its set-up where that shows nothing of one to another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

pytestmark = pytest.mark.tdd_pins("verdicts are the same as before: only their price changes")

SUBJECT = """\
def doubled(value):
    return value + value


def wrapper(extra):
    def inner(value):
        return value + extra

    return inner


def tripled(value):
    found = value * 2
    found = found + value
    return found - 0.5
"""
TESTS = """\
import threading
import pytest
from shop import sums


class TestByMemory:
    @pytest.fixture(autouse=True)
    def value(self):
        self.value = 4

    def test_tripled(self):
        assert sums.tripled(self.value) == 11.5


@pytest.fixture
def made():
    return sums.wrapper(3)


def test_what_the_fixture_made(made):
    assert made(4) == 7


@pytest.fixture
def doubled():
    return sums.doubled(4)


def test_what_the_fixture_has_run(doubled):
    assert doubled == 8
    assert sums.doubled(3) == 6


@pytest.fixture
def mark(tmp_path):
    (tmp_path / "mark").touch(exist_ok=False)
    return tmp_path / "mark"


def test_with_a_file(mark):
    mark.rename(mark.with_name("moved"))
    assert sums.tripled(2) == 5.5


@pytest.fixture
def server():
    asked, answered = threading.Event(), threading.Event()

    def answer():
        asked.wait(10)
        answered.set()

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    yield asked, answered
    thread.join()


def test_with_a_thread(server):
    asked, answered = server
    asked.set()
    assert answered.wait(5)
    assert sums.tripled(4) == 11.5
"""


def test_fixtures_of_every_kind(started: Project) -> None:
    """In memory, with files, with threads, with the mutated function itself: no verdict is another."""
    started.with_file("tests/test_sums.py", TESTS).lock().with_file("src/shop/sums.py", SUBJECT)

    green = started.gate("green", verdict="passed").last

    found = re.search(r"^note: mutants: (\d+) of (\d+) were noticed", green.output, re.MULTILINE)
    assert found, green.output
    assert (green.advised, found[1]) == ((), found[2])
    assert int(found[1]) >= 12


def test_what_is_not_noticed_is_not_noticed_together_either(started: Project) -> None:
    """Siblings leave nothing to each other: a survivor stays one among those that die."""
    started.with_file("tests/test_sums.py", TESTS).lock()
    more = SUBJECT.replace("    found = value * 2\n", "    found = value * 2\n    found = max(found, value)\n")

    green = started.with_file("src/shop/sums.py", more).gate("green", verdict="passed").last

    assert green.advised == ("not-minimal",)
    assert green.told("not-minimal")[0] == "src/shop/sums.py:14"
