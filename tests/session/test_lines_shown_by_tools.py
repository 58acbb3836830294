"""Source lines that pytest, or a traceback of a test, has shown are not seen in a fork that conceals the run."""

from __future__ import annotations

import linecache
import sys
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.session.calls.pytest_traces import Traces
from pytest_tddgate.session.calls.sandbox import in_fork

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")

ENTRY = (1, None, ["x\n"], "")


def _kept(monkeypatch: pytest.MonkeyPatch, *names: str) -> list[str]:
    """The files, of these, whose lines are still known in a fork without traces."""
    known = Traces()
    monkeypatch.setattr(linecache, "cache", dict.fromkeys(names, ENTRY))

    def work() -> Iterator[list[str]]:
        known.conceal()
        yield list(linecache.cache)

    found: list[str]
    (found,) = in_fork(work)
    return found


@pytest.mark.parametrize(
    "name",
    ["/v/lib/_pytest/python.py", "/v/lib/pytest_cov/plugin.py", "/w/tests/test_cart.py", "/w/tests/conftest.py"],
)
def test_lines_of_tools_and_tests_are_forgotten(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A warning that names its line is enough to keep the lines of a file."""
    assert _kept(monkeypatch, name) == []


@pytest.mark.tdd_pins("must stay")
@pytest.mark.parametrize("name", ["/w/src/shop/cart.py", "/w/src/shop/attest.py", "<string>"])
def test_other_lines_stay(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """They may be shown in what the subject returns."""
    assert _kept(monkeypatch, name) == [name]
