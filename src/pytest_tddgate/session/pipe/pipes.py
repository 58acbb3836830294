"""Creates the two pipes between a judge and a run: orders go in, observations come out."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, TypeVar, Unpack

from pytest_tddgate.domain.run.orders import Orders

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_tddgate.domain.run.extra import RunSides
    from pytest_tddgate.domain.run.role import Role

__all__ = ["orders_of", "piped"]

T = TypeVar("T")


def orders_of(role: Role, top: str, timeout: float, **sides: Unpack[RunSides]) -> Orders:
    """The orders of a run in the background; `top` is absolute, `timeout` in seconds, `targets` relative to `top`."""
    return Orders(
        role=role,
        top=top,
        files=tuple(sides.get("files", ())),
        expected=tuple(sides.get("expected", ())),
        targets=tuple(os.path.join(top, target) for target in sides.get("targets", ())),
        timeout=timeout * role.slack,
        coverage=sides.get("coverage"),
        extra=sides.get("extra") or {},
    )


def piped(orders: Orders, start: Callable[[int, int], T]) -> tuple[T, int]:
    """What `start` returns for the child's two ends, and the reading end of the observations.

    `start` gets the end for observations and the end for orders, and passes them on to the child.
    """
    observations, observed = os.pipe()
    ordered_from, ordered = os.pipe()
    child = start(observed, ordered_from)
    os.close(observed)
    os.close(ordered_from)
    with contextlib.suppress(BrokenPipeError), os.fdopen(ordered, "w", encoding="utf-8") as stream:
        stream.write(orders.to_json() + "\n")
    return child, observations
