"""Folders that pytest put on `sys.path` for the tests below them are not seen where no test runs."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.session.calls.pytest_traces import FOLDERS, Traces
from pytest_tddgate.session.calls.sandbox import in_fork

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")


def _still_there(monkeypatch: pytest.MonkeyPatch, folder: str) -> bool:
    """Whether a folder that was added for `/w/tests/orders/test_sum.py` is still on the path in a fork."""
    known = Traces()
    monkeypatch.setattr(sys, "path", [folder, *sys.path])
    item = SimpleNamespace(path=Path("/w/tests/orders/test_sum.py"))
    session: Any = SimpleNamespace(items=[item], config=SimpleNamespace(pluginmanager=pytest.PytestPluginManager()))
    known.learn(session, ["/w/src/shop/cart.py"])

    def work() -> Iterator[bool]:
        known.conceal(also=[FOLDERS])
        yield folder in sys.path

    found: bool
    (found,) = in_fork(work)
    return found


def test_the_folder_of_a_conftest_above_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only tests below it run, and none beside the conftest."""
    assert not _still_there(monkeypatch, "/w/tests")


@pytest.mark.tdd_pins("must stay")
@pytest.mark.parametrize(("folder", "stays"), [("/w/tests/orders", False), ("/w/src", True), ("/w", True)])
def test_other_folders(folder: str, *, stays: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of the test itself, that of the subject, and one that holds both."""
    assert _still_there(monkeypatch, folder) is stays
