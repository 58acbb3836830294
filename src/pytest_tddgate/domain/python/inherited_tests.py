"""The names under which subclasses in the same file run an inherited test."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_tddgate.domain.python.declarations import ModuleSyntax

__all__ = ["inherited_names"]


def inherited_names(name: str, module: ModuleSyntax) -> tuple[str, ...]:
    """The qualified names of a test in those direct and indirect subclasses of its class that do not override it."""
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
