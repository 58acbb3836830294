"""What a setting is: a key, and the form of its value, in words and as a check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Setting", "is_number", "is_text", "is_texts", "one_of"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of a table, the form of its value (where that is a table: of each value in it), and what has this form.

    `example` is a value as one would write it, for a form that words alone leave open.
    """

    key: str
    form: str
    has_form: Callable[[object], bool]
    example: str = ""

    def problem(self, value: object) -> str:
        """What is wrong with this value; empty when nothing is."""
        if self.has_form(value):
            return ""
        return f"{self.form} is expected{f', such as {self.example}' if self.example else ''}"


def one_of(*choices: str) -> Callable[[object], bool]:
    """Whether a value is one of these texts; it can be anything, also what has no hash."""
    return lambda value: value in choices


def is_text(value: object) -> bool:
    """Whether the value is a text."""
    return isinstance(value, str)


def is_texts(value: object) -> bool:
    """Whether the value is a list of texts."""
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def is_number(value: object) -> TypeGuard[float]:
    """Whether the value is a number, whole or not."""
    return isinstance(value, int | float) and not isinstance(value, bool)
