"""Where a child's first-party modules came from: an editable install can point at another checkout."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_tddgate.domain.run.orders import Orders

__all__ = ["origins_of"]


def origins_of(orders: Orders) -> list[tuple[str, str]]:
    """First-party modules and the absolute path each was loaded from."""
    names = frozenset(orders.extra.get("first_party", ()))
    files = {name: getattr(module, "__file__", None) for name, module in sorted(sys.modules.items())}
    return [(name, os.path.realpath(file)) for name, file in files.items() if file and name.partition(".")[0] in names]
