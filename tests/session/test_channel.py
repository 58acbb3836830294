"""The child's ends of the two pipes: what is sent, when, and by whom."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_tddgate.domain.run.orders import Orders
from pytest_tddgate.session.pipe.channel import CHILD_VARIABLE, ChildChannel

if TYPE_CHECKING:
    from collections.abc import Iterator

ORDERS = Orders(
    "repeat", "/w", ("a.py",), ("a.py::test_a",), ("/w/a.py",), 2.5, ("src",), {"core": "sysmon", "skip": ["größe"]}
)


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    """The two ends of a pipe: reading, writing."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    yield reading, writing
    for descriptor in (reading, writing):
        try:
            os.close(descriptor)
        except OSError:
            continue


def received(reading: int) -> list[object]:
    """The observations that have arrived."""
    try:
        return [json.loads(line) for line in os.read(reading, 1 << 16).splitlines()]
    except BlockingIOError:
        return []


def test_what_is_sent_arrives_now_and_in_order(pipe: tuple[int, int]) -> None:
    """What could wait goes before it."""
    channel = ChildChannel(pipe[1], -1)
    channel.later("phase", "größe\n", 1, None)
    waiting = received(pipe[0])

    channel.send("start", "b")

    assert (waiting, received(pipe[0])) == ([], [["phase", "größe\n", 1, None], ["start", "b"]])


def test_what_waits_is_sent_by_a_flush_once(pipe: tuple[int, int]) -> None:
    """A second flush has nothing to say."""
    channel = ChildChannel(pipe[1], -1)
    channel.later("note", "a")

    channel.flush()
    channel.flush()

    assert received(pipe[0]) == [["note", "a"]]


def test_what_is_written_by_hand_is_json_as_well(pipe: tuple[int, int]) -> None:
    """Quotes, line ends and letters of every script in a node id."""
    channel = ChildChannel(pipe[1], -1)
    name = 't.py::test_a["ö\n\\\u2028\udcff]'

    channel.start(name)
    channel.passed(name, "setup", {"file": "t.py"})
    channel.passed(name, "call")
    channel.flush()

    described = ["phase", name, "setup", "passed", {"file": "t.py"}]
    assert received(pipe[0]) == [["start", name], described, ["phase", name, "call", "passed", None]]


def test_a_fork_of_the_child_does_not_write(pipe: tuple[int, int]) -> None:
    """A test that forks does not report twice; a fork that takes over the run says so."""
    channel = ChildChannel(pipe[1], -1)
    for adopts in (False, True):
        fork = os.fork()
        if fork == 0:
            if adopts:
                channel.adopt()
            channel.send("note", str(adopts))
            os._exit(0)
        os.waitpid(fork, 0)

    assert received(pipe[0]) == [["note", "True"]]


def test_nobody_listens_to_a_silent_channel() -> None:
    """An xdist worker sends by its controller."""
    channel = ChildChannel.silent()

    channel.send("note", "a")

    assert channel._pending == []  # noqa: SLF001 - nothing is kept for ever


def test_a_judge_that_went_away_does_not_disturb_the_run(pipe: tuple[int, int]) -> None:
    """The tests go on, unheard."""
    channel = ChildChannel(pipe[1], -1)
    os.close(pipe[0])

    channel.send("note", "a")
    channel.send("note", "b")

    assert (channel._write_to, channel._pending) == (-1, [])  # noqa: SLF001 - nothing is tried or kept for ever


def test_orders_are_read_to_the_line_end(pipe: tuple[int, int]) -> None:
    """As the judge writes them."""
    os.write(pipe[1], ORDERS.to_json().encode() + b"\n")

    assert ChildChannel(-1, os.dup(pipe[0])).wait_for_orders() == ORDERS


def test_without_orders_the_child_ends(pipe: tuple[int, int]) -> None:
    """The judge has said why; the child must not run without one."""
    os.close(pipe[1])

    with pytest.raises(SystemExit) as ended:
        ChildChannel(-1, os.dup(pipe[0])).wait_for_orders()

    assert ended.value.code == 3


def test_the_channel_in_the_environment_is_for_one_process(
    pipe: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The variable is gone and the descriptors are not inherited, so a pytest that a test starts is no child."""
    for descriptor in pipe:
        os.set_inheritable(descriptor, True)  # noqa: FBT003 - it takes no keyword
    monkeypatch.setenv(CHILD_VARIABLE, f"{pipe[1]},{pipe[0]}")

    channel = ChildChannel.from_environment()
    channel.send("note", "a")

    assert CHILD_VARIABLE not in os.environ
    assert [os.get_inheritable(descriptor) for descriptor in pipe] == [False, False]
    assert received(pipe[0]) == [["note", "a"]]


TEXTS = st.lists(st.text(max_size=4), max_size=3).map(tuple)


@given(st.builds(Orders, st.text(), st.text(), TEXTS, TEXTS, TEXTS, st.floats(0, 99), st.none() | TEXTS))
def test_orders_survive_the_way(orders: Orders) -> None:
    """Written as one line, and read back the same."""
    text = orders.to_json()

    assert (Orders.from_json(text), "\n" in text) == (orders, False)
