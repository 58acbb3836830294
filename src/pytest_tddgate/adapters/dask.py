"""Workers of a Dask cluster, by the address of its scheduler; nothing else imports `distributed`."""

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
    """Host and port of `dask://HOST:PORT`; raises Unusable for another form."""
    match = _ADDRESS.fullmatch(text)
    if match is None:
        raise Unusable(f"{text} is not the address of a Dask scheduler", next_step=_FORM)
    return match[1] or match[2], int(match[3])


def check(text: str, patience: float) -> None:
    """Whether a scheduler can be asked at this address within so many seconds: before anything else takes time.

    Raises Unusable where `distributed` is not installed, CannotDecide where nobody answers.
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
        socket.create_connection(address, patience).close()
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

    A batch whose worker dies is given to another by the scheduler itself; one that has killed several
    (`distributed.scheduler.allowed-failures`) ends with an error.
    """

    def __init__(self, text: str, patience: float) -> None:
        """Connect, and wait for the first worker; raises CannotDecide when there is none after so many seconds."""
        host, port = address_of(text)
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong, the report says
        client_of: Any = import_module("distributed").Client  # an extra, which few runs need
        place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        try:
            # Without a scheme, so that `distributed.comm.default-scheme` can say tls.
            self._client = client_of(place, timeout=patience, set_as_default=False)
        except OSError as problem:
            raise _silent(text, str(problem)) from None
        try:
            self._client.wait_for_workers(1, timeout=patience)
        except TimeoutError:
            self._client.close()
            raise _silent(text, "it has no worker") from None
        self._executor = self._client.get_executor(pure=False)
        self.slots = sum(each["nthreads"] for each in self._workers())

    def submit(self, function: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """What the function will return on one of the workers."""
        future: Future[Any] = self._executor.submit(function, *args)
        return future

    def is_reachable(self) -> bool:
        """Whether the scheduler is there, and a worker."""
        return self._client.status == "running" and bool(self._workers())

    def close(self) -> None:
        """Give up what has not come back, and go."""
        self._executor.shutdown(wait=False)
        self._client.close()

    def _workers(self) -> list[dict[str, Any]]:
        return list(self._client.scheduler_info(n_workers=-1)["workers"].values())
