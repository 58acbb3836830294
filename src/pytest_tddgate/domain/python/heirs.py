"""Under which names the subclasses in a file run the test of a class."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_tddgate.domain.python.declarations import ModuleSyntax

__all__ = ["heirs_of"]


def heirs_of(name: str, module: ModuleSyntax) -> tuple[str, ...]:
    """The qualified names that a test has in the subclasses of its class, direct or not, that do not define it anew."""
    owner, _, function = name.rpartition("::")
    below = [owner] if owner else []
    for cls in below:  # grows as subclasses are found
        below += [
            each.name
            for each in module.classes.values()
            if each.name not in below and cls.replace("::", ".") in each.bases
            if f"{each.name}::{function}" not in module.functions
        ]
    return tuple(f"{cls}::{function}" for cls in below[1:])
