"""What is said where Dask cannot be used."""

from __future__ import annotations

import socket
import sys
from types import ModuleType

import pytest

from pytest_tddgate.adapters.dask import address_of, check
from pytest_tddgate.errors import CannotDecide, Unusable


def test_without_the_extra_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no part of a plain installation."""
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(Unusable) as caught:
        check("dask://localhost:8786", 1)

    assert caught.value.next_step == "pip install 'pytest-tddgate[distributed]'"


def test_a_scheduler_that_does_not_answer_decides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within a limit, and with what starts one."""
    monkeypatch.setitem(sys.modules, "distributed", ModuleType("distributed"))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        address = f"127.0.0.1:{taken.getsockname()[1]}"

        with pytest.raises(CannotDecide) as caught:
            check(f"dask://{address}", 1)

    assert address in caught.value.what
    assert "dask scheduler" in caught.value.next_step


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("dask://host:8786", ("host", 8786)),
        ("dask://[::1]:8786", ("::1", 8786)),
        ("dask://10.0.0.1:1", ("10.0.0.1", 1)),
    ],
)
def test_an_address_has_a_host_and_a_port(text: str, address: tuple[str, int]) -> None:
    """Nothing else is in it."""
    assert address_of(text) == address


@pytest.mark.parametrize("text", ["dask://", "dask://host", "dask://host:", "dask://host:many", "dask://host:1/path"])
def test_another_address_cannot_be_used(text: str) -> None:
    """The form is told."""
    with pytest.raises(Unusable) as caught:
        address_of(text)

    assert caught.value.next_step == "--tdd-workers=dask://HOST:PORT"
