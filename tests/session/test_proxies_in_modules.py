"""Objects of a module that stand for another one, and answer for it when they are asked what they are."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, NoReturn

import pytest

from pytest_tddgate.session.calls.caches import clear_caches
from pytest_tddgate.session.calls.callables import wrap_callables

if TYPE_CHECKING:
    from pathlib import Path


class Slot:
    """A `__call__` that is no function, as that of a proxy of werkzeug."""

    def __get__(self, held: object, kind: object = None) -> object:
        """Nothing that could be called."""


class Proxy:
    """A deprecated name, or the request of a server that serves none: every look at it raises."""

    __call__ = Slot()

    def __getattribute__(self, name: str) -> NoReturn:
        """Raise what is no AttributeError."""
        raise RuntimeError(name)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The file of a loaded module with a proxy."""
    file = tmp_path / "shop.py"
    file.write_text("request = make()\n")
    module = ModuleType("shop")
    module.__file__ = str(file)
    module.request = Proxy()  # type: ignore[attr-defined]  # a module takes any
    monkeypatch.setitem(sys.modules, "shop", module)
    return str(file)


def test_no_proxy_is_asked_whether_it_is_a_memo(path: str) -> None:
    """The type of the proxy itself tells."""
    clear_caches({path})


def test_no_proxy_is_asked_whether_it_is_a_callable_of_the_subject(path: str) -> None:
    """So a changed line that makes one leaves it as it is."""
    wrap_callables({path: [(1, 1)]})
