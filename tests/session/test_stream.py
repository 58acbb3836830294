"""A child's bytes become what was seen of its run, however they are cut, and whatever else is written among them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_tddgate.domain.run.observation import (
    CollectError,
    ExceptionSeen,
    Frame,
    ItemSeen,
    PhaseSeen,
    RunSeen,
    TestId,
    TestSeen,
)
from pytest_tddgate.session.pipe.stream import Stream

ERROR = {
    "classes": ["builtins.ImportError"], "message": "größe", "frames": [["/w/t.py", 3, "f"]],
    "subject": "vat", "owner": "shop", "source": "/w/shop.py", "context": None,
}  # fmt: skip
ERROR_SEEN = ExceptionSeen(("builtins.ImportError",), "größe", (Frame("/w/t.py", 3, "f"),), "vat", "shop", "/w/shop.py")
ITEM = {
    "file": "t.py", "name": "test_a", "case": "1", "indices": [["x", 0]], "kind": "function",
    "defined_in": "/w/t.py", "line": 3, "pins": "why", "hangs": None,
}  # fmt: skip
ITEM_SEEN = ItemSeen(TestId("t.py", "test_a"), "1", "function", "/w/t.py", 3, (("x", 0),), "why", None)
LINES: list[list[Any]] = [
    ["collect-error", "u.py", ERROR | {"context": ERROR}, "x"],
    ["deselected", ["t.py::test_b"], {"t.py::test_b": "-k"}],
    ["start", "t.py::test_a[1]"],
    ["phase", "t.py::test_a[1]", "setup", "passed", ITEM],
    ["phase", "t.py::test_a[1]", "call", "failed", None, "boom", ERROR],
    ["phase", "t.py::test_a[1]", "teardown", "passed", None],
    ["origins", [["shop", "/w/shop.py"]]],
    ["filled", ["shop.vat"]],
    ["used", "t.py::test_a[1]", ["shop.vat"]],
    ["stopped", "stopping after 1 failures"],
    ["end", 1],
]
PHASES = (
    PhaseSeen("setup", "passed"),
    PhaseSeen("call", "failed", "boom", ERROR_SEEN),
    PhaseSeen("teardown", "passed"),
)
SEEN = RunSeen(
    tests=(TestSeen("t.py::test_a[1]", ITEM_SEEN, PHASES, used=("shop.vat",)),),
    collect_errors=(CollectError("u.py", replace(ERROR_SEEN, context=ERROR_SEEN), "x"),),
    deselected=("t.py::test_b",),
    deselected_by={"t.py::test_b": "-k"},
    origins=(("shop", "/w/shop.py"),),
    exit_code=1,
    announced=1,
    stopped="stopping after 1 failures",
    last_started="t.py::test_a[1]",
    filled=("shop.vat",),
)


def written(*lines: object) -> bytes:
    """The bytes that a child sends for these observations."""
    return b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)


def seen_of(*pieces: bytes, exit_code: int = 1) -> RunSeen:
    """What is seen when these pieces arrive one after the other."""
    stream = Stream()
    for piece in pieces:
        stream.feed(piece)
    return stream.run(exit_code)


def test_every_observation_finds_its_place() -> None:
    """One of each kind."""
    assert seen_of(written(*LINES)) == SEEN


@given(st.lists(st.integers(0, len(written(*LINES))), max_size=20).map(sorted))
def test_it_does_not_matter_how_the_bytes_are_cut(cuts: list[int]) -> None:
    """Not even within a letter of two bytes."""
    sent = written(*LINES)

    pieces = [sent[start:end] for start, end in zip([0, *cuts], [*cuts, len(sent)], strict=True)]

    assert seen_of(*pieces) == SEEN


@given(st.integers(0, len(written(*LINES)) - 1))
def test_a_child_that_dies_while_it_writes_has_not_announced_its_end(length: int) -> None:
    """What came before the cut is seen, the broken line is not, and the last test is known."""
    seen = seen_of(written(*LINES)[:length])

    assert (seen.announced, seen.notes) == (None, ())
    assert seen.last_started in {"", "t.py::test_a[1]"}


def test_nothing_sent_is_nothing_seen() -> None:
    """A child that never spoke announced nothing."""
    assert seen_of(exit_code=-9) == RunSeen(exit_code=-9)


def test_a_test_that_runs_again_is_judged_by_its_last_run() -> None:
    """As with reruns; its place is that of the first."""
    again = written(
        ["start", "a"], ["phase", "a", "call", "failed", None], ["start", "a"], ["phase", "a", "call", "passed", None]
    )

    assert seen_of(again).tests == (TestSeen("a", None, (PhaseSeen("call", "passed"),)),)


def test_each_mode_of_a_stand_in_run_is_a_run_of_its_own() -> None:
    """The same test under another answer is another test."""
    run = [
        line
        for mode in ("none", "list")
        for line in (["mode", mode], ["start", "a"], ["phase", "a", "call", "passed", None])
    ]

    assert [(test.mode, test.node_id) for test in seen_of(written(*run)).tests] == [("none", "a"), ("list", "a")]


def test_a_test_that_used_up_its_time_hung() -> None:
    """Told by the exception that the alarm raises."""
    hang = ERROR | {"classes": ["pytest_tddgate.session.child.observer.TestHangs", "builtins.BaseException"]}

    (test,) = seen_of(written(["phase", "a", "call", "failed", None, "", hang])).tests

    assert test.outcome == "hung"


@pytest.mark.parametrize(
    "line",
    [
        b"", b"not json", b"\xff\xfe", b"3", b"[]", b"null", b'"end"', b"{}", b"[[]]", b'["no-such-kind"]', b'["end"]',
        b'["end", "0"]', b'["end", true]', b'["end", 0, 0]', b'["start", []]', b'["start", 1]', b'["mode", 3]',
        b'["phase", "a", "call"]', b'["phase", 3, "call", "passed", null]', b'["phase", "a", "call", ["passed"]]',
        b'["phase", "a", "call", "failed", null, 3]', b'["phase", "a", "call", "failed", null, "", {"classes": []}]',
        b'["phase", "a", "call", "passed", {"file": 1}]', b'["filled", [[]]]', b'["filled", "abc"]',
        b'["deselected", 3]',
        b'["origins", [["shop", 3]]]', b'["origins", "ab"]', b'["note", {}]', b'["feed", ""]', b'["run", 0]',
        b'["collect-error", 3, null, ""]', b'["used", "a", [3]]', b'["limit", "a", "x"]', b"[" * 100_000,
    ],
)  # fmt: skip
def test_a_line_that_is_no_observation_becomes_a_note(line: bytes) -> None:
    """And leaves everything else as it was: whoever forges a line is told, not obeyed."""
    start, *rest = LINES[:4], *LINES[4:]

    seen = seen_of(written(*start) + line + b"\n" + written(*rest))

    assert (replace(seen, notes=()), len(seen.notes)) == (SEEN, 1)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*ITEM, *ERROR]), inner, max_size=9),
    max_leaves=8,
)
KINDS = st.sampled_from([str(line[0]) for line in LINES] + ["mode", "note", "nothing"])


@given(st.lists(st.tuples(KINDS, JSON, JSON, JSON, JSON), max_size=4), st.integers(1, 4))
def test_no_line_breaks_the_judge(lines: list[tuple[object, ...]], length: int) -> None:
    """Whatever the values of an observation are, a run can be told, with words where words belong."""
    seen = seen_of(written(*(line[:length] for line in lines)))

    words = [*seen.notes, *seen.filled, *seen.deselected, seen.last_started, *(test.node_id for test in seen.tests)]
    words += [name for test in seen.tests for name in (test.mode, *test.used)]
    assert {type(each) for each in words} <= {str}
    assert hash((seen.tests, seen.collect_errors, seen.origins, seen.announced))


@given(st.binary(max_size=60))
def test_no_bytes_break_the_judge(data: bytes) -> None:
    """Nor announce an end."""
    assert seen_of(data).announced is None


def test_a_limit_holds_until_the_test_is_over() -> None:
    """Of several tests that run at once, the longest limit; of none, none."""
    stream = Stream()
    limits = []
    for line in (
        ["limit", "a", 30], ["limit", "b", 5], ["phase", "a", "call", "passed", None],
        ["phase", "a", "teardown", "passed", None], ["phase", "b", "???", "failed", None],
    ):  # fmt: skip
        stream.feed(written(line))
        limits.append(stream.limit)

    assert limits == [30, 30, 30, 5, 0]
