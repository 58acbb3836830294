"""The workers of a Dask cluster, by its scheduler's address; the only module that imports `distributed`."""

from __future__ import annotations

import logging
import re
import socket
from importlib import import_module
from typing import TYPE_CHECKING, Any

from pytest_tddgate.errors import CannotDecide, Unusable

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

__all__ = ["DaskWorkers", "address_of", "check"]

_ADDRESS = re.compile(r"dask://(?:\[([0-9a-fA-F:.]+)\]|([^\s/:\[\]]+)):(\d{1,5})")
_FORM = "--tdd-workers=dask://HOST:PORT"


def address_of(text: str) -> tuple[str, int]:
    """Host and port of `dask://HOST:PORT`; raises Unusable for any other form."""
    match = _ADDRESS.fullmatch(text)
    if match is None:
        raise Unusable(f"{text} is not the address of a Dask scheduler", next_step=_FORM)
    return match[1] or match[2], int(match[3])


def check(text: str, timeout: float) -> None:
    """Check early that a scheduler answers at this address within `timeout` seconds.

    Raises Unusable if `distributed` is not installed, CannotDecide if no scheduler answers.
    """
    address = address_of(text)
    try:
        import_module("distributed")
    except ImportError:
        raise Unusable(
            f"{text} needs Dask, which is not installed here",
            why="it is an extra of pytest-tddgate",
            next_step="pip install 'pytest-tddgate[distributed]'",
        ) from None
    try:
        socket.create_connection(address, timeout).close()
    except OSError as problem:
        raise _silent(text, str(problem)) from None


def _silent(text: str, problem: str) -> CannotDecide:
    return CannotDecide(
        f"no Dask scheduler answers at {text}: {problem}",
        why="it hands out the mutants to try",
        next_step="start it (dask scheduler), and a worker on each machine (dask worker HOST:PORT); "
        "or use only this machine: --tdd-workers=N",
    )


class DaskWorkers:
    """The workers of a cluster as an executor; see `ports.Executor`.

    If a worker dies, the scheduler gives its batch to another worker; a batch that has killed several workers
    (`distributed.scheduler.allowed-failures`) ends with an error.
    """

    def __init__(self, text: str, timeout: float) -> None:
        """Connect and wait for the first worker; raises CannotDecide if none appears within `timeout` seconds."""
        host, port = address_of(text)
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # the report says what went wrong
        client_of: Any = import_module("distributed").Client  # imported late: an extra that few runs need
        place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        try:
            # No scheme here: `distributed.comm.default-scheme` may say tls.
            self._client = client_of(place, timeout=timeout, set_as_default=False)
        except OSError as problem:
            raise _silent(text, str(problem)) from None
        try:
            self._client.wait_for_workers(1, timeout=timeout)
        except TimeoutError:
            self._client.close()
            raise _silent(text, "it has no worker") from None
        self._executor = self._client.get_executor(pure=False)
        self.slots = sum(each["nthreads"] for each in self._workers())

    def submit(self, function: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """A future of the function's result on one of the workers."""
        future: Future[Any] = self._executor.submit(function, *args)
        return future

    def is_reachable(self) -> bool:
        """Whether the scheduler is connected and has a worker."""
        return self._client.status == "running" and bool(self._workers())

    def close(self) -> None:
        """Drop pending work and disconnect."""
        self._executor.shutdown(wait=False)
        self._client.close()

    def _workers(self) -> list[dict[str, Any]]:
        return list(self._client.scheduler_info(n_workers=-1)["workers"].values())
