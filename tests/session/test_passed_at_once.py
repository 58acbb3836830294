"""A test of which every phase passed is one observation: most tests are, and each line costs both processes time."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.run.observation import ItemSeen, PhaseSeen, TestId, TestSeen
from pytest_tddgate.session.pipe.channel import ChildChannel
from pytest_tddgate.session.pipe.stream import Stream

if TYPE_CHECKING:
    from collections.abc import Callable

PHASES = ("setup", "call", "teardown")
ITEM = {
    "file": "t.py", "name": "test_a", "case": "", "kind": "function", "defined_in": "t.py", "line": 3, "indices": [],
    "pins": None, "hangs": None,
}  # fmt: skip


def sent(say: Callable[[ChildChannel], object]) -> list[list[object]]:
    """What arrives of what a child says."""
    reading, writing = os.pipe()
    channel = ChildChannel(writing, -1)
    say(channel)
    channel.flush()
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        return [json.loads(line) for line in stream]


def all_passed(channel: ChildChannel, name: str) -> None:
    """Say so, phase by phase."""
    for when in PHASES:
        channel.passed(name, when, ITEM if when == "setup" else None)


def seen_of(*lines: object) -> tuple[TestSeen, ...]:
    """The tests that a judge sees in these lines."""
    stream = Stream()
    stream.feed("".join(json.dumps(line) + "\n" for line in lines).encode())
    return stream.run(0).tests


def test_a_test_that_passed_is_one_line() -> None:
    """With its item, where that is described."""
    lines = sent(lambda channel: all_passed(channel, 't.py::test_a["ö"]'))

    assert lines == [["passed", 't.py::test_a["ö"]', ITEM]]


@pytest.mark.tdd_pins("one line for each, as ever")
def test_phases_of_several_workers_are_sent_one_by_one() -> None:
    """They come as they come, and nothing is taken for a test that was not seen as a whole."""

    def say(channel: ChildChannel) -> None:
        for when in PHASES:
            for name in ("a", "b"):
                channel.passed(name, when)

    assert sent(say) == [["phase", name, when, "passed", None] for when in PHASES for name in ("a", "b")]


@pytest.mark.tdd_pins("the order is that of the run, as ever")
def test_what_is_sent_between_two_phases_keeps_its_place() -> None:
    """A failed call comes after its setup and before its teardown."""

    def say(channel: ChildChannel) -> None:
        channel.passed("a", "setup")
        channel.send("phase", "a", "call", "failed", None)
        channel.passed("a", "teardown")

    assert [(line[2], line[3]) for line in sent(say)] == [
        ("setup", "passed"), ("call", "failed"), ("teardown", "passed")
    ]  # fmt: skip


def test_the_next_start_comes_after_what_passed() -> None:
    """The last test that started is the last line, whatever waited."""

    def say(channel: ChildChannel) -> None:
        channel.start("a")
        all_passed(channel, "a")
        channel.start("b")

    assert [line[:2] for line in sent(say)] == [["start", "a"], ["passed", "a"], ["start", "b"]]


def test_one_line_is_three_phases_to_the_judge() -> None:
    """As if each had come by itself."""
    phases = tuple(PhaseSeen(when, "passed") for when in PHASES)
    item = ItemSeen(TestId("t.py", "test_a"), "", "function", "t.py", 3, (), None, None)

    seen = seen_of(["start", "a"], ["passed", "a", ITEM], ["start", "b"], ["passed", "b", None])

    assert seen == (TestSeen("a", item, phases), TestSeen("b", None, phases))


def test_a_limit_ends_with_a_test_that_passed() -> None:
    """What comes after it may take any time."""
    stream = Stream()

    stream.feed(b'["limit", "a", 30]\n["start", "a"]\n["passed", "a", null]\n')

    assert stream.limit == 0


@pytest.mark.tdd_pins("what is forged passes nothing, as ever")
@pytest.mark.parametrize(
    "line", [["passed"], ["passed", 3, None], ["passed", ["a"], None], ["passed", "a", {"file": 1}]]
)
def test_a_line_in_another_form_is_a_note_and_no_test_passed(line: list[object]) -> None:
    """It was forged, or broken."""
    stream = Stream()

    stream.feed(json.dumps(line).encode() + b"\n")

    assert (stream.run(0).tests, len(stream.run(0).notes)) == ((), 1)
