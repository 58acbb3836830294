"""What can be seen of pytest in a fork that conceals it."""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
import threading
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.session.calls.pytest_traces import COMMAND, FILTERS, NAMES, Traces
from pytest_tddgate.session.calls.sandbox import in_fork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")


def _seen(look: Callable[[], Any], *also: str, traces: Traces | None = None) -> Any:  # noqa: ANN401 - whatever is seen
    """What is seen in a fork without traces."""
    known = traces or Traces()

    def work() -> Iterator[Any]:
        known.conceal(also=also)
        yield look()

    (found,) = in_fork(work)
    return found


def _is_python(stream: Any) -> bool:  # noqa: ANN401 - any stream
    return type(stream).__module__ == "_io" and not stream.isatty()


TOOLS = {"pytest", "_pytest", "pluggy", "coverage", "pytest_cov", "unittest"}
LOOKS: dict[str, tuple[Callable[[], Any], Any]] = {
    "streams": (lambda: all(map(_is_python, (sys.stdin, sys.stdout, sys.stderr))), True),
    "name": (lambda: sys.stdout.name, "<stdout>"),
    "handlers": (lambda: len(logging.getLogger().handlers), 0),
    "modules": (lambda: sorted({each.partition(".")[0] for each in sys.modules} & TOOLS), []),
    "importers": (lambda: [type(each).__module__ for each in sys.meta_path if "pytest" in type(each).__module__], []),
    "variables": (lambda: [each for each in os.environ if each.startswith("PYTEST")], []),
    "hooks": (lambda: threading.excepthook is threading.__excepthook__, True),
    "faults": (faulthandler.is_enabled, False),
}


@pytest.mark.parametrize("name", LOOKS)
def test_a_trace_is_not_seen(name: str) -> None:
    """Whatever was looked at while a test runs."""
    look, expected = LOOKS[name]

    assert _seen(look) == expected


def test_the_program_has_another_name_of_the_same_length() -> None:
    """So that a usage text is laid out alike."""
    before = [len(sys.argv[0])]

    argv, original, main = _seen(lambda: (sys.argv, sys.orig_argv, sys.modules["__main__"].__file__))

    assert [len(each) for each in argv] == before
    assert not any("pytest" in each for each in [*argv, *original, main])
    assert {len(each) for each in NAMES} == {len("pytest")}


def test_what_a_test_has_put_there_stays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Arguments, folders, streams that are its question."""
    traces = Traces()
    monkeypatch.setattr(sys, "argv", ["tool", "--all"])
    monkeypatch.syspath_prepend(tmp_path)
    with (tmp_path / "in").open("w+", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)

        seen = _seen(lambda: (sys.argv, sys.path[0], sys.stdin.name), traces=traces)

    assert seen == [["tool", "--all"], str(tmp_path), str(tmp_path / "in")]


def test_a_tool_that_is_imported_is_the_same_again() -> None:
    """A class of it is the class that everybody else has."""

    def look() -> bool:
        import _pytest.outcomes as again  # noqa: PLC0415 - that is the question

        return again.Failed is pytest.fail.Exception

    assert _seen(look) is True


def test_filters_go_where_somebody_asks_for_it() -> None:
    """They steer what is recorded; those that make errors stay in any case."""
    with warnings.catch_warnings():
        warnings.resetwarnings()
        warnings.simplefilter("always")

        assert _seen(lambda: warnings.filters[0][0]) == "always"
        assert _seen(lambda: [each[0] for each in warnings.filters].count("always"), FILTERS) == 0
        warnings.simplefilter("error")
        assert _seen(lambda: warnings.filters[0][0], FILTERS) == "error"


@pytest.mark.skipif(sys.platform != "linux", reason="proc(5)")
def test_the_kernel_tells_another_command_line() -> None:
    """Where somebody could read it."""
    line = Path("/proc/self/cmdline")

    assert "test" not in _seen(lambda: line.read_bytes().rstrip(b"\0").decode(), COMMAND)
