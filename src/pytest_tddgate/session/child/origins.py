"""Where a child's first-party modules came from: an editable install can point to another checkout."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.own_path import own_path

if TYPE_CHECKING:
    from pytest_tddgate.domain.run.orders import Orders

__all__ = ["foreign_origin", "origins_of"]


def origins_of(orders: Orders) -> list[tuple[str, str]]:
    """First-party modules, each with the absolute path that it was loaded from."""
    names = frozenset(orders.extra.get("first_party", ()))
    files = {name: getattr(module, "__file__", None) for name, module in sorted(sys.modules.items())}
    return [(name, os.path.realpath(file)) for name, file in files.items() if file and name.partition(".")[0] in names]


def foreign_origin(orders: Orders) -> tuple[str, str] | None:
    """The first first-party module from outside this checkout, and its path; None if there is none.

    The judge checks all modules at the end of the run; this check saves running the tests until then.
    """
    roots = tuple(os.path.normpath(os.path.join(orders.top, root)) + os.sep for root in orders.extra.get("sources", ()))
    for name, path in origins_of(orders) if roots else ():
        if not path.startswith(roots) and own_path(path, orders.top) is None:
            return name, path
    return None
