"""A setting: its key, and the form of its value, in words and as a check."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Setting", "is_number", "is_seconds", "is_text", "is_texts", "one_of"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of a table, with the form that its value must have; for a table of values, the form of each value.

    `has_form` checks the form; `example` shows a value where the words alone are ambiguous.
    """

    key: str
    form: str
    has_form: Callable[[object], bool]
    example: str = ""

    def problem(self, value: object) -> str:
        """What is wrong with this value; empty if it is valid."""
        if self.has_form(value):
            return ""
        return f"{self.form} is expected{f', such as {self.example}' if self.example else ''}"


def one_of(*choices: str) -> Callable[[object], bool]:
    """A check that a value is one of these texts; the value may be of any type, even unhashable."""
    return lambda value: value in choices


def is_text(value: object) -> bool:
    """Whether the value is a string."""
    return isinstance(value, str)


def is_texts(value: object) -> bool:
    """Whether the value is a list of strings."""
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def is_number(value: object) -> TypeGuard[float]:
    """Whether the value is an int or float, but not a bool."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_seconds(value: object) -> bool:
    """Whether the value is a number of seconds above 0."""
    return is_number(value) and 0 < value < math.inf
