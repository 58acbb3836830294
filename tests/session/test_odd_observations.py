"""Numbers that no run sends: a line that holds one is forged, told, and not obeyed."""

from __future__ import annotations

import pytest

from pytest_tddgate.session.pipe.stream import Stream

HUGE = b"9" * 400
REPLAY = (
    b'{"path": "a.py", "line": %b, "function": "f", "points": [], "heeds": "", "seen": 1, "is_outward": false, '
    b'"withheld": []}'
)


@pytest.mark.parametrize(
    "line",
    [
        b'["limit", "b", %b]' % HUGE, b'["limit", "b", NaN]', b'["limit", "b", Infinity]', b'["limit", "b", -1]',
        b'["limit", "b", "7"]', b'["limit", "b", true]', b'["spent", %b]' % HUGE, b'["spent", NaN]',
        b'["called", "a.py", 1e999, 1]', b'["called", "a.py", 1, -1e999]', b'["replay", %b]' % (REPLAY % b"1e999"),
        b'["agreement", {"path": "", "line": 1e999, "function": "", "kind": "", "how": ""}]',
        b'["ran", "b", "b.py", "passed", %b, [], 1.0]' % HUGE, b'["ran", "b", "b.py", "passed", 1.0, [], NaN]',
    ],
)  # fmt: skip
def test_a_number_that_no_run_sends_is_noted(line: bytes) -> None:
    """And no time limit is taken from it: what hangs is ended all the same."""
    stream = Stream()

    stream.feed(b'["limit", "a", 5]\n' + line + b"\n")

    assert (stream.limit, len(stream.run(0).notes)) == (5.0, 1)


@pytest.mark.tdd_pins("the other side: what runs send")
def test_times_are_seconds() -> None:
    """Whole or not; a limit of nothing is none."""
    stream = Stream()

    stream.feed(b'["limit", "a", 0]\n["limit", "b", 2.5]\n["spent", 3]\n["ran", "b", "b.py", "passed", 0, [], 0.5]\n')

    seen = stream.run(0)
    assert (stream.limit, seen.mutation.spent, seen.mutation.ran[0].wall, seen.notes) == (2.5, 3.0, 0.5, ())
