"""How an interpreter was started for a run of tests is not seen in a fork that conceals the run."""

from __future__ import annotations

import sys
import tempfile
from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.session.calls.pytest_traces import Traces
from pytest_tddgate.session.calls.sandbox import in_fork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")


class _Flags:
    """Flags of an interpreter that was started with -P and -B, and whatever else this one has."""

    safe_path = True
    dont_write_bytecode = 1
    utf8_mode = sys.flags.utf8_mode
    dev_mode = sys.flags.dev_mode


def _seen(look: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever is seen
    """What is seen in a fork without traces."""
    known = Traces()

    def work() -> Iterator[Any]:
        known.conceal()
        yield look()

    (found,) = in_fork(work)
    return found


@pytest.fixture(autouse=True)
def _started_for_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "flags", _Flags)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setattr(tempfile, "tempdir", tempfile.gettempdir())


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        (lambda: bool(sys.flags.safe_path), False),
        (lambda: bool(sys.flags.dont_write_bytecode), False),
        (lambda: sys.dont_write_bytecode, False),
        (lambda: tempfile.tempdir, None),
    ],
    ids=["path", "bytecode", "bytecode now", "temporary files"],
)
def test_it_looks_as_a_plain_start(look: Callable[[], Any], expected: object) -> None:
    """An audit starts its runs with -P, and pytest has looked where temporary files go."""
    assert _seen(look) == expected


@pytest.mark.tdd_pins("other flags are told as they are")
def test_what_somebody_chose_for_the_program_is_told() -> None:
    """Such as the mode for developers."""
    assert _seen(lambda: [sys.flags.utf8_mode, sys.flags.dev_mode]) == [_Flags.utf8_mode, _Flags.dev_mode]


@pytest.mark.tdd_pins("temporary files go where they went")
def test_temporary_files_go_where_they_went() -> None:
    """Whoever asks finds the same folder again."""
    expected = tempfile.gettempdir()

    assert _seen(tempfile.gettempdir) == expected
